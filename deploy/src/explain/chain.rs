//! What the contracts beside a regime say: the books and permits that extended rules ask.

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::sol;
use alloy::sol_types::SolCall;
use corridor_bindings::standing::Standing;
use corridor_bindings::{BondToken, InvestorRegistry};

use super::facts::PartyFacts;
use super::window::{first_day, first_that_fits};
use crate::calendar::{Period, UtcDay, deadline};
use crate::deployment::DeploymentError;
use crate::deployment::reads::read;
use crate::network::Connection;

sol! {
    /// How the books of an instrument are kept.
    struct BookTerms { uint16 books; uint16 ready; uint16 trancheDay; uint24 affiliateFlags; uint32 volumeShare; }
    /// Units that were acquired on one day.
    struct Lot { uint16 day; uint128 amount; }
    /// Days on which a volume share was exceeded.
    struct BreachRecord { uint16 count; uint16 lastDay; }
    /// A transfer that was approved beforehand.
    struct Approval { uint128 units; uint40 lastMoment; uint64 id; }
    /// A symbol of a venue group.
    struct SymbolRecord { bytes32 group; uint16 rank; uint16 noticeDay; uint16 objectionDays; bool barred; }

    /// What is asked of a regime and of its extension.
    interface Extension {
        function extension() external view returns (address);
        function ledger() external view returns (address);
        function permits() external view returns (address);
    }

    /// What is asked of the books.
    interface Books {
        function termsOf(address instrument) external view returns (BookTerms memory terms);
        function holderCount(address instrument, uint8 class, uint16 key) external view returns (uint256 count);
        function purchaserCount(address instrument, uint256 firstDay, uint256 lastDay, uint256 excluded)
            external view returns (uint256 count);
        function offereeCount(address instrument, uint16 jurisdiction, uint256 excluded)
            external view returns (uint256 count);
        function volumeOf(address instrument, uint8 scope, uint256 holder, uint256 firstDay, uint256 lastDay)
            external view returns (uint256 amount);
        function offeringTotal(address instrument, uint256 firstDay, uint256 lastDay)
            external view returns (bool pooled, uint256 total);
        function lotsOf(address instrument, address wallet) external view returns (Lot[] memory lots);
        function acquiredOn(address instrument, address wallet, uint256 balance, uint256 amount)
            external view returns (bool known, uint16 day);
        function breachesOf(address instrument) external view returns (BreachRecord memory record);
        function approvalUsed(address instrument, address from, address to, uint64 id)
            external view returns (uint256 units);
    }

    /// What is asked of the permits.
    interface Permits {
        function factUntil(address instrument, uint8 fact) external view returns (uint16 lastDay);
        function certificateUntil(address instrument, uint8 kind, uint40 investor) external view returns (uint16 lastDay);
        function approvalOf(address instrument, address from, address to) external view returns (Approval memory approval);
        function averageVolume(address instrument, uint256 month) external view returns (uint128 volume);
        function symbolOf(address instrument) external view returns (SymbolRecord memory record);
    }
}

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
        let extension = read(connection, regime, &Extension::extensionCall {}, block).await?;
        let books = read(connection, extension, &Extension::ledgerCall {}, block).await?;
        let permits = read(connection, extension, &Extension::permitsCall {}, block).await?;
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
        let terms = self.books(Books::termsOfCall { instrument: self.token }).await?;
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
            let call = BondToken::balanceOfCall { account };
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

/// How the books name a holder: its investor, or a wallet that belongs to none.
pub(super) fn holder(party: &PartyFacts) -> U256 {
    const INVESTOR_OFFSET: usize = 160;
    match party.standing.investor() {
        0 => U256::from_be_slice(party.address.as_slice()),
        investor => U256::from(investor) << INVESTOR_OFFSET,
    }
}

/// The subdivision of a standing, in base 37.
pub(super) fn subdivision(standing: Standing) -> u16 {
    const SUBDIVISION_OFFSET: usize = 56;
    ((standing.word() >> SUBDIVISION_OFFSET) & U256::from(u16::MAX)).to::<u16>()
}
