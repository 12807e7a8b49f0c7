//! The database of the book, in memory, and its file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use alloy_primitives::B256;
use corridor_definitions::calendar::UtcDay;
use corridor_definitions::owner::Owner;
use corridor_nodes::home::{FileLock, HomeError, Visibility, write_atomic};
use rusqlite::{Connection, MAIN_DB, OptionalExtension, Row, params};
use serde::Serialize;

use super::cipher::{Lock, Passphrase, Unreadable};
use super::{BookError, Entry, Retention};

/// The tables. What is temporary stays in memory, and what is deleted is overwritten.
const SCHEMA: &str = "
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS entry (
        id INTEGER PRIMARY KEY,
        commitment BLOB NOT NULL,
        reference TEXT NOT NULL,
        name TEXT NOT NULL,
        registration TEXT,
        address TEXT NOT NULL,
        contact TEXT,
        tax_residence TEXT,
        recorded INTEGER NOT NULL,
        deleted INTEGER
    );
    CREATE UNIQUE INDEX IF NOT EXISTS current ON entry (commitment) WHERE deleted IS NULL;
    CREATE INDEX IF NOT EXISTS by_reference ON entry (reference);
";

const FIELDS: &str =
    "commitment, reference, name, registration, address, contact, tax_residence, recorded, deleted";

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Entries that are new.
    pub added: u64,
    /// Entries that replaced another one, which is kept as deleted.
    pub changed: u64,
    /// Entries that were there as they are.
    pub unchanged: u64,
}

/// A book that is open. Nothing of it is on disk in the clear.
#[derive(Debug)]
pub struct HolderBook {
    path: PathBuf,
    lock: Lock,
    database: Connection,
    /// Held by who writes.
    _exclusive: Option<FileLock>,
}

impl HolderBook {
    /// Whether there is a book.
    #[must_use]
    pub fn exists(path: &Path) -> bool {
        path.exists()
    }

    /// Opens a book to read it.
    ///
    /// # Errors
    ///
    /// There is none, others may read it, the passphrase is wrong, or it was altered.
    pub fn open(path: &Path, passphrase: &Passphrase) -> Result<Self, BookError> {
        Self::load(path, passphrase, None)
    }

    /// Opens a book to change it: no other command changes it meanwhile.
    ///
    /// # Errors
    ///
    /// As [`Self::open`], or another command has it.
    pub fn open_to_write(path: &Path, passphrase: &Passphrase) -> Result<Self, BookError> {
        let exclusive = FileLock::acquire(&path.with_extension("lock"))?;
        Self::load(path, passphrase, Some(exclusive))
    }

    /// Begins a book. It is on disk once [`Self::save`] wrote it.
    ///
    /// # Errors
    ///
    /// The passphrase is empty, there is a book, or another command makes one.
    pub fn create(path: &Path, passphrase: &Passphrase) -> Result<Self, BookError> {
        if passphrase.is_empty() {
            return Err(BookError::NoPassphrase { reason: "it is empty".to_owned() });
        }
        let exclusive = FileLock::acquire(&path.with_extension("lock"))?;
        if path.exists() {
            let reason = "another command has just begun one here".to_owned();
            return Err(BookError::NotABook { path: path.to_owned(), reason });
        }
        let lock = Lock::new(passphrase).map_err(|cause| unreadable(path, cause))?;
        let database = Connection::open_in_memory().map_err(failed("begin"))?;
        Self::ready(path, lock, database, Some(exclusive))
    }

    fn load(
        path: &Path,
        passphrase: &Passphrase,
        exclusive: Option<FileLock>,
    ) -> Result<Self, BookError> {
        let sealed = read(path)?;
        let (lock, image) =
            Lock::open(passphrase, &sealed).map_err(|cause| unreadable(path, cause))?;
        let mut database = Connection::open_in_memory().map_err(failed("open"))?;
        database
            .deserialize_read_exact(MAIN_DB, image.as_slice(), image.len(), false)
            .map_err(failed("open"))?;
        Self::ready(path, lock, database, exclusive)
    }

    fn ready(
        path: &Path,
        lock: Lock,
        database: Connection,
        exclusive: Option<FileLock>,
    ) -> Result<Self, BookError> {
        database.execute_batch(SCHEMA).map_err(failed("prepare"))?;
        Ok(Self { path: path.to_owned(), lock, database, _exclusive: exclusive })
    }

    /// Encrypts the book as it is now and puts it in the place of the old one.
    ///
    /// # Errors
    ///
    /// The file can't be written; the old one is then untouched.
    pub fn save(&mut self) -> Result<(), BookError> {
        let image = self.database.serialize(MAIN_DB).map_err(failed("write"))?;
        let sealed = self.lock.seal(&image).map_err(|cause| unreadable(&self.path, cause))?;
        Ok(write_atomic(&self.path, &sealed, Visibility::Private)?)
    }

