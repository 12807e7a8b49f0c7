//! The journal: every signed transaction on disk before it is sent.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use alloy::primitives::{Address, B256, Bytes, TxHash};
use serde::{Deserialize, Serialize};

use super::BulkError;
use crate::home::{FileLock, HomeError, Visibility, create_dir, folder_of};
use crate::network::ChainIdentity;

const SCHEMA: &str = "corridor.bulk-journal/1";

/// The transactions of one bulk run, as lines of a file. Only what is in flight is kept in memory.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Two runs of one account would count its nonces twice.
    _lock: FileLock,
    sender: Address,
    last_row: u64,
    next_nonce: Option<u64>,
    finished: bool,
    /// What was signed again, by nonce: few, as only what no block would take is.
    replaced: BTreeMap<u64, Entry>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    schema: String,
    pub(super) chain: ChainIdentity,
    pub(super) sender: Address,
    purpose: B256,
}

/// What a journal says of the account that signed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The chain.
    pub chain: ChainIdentity,
    /// The account.
    pub sender: Address,
    /// The first nonce that it signed.
    pub first_nonce: u64,
    /// The nonce behind the last that it signed.
    pub next_nonce: u64,
}

/// One transaction of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) nonce: u64,
    pub(super) hash: TxHash,
    pub(super) rows: u64,
    pub(super) last_row: u64,
    pub(super) raw: Bytes,
    /// What had the nonce before and may be mined as well, where it was signed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<TxHash>,
    /// Rows before the last one that it leaves out, in ascending order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) skipped: Vec<u64>,
}

impl Entry {
    /// Every transaction that may be mined for it: no more than one is, as they have one nonce.
    pub(super) fn hashes(&self) -> impl Iterator<Item = TxHash> + '_ {
        std::iter::once(self.hash).chain(self.former.iter().copied())
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    Entry(Entry),
    Finished { finished: bool },
}

/// Keeps other runs from the account for as long as a journal is open.
fn lock_account(
    folder: &Path,
    chain: ChainIdentity,
    sender: Address,
) -> Result<FileLock, BulkError> {
    // Devnets have one chain id and the same accounts.
    let genesis = alloy::hex::encode(&chain.genesis_hash[..4]);
    let lock = folder.join(format!("chain-{}-{genesis}-{sender}.lock", chain.chain_id));
    match FileLock::acquire_within(&lock, Duration::ZERO) {
        Err(HomeError::Locked { .. }) => Err(BulkError::Busy { sender, lock }),
        taken => Ok(taken?),
    }
}

impl Journal {
    /// Opens the journal of a run, or begins one. `purpose` tells one run from another: what is done, from which file.
    ///
    /// # Errors
    ///
    /// The file can't be used, is damaged, or is of another chain, account or purpose; or another run uses the account.
    pub fn open(
        path: &Path,
        chain: ChainIdentity,
        sender: Address,
        purpose: B256,
    ) -> Result<Self, BulkError> {
        create_dir(folder_of(path), Visibility::Shared)?;
        let lock = lock_account(folder_of(path), chain, sender)?;
        let file = OpenOptions::new().create(true).read(true).append(true).mode(0o600).open(path);
        let file = file.map_err(|source| HomeError::io("open", path, source))?;
        let mut journal = Self {
            path: path.to_owned(),
            file,
            _lock: lock,
            sender,
            last_row: 0,
            next_nonce: None,
            finished: false,
            replaced: BTreeMap::new(),
        };
        let expected = Header { schema: SCHEMA.to_owned(), chain, sender, purpose };
        let first = journal.lines()?.next();
        match first {
            None => {
                let mut line = Vec::new();
                journal.add(&mut line, &expected)?;
                journal.write(&line)?;
            }
            Some(first) => {
                let found: Result<Header, _> = serde_json::from_str(&first?);
                if found.as_ref().ok() != Some(&expected) {
                    return Err(journal
                        .bad("it is of another run: another chain, account, operation or file"));
                }
            }
        }
        journal.scan()?;
        Ok(journal)
    }

    /// What a file says that was signed, without a change to it; nothing when it is no journal or nothing was.
    #[must_use]
    pub fn signed(path: &Path) -> Option<Signed> {
        let mut lines = BufReader::new(File::open(path).ok()?).lines().map_while(Result::ok);
        let header: Header = serde_json::from_str(&lines.next()?).ok()?;
        let Header { chain, sender, .. } = header;
        let nonces = lines.filter_map(|line| match serde_json::from_str(&line) {
            Ok(Line::Entry(entry)) => Some(entry.nonce),
            _ => None,
        });
        let span = |span: Option<(u64, u64)>, nonce: u64| match span {
            Some((first, last)) => Some((first.min(nonce), last.max(nonce))),
            None => Some((nonce, nonce)),
        };
        let (first_nonce, last) = nonces.fold(None, span)?;
        Some(Signed { chain, sender, first_nonce, next_nonce: last + 1 })
    }

