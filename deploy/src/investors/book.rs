//! The private book: which reference is which investor on chain.
//!
//! A text file of lines: a header, the assignments by reference, the wallets by address, and a last line that says where
//! the wallets begin. Being sorted, it is searched where it lies; being replaced as a whole by [`BookEdits`], it is never
//! half written, and whoever reads it is not disturbed. Nothing of it is kept in memory.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use alloy::primitives::{Address, B256};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::edits::BookEdits;
use super::record::InvestorRecord;
use crate::home::{FileLock, HomeError};

pub(super) const SCHEMA: &str = "corridor.private-book/2";

/// Bytes that are read at once in a search: most lines are shorter.
const PROBE: usize = 512;

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
    /// Another command is writing it.
    #[error(transparent)]
    Locked(#[from] HomeError),
    /// A line is not what was written.
    #[error("{file}: the private book is damaged at byte {at}: {wrong}; restore it from a backup")]
    Damaged {
        /// Path.
        file: String,
        /// Where its line begins.
        at: u64,
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
    /// Those of them that the investor has no more: lost and recovered, or unlinked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Address>,
}

impl Assignment {
    /// The wallets that the investor still has, as far as the book knows.
    #[must_use]
    pub fn current(&self) -> Vec<Address> {
        let current = self.wallets.iter().filter(|wallet| !self.former.contains(wallet));
        current.copied().collect()
    }

    /// The wallet that the reference by itself stands for, of those that are linked to its investor: the first of the book while it is
    /// among them, else the only one. Of several others none is meant more than another.
    #[must_use]
    pub fn stands_for(&self, linked: &[Address]) -> Option<Address> {
        let first = self.wallets.first().filter(|first| linked.contains(first));
        match (first, linked) {
            (Some(first), _) => Some(*first),
            (None, [only]) => Some(*only),
            (None, _) => None,
        }
    }

    /// What a wallet of the book is called: the reference alone where that stands for it, else with its place, as `INV-0001#2`.
    #[must_use]
    pub fn name_of(&self, wallet: Address) -> Option<String> {
        let place = self.wallets.iter().position(|known| *known == wallet)?;
        let is_meant = self.stands_for(&self.current()) == Some(wallet);
        let reference = &self.reference;
        Some(if is_meant { reference.clone() } else { format!("{reference}#{}", place + 1) })
    }
}

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) schema: String,
}

/// A line of the second part.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WalletLine {
    pub(super) wallet: Address,
    pub(super) reference: String,
}

/// The last line. Where it is missing, the file is cut off.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Footer {
    pub(super) assignments: u64,
    pub(super) wallets: u64,
    pub(super) wallets_at: u64,
}

/// The assignments of a deployment, in one file that only its owner may read.
#[derive(Debug)]
pub struct PrivateBook {
    path: PathBuf,
    lines: Option<Lines>,
}

/// The open file and its parts.
#[derive(Debug)]
struct Lines {
    file: File,
    assignments: Range<u64>,
    wallets: Range<u64>,
    count: u64,
    /// The line behind the one that was found last: who asks in the order of the book finds without searching.
    behind_last: AtomicU64,
}

