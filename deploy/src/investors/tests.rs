//! Tests of investor files and the private book.

mod private_book;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;

use alloy::primitives::{Address, B256, U256};
use alloy::signers::local::MnemonicBuilder;
use alloy::signers::local::coins_bip39::English;
use proptest::prelude::*;

use super::*;
use crate::calendar::UtcDay;
use crate::vocabulary::{Category, Flag};

const HEADER: &str = "reference,wallet,jurisdiction,kind,categories,flags\n";
const FIRST: &str = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
const SECOND: &str = "0x02484cb50aac86eae85610d6f4bf026f30f6627d";

fn read(text: &str) -> Result<Vec<InvestorRecord>, InvestorError> {
    let mut records = Vec::new();
    InvestorReader::new("i.csv", text.as_bytes()).check_each(|record| {
        records.push(record.clone());
        Ok::<_, InvestorError>(())
    })?;
    Ok(records)
}

/// The records of a file with these rows.
fn rows(rows: &str) -> Result<Vec<InvestorRecord>, InvestorError> {
    read(&format!("{HEADER}{rows}"))
}

fn row(wallet: &str, rest: &str) -> String {
    format!("INV-1,{wallet},{rest}\n")
}

fn demo() -> Vec<InvestorRecord> {
    InvestorReader::demo().collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_demo_has_everything_that_a_demo_needs() {
    let records = demo();
    assert!(records.len() >= 40);
    let jurisdictions: BTreeSet<_> = records.iter().map(|record| record.jurisdiction).collect();
    assert!(jurisdictions.len() >= 10);
    for category in Category::all() {
        assert!(
            records.iter().any(|r| r.categories.iter().any(|(held, _)| *held == category)),
            "{category}"
        );
    }
    for flag in Flag::all() {
        assert!(records.iter().any(|record| record.flags.contains(&flag)), "{flag}");
    }
    let day: UtcDay = "2026-11-20".parse().unwrap();
    assert!(records.iter().filter(|record| record.has_expired(day)).count() >= 4);
    assert!(records.iter().any(|record| record.kind == InvestorKind::Natural));
    let summary = InvestorReader::demo().check().unwrap();
    assert_eq!(summary, Summary { wallets: 50, investors: 48 });
}

#[test]
fn the_demo_wallets_are_the_devnet_accounts_from_20_on() {
    let phrase = "test test test test test test test test test test test junk";
    for (index, record) in (20..).zip(demo()) {
        let signer = MnemonicBuilder::<English>::default()
            .phrase(phrase)
            .index(index)
            .unwrap()
            .build()
            .unwrap();
        assert_eq!(record.wallet, signer.address(), "line {}", record.line);
    }
}

#[test]
fn a_row_becomes_a_record() {
    let records =
        rows(&row(FIRST, "GB,natural,us-qib:2027-12-31; identity:2026-12-31,sanctioned;affiliate"))
            .unwrap();
    let record = &records[0];
    assert_eq!(record.line, 2);
    assert_eq!(
        record.canonical(),
        "INV-1,GB,natural,identity:2026-12-31;us-qib:2027-12-31,natural-person;affiliate;sanctioned"
    );
    assert_eq!(record.attested_flags(), 0b11);
    assert_eq!(record.restriction_flags(), 1 << 13);
    let until = |text: &str| U256::from(text.parse::<UtcDay>().unwrap().number());
    let facts = (U256::from(826) << 40)
        | (U256::from(0b11) << 72)
        | (until("2026-12-31") << 96)
        | (until("2027-12-31") << (96 + 16 * 6));
    assert_eq!(record.facts(), facts);
    assert_eq!(record.standing(7), facts | U256::from(7) | (U256::from(1) << (72 + 13)));
}

#[test]
fn subdivisions_are_facts_of_the_investor() {
    let records = read(&format!("{HEADER}{}", row(FIRST, "US-NY,entity,,"))).unwrap();
    let record = &records[0];
    assert_eq!(record.facts(), (U256::from(24 * 37 + 35) << 56) | (U256::from(840) << 40));
    assert_eq!(record.canonical(), "INV-1,US-NY,entity,,");
}

#[test]
fn windows_files_and_missing_values_just_work() {
    let text = format!("\u{feff}{HEADER}{}", row(SECOND, "US,entity,,"));
    let records = read(&text.replace('\n', "\r\n")).unwrap();
    assert_eq!(records.len(), 1);
    assert!(records[0].categories.is_empty() && records[0].flags.is_empty());
    assert!(read(HEADER).unwrap().is_empty());
}

/// As spreadsheets write it: fields in quotation marks, and a line break in one of them.
#[test]
fn quoted_fields_are_read_and_rows_behind_them_have_their_line() {
    let quote = |text: &str| {
        let line = |line: &str| {
            let fields: Vec<_> = line.split(',').map(|field| format!("\"{field}\"")).collect();
            format!("{}\r\n", fields.join(","))
        };
        text.lines().map(line).collect::<String>()
    };
    let text = format!("{HEADER}{}", row(FIRST, "GB,natural,identity:2027-12-31,blocked"));
    assert_eq!(read(&quote(&text)).unwrap(), read(&text).unwrap());
    let broken = quote(&text).replace("\"blocked\"", "\"blocked\n\"");
    let second = format!("\r\n\"INV-2\",{SECOND},UK,natural,,\r\n");
    assert_eq!(
        read(&format!("{broken}{second}")).unwrap_err().to_string(),
        "i.csv:5: jurisdiction: unknown jurisdiction `UK`; the ISO 3166-1 code of the United Kingdom is GB"
    );
    assert_eq!(
        read(&format!("{}{second}", quote(&text).replace("\"blocked\"", "\"blocked")))
            .unwrap_err()
            .to_string(),
        "i.csv:2: flags: the field goes on over several lines; close its quotation mark, or take the line break out"
    );
    let inside = quote(&text).replace("\"INV-1\"", "\"IN\"\"V-1\"");
    assert!(read(&inside).unwrap_err().to_string().contains("`IN\"V-1` is not a reference"));
}

/// A wallet, the rest of its row, and the message.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        FIRST,
        "UK,natural,,",
        "i.csv:2: jurisdiction: unknown jurisdiction `UK`; the ISO 3166-1 code of the United Kingdom is GB",
    ),
    (
        FIRST,
        "ZZ,natural,,",
        "i.csv:2: jurisdiction: unknown jurisdiction `ZZ`; use an ISO 3166-1 alpha-2 code in capitals, e.g. GB",
    ),
    (
        FIRST,
        "US-ny,natural,,",
        "i.csv:2: jurisdiction: `US-ny` is not a subdivision (ISO 3166-2); write the country, a hyphen and one to three \
         capitals or digits, e.g. US-NY",
    ),
    (
        FIRST,
        "GB,natural,identity:2027-02-30,",
        "i.csv:2: categories: `2027-02-30` is not a date; write a day that exists as year-month-day, e.g. 2027-12-31",
    ),
    (
        FIRST,
        "GB,natural,identity:2200-01-01,",
        "i.csv:2: categories: `2200-01-01` is outside 1970-01-01 to 2149-06-06, the days that the contracts can \
         count; write a date inside that range",
    ),
    (
        FIRST,
        "GB,natural,identity,",
        "i.csv:2: categories: `identity` has no expiry day; write category and last valid day, e.g. \
         identity:2027-12-31",
    ),
    (
        FIRST,
        "GB,natural,us-qbi:2027-12-31,",
        "i.csv:2: categories: unknown category `us-qbi`; did you mean `us-qib`?",
    ),
    (
        FIRST,
        "GB,natural,identity:2027-12-31;identity:2028-12-31,",
        "i.csv:2: categories: `identity` is there twice; keep one of the two",
    ),
    (FIRST, "GB,person,,", "i.csv:2: kind: unknown kind `person`; use one of: natural, entity"),
    (
        FIRST,
        "GB,natural,,blokced",
        "i.csv:2: flags: unknown flag `blokced`; did you mean `blocked`?",
    ),
    (
        FIRST,
        "GB,natural,,natural-person",
        "i.csv:2: flags: `natural-person` follows from the kind; write `natural` in the column kind and leave the flag \
         out",
    ),
    (
        "0x09DB",
        "GB,natural,,",
        "i.csv:2: wallet: `0x09DB` is not an address; write 0x and 40 hexadecimal digits",
    ),
    (
        "0x09dB0a93B389bEF724429898f539AEB7ac2Dd55f",
        "GB,natural,,",
        "i.csv:2: wallet: `0x09dB0a93B389bEF724429898f539AEB7ac2Dd55f` has a wrong checksum (EIP-55); a digit is \
         wrong: copy the address from its source again",
    ),
    (
        "0x0000000000000000000000000000000000000000",
        "GB,natural,,",
        "i.csv:2: wallet: the zero address is nobody's wallet; write the investor's address",
    ),
];

