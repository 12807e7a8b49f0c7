//! Changes of the private book: sorted on disk and merged with it into a new file.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Write};
use std::iter::Peekable;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use alloy::primitives::{Address, B256};
use serde::Serialize;

use super::book::{Assignment, BookError, Footer, Header, PrivateBook, SCHEMA, WalletLine};
use super::duplicates::{MAX_REFERENCE_BYTES, number, padded, unpadded};
use super::record::InvestorRecord;
use super::sort::{Sorted, Sorter};

const OWNER_ONLY: u32 = 0o600;
/// A reference, the number of the change, an id or zero, a wallet or zeros, and whether it is the investor's no more.
const EDIT: usize = MAX_REFERENCE_BYTES + 8 + 8 + 20 + 1;
/// A wallet, whether it is the investor's no more, and the reference.
const WALLET: usize = 20 + 1 + MAX_REFERENCE_BYTES;

/// Changes that [`PrivateBook::apply`] makes together. Any number of them needs the same memory.
#[derive(Debug)]
pub struct BookEdits {
    edits: Sorter<EDIT>,
    count: u64,
    file: String,
}

impl BookEdits {
    /// No changes yet, for a book.
    ///
    /// # Errors
    ///
    /// The folder of the book can't take a temporary file.
    pub fn new(book: &PrivateBook) -> Result<Self, BookError> {
        let edits = Sorter::new(Some(&folder(book)));
        let edits = edits.map_err(|cause| book.io("write", cause))?;
        Ok(Self { edits, count: 0, file: book.name() })
    }

    /// A record's investor gets an assignment with a fresh salt when it has none, and the wallet when it is new.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn assign(&mut self, record: &InvestorRecord) -> Result<(), BookError> {
        self.link(&record.reference, record.wallet)
    }

    /// The investor of a reference has this wallet, perhaps again.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn link(&mut self, reference: &str, wallet: Address) -> Result<(), BookError> {
        self.push(reference, 0, wallet, false)
    }

    /// The investor of a reference has this wallet no more. The book still knows whose it was.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn unlink(&mut self, reference: &str, wallet: Address) -> Result<(), BookError> {
        self.push(reference, 0, wallet, true)
    }

    /// A reference has this id on chain.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn record_id(&mut self, reference: &str, given: u64) -> Result<(), BookError> {
        self.push(reference, given, Address::ZERO, false)
    }

    /// A reference has this id on chain, whatever it had: a node lost the registration that gave it the other one.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn replace_id(&mut self, reference: &str, given: u64) -> Result<(), BookError> {
        self.push(reference, given, Address::ZERO, true)
    }

    fn push(
        &mut self,
        reference: &str,
        id: u64,
        wallet: Address,
        former: bool,
    ) -> Result<(), BookError> {
        let mut row = [0; EDIT];
        row[..MAX_REFERENCE_BYTES].copy_from_slice(&padded(reference));
        // Changes of one reference are made in the order they were given.
        row[MAX_REFERENCE_BYTES..][..8].copy_from_slice(&self.count.to_be_bytes());
        row[MAX_REFERENCE_BYTES + 8..][..8].copy_from_slice(&id.to_be_bytes());
        row[MAX_REFERENCE_BYTES + 16..][..20].copy_from_slice(wallet.as_slice());
        row[EDIT - 1] = u8::from(former);
        self.count += 1;
        let file = self.file.clone();
        let pushed = self.edits.push(row);
        pushed.map_err(|cause| BookError::Io { file, attempt: "write", cause })
    }

    /// Writes the book with the changes in the place of the old one; false when there was nothing to change.
    pub(super) fn write(self, book: &PrivateBook) -> Result<bool, BookError> {
        let io = |cause| book.io("write", cause);
        let mut merge = Merge {
            book,
            old: book.assignments().peekable(),
            edits: self.edits.finish().map_err(io)?.peekable(),
            changed: book.is_empty(),
        };
        let mut output = Output::new(book).map_err(io)?;
        while let Some(assignment) = merge.next()? {
            output.assignment(&assignment).map_err(io)?;
        }
        if merge.changed {
            output.complete(book.path()).map_err(io)?;
        }
        Ok(merge.changed)
    }
}

/// The old book and the changes, both by reference.
struct Merge<'b, I: Iterator<Item = Result<Assignment, BookError>>> {
    book: &'b PrivateBook,
    old: Peekable<I>,
    edits: Peekable<Sorted<EDIT>>,
    changed: bool,
}

