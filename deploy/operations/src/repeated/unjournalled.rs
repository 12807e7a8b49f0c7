//! What the chain has of a file and its journal has not: the journal was cut off, or an older copy was put back.
//!
//! A journal has every transaction before it is sent, so the account has used no nonce behind the last that it signed unless it did
//! something else meanwhile, or the journal has lost lines.

use std::collections::HashSet;

use alloy::primitives::{Address, TxHash};
use alloy::providers::Provider as _;
use alloy::rpc::types::Filter;
use alloy::sol_types::SolEvent as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::bulk::{Done, Journal, Outcome, Sent};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::network::Pages;

use super::{Marks, Repeated, TOGETHER, marks_of};
use crate::{Desk, Giver, InstructionFile, OperationError};

/// Most blocks in one question for events.
const BLOCKS: u64 = 10_000;

impl Desk {
    /// Rows that the journal of a file does not know as done, and that transactions of its account have done which are behind the last that
    /// it has, and in no other journal.
    pub(super) async fn unjournalled(
        &self,
        (leg, giver, file): (&LegHandle, Giver, &InstructionFile<'_>),
        journal: &Journal,
        done: &Done,
    ) -> Result<Option<Repeated>, OperationError> {
        let (sender, next) = (journal.sender(), journal.next_nonce().unwrap_or(0));
        if journal.is_finished() || self.nonce(sender).await? <= next {
            return Ok(None);
        }
        let hashes = self.unknown(leg, giver).await?;
        if hashes.is_empty() {
            return Ok(None);
        }
        let mut marks = Marks::of(file)?;
        for chunk in hashes.chunks(TOGETHER) {
            let sent = Sent::on_chain(self.connection(), chunk).await?;
            let lost = sent.iter().filter(|sent| sent.sender == sender && sent.nonce >= next);
            let lost = lost.filter_map(|sent| marks_of(leg, giver, sent)).flatten();
            marks.note(lost, Outcome::Done);
        }
        let found = marks.repeated(leg, file, done)?.if_any();
        Ok(found.map(|found| Repeated { journal: Some(journal.path().to_owned()), ..found }))
    }

    /// Transactions in which the giver gave units of the leg, and that no journal has.
    async fn unknown(&self, leg: &LegHandle, giver: Giver) -> Result<Vec<TxHash>, OperationError> {
        let identity = self.connection().identity();
        let mut known = HashSet::new();
        for path in self.journals(giver.journal())? {
            let sent = Journal::sent(&path, identity)?;
            sent.for_each(|sent| known.extend(sent.hashes().iter().copied()));
        }
        let from = match giver {
            Giver::Issue => Address::ZERO,
            Giver::Holder(holder) => holder,
        };
        let filter = Filter::new()
            .address(leg.token)
            .event_signature(ISecurityToken::Transfer::SIGNATURE_HASH)
            .topic1(from.into_word());
        let last = Pages::latest(self.connection()).await?;
        let first = self.manifest()?.first_block();
        let mut pages = Pages::new(self.connection(), filter, first, last, BLOCKS);
        let mut unknown = Vec::new();
        while let Some(page) = pages.next().await? {
            // What is put among the known ones is not found a second time.
            let hashes = page.iter().filter_map(|log| log.transaction_hash);
            unknown.extend(hashes.filter(|hash| known.insert(*hash)));
        }
        Ok(unknown)
    }

    /// How many transactions of an account are mined.
    async fn nonce(&self, account: Address) -> Result<u64, OperationError> {
        let count = self.connection().provider().get_transaction_count(account).await;
        Ok(count.map_err(|error| self.connection().error("eth_getTransactionCount", &error))?)
    }
}
