//! Whose a wallet was when its holding came to nothing. It may have been unlinked since, and be nobody's or another investor's now.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use alloy::rpc::types::Filter;
use alloy::sol_types::SolEvent;
use corridor_bindings::InvestorRegistry::WalletUnlinked;
use corridor_bindings::standing::Standing;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::RegisterError;
use super::ledger::Position;
use super::reading::{AT_A_TIME, LegReading};
use crate::deployment::DeploymentError;
use crate::network::{Pages, is_refusal};

/// The blocks in which a wallet was unlinked, and from whom.
type Partings = BTreeMap<Address, Vec<(u64, u64)>>;

impl LegReading<'_> {
    /// Gives the wallets whose position came to nothing, and that were unlinked afterwards, the standing that they had before.
    /// Where the endpoint has no state of then, the investor is all that is known of it.
    pub(super) async fn restore_parted(
        &self,
        wallets: &[Address],
        positions: &[Position],
        standings: &mut [Standing],
        span: u64,
    ) -> Result<(), RegisterError> {
        let gone: Vec<(usize, Address, u64)> = wallets
            .iter()
            .zip(positions)
            .enumerate()
            .filter(|(_, (_, position))| position.units.is_zero())
            .filter_map(|(index, (wallet, position))| {
                position.cancelled.map(|(at, _)| (index, *wallet, at.block))
            })
            .collect();
        let Some(first) = gone.iter().map(|(_, _, block)| *block).min() else { return Ok(()) };
        let partings = self.partings(first, span).await?;
        let asked = gone.into_iter().filter_map(|(index, wallet, block)| {
            let parted = partings.get(&wallet)?.iter().find(|(at, _)| *at >= block);
            parted.map(|(_, investor)| (index, wallet, block, *investor))
        });
        let asked = asked.map(|(index, wallet, block, investor)| async move {
            Ok::<_, RegisterError>((index, self.before(wallet, block, investor).await?))
        });
        let found: Vec<(usize, Standing)> =
            stream::iter(asked).buffered(AT_A_TIME).try_collect().await?;
        for (index, standing) in found {
            standings[index] = standing;
        }
        Ok(())
    }

    async fn partings(&self, first: u64, span: u64) -> Result<Partings, RegisterError> {
        let filter =
            Filter::new().address(self.investors).event_signature(WalletUnlinked::SIGNATURE_HASH);
        let last = Pages::latest(self.connection).await.map_err(DeploymentError::from)?;
        let mut pages = Pages::new(self.connection, filter, first, last, span);
        let mut partings = Partings::new();
        while let Some(page) = pages.next().await.map_err(DeploymentError::from)? {
            for log in page {
                let event = WalletUnlinked::decode_log(&log.inner).ok();
                if let Some((event, block)) = event.zip(log.block_number) {
                    let investor = event.investor.to::<u64>();
                    partings.entry(event.wallet).or_default().push((block, investor));
                }
            }
        }
        Ok(partings)
    }

    /// The standing of a wallet before a block, of the investor from whom it was unlinked later.
    async fn before(
        &self,
        wallet: Address,
        block: u64,
        investor: u64,
    ) -> Result<Standing, RegisterError> {
        let before = BlockId::number(block.saturating_sub(1));
        // A standing begins with the number of its investor.
        let known = Standing::from_word(U256::from(investor));
        if !self.has_state(self.investors, before).await? {
            return Ok(known);
        }
        let found = self.standings(&[wallet], before).await?.first().copied();
        Ok(found.filter(|standing| standing.investor() == investor).unwrap_or(known))
    }

    /// Whether the endpoint has the state of a contract at a block.
    pub(super) async fn has_state(
        &self,
        contract: Address,
        block: BlockId,
    ) -> Result<bool, DeploymentError> {
        let provider = self.connection.provider();
        match provider.get_storage_at(contract, U256::ZERO).block_id(block).await {
            Ok(_) => Ok(true),
            Err(error) if is_refusal(&error) => Ok(false),
            Err(error) => Err(self.connection.error("eth_getStorageAt", &error).into()),
        }
    }
}
