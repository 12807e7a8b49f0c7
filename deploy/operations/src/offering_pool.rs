//! Offering pools: what one offeror's instruments issue is counted together.

use alloy::primitives::{FixedBytes, keccak256};
use corridor_bindings::InstrumentLedger;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Puts an instrument, once, in an offeror's pool; what it has outstanding counts as issued today. Signed by the
/// registrar.
#[derive(Clone, Debug)]
pub struct SetOfferingPool {
    /// The instrument, whose currency is the pool's.
    pub leg: LegHandle,
    /// Name of the pool, e.g. the offeror's identifier.
    pub pool: String,
}

impl Operation for SetOfferingPool {
    const NAME: &'static str = "set-offering-pool";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let Self { leg, pool } = self;
        let summary =
            format!("put {}, leg {}, in the offering pool {pool}", leg.instrument, leg.leg);
        let call = InstrumentLedger::setOfferingPoolCall {
            instrument: leg.token,
            pool: keccak256(pool),
            currency: FixedBytes(leg.currency.bytes()),
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), ledger, &call))
    }
}
