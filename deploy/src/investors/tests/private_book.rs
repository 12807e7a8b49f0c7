//! The private book: which wallets an investor has, and had.

use super::*;

#[test]
fn the_book_knows_which_wallets_an_investor_has_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.jsonl");
    let mut book = PrivateBook::open(&path).unwrap();
    assign(&mut book, &demo());
    let known = || PrivateBook::open(&path).unwrap().by_reference("INV-0002").unwrap().unwrap();
    let (lost, before) = (known().wallets[0], std::fs::read(&path).unwrap());
    let new = alloy::primitives::Address::repeat_byte(7);
    let mut edits = BookEdits::new(&book).unwrap();
    edits.link("INV-0002", new).unwrap();
    edits.unlink("INV-0002", lost).unwrap();
    book.apply(edits).unwrap();
    assert_eq!((known().wallets, known().current()), (vec![lost, new], vec![new]));
    assert_eq!(book.by_wallet(lost).unwrap().unwrap(), known());
    assert_eq!(known().name_of(new).unwrap(), "INV-0002");
    assert_eq!(known().name_of(lost).unwrap(), "INV-0002#1");
    let mut edits = BookEdits::new(&book).unwrap();
    edits.link("INV-0002", lost).unwrap();
    book.apply(edits).unwrap();
    assert_eq!(known().current(), [lost, new]);
    assert_eq!(known().name_of(new).unwrap(), "INV-0002#2");
    // A book from before is read as it is.
    std::fs::write(&path, before).unwrap();
    assert_eq!(known().current(), [lost]);
}

#[test]
fn a_wallet_that_went_from_investor_to_investor_is_that_of_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = PrivateBook::open(&folder.path().join("book.jsonl")).unwrap();
    assign(&mut book, &demo());
    let wallet = Address::repeat_byte(7);
    let owners = ["INV-0001", "INV-0030", "INV-0002"];
    for owner in owners {
        let mut edits = BookEdits::new(&book).unwrap();
        edits.link(owner, wallet).unwrap();
        book.apply(edits).unwrap();
        assert_eq!(book.by_wallet(wallet).unwrap().unwrap().reference, owner);
        let mut edits = BookEdits::new(&book).unwrap();
        edits.unlink(owner, wallet).unwrap();
        book.apply(edits).unwrap();
    }
    // Nobody has it: it is one that had it.
    let former = book.by_wallet(wallet).unwrap().unwrap();
    assert!(owners.contains(&former.reference.as_str()) && former.former.contains(&wallet));
}

#[test]
fn a_large_book_is_searched_and_merged_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.jsonl");
    let mut book = PrivateBook::open(&path).unwrap();
    let records = many(3_000);
    // Two imports that overlap: what is there keeps its salt.
    assign(&mut book, &records[..2_000]);
    let before = assignments(&book);
    assign(&mut book, &records[1_000..]);
    for known in &before {
        let now = book.by_reference(&known.reference).unwrap().unwrap();
        assert_eq!((now.salt, now.wallets[0]), (known.salt, known.wallets[0]));
    }
    assert_eq!(book.len(), 3_000);
    for record in &records {
        let known = book.by_wallet(record.wallet).unwrap().unwrap();
        assert_eq!(known.reference, record.reference);
        assert!(known.wallets.contains(&record.wallet));
    }
    for absent in ["", "A", "I-", "I-0000", "I-99999999", "ZZZ"] {
        assert_eq!(book.by_reference(absent).unwrap(), None, "{absent}");
    }
    assert_eq!(book.by_wallet(Address::ZERO).unwrap(), None);
    assert_eq!(book.by_wallet(Address::repeat_byte(0xff)).unwrap(), None);
    let sorted: Vec<_> = assignments(&book).into_iter().map(|known| known.reference).collect();
    assert!(sorted.is_sorted());
}

#[test]
fn a_damaged_book_is_reported_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.jsonl");
    let mut book = PrivateBook::open(&path).unwrap();
    assign(&mut book, &demo()[..1]);
    let text = std::fs::read_to_string(&path).unwrap();
    for cut in [0, 10, 40, text.len() - 10, text.len() - 1] {
        std::fs::write(&path, &text[..cut]).unwrap();
        let error = PrivateBook::open(&path).unwrap_err().to_string();
        assert!(error.contains("book.jsonl: the private book is damaged at byte "), "{error}");
    }
    std::fs::write(&path, text.replace("\"salt\"", "\"pepper\"")).unwrap();
    let error = PrivateBook::open(&path).unwrap().by_reference("INV-0001").unwrap_err();
    assert!(error.to_string().contains("damaged at byte 37: "), "{error}");
}
