//! Offers to investors.

use alloy::primitives::Address;
use corridor_bindings::InstrumentLedger;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Records that investors were offered an instrument; who was offered it before is not counted again. Signed by the
/// issuer.
#[derive(Clone, Debug)]
pub struct RecordOffers {
    /// What was offered.
    pub leg: LegHandle,
    /// Any wallet of each investor.
    pub wallets: Vec<Address>,
}

impl Operation for RecordOffers {
    const NAME: &'static str = "record-offers";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let Self { leg, wallets } = self;
        let to = match wallets.as_slice() {
            [one] => one.to_string(),
            several => format!("{} investors", several.len()),
        };
        let summary = format!("record the offer of {}, leg {}, to {to}", leg.instrument, leg.leg);
        let call =
            InstrumentLedger::recordOffersCall { instrument: leg.token, wallets: wallets.clone() };
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), ledger, &call))
    }
}
