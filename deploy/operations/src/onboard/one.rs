//! One investor, or a further wallet of one.

use alloy::primitives::{Address, B256};
use corridor_bindings::standing::Standing;
use corridor_deploy::investors::{BookEdits, InvestorRecord, PrivateBook};

use super::Register;
use crate::conflict::{require_own, require_same};
use crate::restrict::SetRestrictions;
use crate::{Desk, LinkWallet, Mode, OperationError, Performed};

impl Desk {
    /// Registers one investor, or links the wallet when the reference is an investor already.
    ///
    /// # Errors
    ///
    /// It is registered with other facts, a contract refuses, the book can't be written, or the endpoint fails.
    pub async fn onboard(
        &self,
        record: &InvestorRecord,
        book: &mut PrivateBook,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let mut performed = Vec::new();
        let current = self.standing_or_none(record.wallet).await?;
        require_own(record, current, book)?;
        require_same(record, current)?;
        let is_lost = self.is_lost(record, book).await?;
        let other = self.registered_wallet(record, book).await?;
        if !current.is_registered() {
            performed.push(match other {
                Some(wallet) => {
                    self.perform(&LinkWallet { wallet, new_wallet: record.wallet }, mode).await?
                }
                None => {
                    // The salt is on the disk before its commitment is on the chain. A rehearsal needs none that lasts.
                    let salt = match mode {
                        Mode::Execute => book.assign(record)?.salt,
                        Mode::DryRun => B256::ZERO,
                    };
                    let commitment = record.commitment(salt);
                    let register =
                        Register { wallet: record.wallet, facts: record.facts(), commitment };
                    self.perform(&register, mode).await?
                }
            });
        }
        if mode == Mode::Execute {
            let current = self.standing(record.wallet).await?;
            let mut edits = BookEdits::new(book)?;
            edits.assign(record)?;
            if is_lost {
                edits.replace_id(&record.reference, current.investor())?;
            } else {
                edits.record_id(&record.reference, current.investor())?;
            }
            book.apply(edits)?;
            if current.flags() & Standing::RESTRICTION_FLAGS != record.restriction_flags() {
                let restrict =
                    SetRestrictions { wallet: record.wallet, flags: record.restriction_flags() };
                performed.push(self.perform(&restrict, mode).await?);
            }
        }
        Ok(performed)
    }

    /// Whether the chain has no investor of this reference any more, though the book has the number that it was given.
    async fn is_lost(
        &self,
        record: &InvestorRecord,
        book: &PrivateBook,
    ) -> Result<bool, OperationError> {
        let known = book.by_reference(&record.reference)?.filter(|known| known.id.is_some());
        let Some(known) = known else { return Ok(false) };
        Ok(self.linked_wallets(&known).await?.is_empty())
    }

    /// Another wallet of the investor, which is registered with the facts of the record.
    async fn registered_wallet(
        &self,
        record: &InvestorRecord,
        book: &PrivateBook,
    ) -> Result<Option<Address>, OperationError> {
        let Some(known) = book.by_reference(&record.reference)? else { return Ok(None) };
        let linked = self.linked_wallets(&known).await?;
        let Some(other) = linked.into_iter().find(|other| *other != record.wallet) else {
            return Ok(None);
        };
        require_same(record, self.standing(other).await?)?;
        Ok(Some(other))
    }
}
