//! Further wallets of an investor.

use alloy::eips::BlockId;
use alloy::primitives::Address;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::Standing;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::read_together;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::investors::Assignment;

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
    /// The wallets that the investor of a reference has on chain now, those that the book knows in its order first; none where the chain
    /// has no wallet of it that the book knows.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn linked_wallets(&self, known: &Assignment) -> Result<Vec<Address>, OperationError> {
        let standings = self.standings_of(known.wallets.iter().copied()).await?;
        let is_own = |standing: &Standing| {
            standing.is_registered() && known.id.is_none_or(|id| id == standing.investor())
        };
        let own = known.wallets.iter().zip(standings).find(|(_, standing)| is_own(standing));
        let Some((wallet, _)) = own else { return Ok(Vec::new()) };
        let mut linked = self.wallets_of(*wallet).await?;
        let place = |wallet: &Address| known.wallets.iter().position(|known| known == wallet);
        linked.sort_by_key(|wallet| place(wallet).unwrap_or(usize::MAX));
        Ok(linked)
    }

    /// The standings of wallets, in their order; that of an unregistered one is empty.
    pub(super) async fn standings_of(
        &self,
        wallets: impl Iterator<Item = Address>,
    ) -> Result<Vec<Standing>, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let calls = wallets.map(|wallet| (investors, InvestorRegistry::standingOfCall { wallet }));
        let words = read_together(self.connection(), calls, BlockId::latest()).await?;
        Ok(words.into_iter().map(Standing::from_word).collect())
    }

    /// How many investors are registered, which is the highest id.
    pub(super) async fn investor_count(&self) -> Result<u64, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let count = self.read(investors, &InvestorRegistry::investorCountCall {}).await?;
        Ok(count.to())
    }

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
