//! Which rows are done.

use std::ops::RangeInclusive;

use super::journal::{Entry, Journal};
use super::receipts::Receipts;
use super::{BulkError, RESUMED};
use crate::network::Connection;

/// Rows whose transactions succeeded, as ranges in ascending order, of which no two have a row in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done(Vec<RangeInclusive<u64>>);

impl Done {
    /// What the transactions of a journal have done, by the receipts that the chain has.
    ///
    /// # Errors
    ///
    /// The journal cannot be read, or the endpoint fails.
    pub async fn read(connection: &Connection, journal: &Journal) -> Result<Self, BulkError> {
        let (mut done, mut from) = (Self::default(), 0);
        loop {
            let entries = journal.entries_from(from)?.take(RESUMED);
            let entries = entries.collect::<Result<Vec<_>, _>>()?;
            let Some(last) = entries.last() else { return Ok(done) };
            from = last.nonce + 1;
            let hashes = entries.iter().flat_map(Entry::hashes);
            let receipts = Receipts::default().of(connection, hashes).await.map_err(|error| {
                BulkError::Network(Box::new(connection.error("eth_getTransactionReceipt", &error)))
            })?;
            let succeeded = |hash| receipts.get(&hash).is_some_and(|receipt| receipt.succeeded());
            for entry in entries.iter().filter(|entry| entry.hashes().any(succeeded)) {
                done.add(entry);
            }
        }
    }

    /// Whether a row is among them.
    #[must_use]
    pub fn contains(&self, row: u64) -> bool {
        let place = self.0.partition_point(|range| *range.end() < row);
        self.0.get(place).is_some_and(|range| range.contains(&row))
    }

    pub(super) fn add(&mut self, entry: &Entry) {
        for range in ranges(entry) {
            let place = self.0.partition_point(|other| other.start() < range.start());
            self.0.insert(place, range);
        }
    }

    /// Takes back what a transaction had done; false when it had done nothing.
    pub(super) fn remove(&mut self, entry: &Entry) -> bool {
        let (before, ranges) = (self.0.len(), ranges(entry));
        self.0.retain(|range| !ranges.contains(range));
        self.0.len() < before
    }
}

/// The rows of a transaction: those up to its last one, but for those that it skips.
fn ranges(entry: &Entry) -> Vec<RangeInclusive<u64>> {
    let count = entry.rows + entry.skipped.len() as u64;
    let (mut first, mut ranges) = (entry.last_row.saturating_sub(count) + 1, Vec::new());
    for end in entry.skipped.iter().copied().chain([entry.last_row + 1]) {
        if first < end {
            ranges.push(first..=end - 1);
        }
        first = end + 1;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(rows: u64, last_row: u64, skipped: &[u64]) -> Entry {
        let skipped = skipped.to_vec();
        Entry { rows, last_row, skipped, ..Entry::default() }
    }

    #[test]
    fn rows_that_a_transaction_skips_are_not_done() {
        let mut done = Done::default();
        done.add(&entry(3, 10, &[6, 8]));
        done.add(&entry(5, 5, &[]));
        done.add(&entry(1, 8, &[]));
        let rows = (0..12).filter(|row| done.contains(*row)).collect::<Vec<_>>();
        assert_eq!(rows, [1, 2, 3, 4, 5, 7, 8, 9, 10]);
        assert!(done.remove(&entry(3, 10, &[6, 8])) && !done.remove(&entry(2, 10, &[])));
        assert!(done.contains(8) && !done.contains(7) && !done.contains(9));
    }
}
