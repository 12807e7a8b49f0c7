//! Which rows of a file bring a further wallet of an investor, known without keeping the references in memory.

use std::iter::Peekable;

use super::InvestorError;
use super::duplicates::{MAX_REFERENCE_BYTES, number, padded};
use super::record::InvestorRecord;
use super::sort::{Sorted, Sorter};

/// A reference and its line.
const ROW: usize = MAX_REFERENCE_BYTES + 8;

/// Notes all rows of a file.
#[derive(Debug)]
pub struct FurtherWallets {
    rows: Sorter<ROW>,
}

/// The lines of further wallets, asked for in the order of the file.
#[derive(Debug)]
pub struct FurtherLines {
    lines: Peekable<Sorted<8>>,
}

impl FurtherWallets {
    /// Before the first row.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub fn new() -> Result<Self, InvestorError> {
        Ok(Self { rows: Sorter::new(None).map_err(scratch)? })
    }

    /// Notes a row.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub fn note(&mut self, record: &InvestorRecord) -> Result<(), InvestorError> {
        let mut row = [0; ROW];
        row[..MAX_REFERENCE_BYTES].copy_from_slice(&padded(&record.reference));
        row[MAX_REFERENCE_BYTES..].copy_from_slice(&record.line.to_be_bytes());
        self.rows.push(row).map_err(scratch)
    }

    /// After the last row.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub fn finish(self) -> Result<FurtherLines, InvestorError> {
        let (mut before, mut lines) = (None, Sorter::new(None).map_err(scratch)?);
        for row in self.rows.finish().map_err(scratch)? {
            let row = row.map_err(scratch)?;
            let (reference, line) = row.split_at(MAX_REFERENCE_BYTES);
            if before.as_ref().is_some_and(|before: &[u8; ROW]| before.starts_with(reference)) {
                lines.push(number(line).to_be_bytes()).map_err(scratch)?;
            }
            before = Some(row);
        }
        Ok(FurtherLines { lines: lines.finish().map_err(scratch)?.peekable() })
    }
}

impl FurtherLines {
    /// Whether an earlier row has the reference of this one.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub fn contains(&mut self, record: &InvestorRecord) -> Result<bool, InvestorError> {
        let line = record.line.to_be_bytes();
        let found = self.lines.next_if(|next| next.as_ref().map_or(true, |next| *next == line));
        found.transpose().map(|found| found.is_some()).map_err(scratch)
    }
}

fn scratch(cause: std::io::Error) -> InvestorError {
    InvestorError::Scratch { cause }
}
