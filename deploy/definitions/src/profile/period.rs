//! Rows that are in force between two days only.
//!
//! A period stands before the row it holds and is no rule: outside its days the row is skipped.
//! `contracts/src/rules/Period.sol` reads it.

use alloy_primitives::U256;

use super::Effective;
use super::table::{PARTIES_OFFSET, PREDICATE_OFFSET, Row};

const PERIOD: u8 = 254;
const WORD_BYTES: usize = 32;

/// Field positions in the period.
const UNTIL_OFFSET: usize = 40;
const HELD_OFFSET: usize = 80;

/// What a period is asked for: every side, and the movement itself.
const EVERYTHING: u8 = 15;

/// The words of dated rows: for each a period, then the row. Rows of the same days have a period each, since the factory
/// holds the rows of transfers against those of forced transfers, which are fewer, period by period.
pub(super) fn dated(rows: &[Row<'_>]) -> Vec<U256> {
    let words = |row: &Row<'_>| {
        let period = word(row.rule.rule.effective, row.words.len());
        std::iter::once(period).chain(row.words.iter().copied()).collect::<Vec<_>>()
    };
    rows.iter().flat_map(words).collect()
}

/// Bits 0..39 the first second, 40..79 the first one outside (0: open), 80..95 the bytes that it holds.
fn word(effective: Effective, words: usize) -> U256 {
    let seconds = |day: Option<crate::calendar::UtcDay>| day.map_or(0, |day| day.start_seconds());
    (U256::from(PERIOD) << PREDICATE_OFFSET)
        | (U256::from(EVERYTHING) << PARTIES_OFFSET)
        | U256::from(seconds(effective.from))
        | (U256::from(seconds(effective.until)) << UNTIL_OFFSET)
        | (U256::from(words * WORD_BYTES) << HELD_OFFSET)
}
