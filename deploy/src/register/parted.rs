//! Whose a wallet was when its holding came to nothing. It may have been unlinked since, and be nobody's or another investor's now.

use std::collections::BTreeSet;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use corridor_bindings::standing::Standing;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::RegisterError;
use super::ledger::Position;
use super::reading::{AT_A_TIME, LegReading};
use crate::deployment::DeploymentError;
use crate::network::is_refusal;
use crate::unlinked::unlinkings;

impl LegReading<'_> {
    /// Gives the wallets whose position came to nothing, and that were unlinked afterwards, the standing that they had before.
    /// Where the endpoint has no state of then, the investor is all that is known of it.
    pub(super) async fn restore_parted(
        &self,
        wallets: &[Address],
        positions: &[Position],
        standings: &mut [Standing],
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
        let of: BTreeSet<Address> = gone.iter().map(|(_, wallet, _)| *wallet).collect();
        let is_gone = |wallet| of.contains(&wallet);
        let partings = unlinkings(self.connection, self.investors, first, is_gone).await?;
        let asked = gone.into_iter().filter_map(|(index, wallet, block)| {
            let parted = partings.get(&wallet)?.iter().find(|one| one.at.0 >= block);
            parted.map(|one| (index, wallet, block, one.investor))
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
