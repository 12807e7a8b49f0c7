//! Rows of investor files that say something else than what is there.

use corridor_bindings::standing::Standing;

use super::OperationError;
use crate::investors::{BookError, InvestorRecord, PrivateBook};
use crate::residence::Residence;

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

/// Why a row is not what is there: a registered wallet of another reference (where the book is given), or of other facts.
pub(super) fn conflict(
    record: &InvestorRecord,
    standing: Standing,
    book: Option<&PrivateBook>,
) -> Result<Option<String>, BookError> {
    if !standing.is_registered() {
        return Ok(None);
    }
    if let Some(book) = book
        && let Some(owner) = other_owner(record, book)?
    {
        return Ok(Some(format!("this wallet belongs to {}", owner)));
    }
    Ok(difference(record, standing))
}

/// How a registered wallet differs from the file, restrictions aside.
fn difference(record: &InvestorRecord, standing: Standing) -> Option<String> {
    if !standing.is_registered() {
        return None;
    }
    let facts = Standing::from_word(record.facts());
    let residence = Residence::of(standing);
    if residence != Some(record.jurisdiction) {
        let found = residence.map_or_else(|| "none".to_owned(), |found| found.to_string());
        return Some(format!("jurisdiction {found} on chain, {} in the file", record.jurisdiction));
    }
    let attested = standing.flags() & Standing::ATTESTED_FLAGS;
    if facts.flags() != attested {
        return Some(format!(
            "attested flags {attested:#05x} on chain, {:#05x} in the file",
            facts.flags()
        ));
    }
    let category = (0..Standing::CATEGORIES)
        .find(|one| facts.expiry_day(*one) != standing.expiry_day(*one))?;
    let name = crate::vocabulary::Category::from_bit(category)
        .map_or("category", |category| category.name());
    let until = |word: Standing| match word.expiry_day(category) {
        0 => "not attested".to_owned(),
        day => format!("until {}", crate::calendar::UtcDay::from_number(day)),
    };
    Some(format!("{name} {} on chain, {} in the file", until(standing), until(facts)))
}