impl PrivateBook {
    /// Opens the book at `path`, or an empty one that the first edit writes there.
    ///
    /// # Errors
    ///
    /// It can't be read, others may read it, or it is cut off.
    pub fn open(path: &Path) -> Result<Self, BookError> {
        let mut book = Self { path: path.to_owned(), lines: None };
        let file = match File::open(path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(book),
            Err(cause) => return Err(book.io("read", cause)),
        };
        let metadata = file.metadata().map_err(|cause| book.io("read", cause))?;
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(BookError::Exposed { file: book.name(), mode });
        }
        book.lines = Some(book.parts(file, metadata.len())?);
        Ok(book)
    }

    /// Reads the first and the last line.
    fn parts(&self, file: File, length: u64) -> Result<Lines, BookError> {
        let first = self.line_at(&file, 0, length)?;
        let header: Header = self.parse(0, &first)?;
        if header.schema != SCHEMA {
            let wrong = format!("its schema is `{}`, not `{SCHEMA}`", header.schema);
            return Err(self.damaged(0, wrong));
        }
        let tail_at = length.saturating_sub(PROBE as u64);
        let mut tail = vec![0; usize::try_from(length - tail_at).unwrap_or(PROBE)];
        file.read_exact_at(&mut tail, tail_at).map_err(|cause| self.io("read", cause))?;
        let Some(whole) = tail.strip_suffix(b"\n") else {
            return Err(self.damaged(length, "it is cut off".to_owned()));
        };
        let start = whole.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let footer_at = tail_at + start as u64;
        let footer: Footer = self.parse(footer_at, &whole[start..])?;
        let first_at = first.len() as u64 + 1;
        if !(first_at..=footer_at).contains(&footer.wallets_at) {
            return Err(self.damaged(footer_at, "its parts overlap".to_owned()));
        }
        Ok(Lines {
            file,
            assignments: first_at..footer.wallets_at,
            wallets: footer.wallets_at..footer_at,
            count: footer.assignments,
            behind_last: AtomicU64::new(first_at),
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many references it has.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.lines.as_ref().map_or(0, |lines| lines.count)
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The assignment of a record's investor, made and written now with a fresh salt when there is none; its wallet is
    /// added when it is new.
    ///
    /// # Errors
    ///
    /// The book can't be read or written.
    pub fn assign(&mut self, record: &InvestorRecord) -> Result<Assignment, BookError> {
        let mut edits = BookEdits::new(self)?;
        edits.assign(record)?;
        self.apply(edits)?;
        self.by_reference(&record.reference)?.ok_or_else(|| self.unassigned(&record.reference))
    }

    /// The error for a reference that should be there.
    #[must_use]
    pub fn unassigned(&self, reference: &str) -> BookError {
        BookError::Unassigned { file: self.name(), reference: reference.to_owned() }
    }

    /// Notes the id that the registry gave to a reference.
    ///
    /// # Errors
    ///
    /// The reference is not there or has another id, or the book can't be read or written.
    pub fn record_id(&mut self, reference: &str, given: u64) -> Result<(), BookError> {
        let mut edits = BookEdits::new(self)?;
        edits.record_id(reference, given)?;
        self.apply(edits)
    }

    /// Makes many changes at once: writes the book anew, with the same memory for any number of them. The old file stays
    /// until the new one is on the disk. What other commands have written since this one was opened is kept.
    ///
    /// # Errors
    ///
    /// An id is given to a reference that is not there or has another, or the book can't be read or written.
    pub fn apply(&mut self, edits: BookEdits) -> Result<(), BookError> {
        let _lock = FileLock::acquire(&self.path.with_extension("lock"))?;
        *self = Self::open(&self.path)?;
        if edits.write(self)? {
            *self = Self::open(&self.path)?;
        }
        Ok(())
    }

    /// The assignment of a reference.
    ///
    /// # Errors
    ///
    /// The book can't be read, or is damaged.
    pub fn by_reference(&self, reference: &str) -> Result<Option<Assignment>, BookError> {
        let Some(lines) = &self.lines else { return Ok(None) };
        let expected = lines.behind_last.load(Relaxed);
        let found = if lines.assignments.contains(&expected) {
            let line = self.line_at(&lines.file, expected, lines.assignments.end)?;
            let next: Assignment = self.parse(expected, &line)?;
            (next.reference == reference).then_some((expected + line.len() as u64 + 1, next))
        } else {
            None
        };
        let found = match found {
            Some(found) => Some(found),
            None => self.search(lines, &lines.assignments, |line: &Assignment| {
                reference.cmp(&line.reference)
            })?,
        };
        Ok(found.map(|(behind, assignment)| {
            lines.behind_last.store(behind, Relaxed);
            assignment
        }))
    }

    /// The assignment of the investor that a wallet belongs to, or of one that had it where nobody has.
    ///
    /// # Errors
    ///
    /// The book can't be read, or is damaged.
    pub fn by_wallet(&self, wallet: Address) -> Result<Option<Assignment>, BookError> {
        let Some(lines) = &self.lines else { return Ok(None) };
        let found =
            self.search(lines, &lines.wallets, |line: &WalletLine| wallet.cmp(&line.wallet))?;
        found.map_or(Ok(None), |(_, line)| self.by_reference(&line.reference))
    }

    /// All assignments, by reference. An item is an error when its line can't be read.
    pub fn assignments(&self) -> impl Iterator<Item = Result<Assignment, BookError>> + use<'_> {
        let part = self.lines.as_ref().map_or(0..0, |lines| lines.assignments.clone());
        let mut reader =
            self.lines.as_ref().map(|lines| BufReader::new(Tail(&lines.file, part.start)));
        let Range { start: mut at, end } = part;
        std::iter::from_fn(move || {
            let reader = reader.as_mut().filter(|_| at < end)?;
            let mut line = Vec::new();
            let read = match reader.read_until(b'\n', &mut line) {
                Ok(read) => read as u64,
                Err(cause) => return Some(Err(self.io("read", cause))),
            };
            let begun = at;
            at = if read == 0 { end } else { at + read };
            Some(self.parse(begun, &line))
        })
    }

    /// Finds a line of a sorted part by halving it. With the line comes the place behind it.
    fn search<T: DeserializeOwned>(
        &self,
        lines: &Lines,
        part: &Range<u64>,
        compare: impl Fn(&T) -> Ordering,
    ) -> Result<Option<(u64, T)>, BookError> {
        // `low` is the beginning of a line, `high` any place: what is sought begins between them.
        let Range { start: mut low, end: mut high } = part.clone();
        while low < high {
            let middle = low + (high - low) / 2;
            let start = if middle == low {
                low
            } else {
                let rest = self.line_at(&lines.file, middle - 1, part.end)?;
                middle + rest.len() as u64
            };
            if start >= high {
                high = middle;
                continue;
            }
            let line = self.line_at(&lines.file, start, part.end)?;
            let (found, behind) = (self.parse(start, &line)?, start + line.len() as u64 + 1);
            match compare(&found) {
                Ordering::Less => high = middle,
                Ordering::Equal => return Ok(Some((behind, found))),
                Ordering::Greater => low = behind,
            }
        }
        Ok(None)
    }

    /// What stands from `at` to the end of its line.
    fn line_at(&self, file: &File, at: u64, end: u64) -> Result<Vec<u8>, BookError> {
        let mut line = Vec::new();
        loop {
            let from = at + line.len() as u64;
            let mut piece = [0; PROBE];
            let wanted = usize::try_from(end.saturating_sub(from)).map_or(PROBE, |n| n.min(PROBE));
            let read =
                file.read_at(&mut piece[..wanted], from).map_err(|cause| self.io("read", cause))?;
            if read == 0 {
                return Err(self.damaged(at, "its line is cut off".to_owned()));
            }
            let piece = &piece[..read];
            match piece.iter().position(|byte| *byte == b'\n') {
                Some(length) => {
                    line.extend_from_slice(&piece[..length]);
                    return Ok(line);
                }
                None => line.extend_from_slice(piece),
            }
        }
    }

    fn parse<T: DeserializeOwned>(&self, at: u64, line: &[u8]) -> Result<T, BookError> {
        serde_json::from_slice(line).map_err(|error| self.damaged(at, error.to_string()))
    }

    fn damaged(&self, at: u64, wrong: String) -> BookError {
        BookError::Damaged { file: self.name(), at, wrong }
    }

    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    pub(super) fn io(&self, attempt: &'static str, cause: std::io::Error) -> BookError {
        BookError::Io { file: self.name(), attempt, cause }
    }
}

/// A file from a place on, whatever the position of its descriptor.
struct Tail<'f>(&'f File, u64);

impl Read for Tail<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read_at(buffer, self.1)?;
        self.1 += read as u64;
        Ok(read)
    }
}
