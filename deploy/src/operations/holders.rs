//! The holders' book: holdings from before it was opened, and holders that are counted anew.

use alloy::primitives::Address;
use corridor_bindings::InstrumentLedger;

use super::{Desk, Operation, OperationError, Prepared, Who};
use crate::accounts::Role;
use crate::deployment::SystemContract;
use crate::explain::LegHandle;

/// Enters holdings that were there before the holders' book was opened; to be repeated until all that is outstanding is
/// entered, and until then rules about holders refuse. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct SeedHolders {
    /// The instrument.
    pub leg: LegHandle,
    /// Wallets that hold.
    pub wallets: Vec<Address>,
}

impl Operation for SeedHolders {
    const NAME: &'static str = "seed-holders";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let Self { leg, wallets } = self;
        let summary = format!(
            "enter {} holdings of {}, leg {}, in the holders' book",
            wallets.len(),
            leg.instrument,
            leg.leg
        );
        let call = InstrumentLedger::seedCall { instrument: leg.token, wallets: wallets.clone() };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), ledger, &call))
    }
}

/// Counts holders anew, as the investors and in the classes that they are now. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct RecountHolders {
    /// The instrument.
    pub leg: LegHandle,
    /// Wallets that hold.
    pub wallets: Vec<Address>,
}

impl Operation for RecountHolders {
    const NAME: &'static str = "recount-holders";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let Self { leg, wallets } = self;
        let summary =
            format!("count {} holders of {}, leg {}, anew", wallets.len(), leg.instrument, leg.leg);
        let call =
            InstrumentLedger::recountCall { instrument: leg.token, wallets: wallets.clone() };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), ledger, &call))
    }
}
