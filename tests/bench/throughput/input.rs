//! The files that are imported, and the two holders whose transfers are the ceiling.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use alloy::primitives::{Address, U256, keccak256};
use corridor_deploy::accounts::test_address;
use corridor_deploy::bulk::BulkOptions;
use corridor_operations::{InvestorFile, Mint, Mode};
use corridor_tests::bench::{Bench, amount};

use crate::commands::Corridor;

/// The bond.
pub(crate) const BOND: &str = "treasury-gilt-2040";

/// The test account that transfers, and the one that receives.
pub(crate) const GIVER: u32 = 20;
pub(crate) const RECEIVER: u32 = 21;

const HEADER: &str = "reference,wallet,jurisdiction,kind,categories,flags";
const FACTS: &str = "GB,entity,identity:2031-12-31;uk-professional:2031-12-31,";

/// Registers the two holders and gives each something; returns the token.
pub(crate) async fn holders(bench: &Bench) -> anyhow::Result<Address> {
    let path = bench.folder().join("holders.csv");
    let mut out = BufWriter::new(File::create(&path)?);
    writeln!(out, "{HEADER}")?;
    for index in [GIVER, RECEIVER] {
        writeln!(out, "HOLDER-{index},{},{FACTS}", test_address(index)?)?;
    }
    out.into_inner()?;
    let (desk, mut book) = (bench.desk()?, Corridor::book(bench)?);
    let file = InvestorFile::At(path);
    desk.import(&file, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    let leg = desk.leg(BOND, None)?;
    for (index, given) in [(GIVER, "GBP 100,000,000"), (RECEIVER, "GBP 1,000")] {
        let (leg, to) = (leg.clone(), test_address(index)?);
        desk.perform(&Mint { leg, to, amount: amount(given) }, Mode::Execute).await?;
    }
    Ok(leg.token)
}

/// A file of investors.
pub(crate) fn investors(bench: &Bench, name: &str, rows: u64) -> anyhow::Result<PathBuf> {
    let path = bench.folder().join(format!("{name}.csv"));
    let mut out = BufWriter::new(File::create(&path)?);
    writeln!(out, "{HEADER}")?;
    for number in 0..rows {
        writeln!(out, "T-{number:07},{},{FACTS}", wallet(number))?;
    }
    out.into_inner()?;
    Ok(path)
}

/// A file of issues to the first investors of a file.
pub(crate) fn issues(bench: &Bench, rows: u64) -> anyhow::Result<PathBuf> {
    let rows = (0..rows).map(|number| (wallet(number), 1_000 * (1 + number % 3)));
    instructions(bench, "issues", rows)
}

/// A file of the ceiling's transfers.
pub(crate) fn transfers(bench: &Bench, rows: u64) -> anyhow::Result<PathBuf> {
    let to = test_address(RECEIVER)?;
    instructions(bench, "transfers", (0..rows).map(|_| (to, 1_000)))
}

fn instructions(
    bench: &Bench,
    name: &str,
    rows: impl Iterator<Item = (Address, u64)>,
) -> anyhow::Result<PathBuf> {
    let path = bench.folder().join(format!("{name}.csv"));
    let mut out = BufWriter::new(File::create(&path)?);
    writeln!(out, "wallet,amount")?;
    for (wallet, amount) in rows {
        writeln!(out, "{wallet},{amount}")?;
    }
    out.into_inner()?;
    Ok(path)
}

/// An amount of the ceiling's transfers, in smallest units.
pub(crate) fn units() -> U256 {
    U256::from(100_000)
}

fn wallet(number: u64) -> Address {
    Address::from_slice(&keccak256(number.to_be_bytes())[12..])
}