    /// Writes entries, all or none. One that says something else than before replaces it, and the old one is kept as deleted.
    ///
    /// # Errors
    ///
    /// The database refuses.
    pub fn import(
        &mut self,
        entries: impl IntoIterator<Item = (B256, String, Owner)>,
        today: UtcDay,
    ) -> Result<Imported, BookError> {
        let (fail, mut imported) = (failed("import into"), Imported::default());
        let transaction = self.database.transaction().map_err(&fail)?;
        for (commitment, reference, owner) in entries {
            let known =
                current(&transaction, "commitment", commitment.as_slice()).map_err(&fail)?;
            match known {
                Some(known) if known.owner == owner && known.reference == reference => {
                    imported.unchanged += 1;
                    continue;
                }
                Some(_) => imported.changed += 1,
                None => imported.added += 1,
            }
            let day = today.number();
            transaction
                .execute(
                    "UPDATE entry SET deleted = ?2 WHERE commitment = ?1 AND deleted IS NULL",
                    params![commitment.as_slice(), day],
                )
                .and_then(|_| insert(&transaction, commitment, &reference, &owner, day))
                .map_err(&fail)?;
        }
        transaction.commit().map_err(&fail)?;
        Ok(imported)
    }

    /// The entry that a commitment had at the end of a day; where the book had none, the first one that it had later, and one that was
    /// corrected on its own day last.
    ///
    /// # Errors
    ///
    /// The database refuses.
    pub fn at(&self, commitment: B256, day: UtcDay) -> Result<Option<Entry>, BookError> {
        let question = format!(
            "SELECT {FIELDS} FROM entry WHERE commitment = ?1 AND (deleted IS NULL OR deleted > ?2) \
             ORDER BY deleted IS recorded, recorded, id LIMIT 1"
        );
        let found = self.database.prepare(&question).and_then(|mut statement| {
            statement.query_row(params![commitment.as_slice(), day.number()], entry).optional()
        });
        found.map_err(failed("read"))
    }

    /// Every entry of a reference, deleted ones too, oldest first.
    ///
    /// # Errors
    ///
    /// There is none, or the database refuses.
    pub fn entries(&self, reference: &str) -> Result<Vec<Entry>, BookError> {
        let question = format!("SELECT {FIELDS} FROM entry WHERE reference = ?1 ORDER BY id");
        let found = self.database.prepare(&question).and_then(|mut statement| {
            statement.query_map([reference], entry)?.collect::<Result<Vec<Entry>, _>>()
        });
        let found = found.map_err(failed("read"))?;
        if found.is_empty() {
            return Err(BookError::NoEntry { reference: reference.to_owned() });
        }
        Ok(found)
    }

    /// Marks the entry of a reference as deleted.
    ///
    /// # Errors
    ///
    /// There is none that holds, or the database refuses.
    pub fn remove(&mut self, reference: &str, today: UtcDay) -> Result<(), BookError> {
        let removed = self.database.execute(
            "UPDATE entry SET deleted = ?2 WHERE reference = ?1 AND deleted IS NULL",
            params![reference, today.number()],
        );
        match removed.map_err(failed("remove from"))? {
            0 => Err(BookError::NoEntry { reference: reference.to_owned() }),
            _ => Ok(()),
        }
    }

    /// Forgets what was deleted before a day, and says how many entries.
    ///
    /// # Errors
    ///
    /// Some of it has to be kept, or the database refuses.
    pub fn purge(&mut self, before: UtcDay, today: UtcDay) -> Result<usize, BookError> {
        Retention::load()?.allows(before, today)?;
        let purged =
            self.database.execute("DELETE FROM entry WHERE deleted < ?1", [before.number()]);
        purged.map_err(failed("purge"))
    }
}

fn failed(attempt: &'static str) -> impl Fn(rusqlite::Error) -> BookError {
    move |cause| BookError::Database { attempt, cause }
}

fn unreadable(path: &Path, cause: Unreadable) -> BookError {
    let path = path.to_owned();
    match cause {
        Unreadable::NotABook(reason) => BookError::NotABook { path, reason },
        Unreadable::WrongPassphrase => BookError::WrongPassphrase { path },
        Unreadable::Altered => BookError::Altered { path },
    }
}

/// The bytes of the file, which nobody else may read.
fn read(path: &Path) -> Result<Vec<u8>, BookError> {
    let io = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::NotFound => BookError::Missing { path: path.to_owned() },
        _ => BookError::Io { path: path.to_owned(), cause },
    };
    let mode = fs::metadata(path).map_err(io)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(HomeError::Exposed { path: path.to_owned(), mode }.into());
    }
    fs::read(path).map_err(io)
}

fn insert(
    database: &Connection,
    commitment: B256,
    reference: &str,
    owner: &Owner,
    day: u16,
) -> rusqlite::Result<usize> {
    database.execute(
        &format!("INSERT INTO entry ({FIELDS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)"),
        params![
            commitment.as_slice(),
            reference,
            owner.name,
            owner.registration,
            owner.address.join("\n"),
            owner.contact,
            owner.tax_residence,
            day
        ],
    )
}

fn current(database: &Connection, column: &str, value: &[u8]) -> rusqlite::Result<Option<Entry>> {
    let question = format!("SELECT {FIELDS} FROM entry WHERE {column} = ?1 AND deleted IS NULL");
    database.prepare(&question)?.query_row([value], entry).optional()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let commitment: [u8; 32] = row.get(0)?;
    let address: String = row.get(4)?;
    Ok(Entry {
        commitment: commitment.into(),
        reference: row.get(1)?,
        owner: Owner {
            name: row.get(2)?,
            registration: row.get(3)?,
            address: address.lines().map(str::to_owned).collect(),
            contact: row.get(5)?,
            tax_residence: row.get(6)?,
        },
        recorded: UtcDay::from_number(row.get(7)?),
        deleted: row.get::<_, Option<u16>>(8)?.map(UtcDay::from_number),
    })
}
