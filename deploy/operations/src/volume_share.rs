//! The volume tier of an instrument.

use corridor_bindings::InstrumentLedger;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::profile::Share;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Sets the share of the average daily volume above which a day's volume is a breach; a rule of another share refuses
/// until they agree. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetVolumeShare {
    /// The instrument.
    pub leg: LegHandle,
    /// The share.
    pub share: Share,
}

impl Operation for SetVolumeShare {
    const NAME: &'static str = "set-volume-share";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let Self { leg, share } = self;
        let summary = format!("count breaches of {share} of {}, leg {}", leg.instrument, leg.leg);
        let call = InstrumentLedger::setVolumeShareCall {
            instrument: leg.token,
            millionths: share.millionths(),
        };
        Ok(Prepared::act(summary, Who::Role(Role::Supervisor), ledger, &call))
    }
}