#[test]
fn mistakes_in_a_field_are_reported_with_line_field_and_advice() {
    for (wallet, rest, expected) in MISTAKES {
        assert_eq!(rows(&row(wallet, rest)).unwrap_err().to_string(), *expected);
    }
}

#[test]
fn names_duplicates_and_contradictions_are_refused() {
    for (row, expected) in [
        (
            format!("{FIRST},{FIRST},GB,natural,,\n"),
            "i.csv:2: reference: `0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f` begins like an address; let it begin \
             otherwise than with 0x",
        ),
        (
            format!("Jane Doe,{FIRST},GB,natural,,\n"),
            "i.csv:2: reference: `Jane Doe` is not a reference; use up to 64 letters, digits, `-`, `_`, `.` and `/`; never \
             a name",
        ),
        (
            format!("{}INV-2,{},GB,natural,,\n", row(FIRST, "GB,natural,,"), FIRST.to_lowercase()),
            "i.csv:3: wallet: wallet 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f is on an earlier line already; a wallet \
             belongs to one investor and is listed once",
        ),
        (
            format!("{}{}", row(FIRST, "GB,natural,,"), row(SECOND, "GB,natural,,blocked")),
            "i.csv:3: reference: `INV-1` has other facts here than on line 2; all wallets of an investor hold equal \
             attestations",
        ),
    ] {
        assert_eq!(rows(&row).unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_damaged_file_is_reported_with_its_line() {
    let whole = format!("{HEADER}{}", row(FIRST, "GB,natural,identity:2027-12-31,blocked"));
    for (text, expected) in [
        (
            String::new(),
            "i.csv: the file is empty; start it with the line `reference,wallet,jurisdiction,kind,categories,flags`",
        ),
        (
            "reference;wallet\n".to_owned(),
            "i.csv:1: the first line is no header: it has 1 fields instead of 6; make it `reference,wallet,jurisdiction,kind,categories,flags`",
        ),
        (
            format!("{HEADER}{}", row(FIRST, "GB,natural")),
            "i.csv:2: the row has 4 fields instead of 6; the file may be cut off or a comma is wrong",
        ),
        (
            whole[..whole.len() - 20].to_owned(),
            "i.csv:2: the file ends inside a line; if it is complete, end it with a line break",
        ),
        (
            whole[..whole.len() - 8].to_owned(),
            "i.csv:2: the file ends inside a line; if it is complete, end it with a line break",
        ),
        (
            whole[..whole.len() - 1].to_owned(),
            "i.csv:2: the file ends inside a line; if it is complete, end it with a line break",
        ),
        (
            format!("{HEADER}{}", row(FIRST, "GB,natural,,,")),
            "i.csv:2: the row has 7 fields instead of 6; the file may be cut off or a comma is wrong",
        ),
    ] {
        assert_eq!(read(&text).unwrap_err().to_string(), expected, "{text:?}");
    }
    let mut bytes = format!("{HEADER}{}", row(FIRST, "GB,natural,,")).into_bytes();
    bytes.extend_from_slice(format!("INV-2,{SECOND},GB,natural,identity:20\u{fffd}").as_bytes());
    let at = bytes.len() - 3;
    bytes.truncate(at);
    bytes.extend_from_slice(b"\xff,\n");
    let error = InvestorReader::new("i.csv", &bytes[..]).find_map(Result::err).unwrap();
    assert_eq!(
        error.to_string(),
        "i.csv:3: categories: the text is not valid UTF-8; save the file as UTF-8 and try again"
    );
    let error = InvestorReader::open(std::path::Path::new("no/such.csv")).unwrap_err().to_string();
    assert!(error.starts_with("no/such.csv: cannot read the file: "), "{error}");
}

#[test]
fn past_dates_are_refused_when_asked() {
    let text = format!("{HEADER}{}", row(FIRST, "GB,natural,identity:2026-11-19,"));
    let today = |day: &str| day.parse().unwrap();
    let check =
        |day| InvestorReader::new("i.csv", text.as_bytes()).refusing_expired(today(day)).check();
    assert!(check("2026-11-19").is_ok(), "valid through its last day");
    assert_eq!(
        check("2026-11-20").unwrap_err().to_string(),
        "i.csv:2: categories: `identity` expired on 2026-11-19, before today, 2026-11-20; renew the attestation or leave \
         it out"
    );
    assert!(rows(&row(FIRST, "GB,natural,identity:2026-11-19,")).is_ok());
}

#[test]
fn eight_wallets_and_no_more() {
    let text = |count: u8| {
        (1..=count).fold(HEADER.to_owned(), |mut text, number| {
            let wallet = Address::with_last_byte(number).to_checksum(None);
            let _ = writeln!(text, "INV-1,{wallet},GB,entity,,");
            text
        })
    };
    assert_eq!(read(&text(8)).unwrap().len(), 8);
    assert_eq!(
        read(&text(9)).unwrap_err().to_string(),
        "i.csv:10: reference: `INV-1` has more than 8 wallets; close a wallet before adding another"
    );
}

#[test]
fn nothing_follows_an_error() {
    let text = format!("{HEADER}{}{}", row(FIRST, "UK,natural,,"), row(SECOND, "GB,natural,,"));
    let mut reader = InvestorReader::new("i.csv", text.as_bytes());
    assert!(reader.next().unwrap().is_err());
    assert!(reader.next().is_none());
}

/// Rows as they are asked for, so that the file never is in memory.
struct Generated {
    next: u64,
    rows: u64,
    pending: Vec<u8>,
}

impl std::io::Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.pending.len() < buffer.len() && self.next <= self.rows {
            let number = self.next;
            let line = match number {
                0 => HEADER.to_owned(),
                _ => format!("INV-{number},0x{number:040x},GB,entity,identity:2031-12-31,\n"),
            };
            self.pending.extend_from_slice(line.as_bytes());
            self.next += 1;
        }
        let count = buffer.len().min(self.pending.len());
        buffer[..count].copy_from_slice(&self.pending[..count]);
        self.pending.drain(..count);
        Ok(count)
    }
}

#[test]
fn two_hundred_thousand_rows_stream() {
    let summary =
        InvestorReader::new("i.csv", Generated { next: 0, rows: 200_000, pending: Vec::new() })
            .check()
            .unwrap();
    assert_eq!(summary, Summary { wallets: 200_000, investors: 200_000 });
}

#[test]
fn commitments_need_the_salt() {
    let record = &demo()[0];
    let (one, other) = (B256::repeat_byte(1), B256::repeat_byte(2));
    assert_ne!(record.commitment(one), record.commitment(other));
    let mut salted = one.to_vec();
    salted.extend_from_slice(record.canonical().as_bytes());
    assert_eq!(record.commitment(one), alloy::primitives::keccak256(salted));
    let second_wallet =
        demo().into_iter().rfind(|other| other.reference == record.reference).unwrap();
    assert_ne!(second_wallet.wallet, record.wallet);
    assert_eq!(second_wallet.commitment(one), record.commitment(one));
}

/// Records with one wallet each, but every tenth with two.
fn many(count: u64) -> Vec<InvestorRecord> {
    let rows: String = (1..=count)
        .flat_map(|number| {
            let wallets = if number % 10 == 0 { 1..=2 } else { 1..=1 };
            wallets.map(move |place: u64| {
                // References neither in the order of the wallets nor all of one length.
                let reference = number.wrapping_mul(7_919) % 100_003;
                let wallet = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ place;
                format!("I-{reference},0x{wallet:040x},GB,entity,identity:2031-12-31,\n")
            })
        })
        .collect();
    rows_of(&rows)
}

fn rows_of(text: &str) -> Vec<InvestorRecord> {
    rows(text).unwrap()
}

fn assign(book: &mut PrivateBook, records: &[InvestorRecord]) {
    let mut edits = BookEdits::new(book).unwrap();
    records.iter().for_each(|record| edits.assign(record).unwrap());
    book.apply(edits).unwrap();
}

fn assignments(book: &PrivateBook) -> Vec<Assignment> {
    book.assignments().collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_book_keeps_salts_and_ids_to_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.jsonl");
    let mut book = PrivateBook::open(&path).unwrap();
    assign(&mut book, &demo());
    book.record_id("INV-0001", 1).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(path.with_extension("lock").exists());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left");

    let mut again = PrivateBook::open(&path).unwrap();
    assert_eq!(assignments(&again), assignments(&book));
    let first = again.by_reference("INV-0001").unwrap().unwrap();
    assert_eq!((first.id, first.wallets.len()), (Some(1), 2));
    assert_eq!(again.by_wallet(first.wallets[1]).unwrap().unwrap(), first);
    assert_eq!(again.assign(&demo()[0]).unwrap(), first, "a second import changes nothing");
    assert!(
        again.record_id("INV-0001", 2).unwrap_err().to_string().contains("is investor 1, not 2")
    );
    assert!(again.record_id("INV-9999", 2).is_err());
    assert_eq!(assignments(&again), assignments(&book), "a failed change changes nothing");
    let salts: BTreeSet<_> =
        assignments(&again).into_iter().map(|assignment| assignment.salt).collect();
    assert_eq!((salts.len(), again.len()), (48, 48));

    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = PrivateBook::open(&path).unwrap_err().to_string();
    assert!(
        error.ends_with("has permissions 644, so others may read it; run `chmod 600` on it"),
        "{error}"
    );
}

/// Each command opens the book, and writes it whole some time later.
#[test]
fn what_another_command_wrote_meanwhile_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.jsonl");
    let (mut one, mut other) =
        (PrivateBook::open(&path).unwrap(), PrivateBook::open(&path).unwrap());
    let records = demo();
    let first = one.assign(&records[0]).unwrap();
    let second = other.assign(&records[5]).unwrap();
    one.record_id(&first.reference, 1).unwrap();
    other.record_id(&second.reference, 2).unwrap();
    let same = one.assign(&records[5]).unwrap();
    assert_eq!((same.salt, same.id), (second.salt, Some(2)));
    let both = assignments(&PrivateBook::open(&path).unwrap());
    assert_eq!(both.iter().map(|known| known.id).collect::<Vec<_>>(), [Some(1), Some(2)]);
}

