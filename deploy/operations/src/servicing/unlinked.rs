//! Wallets that were taken from the investor who is due something: nobody's now, or another investor's.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::Servicing;
use corridor_deploy::deployment::{SystemContract, logs};
use corridor_deploy::unlinked::{EventPlace, event_place, unlinkings};

use super::Distribution;
use crate::{Desk, OperationError};

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
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let (connection, first) = (self.connection(), self.manifest()?.first_block());
        let events = unlinkings(connection, investors, first, |wallet| wallets.contains(&wallet));
        for (wallet, events) in events.await? {
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
        at: EventPlace,
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
                last = last.max(Some(event_place(log)));
            }
        })
        .await?;
        Ok(last.is_some_and(|last| at > last))
    }
}
