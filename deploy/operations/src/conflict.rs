//! Rows of investor files that say something else than what is there.

use corridor_bindings::standing::Standing;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::investors::{BookError, InvestorRecord, PrivateBook};
use corridor_deploy::residence::Residence;
use corridor_deploy::vocabulary::{Category, Flag};

use super::OperationError;

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
    let restrictions = standing.flags() & Standing::RESTRICTION_FLAGS;
    match Flag::in_mask(restrictions & !record.restriction_flags()).first() {
        Some(flag) if standing.is_registered() => {
            let flag = flag.to_string();
            Err(OperationError::StillRestricted { reference: reference(), flag })
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
    Ok(difference(record, standing, "in the file"))
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
