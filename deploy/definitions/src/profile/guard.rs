//! The guard of a section: one test that stands for the common rows behind it.
//!
//! Identity, restriction flags, halt, validity window, allowlist, denomination and clock are rules of nearly every movement, and nearly
//! every movement passes them. A guard judges them together, at least as strictly as they do one by one; only when it does not pass does
//! the regime look at each of them. `contracts/src/rules/Guard.sol` reads it, and the factory refuses a guard that is
//! weaker than a row it stands for.

use alloy_primitives::U256;

use super::predicate::Predicate;
use super::table::{MOVEMENT_ITSELF, PARTIES_OFFSET, PREDICATE_OFFSET, Row};
use crate::vocabulary::Category;

const GUARD: u8 = 255;
const WORD_BYTES: usize = 32;

/// Field positions in the guard.
const FLAGS_OFFSET: usize = 8;
const START_OFFSET: usize = 32;
const END_OFFSET: usize = 72;
const COVERED_OFFSET: usize = 112;
const ATTESTED_OFFSET: usize = 128;
const UNFLAGGED_OFFSET: usize = 136;
const ALLOWLIST_OFFSET: usize = 144;
const DENOMINATION_OFFSET: usize = 160;
const CLOCK_OFFSET: usize = 176;

/// The only side of an allowlist or a clock that a guard asks about.
const RECIPIENT: u8 = 2;

/// An end that no block reaches, for windows without one.
const OPEN_END: u64 = (1 << 40) - 1;

/// Fewer rows than this are judged as they are: a guard would cost more than it saves.
const LEAST_COVERED: usize = 2;

/// What the guard of one section asks.
#[derive(Debug, Default)]
struct Guard {
    category: Option<Category>,
    attested: u8,
    flags: u32,
    unflagged: u8,
    window: Option<(u64, u64)>,
    /// How many bytes behind the guard these stand.
    allowlist: Option<usize>,
    denomination: Option<usize>,
    clock: Option<usize>,
    covered: Vec<U256>,
}

impl Guard {
    /// Takes the row in when one test can stand for it too.
    fn cover(&mut self, row: &Row<'_>) -> bool {
        match &row.rule.on_chain.predicate {
            Predicate::Attested { category } => {
                if self.category.is_some_and(|covered| covered != *category) {
                    return false;
                }
                self.category = Some(*category);
                self.attested |= row.judged;
            }
            Predicate::ForbiddenFlags { flags } => {
                self.flags = flags.iter().fold(self.flags, |mask, flag| mask | flag.mask());
                self.unflagged |= row.judged;
            }
            Predicate::ValidityWindow { start, end } => {
                if self.window.is_some() {
                    return false;
                }
                let start = start.map_or(0, |day| day.start_seconds());
                self.window = Some((start, end.map_or(OPEN_END, |day| day.start_seconds())));
            }
            Predicate::NotHalted => {}
            Predicate::EligibleParty { .. } => {
                return row.judged == RECIPIENT
                    && self.cover_alone(row, |guard| &mut guard.allowlist);
            }
            Predicate::Denomination { .. } => {
                return self.cover_alone(row, |guard| &mut guard.denomination);
            }
            Predicate::OfferingClock { .. } => {
                return row.judged == RECIPIENT && self.cover_alone(row, |guard| &mut guard.clock);
            }
            _ => return false,
        }
        self.covered.extend_from_slice(&row.words);
        true
    }

    /// Takes in a row that the guard asks where it stands, unless it asks another one of its sort already.
    fn cover_alone(
        &mut self,
        row: &Row<'_>,
        place: impl Fn(&mut Self) -> &mut Option<usize>,
    ) -> bool {
        if place(self).is_some() {
            return false;
        }
        *place(self) = Some((1 + self.covered.len()) * WORD_BYTES);
        self.covered.extend_from_slice(&row.words);
        true
    }

    fn word(&self) -> U256 {
        let (start, end) = self.window.unwrap_or((0, OPEN_END));
        let field = |value: u64, offset: usize| U256::from(value) << offset;
        let covered = (self.covered.len() * WORD_BYTES) as u64;
        field(GUARD.into(), PREDICATE_OFFSET)
            | field(MOVEMENT_ITSELF.into(), PARTIES_OFFSET)
            | field(self.category.map_or(0, Category::bit).into(), 0)
            | field(self.flags.into(), FLAGS_OFFSET)
            | field(start, START_OFFSET)
            | field(end, END_OFFSET)
            | field(covered, COVERED_OFFSET)
            | field(self.attested.into(), ATTESTED_OFFSET)
            | field(self.unflagged.into(), UNFLAGGED_OFFSET)
            | field(self.allowlist.unwrap_or_default() as u64, ALLOWLIST_OFFSET)
            | field(self.denomination.unwrap_or_default() as u64, DENOMINATION_OFFSET)
            | field(self.clock.unwrap_or_default() as u64, CLOCK_OFFSET)
    }
}

/// The words of a section: a guard and the rows it stands for, then the other rows, each group in file order.
pub(super) fn guarded(rows: Vec<Row<'_>>) -> Vec<U256> {
    let mut guard = Guard::default();
    let (covered, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| guard.cover(row));
    if covered.len() < LEAST_COVERED {
        return rows.into_iter().flat_map(|row| row.words).collect();
    }
    let others = others.into_iter().flat_map(|row| row.words.iter().copied());
    std::iter::once(guard.word()).chain(guard.covered.iter().copied()).chain(others).collect()
}