#[test]
fn further_wallets_are_known_by_their_lines() {
    let records = many(40);
    let mut further = FurtherWallets::new().unwrap();
    records.iter().for_each(|record| further.note(record).unwrap());
    let mut lines = further.finish().unwrap();
    let found = records.iter().filter(|record| lines.contains(record).unwrap());
    assert_eq!(found.map(|record| record.line).collect::<Vec<_>>(), [12, 23, 34, 45]);
}

#[test]
fn the_first_wrong_row_is_reported_whichever_way_it_is_wrong() {
    let wallet = |number: u64| format!("0x{number:040x}");
    let good = |reference: &str, number| format!("{reference},{},GB,entity,,\n", wallet(number));
    // A repeated wallet on line 4, a contradiction on line 5, a word that is no kind on line 6.
    let text = [
        good("A", 1),
        good("B", 2),
        good("C", 1),
        format!("B,{},US,entity,,\n", wallet(3)),
        format!("D,{},GB,wrong,,\n", wallet(4)),
    ];
    assert!(rows(&text.concat()).unwrap_err().to_string().starts_with("i.csv:4: wallet: "));
    let without = [&text[..2], &text[3..]].concat().concat();
    assert!(rows(&without).unwrap_err().to_string().starts_with("i.csv:4: reference: "));
    let without = [&text[..2], &text[4..]].concat().concat();
    assert!(rows(&without).unwrap_err().to_string().starts_with("i.csv:4: kind: "));
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut text = HEADER.as_bytes().to_vec();
        text.extend_from_slice(&bytes);
        let _ = InvestorReader::new("i.csv", &text[..]).check();
        let _ = InvestorReader::new("i.csv", &bytes[..]).check();
    }

    #[test]
    fn cutting_the_demo_anywhere_inside_a_line_is_noticed(cut in HEADER.len()..DEMO.len()) {
        let text = &DEMO[..cut];
        let whole = text.ends_with('\n');
        prop_assert_eq!(read(text).is_ok(), whole);
    }
}