    /// The last row that has a transaction: a later run goes on behind it.
    #[must_use]
    pub const fn last_row(&self) -> u64 {
        self.last_row
    }

    /// The account that signs for it.
    #[must_use]
    pub const fn sender(&self) -> Address {
        self.sender
    }

    /// Whether an earlier run came to its end, so that there is nothing to do.
    #[must_use]
    pub const fn is_finished(&self) -> bool {
        self.finished
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Forgets the transactions of a run that came to its end, for another run of the same.
    ///
    /// # Errors
    ///
    /// The file cannot be shortened.
    pub fn begin_again(&mut self) -> Result<(), BulkError> {
        self.cut_behind(1)?;
        (self.last_row, self.next_nonce, self.finished) = (0, None, false);
        self.replaced.clear();
        Ok(())
    }

    /// The nonce behind the last that it signed; `None` where it signed nothing.
    #[must_use]
    pub const fn next_nonce(&self) -> Option<u64> {
        self.next_nonce
    }

    /// Adds transactions. When it returns, they are on the disk.
    pub(super) fn append<'e>(
        &mut self,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Result<(), BulkError> {
        let mut lines = Vec::new();
        for entry in entries {
            self.last_row = self.last_row.max(entry.last_row);
            self.next_nonce = Some(entry.nonce + 1);
            self.add(&mut lines, entry)?;
        }
        self.write(&lines)
    }

    /// Puts a transaction in the place of what was signed before with its nonce. When it returns, it is on the disk.
    pub(super) fn replace(&mut self, entry: &Entry) -> Result<(), BulkError> {
        let mut line = Vec::new();
        self.add(&mut line, entry)?;
        self.write(&line)?;
        self.replaced.insert(entry.nonce, entry.clone());
        Ok(())
    }

    /// Notes that all of a run is done.
    ///
    /// # Errors
    ///
    /// The journal cannot be written.
    pub fn finish(&mut self) -> Result<(), BulkError> {
        if !self.finished {
            self.finished = true;
            let mut line = Vec::new();
            self.add(&mut line, &Line::Finished { finished: true })?;
            self.write(&line)?;
        }
        Ok(())
    }

    /// Visits the transactions from a nonce on, in the order of their nonces, each as it was signed last.
    pub(super) fn entries_from(
        &self,
        nonce: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, BulkError>> + use<'_>, BulkError> {
        let lines = self.lines()?.skip(1);
        let entries = lines.filter_map(move |line| match line.and_then(|line| self.parse(&line)) {
            Ok(Some(entry)) if entry.nonce >= nonce && entry.former.is_empty() => {
                Some(Ok(self.replaced.get(&entry.nonce).cloned().unwrap_or(entry)))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        });
        Ok(entries)
    }

    fn scan(&mut self) -> Result<(), BulkError> {
        let mut lines = self.lines()?.skip(1).peekable();
        let mut valid = 0;
        let (mut last_row, mut next_nonce, mut finished) = (0, None, false);
        let mut replaced = BTreeMap::new();
        while let Some(line) = lines.next() {
            match serde_json::from_str(&line?) {
                Ok(Line::Entry(entry)) if !entry.former.is_empty() => {
                    replaced.insert(entry.nonce, entry);
                }
                Ok(Line::Entry(entry)) => {
                    (last_row, next_nonce) = (entry.last_row.max(last_row), Some(entry.nonce + 1))
                }
                Ok(Line::Finished { finished: end }) => finished = end,
                // A line that was cut off at its end was never sent.
                Err(_) if lines.peek().is_none() => break,
                Err(error) => return Err(self.bad(&error.to_string())),
            }
            valid += 1;
        }
        drop(lines);
        (self.last_row, self.next_nonce, self.finished) = (last_row, next_nonce, finished);
        self.replaced = replaced;
        self.cut_behind(valid + 1)
    }

    /// Removes what a crash left behind the last whole line.
    fn cut_behind(&mut self, whole_lines: u64) -> Result<(), BulkError> {
        let io = |source| BulkError::from(HomeError::io("read", &self.path, source));
        let mut reader = BufReader::new(File::open(&self.path).map_err(io)?);
        let (mut length, mut line) = (0, Vec::new());
        for _ in 0..whole_lines {
            line.clear();
            length += reader.read_until(b'\n', &mut line).map_err(io)? as u64;
        }
        if !line.ends_with(b"\n") {
            return Err(self.bad("its first line is cut off"));
        }
        self.file.set_len(length).map_err(|source| HomeError::io("shorten", &self.path, source))?;
        Ok(())
    }

    fn parse(&self, line: &str) -> Result<Option<Entry>, BulkError> {
        match serde_json::from_str(line) {
            Ok(Line::Entry(entry)) => Ok(Some(entry)),
            Ok(Line::Finished { .. }) => Ok(None),
            Err(error) => Err(self.bad(&error.to_string())),
        }
    }

    fn lines(
        &self,
    ) -> Result<impl Iterator<Item = Result<String, BulkError>> + use<'_>, BulkError> {
        let file =
            File::open(&self.path).map_err(|source| HomeError::io("read", &self.path, source))?;
        let lines = BufReader::new(file).lines();
        Ok(lines
            .map(|line| line.map_err(|source| HomeError::io("read", &self.path, source).into())))
    }

    fn add(&self, lines: &mut Vec<u8>, value: &impl Serialize) -> Result<(), BulkError> {
        serde_json::to_writer(&mut *lines, value).map_err(|error| self.bad(&error.to_string()))?;
        lines.push(b'\n');
        Ok(())
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), BulkError> {
        let written = self.file.write_all(lines).and_then(|()| self.file.sync_data());
        Ok(written.map_err(|source| HomeError::io("write", &self.path, source))?)
    }

    fn bad(&self, wrong: &str) -> BulkError {
        BulkError::BadJournal { file: self.path.display().to_string(), wrong: wrong.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> ChainIdentity {
        ChainIdentity { chain_id: 1, genesis_hash: B256::repeat_byte(7) }
    }

    fn entry(nonce: u64) -> Entry {
        let hash = B256::with_last_byte(nonce as u8);
        let (last_row, raw) = ((nonce + 1) * 10, Bytes::from(vec![1, 2, 3]));
        Entry { nonce, hash, rows: 10, last_row, raw, ..Entry::default() }
    }

    #[test]
    fn a_journal_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        let open = || Journal::open(&path, chain(), Address::ZERO, B256::ZERO);
        let mut journal = open().unwrap();
        journal.append(&(0..3).map(entry).collect::<Vec<_>>()).unwrap();
        drop(journal);

        let mut journal = open().unwrap();
        assert_eq!(
            (journal.last_row(), journal.next_nonce(), journal.is_finished()),
            (30, Some(3), false)
        );
        let later: Vec<u64> =
            journal.entries_from(1).unwrap().map(|entry| entry.unwrap().nonce).collect();
        assert_eq!(later, [1, 2]);
        journal.finish().unwrap();
        drop(journal);
        assert!(open().unwrap().is_finished());
    }

    #[test]
    fn what_was_signed_again_stands_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        let open = || Journal::open(&path, chain(), Address::ZERO, B256::ZERO);
        let mut journal = open().unwrap();
        journal.append(&(0..3).map(entry).collect::<Vec<_>>()).unwrap();
        let again = |last: u8, former| Entry { hash: B256::repeat_byte(last), former, ..entry(1) };
        journal.replace(&again(8, vec![entry(1).hash])).unwrap();
        let last = again(9, vec![entry(1).hash, B256::repeat_byte(8)]);
        journal.replace(&last).unwrap();
        journal.append([&entry(3)]).unwrap();
        let read = |journal: &Journal| -> Vec<Entry> {
            journal.entries_from(0).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(read(&journal), [entry(0), last.clone(), entry(2), entry(3)]);
        assert_eq!(last.hashes().count(), 3);
        drop(journal);

        let mut journal = open().unwrap();
        assert_eq!((journal.last_row(), journal.next_nonce()), (40, Some(4)));
        assert_eq!(read(&journal), [entry(0), last, entry(2), entry(3)]);
        journal.begin_again().unwrap();
        journal.append([&entry(1)]).unwrap();
        assert_eq!(read(&journal), [entry(1)]);
    }

    #[test]
    fn a_line_that_was_cut_off_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        let open = || Journal::open(&path, chain(), Address::ZERO, B256::ZERO);
        let mut journal = open().unwrap();
        journal.append(&(0..2).map(entry).collect::<Vec<_>>()).unwrap();
        drop(journal);
        let length = std::fs::metadata(&path).unwrap().len();
        OpenOptions::new().write(true).open(&path).unwrap().set_len(length - 5).unwrap();

        let mut journal = open().unwrap();
        assert_eq!((journal.last_row(), journal.next_nonce()), (10, Some(1)));
        journal.append([&entry(1)]).unwrap();
        drop(journal);
        assert_eq!(open().unwrap().last_row(), 20);
    }

    #[test]
    fn an_account_has_one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str, sender| {
            Journal::open(&folder.path().join(name), chain(), sender, B256::ZERO)
        };
        let first = open("one.jsonl", Address::ZERO).unwrap();
        for name in ["one.jsonl", "two.jsonl"] {
            let busy = open(name, Address::ZERO);
            assert!(matches!(busy, Err(BulkError::Busy { sender: Address::ZERO, .. })), "{busy:?}");
        }
        assert!(!folder.path().join("two.jsonl").exists());
        open("two.jsonl", Address::repeat_byte(1)).unwrap();
        drop(first);
        open("two.jsonl", Address::ZERO).unwrap_err();
        open("three.jsonl", Address::ZERO).unwrap();
    }

    #[test]
    fn another_purpose_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        Journal::open(&path, chain(), Address::ZERO, B256::ZERO).unwrap();
        let other = Journal::open(&path, chain(), Address::ZERO, B256::repeat_byte(1));
        assert!(matches!(other, Err(BulkError::BadJournal { .. })));
    }
}