impl<I: Iterator<Item = Result<Assignment, BookError>>> Merge<'_, I> {
    fn next(&mut self) -> Result<Option<Assignment>, BookError> {
        let edited = self
            .edits
            .peek()
            .and_then(|edit| edit.as_ref().ok())
            .map(|edit| unpadded(&edit[..MAX_REFERENCE_BYTES]));
        let known = self.old.next_if(|old| match (old, &edited) {
            (Ok(old), Some(edited)) => old.reference <= *edited,
            _ => true,
        });
        let mut assignment = match (known.transpose()?, edited) {
            (Some(known), _) => known,
            (None, Some(reference)) => begin(reference),
            // The end, unless the changes could not be read.
            (None, None) => {
                return self.edits.next().map_or(Ok(None), |failed| {
                    failed.map(|_| None).map_err(|cause| self.io(cause))
                });
            }
        };
        let own = padded(&assignment.reference);
        let is_own = |edit: &io::Result<[u8; EDIT]>| {
            edit.as_ref().map_or(true, |edit| edit.starts_with(&own))
        };
        while let Some(edit) = self.edits.next_if(is_own) {
            let edit = edit.map_err(|cause| self.io(cause))?;
            self.change(&mut assignment, &edit[MAX_REFERENCE_BYTES + 8..])?;
        }
        Ok(Some(assignment))
    }

    fn change(&mut self, assignment: &mut Assignment, edit: &[u8]) -> Result<(), BookError> {
        let (given, wallet) = (number(edit), Address::from_slice(&edit[8..28]));
        if !wallet.is_zero() {
            self.changed |= note(assignment, wallet, edit[28] != 0);
        }
        let (file, reference) = (self.book.name(), assignment.reference.clone());
        match (given, assignment.id) {
            (0, _) => Ok(()),
            _ if assignment.wallets.is_empty() => Err(BookError::Unassigned { file, reference }),
            (given, Some(recorded)) if recorded == given => Ok(()),
            // Without a wallet the mark of former ones says that what is recorded is former.
            (given, recorded) if recorded.is_none() || edit[28] != 0 => {
                assignment.id = Some(given);
                self.changed = true;
                Ok(())
            }
            (given, recorded) => {
                let recorded = recorded.unwrap_or_default();
                Err(BookError::OtherId { file, reference, recorded, given })
            }
        }
    }

    fn io(&self, cause: io::Error) -> BookError {
        self.book.io("write", cause)
    }
}

/// Notes that an investor has a wallet, or has it no more, and says whether that is news.
fn note(assignment: &mut Assignment, wallet: Address, former: bool) -> bool {
    let is_new = !assignment.wallets.contains(&wallet);
    if is_new {
        assignment.wallets.push(wallet);
    }
    let was_former = assignment.former.contains(&wallet);
    match former {
        true if !was_former => assignment.former.push(wallet),
        true => {}
        false => assignment.former.retain(|other| *other != wallet),
    }
    is_new || former != was_former
}

/// A reference that the book does not have.
fn begin(reference: String) -> Assignment {
    let salt = B256::from(rand::random::<[u8; 32]>());
    Assignment { reference, id: None, salt, wallets: Vec::new(), former: Vec::new() }
}

/// The new file, beside the old one until it is complete.
struct Output {
    out: BufWriter<tempfile::NamedTempFile>,
    folder: PathBuf,
    wallets: Sorter<WALLET>,
    written: u64,
    assignments: u64,
}

impl Output {
    fn new(book: &PrivateBook) -> io::Result<Self> {
        let folder = folder(book);
        let file = tempfile::Builder::new()
            .prefix(".private-book")
            .permissions(Permissions::from_mode(OWNER_ONLY))
            .tempfile_in(&folder)?;
        let wallets = Sorter::new(Some(&folder))?;
        let mut output =
            Self { out: BufWriter::new(file), folder, wallets, written: 0, assignments: 0 };
        output.line(&Header { schema: SCHEMA.to_owned() })?;
        Ok(output)
    }

    fn assignment(&mut self, assignment: &Assignment) -> io::Result<()> {
        for wallet in &assignment.wallets {
            let mut row = [0; WALLET];
            row[..20].copy_from_slice(wallet.as_slice());
            row[20] = u8::from(assignment.former.contains(wallet));
            row[21..].copy_from_slice(&padded(&assignment.reference));
            self.wallets.push(row)?;
        }
        self.assignments += 1;
        self.line(assignment)
    }

    fn complete(mut self, path: &Path) -> io::Result<()> {
        let (wallets_at, assignments, mut count) = (self.written, self.assignments, 0);
        let mut last = None;
        let wallets = std::mem::replace(&mut self.wallets, Sorter::new(Some(&self.folder))?);
        for row in wallets.finish()? {
            let row = row?;
            let (wallet, reference) = (Address::from_slice(&row[..20]), unpadded(&row[21..]));
            // Who has it now comes before those who had it.
            if last.replace(wallet) == Some(wallet) {
                continue;
            }
            self.line(&WalletLine { wallet, reference })?;
            count += 1;
        }
        self.line(&Footer { assignments, wallets: count, wallets_at })?;
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        File::open(self.folder)?.sync_all()
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.written += line.len() as u64;
        self.out.write_all(&line)
    }
}

fn folder(book: &PrivateBook) -> PathBuf {
    crate::home::folder_of(book.path()).to_owned()
}
