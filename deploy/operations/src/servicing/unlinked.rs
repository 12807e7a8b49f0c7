//! Wallets that were taken from the investor who is due something: nobody's now, or another investor's.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::rpc::types::Log;
use alloy::sol_types::SolEvent as _;
use corridor_bindings::{InvestorRegistry, Servicing};
use corridor_deploy::deployment::{SystemContract, logs};

use super::Distribution;
use crate::{Desk, OperationError};

/// Where an event is among all of a chain: its block, and its place there.
type Place = (u64, u64);

/// A wallet that was unlinked.
struct Unlinked {
    investor: u64,
    at: Place,
}

impl Desk {
    /// Those of some wallets that are not of the investor any more of whom they were when what a distribution owes them fell to them.
    pub(super) async fn unlinked_among(
        &self,
        distribution: &Distribution,
        wallets: &[Address],
    ) -> Result<Vec<Address>, OperationError> {
        let mut found = Vec::new();
        for (wallet, investor) in self.investors_then(distribution, wallets).await? {
            if self.standing_or_none(wallet).await?.investor() != investor {
                found.push(wallet);
            }
        }
        Ok(found)
    }

    /// The investor of each wallet when what a distribution owes it fell to it, of those that were unlinked since.
    pub(super) async fn investors_then(
        &self,
        distribution: &Distribution,
        wallets: &[Address],
    ) -> Result<BTreeMap<Address, u64>, OperationError> {
        let mut found = BTreeMap::new();
        for (wallet, events) in self.unlinkings(wallets).await? {
            // The first since then tells whose it was.
            for event in events {
                if self.is_since(distribution, wallet, event.at).await? {
                    found.insert(wallet, event.investor);
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Whether an event came after what a distribution owes a wallet fell to it: after the record date, or where there is none after its
    /// holder elected, had a turn at which it could not be paid, or took the place of a lost wallet.
    async fn is_since(
        &self,
        distribution: &Distribution,
        wallet: Address,
        at: Place,
    ) -> Result<bool, OperationError> {
        if distribution.kind()?.has_record_date() {
            let since = self.record_moment(distribution).await?;
            return Ok(self.time_at(BlockId::number(at.0)).await? >= since);
        }
        let topics = vec![
            Servicing::Elected::SIGNATURE_HASH,
            Servicing::Withheld::SIGNATURE_HASH,
            Servicing::Redirected::SIGNATURE_HASH,
        ];
        let (first, mut last) = (self.manifest()?.first_block(), None);
        let (id, wallet) = (U256::from(distribution.id).into(), wallet.into_word());
        logs(self.connection(), self.servicing()?, topics, first, |log| {
            // The holder, or who takes its place, is the last topic of each.
            if log.topics().get(1) == Some(&id) && log.topics().last() == Some(&wallet) {
                last = last.max(Some(place(log)));
            }
        })
        .await?;
        Ok(last.is_some_and(|last| at > last))
    }

    /// When wallets were unlinked, and from whom, in the order of the chain.
    async fn unlinkings(
        &self,
        wallets: &[Address],
    ) -> Result<BTreeMap<Address, Vec<Unlinked>>, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let topics = vec![InvestorRegistry::WalletUnlinked::SIGNATURE_HASH];
        let first = self.manifest()?.first_block();
        let mut found: BTreeMap<Address, Vec<Unlinked>> = BTreeMap::new();
        logs(self.connection(), investors, topics, first, |log| {
            if let Ok(event) = InvestorRegistry::WalletUnlinked::decode_log(&log.inner)
                && wallets.contains(&event.wallet)
            {
                let unlinked = Unlinked { investor: event.investor.to(), at: place(log) };
                found.entry(event.wallet).or_default().push(unlinked);
            }
        })
        .await?;
        Ok(found)
    }
}

fn place(log: &Log) -> Place {
    (log.block_number.unwrap_or_default(), log.log_index.unwrap_or_default())
}
