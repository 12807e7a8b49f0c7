//! What the dates of lots depend on.

use alloy::primitives::aliases::U24;
use corridor_bindings::InstrumentLedger;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{SystemContract, restarting_flags};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::vocabulary::Flag;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Settles, once, what the dates of an instrument's lots depend on; until then rules about lots refuse. Signed by the
/// registrar.
#[derive(Clone, Debug)]
pub struct SetLotTerms {
    /// The instrument.
    pub leg: LegHandle,
    /// When what was outstanding before the book was opened was acquired from the issuer, the last day of several;
    /// nothing when nothing was.
    pub tranche: Option<UtcDay>,
    /// Flags of a giver whose sale begins the period anew for the buyer.
    pub restart: Vec<Flag>,
}

impl Operation for SetLotTerms {
    const NAME: &'static str = "set-lot-terms";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let flags = self.restart.iter().fold(0, |mask, flag| mask | flag.mask());
        let anew: Vec<&str> = self.restart.iter().map(|flag| flag.title()).collect();
        let anew = match anew.as_slice() {
            [] => String::new(),
            titles => format!(", begun anew where {} sells", titles.join(" or ")),
        };
        let LegHandle { instrument, leg, .. } = &self.leg;
        let summary = format!("settle the dates of lots of {instrument}, leg {leg}{anew}");
        let call = InstrumentLedger::setLotTermsCall {
            instrument: self.leg.token,
            trancheDay: self.tranche.map_or(0, UtcDay::number),
            affiliateFlags: U24::from(flags),
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), ledger, &call))
    }
}

impl Desk {
    /// Flags of a giver whose sale begins the period of a lot anew, as the rules of a leg have them.
    ///
    /// # Errors
    ///
    /// There is no such leg.
    pub fn restarting_flags(&self, leg: &LegHandle) -> Result<Vec<Flag>, OperationError> {
        Ok(restarting_flags(&self.bound_profile(leg)?, &leg.leg)?)
    }
}
