//! Who the holders are: names and addresses, which are not on chain.
//!
//! An entry goes by the commitment that its investor was registered with, so it says of whom it is to nobody who has the
//! chain alone. The book is an SQLite database that is only ever in memory: on disk the whole of it is one authenticated
//! ciphertext under a passphrase, which is replaced as a whole. An entry that is changed or removed is kept as deleted, until
//! the time for which it has to be kept is over.

mod cipher;
mod store;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use alloy_primitives::B256;
use corridor_definitions::calendar::{CalendarError, UtcDay};
use corridor_definitions::owner::Owner;
use corridor_nodes::home::HomeError;
use serde::{Deserialize, Serialize};

pub use cipher::Passphrase;
pub use store::{HolderBook, Imported};

/// How long deleted entries are kept, and says who.
const RETENTION: &str = include_str!("../retention.toml");

/// Why the book cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// The file system refused, or others may read the file.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The book could not be read.
    #[error("{}: cannot read the book of holders: {cause}; check the path and its permissions", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        cause: std::io::Error,
    },
    /// There is none.
    #[error("there is no book of holders at {}; `corridor register book import` begins one", path.display())]
    Missing {
        /// Where it would be.
        path: PathBuf,
    },
    /// It is another kind of file.
    #[error("{} is not a book of holders: {reason}; restore it from a backup", path.display())]
    NotABook {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The passphrase is another one.
    #[error("could not open the book of holders {}: the passphrase is wrong; nothing was changed", path.display())]
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase is right and the content is not what was written.
    #[error(
        "could not open the book of holders {}: it was altered or damaged since it was written; restore it from a backup",
        path.display()
    )]
    Altered {
        /// The file.
        path: PathBuf,
    },
    /// No passphrase could be had.
    #[error(
        "could not get the passphrase of the book of holders: {reason}; answer at the terminal, or name a file of mode 0600 in CORRIDOR_BOOK_PASSPHRASE_FILE"
    )]
    NoPassphrase {
        /// Why not.
        reason: String,
    },
    /// The database refused.
    #[error("could not {attempt} the book of holders: {cause}; nothing was written")]
    Database {
        /// What was attempted.
        attempt: &'static str,
        /// Its reason.
        cause: rusqlite::Error,
    },
    /// Nobody has this reference.
    #[error(
        "the book of holders has no entry for `{reference}`; `corridor register book import` adds one"
    )]
    NoEntry {
        /// The reference.
        reference: String,
    },
    /// Some of it has to be kept.
    #[error(
        "what was deleted before {before} cannot be purged: {source_of_law} has it kept for {years} years, and purging reaches to {latest} today; name that day or an earlier one"
    )]
    Kept {
        /// The day that was given.
        before: UtcDay,
        /// The latest day that may be given.
        latest: UtcDay,
        /// How long it is kept.
        years: u16,
        /// Who says so.
        source_of_law: String,
    },
    /// A day cannot be counted.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// What is compiled in is wrong.
    #[error(
        "could not read how long deleted entries are kept: {cause}; correct deploy/holders/retention.toml"
    )]
    Retention {
        /// What is wrong.
        cause: toml::de::Error,
    },
}

/// An entry of the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The commitment that the investor was registered with.
    pub commitment: B256,
    /// The reference in investor files.
    pub reference: String,
    /// Who it is.
    #[serde(flatten)]
    pub owner: Owner,
    /// The day it was written.
    pub recorded: UtcDay,
    /// The day it was replaced or removed; nothing while it holds.
    pub deleted: Option<UtcDay>,
}

/// How long deleted entries are kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Retention {
    years: u16,
    source: String,
}

impl Retention {
    fn load() -> Result<Self, BookError> {
        toml::from_str(RETENTION).map_err(|cause| BookError::Retention { cause })
    }

    /// Refuses a day before which something was deleted that still has to be kept.
    fn allows(&self, before: UtcDay, today: UtcDay) -> Result<(), BookError> {
        let latest = today.date().saturating_sub(jiff::Span::new().years(self.years));
        let latest = UtcDay::from_date(latest)?;
        if before <= latest {
            return Ok(());
        }
        let (years, source_of_law) = (self.years, self.source.clone());
        Err(BookError::Kept { before, latest, years, source_of_law })
    }
}
