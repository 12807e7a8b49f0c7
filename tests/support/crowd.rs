//! Many investors and what is issued to them, as files.

use std::fmt::Write as _;
use std::path::Path;

use alloy::primitives::{Address, U256, keccak256};
use corridor_operations::InvestorFile;

/// The wallet of a number.
pub fn investor(number: usize) -> Address {
    Address::from_slice(&keccak256(number.to_be_bytes())[12..])
}

/// A file of so many investors, professionals in the United Kingdom.
pub fn investors(path: &Path, count: usize) -> anyhow::Result<InvestorFile> {
    let mut text = "reference,wallet,jurisdiction,kind,categories,flags\n".to_owned();
    for number in 0..count {
        let wallet = investor(number);
        writeln!(
            text,
            "B-{number:06},{wallet},GB,entity,identity:2031-12-31;uk-professional:2031-12-31,"
        )?;
    }
    std::fs::write(path, text)?;
    Ok(InvestorFile::At(path.to_owned()))
}

/// A file that issues GBP 1,000, 2,000 or 3,000 to each.
pub fn issues(path: &Path, count: usize) -> anyhow::Result<()> {
    let mut text = "wallet,amount\n".to_owned();
    for number in 0..count {
        writeln!(text, "{},{}", investor(number), 1_000 * (1 + number % 3))?;
    }
    Ok(std::fs::write(path, text)?)
}

/// What that comes to, in smallest units.
pub fn sum(count: usize) -> U256 {
    U256::from((0..count).map(|number| 100_000 * (1 + number as u64 % 3)).sum::<u64>())
}
