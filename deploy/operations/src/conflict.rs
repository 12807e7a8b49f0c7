//! Rows of investor files that say something else than what is there.

use corridor_bindings::standing::Standing;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::investors::{Assignment, BookError, InvestorRecord, PrivateBook};
use corridor_deploy::residence::Residence;
use corridor_deploy::vocabulary::{Category, Flag};

use super::{Desk, OperationError};

/// Whether the import of an investor came to its end before: the book has its id, and the chain, with `count` investors, still knows
/// that one. A node that was restarted from an older state does not.
pub(super) fn is_finished(known: &Assignment, count: u64) -> bool {
    known.id.is_some_and(|id| id <= count)
}

/// Whether the book has the wallet as one of that reference.
pub(super) fn is_known(record: &InvestorRecord, book: &PrivateBook) -> Result<bool, BookError> {
    let known = book.by_reference(&record.reference)?;
    Ok(known.is_some_and(|known| known.wallets.contains(&record.wallet)))
}

/// The reference that the book has for the wallet, where it is not the record's.
fn other_owner(record: &InvestorRecord, book: &PrivateBook) -> Result<Option<String>, BookError> {
    if is_known(record, book)? {
        return Ok(None);
    }
    Ok(book.by_wallet(record.wallet)?.map(|owner| owner.reference))
}

/// Refuses a registered wallet that the book has under another reference.
pub(super) fn require_own(
    record: &InvestorRecord,
    standing: Standing,
    book: &PrivateBook,
) -> Result<(), OperationError> {
    match other_owner(record, book)? {
        Some(reference) if standing.is_registered() => {
            Err(OperationError::WalletOfAnother { wallet: record.wallet, reference })
        }
        _ => Ok(()),
    }
}

/// Refuses an investor that is registered with other facts, or under a restriction that would be lifted in passing.
pub(super) fn require_same(
    record: &InvestorRecord,
    standing: Standing,
) -> Result<(), OperationError> {
    let reference = || record.reference.clone();
    if let Some(difference) = difference(record, standing, "given") {
        return Err(OperationError::OtherFacts { reference: reference(), difference });
    }
    let (found, given) = restrictions(record, standing);
    match Flag::in_mask(found & !given).first() {
        Some(flag) if standing.is_registered() => {
            let flag = flag.to_string();
            Err(OperationError::StillRestricted { reference: reference(), flag })
        }
        _ => Ok(()),
    }
}

impl Desk {
    /// Why a row is not what is there, and is left as it is: its wallet is another investor's or was taken from this one, the facts are
    /// others, or the restrictions are and the import that was to set them has come to its end.
    pub(super) async fn conflict(
        &self,
        record: &InvestorRecord,
        standing: Standing,
        book: &PrivateBook,
        count: u64,
    ) -> Result<Option<String>, OperationError> {
        let known = book.by_reference(&record.reference)?;
        let finished = known.as_ref().filter(|known| is_finished(known, count));
        if standing.is_registered() {
            if let Some(owner) = other_owner(record, book)? {
                return Ok(Some(format!("this wallet belongs to {owner}")));
            }
            let id = finished.and_then(|known| known.id);
            if let Some(id) = id.filter(|id| *id != standing.investor()) {
                let other = standing.investor();
                let found = format!("this wallet is investor {other} on chain, the reference {id}");
                return Ok(Some(found));
            }
            return Ok(other_than(record, standing, finished.is_some()));
        }
        match known {
            Some(known) => self.conflict_of_further(record, &known, count).await,
            None => Ok(None),
        }
    }

    /// The same for a wallet that is not registered, of a reference that the book has.
    async fn conflict_of_further(
        &self,
        record: &InvestorRecord,
        known: &Assignment,
        count: u64,
    ) -> Result<Option<String>, OperationError> {
        let finished = is_finished(known, count);
        // The rest of a long import that was cut off: nobody is asked row by row.
        if !finished && known.wallets == [record.wallet] {
            return Ok(None);
        }
        let linked = self.linked_wallets(known).await?;
        let Some(other) = linked.first() else {
            let id = known.id.filter(|_| finished);
            return Ok(
                id.map(|id| format!("no wallet is investor {id}, which the book says it is"))
            );
        };
        // With the first wallet an investor is registered, and before its import ended it had the others.
        let was_linked = match finished {
            true => known.wallets.contains(&record.wallet),
            false => known.wallets.first() == Some(&record.wallet),
        };
        if was_linked || known.former.contains(&record.wallet) {
            let found = format!("this wallet was recovered or unlinked, the investor has {other}");
            return Ok(Some(found));
        }
        Ok(other_than(record, self.standing(*other).await?, finished))
    }
}

/// How a registered wallet differs from the record. Restrictions that an unfinished import has still to set are no difference.
pub(super) fn other_than(
    record: &InvestorRecord,
    standing: Standing,
    finished: bool,
) -> Option<String> {
    difference(record, standing, "in the file").or_else(|| {
        let (found, wanted) = restrictions(record, standing);
        let unfinished = !finished && found & !wanted == 0;
        (found != wanted && !unfinished).then(|| {
            format!("restrictions {} on chain, {} in the file", names(found), names(wanted))
        })
    })
}

/// The restrictions on chain and those of the record.
pub(super) fn restrictions(record: &InvestorRecord, standing: Standing) -> (u32, u32) {
    (standing.flags() & Standing::RESTRICTION_FLAGS, record.restriction_flags())
}

/// How a registered wallet differs from the record and where that is from, restrictions aside.
fn difference(record: &InvestorRecord, standing: Standing, origin: &str) -> Option<String> {
    if !standing.is_registered() {
        return None;
    }
    let facts = Standing::from_word(record.facts());
    let residence = Residence::of(standing);
    if residence != Some(record.jurisdiction) {
        let found = residence.map_or_else(|| "none".to_owned(), |found| found.to_string());
        return Some(format!("jurisdiction {found} on chain, {} {origin}", record.jurisdiction));
    }
    let attested = standing.flags() & Standing::ATTESTED_FLAGS;
    if facts.flags() != attested {
        let (found, wanted) = (names(attested), names(facts.flags()));
        return Some(format!("flags {found} on chain, {wanted} {origin}"));
    }
    let category = (0..Standing::CATEGORIES)
        .find(|one| facts.expiry_day(*one) != standing.expiry_day(*one))?;
    let name = Category::from_bit(category).map_or("category", |category| category.name());
    let until = |word: Standing| match word.expiry_day(category) {
        0 => "not attested".to_owned(),
        day => format!("until {}", UtcDay::from_number(day)),
    };
    Some(format!("{name} {} on chain, {} {origin}", until(standing), until(facts)))
}

fn names(flags: u32) -> String {
    let names: Vec<&str> = Flag::in_mask(flags).into_iter().map(Flag::name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(" and ") }
}
