//! Investor files: who may hold, by reference and never by name.
//!
//! A file (see `deploy/investors/README.md`) is read row by row, rows are compared by sorting their keys on disk, and the
//! book is searched where it lies, so that a million rows need no more memory than ten. What goes on chain is a number and a salted commitment; the [`PrivateBook`] that leads
//! from them back to the references never leaves the machine.

mod book;
mod duplicates;
mod edits;
mod further;
mod reader;
mod record;
mod sort;

#[cfg(test)]
mod tests;

use csv::ByteRecord;

pub use book::{Assignment, BookError, PrivateBook};
pub use edits::BookEdits;
pub use further::{FurtherLines, FurtherWallets};
pub use reader::{InvestorReader, Summary};
pub use record::{InvestorKind, InvestorRecord, MAX_WALLETS};

/// The demo's investor file.
pub const DEMO: &str = include_str!("../../investors/demo.csv");

/// Why an investor file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvestorError {
    /// The file system refused the read.
    #[error("{file}: cannot read the file: {cause}; check that the path exists and is readable")]
    Unreadable {
        /// Path as it was given.
        file: String,
        /// The operating system's reason.
        cause: std::io::Error,
    },
    /// Rows could not be compared.
    #[error(
        "could not sort the rows of an investor file in the folder of temporary files: {cause}; make room there, or name another folder with TMPDIR"
    )]
    Scratch {
        /// The operating system's reason.
        cause: std::io::Error,
    },
    /// The file has no rows at all.
    #[error("{file}: the file is empty; start it with the line `{columns}`")]
    Empty {
        /// Path as it was given.
        file: String,
        /// The header.
        columns: String,
    },
    /// The first line is not the header.
    #[error("{file}:1: the first line is no header: {wrong}; make it `{columns}`")]
    Header {
        /// Path as it was given.
        file: String,
        /// Where it differs. What it says is not repeated: it may be somebody's row.
        wrong: String,
        /// The header.
        columns: String,
    },
    /// A row has more or fewer fields than the header.
    #[error(
        "{file}:{line}: the row has {found} fields instead of {expected}; the file may be cut off or a comma is wrong"
    )]
    Fields {
        /// Path as it was given.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Fields found.
        found: usize,
        /// Fields of the header.
        expected: usize,
    },
    /// The file ends inside a line.
    #[error(
        "{file}:{line}: the file ends inside a line; if it is complete, end it with a line break"
    )]
    Truncated {
        /// Path as it was given.
        file: String,
        /// Line, from 1.
        line: u64,
    },
    /// The bytes are not UTF-8.
    #[error(
        "{file}:{line}: {field}: the text is not valid UTF-8; save the file as UTF-8 and try again"
    )]
    NotUtf8 {
        /// Path as it was given.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column name.
        field: &'static str,
    },
    /// An attestation that has expired, where none may have.
    #[error("{file}:{line}: {field}: {wrong}; {hint}")]
    Expired {
        /// Path as it was given.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column name.
        field: &'static str,
        /// What has expired, and when.
        wrong: String,
        /// What to do.
        hint: &'static str,
    },
    /// A field is wrong.
    #[error("{file}:{line}: {field}: {wrong}; {hint}")]
    Invalid {
        /// Path as it was given.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column name.
        field: &'static str,
        /// What is wrong.
        wrong: String,
        /// What to do.
        hint: String,
    },
}

impl InvestorError {
    /// Refuses a first line that is not the header.
    pub(crate) fn expect_header(
        file: &str,
        row: &ByteRecord,
        columns: &[&str],
    ) -> Result<(), Self> {
        let (found, expected) = (row.len(), columns.len());
        let differs =
            row.iter().zip(columns).position(|(field, column)| field != column.as_bytes());
        let wrong = match differs {
            _ if found != expected => format!("it has {found} fields instead of {expected}"),
            Some(index) => format!("field {} is not `{}`", index + 1, columns[index]),
            None => return Ok(()),
        };
        Err(Self::Header { file: file.to_owned(), wrong, columns: columns.join(",") })
    }
}
