//! The holders' book: holdings from before it was opened, and holders that are counted anew.

use alloy::eips::BlockId;
use alloy::primitives::Address;
use corridor_bindings::InstrumentLedger;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::read_together;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::register::register;

use super::{Desk, Operation, OperationError, Prepared, Who};

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

impl Desk {
    /// The wallets that hold a leg and that the holders' book does not count.
    ///
    /// # Errors
    ///
    /// No rule of the deployment needs books, the endpoint fails, or the register's sums disagree.
    pub async fn uncounted_holders(&self, leg: &LegHandle) -> Result<Vec<Address>, OperationError> {
        let ledger = self.contract_for_rules(SystemContract::InstrumentLedger)?;
        let register = register(self.connection(), self.manifest()?, &leg.instrument).await?;
        let holders = register.holders.into_iter().filter(|holder| holder.leg == leg.leg);
        let wallets: Vec<Address> = holders.map(|holder| holder.wallet).collect();
        let calls = wallets.iter().map(|wallet| {
            let call = InstrumentLedger::countedAsCall { instrument: leg.token, wallet: *wallet };
            (ledger, call)
        });
        let counted = read_together(self.connection(), calls, BlockId::latest()).await?;
        let uncounted = wallets.into_iter().zip(counted).filter(|(_, holder)| holder.is_zero());
        Ok(uncounted.map(|(wallet, _)| wallet).collect())
    }
}
