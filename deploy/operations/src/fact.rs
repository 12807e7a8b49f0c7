//! Facts about an instrument, on record for rules to read.

use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::vocabulary::Fact;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Records a fact about an instrument, or withdraws it. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct RecordFact {
    /// The instrument.
    pub leg: LegHandle,
    /// The fact.
    pub fact: Fact,
    /// The last day on which it holds; nothing withdraws it.
    pub until: Option<UtcDay>,
}

impl Operation for RecordFact {
    const NAME: &'static str = "record-fact";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let LegHandle { instrument, leg, token, .. } = &self.leg;
        let title = self.fact.title();
        let summary = match self.until {
            Some(until) => {
                format!("put on record of {instrument}, leg {leg}, until {until}: {title}")
            }
            None => format!("withdraw the record of {instrument}, leg {leg}: {title}"),
        };
        let call = Permits::setFactCall {
            instrument: *token,
            fact: self.fact.bit(),
            lastDay: self.until.map_or(0, UtcDay::number),
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}
