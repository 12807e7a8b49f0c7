//! The private book: which reference is which investor on chain.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use alloy::primitives::{Address, B256};
use serde::{Deserialize, Serialize};

use super::record::InvestorRecord;

const SCHEMA: &str = "corridor.private-book/1";
const OWNER_ONLY: u32 = 0o600;

/// Why the private book cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The file system refused.
    #[error(
        "{file}: cannot {attempt} the private book: {cause}; check the folder and its permissions"
    )]
    Io {
        /// Path.
        file: String,
        /// Read or write.
        attempt: &'static str,
        /// The operating system's reason.
        cause: std::io::Error,
    },
    /// Others than the owner may read it.
    #[error(
        "{file}: the private book has permissions {mode:03o}, so others may read it; run `chmod 600` on it"
    )]
    Exposed {
        /// Path.
        file: String,
        /// Permission bits.
        mode: u32,
    },
    /// A line is not what was written.
    #[error("{file}:{line}: the private book is damaged: {wrong}; restore it from a backup")]
    Damaged {
        /// Path.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        wrong: String,
    },
    /// The chain gave an investor another id than before.
    #[error(
        "{file}: `{reference}` is investor {recorded}, not {given}; check that the book is that of this deployment"
    )]
    OtherId {
        /// Path.
        file: String,
        /// The reference.
        reference: String,
        /// Id in the book.
        recorded: u64,
        /// Id on chain.
        given: u64,
    },
    /// An id for a reference that nobody assigned.
    #[error("{file}: `{reference}` is not in the private book; assign it before it is registered")]
    Unassigned {
        /// Path.
        file: String,
        /// The reference.
        reference: String,
    },
}

/// What an investor is on chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The reference in investor files.
    pub reference: String,
    /// Number on chain, once registered.
    pub id: Option<u64>,
    /// Salt of the commitment.
    pub salt: B256,
    /// Wallets, in the order they were added.
    pub wallets: Vec<Address>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    schema: String,
}

/// The assignments of a deployment, in one file that only its owner may read.
#[derive(Debug)]
pub struct PrivateBook {
    path: PathBuf,
    assignments: BTreeMap<String, Assignment>,
    wallets: BTreeMap<Address, String>,
}

impl PrivateBook {
    /// Opens the book at `path`, or starts an empty one that [`Self::save`] will write there.
    pub fn open(path: &Path) -> Result<Self, BookError> {
        let mut book =
            Self { path: path.to_owned(), assignments: BTreeMap::new(), wallets: BTreeMap::new() };
        let file = match File::open(path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(book),
            Err(cause) => return Err(book.io("read", cause)),
        };
        let mode =
            file.metadata().map_err(|cause| book.io("read", cause))?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(BookError::Exposed { file: book.name(), mode });
        }
        book.read(BufReader::new(file))?;
        Ok(book)
    }

    fn read(&mut self, lines: impl BufRead) -> Result<(), BookError> {
        for (index, line) in lines.lines().enumerate() {
            let line = line.map_err(|cause| self.io("read", cause))?;
            let damaged =
                |wrong: String| BookError::Damaged { file: self.name(), line: index + 1, wrong };
            if index == 0 {
                let header: Header =
                    serde_json::from_str(&line).map_err(|error| damaged(error.to_string()))?;
                if header.schema != SCHEMA {
                    return Err(damaged(format!(
                        "its schema is `{}`, not `{SCHEMA}`",
                        header.schema
                    )));
                }
                continue;
            }
            let entry: Assignment =
                serde_json::from_str(&line).map_err(|error| damaged(error.to_string()))?;
            if self.assignments.contains_key(&entry.reference) {
                return Err(damaged(format!("`{}` is there twice", entry.reference)));
            }
            for wallet in &entry.wallets {
                self.wallets.insert(*wallet, entry.reference.clone());
            }
            self.assignments.insert(entry.reference.clone(), entry);
        }
        Ok(())
    }

    /// The assignment of a record's investor, made now with a fresh salt when there is none; its wallet is added when it
    /// is new. Save the book before the registration is sent, so that no salt is lost.
    pub fn assign(&mut self, record: &InvestorRecord) -> &Assignment {
        self.wallets.insert(record.wallet, record.reference.clone());
        let assignment =
            self.assignments.entry(record.reference.clone()).or_insert_with(|| Assignment {
                reference: record.reference.clone(),
                id: None,
                salt: B256::from(rand::random::<[u8; 32]>()),
                wallets: Vec::new(),
            });
        if !assignment.wallets.contains(&record.wallet) {
            assignment.wallets.push(record.wallet);
        }
        assignment
    }

    /// Notes the id that the registry gave to a reference.
    pub fn record_id(&mut self, reference: &str, given: u64) -> Result<(), BookError> {
        let file = self.name();
        let Some(assignment) = self.assignments.get_mut(reference) else {
            return Err(BookError::Unassigned { file, reference: reference.to_owned() });
        };
        let recorded = *assignment.id.get_or_insert(given);
        if recorded == given {
            return Ok(());
        }
        Err(BookError::OtherId { file, reference: reference.to_owned(), recorded, given })
    }

    /// The assignment of a reference.
    pub fn by_reference(&self, reference: &str) -> Option<&Assignment> {
        self.assignments.get(reference)
    }

    /// The assignment of the investor that a wallet belongs to.
    pub fn by_wallet(&self, wallet: Address) -> Option<&Assignment> {
        self.assignments.get(self.wallets.get(&wallet)?)
    }

    /// All assignments, by reference.
    pub fn assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.values()
    }

    /// Writes the book, readable by its owner only. The old file stays until the new one is complete.
    pub fn save(&self) -> Result<(), BookError> {
        let write = || -> std::io::Result<()> {
            let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            let mut file = tempfile::Builder::new()
                .prefix(".private-book")
                .permissions(fs::Permissions::from_mode(OWNER_ONLY))
                .tempfile_in(folder)?;
            let mut out = BufWriter::new(&mut file);
            serde_json::to_writer(&mut out, &Header { schema: SCHEMA.to_owned() })?;
            writeln!(out)?;
            for assignment in self.assignments.values() {
                serde_json::to_writer(&mut out, assignment)?;
                writeln!(out)?;
            }
            out.flush()?;
            drop(out);
            file.as_file().sync_all()?;
            file.persist(&self.path)?;
            Ok(())
        };
        write().map_err(|cause| self.io("write", cause))
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn io(&self, attempt: &'static str, cause: std::io::Error) -> BookError {
        BookError::Io { file: self.name(), attempt, cause }
    }
}
