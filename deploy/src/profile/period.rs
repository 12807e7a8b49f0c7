//! Rows that are in force between two days only.
//!
//! A period stands before the rows it holds and is no rule: outside its days the rows are skipped.
//! `contracts/src/rules/Period.sol` reads it.

use alloy::primitives::U256;

use super::Effective;
use super::table::{MOVEMENT_ITSELF, PARTIES_OFFSET, PREDICATE_OFFSET, Row};

const PERIOD: u8 = 254;
const WORD_BYTES: usize = 32;

/// Field positions in the period.
const UNTIL_OFFSET: usize = 40;
const HELD_OFFSET: usize = 80;

/// The words of dated rows: for each run of rows with the same days a period, then the rows.
pub(super) fn dated(rows: &[Row<'_>]) -> Vec<U256> {
    let same_days = |left: &Row<'_>, right: &Row<'_>| days_of(left) == days_of(right);
    rows.chunk_by(same_days)
        .flat_map(|run| {
            let held: Vec<U256> = run.iter().flat_map(|row| row.words.iter().copied()).collect();
            std::iter::once(word(days_of(&run[0]), held.len())).chain(held)
        })
        .collect()
}

fn days_of(row: &Row<'_>) -> Effective {
    row.rule.rule.effective
}

/// Bits 0..39 the first second, 40..79 the first one outside (0: open), 80..95 the bytes that it holds.
fn word(effective: Effective, words: usize) -> U256 {
    let seconds = |day: Option<crate::calendar::UtcDay>| day.map_or(0, |day| day.start_seconds());
    (U256::from(PERIOD) << PREDICATE_OFFSET)
        | (U256::from(MOVEMENT_ITSELF) << PARTIES_OFFSET)
        | U256::from(seconds(effective.from))
        | (U256::from(seconds(effective.until)) << UNTIL_OFFSET)
        | (U256::from(words * WORD_BYTES) << HELD_OFFSET)
}
