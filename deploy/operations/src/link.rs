//! Further wallets of an investor.

use alloy::primitives::Address;
use corridor_bindings::InvestorRegistry;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Gives a further wallet the standing of an investor. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct LinkWallet {
    /// Any wallet of the investor.
    pub wallet: Address,
    /// The new one.
    pub new_wallet: Address,
}

/// Takes the standing from a wallet that is not its investor's last. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct UnlinkWallet {
    /// The wallet.
    pub wallet: Address,
}

impl Operation for LinkWallet {
    const NAME: &'static str = "link";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { wallet, new_wallet } = *self;
        let call = InvestorRegistry::linkWalletCall { wallet, newWallet: new_wallet };
        let investors = desk.contract(SystemContract::InvestorRegistry)?;
        let summary = format!("link {new_wallet} to the investor of {wallet}");
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), investors, &call))
    }
}

impl Desk {
    /// Every wallet of the investor of a wallet; none for one that nobody registered.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn wallets_of(&self, wallet: Address) -> Result<Vec<Address>, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        self.read(investors, &InvestorRegistry::walletsOfCall { wallet }).await
    }
}

impl Operation for UnlinkWallet {
    const NAME: &'static str = "unlink";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = InvestorRegistry::unlinkWalletCall { wallet: self.wallet };
        let investors = desk.contract(SystemContract::InvestorRegistry)?;
        let summary = format!("unlink {}", self.wallet);
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), investors, &call))
    }
}
