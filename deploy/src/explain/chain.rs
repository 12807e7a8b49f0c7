//! What the contracts beside a regime say: the books and permits that extended rules ask.

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::sol_types::SolCall;
use corridor_bindings::standing::Standing;
use corridor_bindings::{
    ISecurityToken, InstrumentLedger, InvestorRegistry, Regime, RuleExtension,
};

use super::facts::PartyFacts;
use super::window::{first_day, first_that_fits};
use crate::calendar::{Period, UtcDay, deadline};
use crate::deployment::DeploymentError;
use crate::deployment::reads::{Questions, read};
use crate::network::Connection;

/// The contracts that extended rules of one instrument ask, at one block.
#[derive(Debug)]
pub(super) struct Chain<'c> {
    connection: &'c Connection,
    block: BlockId,
    pub(super) token: Address,
    investors: Address,
    books: Address,
    permits: Address,
    /// The day that is judged.
    pub(super) day: u32,
}

impl<'c> Chain<'c> {
    /// The contracts behind `regime`.
    pub(super) async fn of(
        connection: &'c Connection,
        block: BlockId,
        regime: Address,
        token: Address,
        investors: Address,
        day: u32,
    ) -> Result<Self, DeploymentError> {
        let extension = read(connection, regime, &Regime::extensionCall {}, block).await?;
        let mut questions = Questions::new(connection, block);
        let books = questions.ask(extension, &RuleExtension::ledgerCall {})?;
        let permits = questions.ask(extension, &RuleExtension::permitsCall {})?;
        questions.send().await?;
        let (books, permits) = (books.answer().await?, permits.answer().await?);
        Ok(Self { connection, block, token, investors, books, permits, day })
    }

    /// Asks the books.
    pub(super) async fn books<C: SolCall>(&self, call: C) -> Result<C::Return, DeploymentError> {
        read(self.connection, self.books, &call, self.block).await
    }

    /// Asks the permits.
    pub(super) async fn permits<C: SolCall>(&self, call: C) -> Result<C::Return, DeploymentError> {
        read(self.connection, self.permits, &call, self.block).await
    }

    /// Whether the books of the mask are complete: rules that need others fail.
    pub(super) async fn is_ready(&self, mask: u8) -> Result<bool, DeploymentError> {
        let terms = self.books(InstrumentLedger::termsOfCall { instrument: self.token }).await?;
        Ok(terms.ready & u16::from(mask) == u16::from(mask))
    }

    /// What the investor of a wallet holds, in all its wallets.
    pub(super) async fn position(&self, wallet: Address) -> Result<U256, DeploymentError> {
        let call = InvestorRegistry::walletsOfCall { wallet };
        let mut wallets = read(self.connection, self.investors, &call, self.block).await?;
        if wallets.is_empty() {
            wallets.push(wallet);
        }
        let mut position = U256::ZERO;
        for account in wallets {
            let call = ISecurityToken::balanceOfCall { account };
            position += read(self.connection, self.token, &call, self.block).await?;
        }
        Ok(position)
    }

    /// The day that is judged.
    pub(super) fn today(&self) -> UtcDay {
        UtcDay::from_number(u16::try_from(self.day).unwrap_or(u16::MAX))
    }

    /// First day of a window that ends with the day that is judged.
    pub(super) fn window(&self, period: Period) -> UtcDay {
        first_day(self.today(), period)
    }

    /// The day from which enough of what the window holds will have left it, if nothing is added meanwhile: the first one
    /// whose window begins at a day for which `fits` is true. `None` when that is never.
    pub(super) async fn room_again(
        &self,
        period: Period,
        fits: impl AsyncFn(UtcDay) -> Result<bool, DeploymentError>,
    ) -> Result<Option<UtcDay>, DeploymentError> {
        let first = first_that_fits(self.window(period), self.today(), fits).await?;
        // The day before it has left the window when the period since it has elapsed.
        let before = first.map(|first| UtcDay::from_number(first.number().saturating_sub(1)));
        Ok(before.and_then(|before| deadline(before, period).ok()))
    }
}

/// How the books name a party.
pub(super) fn holder(party: &PartyFacts) -> U256 {
    holder_id(party.address, party.standing)
}

/// How the books name the holder behind a wallet, given its standing: its investor, or the wallet where it belongs to none.
#[must_use]
pub fn holder_id(wallet: Address, standing: Standing) -> U256 {
    const INVESTOR_OFFSET: usize = 160;
    match standing.investor() {
        0 => U256::from_be_slice(wallet.as_slice()),
        investor => U256::from(investor) << INVESTOR_OFFSET,
    }
}

/// The subdivision of a standing, in base 37.
pub(super) fn subdivision(standing: Standing) -> u16 {
    const SUBDIVISION_OFFSET: usize = 56;
    ((standing.word() >> SUBDIVISION_OFFSET) & U256::from(u16::MAX)).to::<u16>()
}
