//! Further wallets of an investor.

use alloy::eips::BlockId;
use alloy::primitives::Address;
use alloy::sol_types::SolEvent;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::Standing;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::read_together;
use corridor_deploy::deployment::{SystemContract, logs};
use corridor_deploy::investors::{Assignment, BookEdits, PrivateBook};

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
    /// The wallets that the investor of a reference has on chain now, those that the book knows in its order first; none where it is not
    /// registered. The book may know none of them: an investor that lost the wallet it was registered with has another.
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
        let wallet = match (own, known.id) {
            (Some((wallet, _)), _) => Some(*wallet),
            (None, Some(id)) => self.wallet_linked_to(id, known).await?,
            (None, None) => None,
        };
        let Some(wallet) = wallet else { return Ok(Vec::new()) };
        let mut linked = self.wallets_of(wallet).await?;
        let place = |wallet: &Address| known.wallets.iter().position(|known| known == wallet);
        linked.sort_by_key(|wallet| place(wallet).unwrap_or(usize::MAX));
        Ok(linked)
    }

    /// A wallet that was linked to the investor of a number and still is, by the events of the registry; nothing where that is not the one
    /// that the book knows: a node that loses blocks loses registrations, and the next investor has the number.
    async fn wallet_linked_to(
        &self,
        id: u64,
        known: &Assignment,
    ) -> Result<Option<Address>, OperationError> {
        if id > self.investor_count().await? {
            return Ok(None);
        }
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let topics = vec![
            InvestorRegistry::InvestorRegistered::SIGNATURE_HASH,
            InvestorRegistry::WalletLinked::SIGNATURE_HASH,
        ];
        let (mut registered, mut linked) = (None, Vec::new());
        logs(self.connection(), investors, topics, self.manifest()?.first_block(), |log| {
            if let Ok(event) = InvestorRegistry::WalletLinked::decode_log(&log.inner) {
                if event.investor.to::<u64>() == id {
                    linked.push(event.wallet);
                }
            } else if let Ok(event) = InvestorRegistry::InvestorRegistered::decode_log(&log.inner)
                && event.investor.to::<u64>() == id
            {
                registered = Some(event.wallet);
            }
        })
        .await?;
        if !registered.is_some_and(|wallet| known.wallets.contains(&wallet)) {
            return Ok(None);
        }
        let standings = self.standings_of(linked.iter().copied()).await?;
        let mut current = linked.into_iter().zip(standings);
        Ok(current.find(|(_, standing)| standing.investor() == id).map(|(wallet, _)| wallet))
    }

    /// Makes the private book say which wallets the investor of these has: after some were linked, unlinked or recovered. An investor
    /// that the book does not know stays unknown.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or the book can't be written.
    pub async fn note_wallets(
        &self,
        wallets: &[Address],
        book: &mut PrivateBook,
    ) -> Result<(), OperationError> {
        let mut asked = wallets.to_vec();
        for wallet in wallets {
            asked.extend(self.wallets_of(*wallet).await?);
        }
        let mut found = None;
        for wallet in asked {
            found = found.or(book.by_wallet(wallet)?);
        }
        let Some(known) = found else { return Ok(()) };
        let linked = self.linked_wallets(&known).await?;
        let mut edits = BookEdits::new(book)?;
        for wallet in &linked {
            edits.link(&known.reference, *wallet)?;
        }
        let gone = known.current().into_iter().filter(|wallet| !linked.contains(wallet));
        // An import that was cut off has still to link others of its wallets.
        for wallet in gone.filter(|wallet| known.id.is_some() || wallets.contains(wallet)) {
            edits.unlink(&known.reference, wallet)?;
        }
        Ok(book.apply(edits)?)
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
