//! Duplicate wallets, contradictions and too many wallets in an investor file, found without keeping it in memory.

use std::hash::{BuildHasher, RandomState};
use std::io;

use alloy::primitives::Address;

use super::record::{InvestorRecord, MAX_WALLETS};
use super::sort::Sorter;

/// Bytes that a reference may have.
pub(super) const MAX_REFERENCE_BYTES: usize = 64;
/// A wallet and its line.
const WALLET: usize = 20 + 8;
/// A reference, its line and a hash of its facts.
const REFERENCE: usize = MAX_REFERENCE_BYTES + 8 + 8;

/// What is wrong with a row in the light of earlier ones.
#[derive(Debug)]
pub(super) struct Duplicate {
    pub(super) line: u64,
    pub(super) field: &'static str,
    pub(super) wrong: String,
    pub(super) hint: &'static str,
}

/// The keys of all rows, sorted on disk.
#[derive(Debug)]
pub(super) struct Duplicates {
    wallets: Sorter<WALLET>,
    references: Sorter<REFERENCE>,
    hasher: RandomState,
}

impl Duplicates {
    pub(super) fn new() -> io::Result<Self> {
        let (wallets, references) = (Sorter::new(None)?, Sorter::new(None)?);
        Ok(Self { wallets, references, hasher: RandomState::new() })
    }

    pub(super) fn push(&mut self, record: &InvestorRecord) -> io::Result<()> {
        let line = record.line.to_be_bytes();
        let mut wallet = [0; WALLET];
        wallet[..20].copy_from_slice(record.wallet.as_slice());
        wallet[20..].copy_from_slice(&line);
        self.wallets.push(wallet)?;
        let mut reference = [0; REFERENCE];
        reference[..MAX_REFERENCE_BYTES].copy_from_slice(&padded(&record.reference));
        reference[MAX_REFERENCE_BYTES..][..8].copy_from_slice(&line);
        let facts = self.hasher.hash_one(record.canonical());
        reference[MAX_REFERENCE_BYTES + 8..].copy_from_slice(&facts.to_be_bytes());
        self.references.push(reference)
    }

    /// How many references there are, and the first row that does not go with an earlier one.
    pub(super) fn find(self) -> io::Result<(u64, Option<Duplicate>)> {
        let wallet = repeated_wallet(self.wallets)?;
        let (investors, reference) = contradiction(self.references)?;
        let first = [wallet, reference].into_iter().flatten().min_by_key(|found| found.line);
        Ok((investors, first))
    }
}

fn repeated_wallet(wallets: Sorter<WALLET>) -> io::Result<Option<Duplicate>> {
    let (mut before, mut first) = (None, None::<(u64, Address)>);
    for row in wallets.finish()? {
        let row = row?;
        let (wallet, line) = (Address::from_slice(&row[..20]), number(&row[20..]));
        if before == Some(wallet) && first.is_none_or(|(found, _)| line < found) {
            first = Some((line, wallet));
        }
        before = Some(wallet);
    }
    Ok(first.map(|(line, wallet)| Duplicate {
        line,
        field: "wallet",
        wrong: format!("wallet {wallet} is on an earlier line already"),
        hint: "a wallet belongs to one investor and is listed once",
    }))
}

/// Rows of one reference, while they are read.
struct Known {
    reference: [u8; MAX_REFERENCE_BYTES],
    line: u64,
    facts: u64,
    wallets: usize,
}

fn contradiction(references: Sorter<REFERENCE>) -> io::Result<(u64, Option<Duplicate>)> {
    let (mut investors, mut known, mut first) = (0, None::<Known>, None::<Duplicate>);
    for row in references.finish()? {
        let row = row?;
        let (reference, rest) = row.split_at(MAX_REFERENCE_BYTES);
        let (line, facts) = (number(rest), number(&rest[8..]));
        let Some(same) = known.as_mut().filter(|known| known.reference == reference) else {
            let mut own = [0; MAX_REFERENCE_BYTES];
            own.copy_from_slice(reference);
            investors += 1;
            known = Some(Known { reference: own, line, facts, wallets: 1 });
            continue;
        };
        same.wallets += 1;
        if first.as_ref().is_some_and(|first| first.line < line) {
            continue;
        }
        let name = unpadded(reference);
        if same.facts != facts {
            first = Some(Duplicate {
                line,
                field: "reference",
                wrong: format!("`{name}` has other facts here than on line {}", same.line),
                hint: "all wallets of an investor hold equal attestations",
            });
        } else if same.wallets > MAX_WALLETS {
            first = Some(Duplicate {
                line,
                field: "reference",
                wrong: format!("`{name}` has more than {MAX_WALLETS} wallets"),
                hint: "close a wallet before adding another",
            });
        }
    }
    Ok((investors, first))
}

/// A reference with zeros behind it, which keeps the order of references.
pub(super) fn padded(reference: &str) -> [u8; MAX_REFERENCE_BYTES] {
    let mut bytes = [0; MAX_REFERENCE_BYTES];
    let length = reference.len().min(MAX_REFERENCE_BYTES);
    bytes[..length].copy_from_slice(&reference.as_bytes()[..length]);
    bytes
}

/// The reference without the zeros.
pub(super) fn unpadded(bytes: &[u8]) -> String {
    let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

/// A number of eight bytes.
pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}
