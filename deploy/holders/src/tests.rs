//! Tests of the book of holders.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::*;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn owner(name: &str) -> Owner {
    Owner {
        name: name.to_owned(),
        registration: None,
        address: vec!["1 Poultry".to_owned(), "London".to_owned()],
        contact: None,
        tax_residence: Some("GB".to_owned()),
    }
}

fn commitment(number: u8) -> B256 {
    B256::repeat_byte(number)
}

fn day(text: &str) -> UtcDay {
    text.parse().expect("a day")
}

/// A book with two entries, saved.
fn saved(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("test.holders.book");
    let mut book = HolderBook::create(&path, &passphrase("correct")).expect("a book");
    let entries = [
        (commitment(1), "INV-1".to_owned(), owner("Ada Lovelace")),
        (commitment(2), "INV-2".to_owned(), owner("Charles Babbage")),
    ];
    let imported = book.import(entries, day("2026-11-27")).expect("an import");
    assert_eq!(imported, Imported { added: 2, changed: 0, unchanged: 0 });
    book.save().expect("a file");
    path
}

#[test]
fn a_book_comes_back_and_nothing_of_it_is_in_the_clear() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(&folder);
    let sealed = fs::read(&path).expect("a file");
    for secret in ["Ada", "Poultry", "INV-1", "SQLite"] {
        assert!(!sealed.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o600);
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("a list")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names.len(), 2, "the book and its lock alone: {names:?}");
    let book = HolderBook::open(&path, &passphrase("correct")).expect("the book");
    let found = book.at(commitment(1), day("2026-11-27")).expect("a question").expect("an entry");
    assert_eq!((found.owner, found.deleted), (owner("Ada Lovelace"), None));
    assert_eq!(book.at(commitment(3), day("2026-11-27")).expect("a question"), None);
}

#[test]
fn a_wrong_passphrase_and_an_altered_file_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(&folder);
    let refused = HolderBook::open(&path, &passphrase("wrong"));
    assert!(matches!(refused, Err(BookError::WrongPassphrase { .. })), "{refused:?}");
    let whole = fs::read(&path).expect("a file");
    let nonce = whole.len() - (whole.len() - 80);
    for place in [nonce, 200, whole.len() / 2, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        fs::write(&path, &altered).expect("a file");
        let refused = HolderBook::open(&path, &passphrase("correct"));
        assert!(matches!(refused, Err(BookError::Altered { .. })), "{place}: {refused:?}");
    }
    fs::write(&path, &whole[..whole.len() - 1]).expect("a file");
    let refused = HolderBook::open(&path, &passphrase("correct"));
    assert!(matches!(refused, Err(BookError::Altered { .. })), "{refused:?}");
    for foreign in [&b"no book"[..], &[0; 500]] {
        fs::write(&path, foreign).expect("a file");
        let refused = HolderBook::open(&path, &passphrase("correct"));
        assert!(matches!(refused, Err(BookError::NotABook { .. })), "{refused:?}");
    }
    fs::write(&path, &whole).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    let refused = HolderBook::open(&path, &passphrase("correct"));
    assert!(matches!(refused, Err(BookError::Home(HomeError::Exposed { .. }))), "{refused:?}");
    let refused = HolderBook::open(&folder.path().join("none"), &passphrase("correct"));
    assert!(matches!(refused, Err(BookError::Missing { .. })), "{refused:?}");
    let refused = HolderBook::create(&folder.path().join("none"), &passphrase(""));
    assert!(matches!(refused, Err(BookError::NoPassphrase { .. })), "{refused:?}");
}

#[test]
fn what_is_changed_or_removed_is_kept_until_it_may_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(&folder);
    let mut book = HolderBook::open_to_write(&path, &passphrase("correct")).expect("the book");
    let entries = [
        (commitment(1), "INV-1".to_owned(), owner("Ada King")),
        (commitment(2), "INV-2".to_owned(), owner("Charles Babbage")),
    ];
    let imported = book.import(entries, day("2026-12-01")).expect("an import");
    assert_eq!(imported, Imported { added: 0, changed: 1, unchanged: 1 });
    book.remove("INV-2", day("2027-01-05")).expect("a removal");
    assert!(matches!(book.remove("INV-2", day("2027-01-06")), Err(BookError::NoEntry { .. })));
    assert_eq!(book.at(commitment(2), day("2027-01-05")).expect("a question"), None);
    let deleted = |book: &HolderBook, reference: &str| -> Vec<Option<String>> {
        let entries = book.entries(reference).expect("entries");
        entries.iter().map(|entry| entry.deleted.map(|day| day.to_string())).collect()
    };
    assert_eq!(deleted(&book, "INV-1"), [Some("2026-12-01".to_owned()), None]);
    assert_eq!(deleted(&book, "INV-2"), [Some("2027-01-05".to_owned())]);
    let refused = book.purge(day("2026-12-02"), day("2032-12-01"));
    assert!(matches!(refused, Err(BookError::Kept { .. })), "{refused:?}");
    assert_eq!(book.purge(day("2026-12-01"), day("2032-12-01")).expect("a purge"), 0);
    assert_eq!(book.purge(day("2026-12-02"), day("2032-12-02")).expect("a purge"), 1);
    assert_eq!(deleted(&book, "INV-1"), [None]);
    book.save().expect("a file");
    drop(book);
    let book = HolderBook::open(&path, &passphrase("correct")).expect("the book");
    assert_eq!(deleted(&book, "INV-2"), [Some("2027-01-05".to_owned())]);
}

#[test]
fn a_day_has_the_entry_that_held_at_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book =
        HolderBook::open_to_write(&saved(&folder), &passphrase("correct")).expect("the book");
    let mut change = |name: &str, on: &str| {
        let entry = (commitment(1), "INV-1".to_owned(), owner(name));
        book.import([entry], day(on)).expect("an import");
    };
    change("Ada Knig", "2026-12-01");
    change("Ada King", "2026-12-01");
    book.remove("INV-1", day("2027-01-05")).expect("a removal");
    let entry = (commitment(3), "INV-3".to_owned(), owner("Mary Somervile"));
    book.import([entry], day("2026-12-01")).expect("an import");
    let entry = (commitment(3), "INV-3".to_owned(), owner("Mary Somerville"));
    book.import([entry], day("2026-12-01")).expect("an import");
    let named = |number: u8, on: &str| {
        let found = book.at(commitment(number), day(on)).expect("a question");
        found.map(|entry| (entry.owner.name, entry.recorded.to_string()))
    };
    let some = |name: &str, on: &str| Some((name.to_owned(), on.to_owned()));
    assert_eq!(named(1, "2026-11-26"), some("Ada Lovelace", "2026-11-27"), "the first one");
    assert_eq!(named(1, "2026-11-30"), some("Ada Lovelace", "2026-11-27"));
    assert_eq!(named(1, "2026-12-01"), some("Ada King", "2026-12-01"));
    assert_eq!(named(1, "2027-01-04"), some("Ada King", "2026-12-01"));
    assert_eq!(named(1, "2027-01-05"), None);
    assert_eq!(named(3, "2026-11-01"), some("Mary Somerville", "2026-12-01"), "as corrected");
}
