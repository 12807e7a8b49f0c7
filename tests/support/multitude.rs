//! A bond with many holders and many more transfers.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use alloy::primitives::{Address, keccak256};
use corridor_deploy::accounts::test_address;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::investors::PrivateBook;
use corridor_operations::{Desk, Giver, InstructionFile, InvestorFile, Mint, Mode};

use crate::bench::{Bench, amount};

/// The test account that gives.
pub const GIVER: u32 = 20;

const FACTS: &str = "GB,entity,identity:2031-12-31;uk-professional:2031-12-31,";

/// Transfers in one file: a file's rows are counted and judged before any is sent.
const TOGETHER: u64 = 100_000;

/// How many hold, and how many transfers there are, issues among them.
#[derive(Clone, Copy, Debug)]
pub struct Multitude {
    /// Wallets that hold.
    pub holders: u64,
    /// Transfers.
    pub transfers: u64,
}

impl Multitude {
    /// The wallet of a holder. Nobody has its key.
    #[must_use]
    pub fn wallet(number: u64) -> Address {
        Address::from_slice(&keccak256(number.to_be_bytes())[12..])
    }

    /// Registers the holders, issues to one account, and has it give to all of them, again and again.
    ///
    /// # Errors
    ///
    /// The node or the regime refuses.
    pub async fn gather(
        self,
        bench: &Bench,
        desk: &Desk,
        book: &mut PrivateBook,
        bond: &str,
    ) -> anyhow::Result<()> {
        let options = BulkOptions::default();
        let investors = InvestorFile::At(self.investors(bench)?);
        let report = desk.import(&investors, book, &options, &mut |_| {}).await?;
        anyhow::ensure!(report.failed.is_empty(), "{report:?}");
        let (leg, giver) = (desk.leg(bond, None)?, test_address(GIVER)?);
        let all = format!("GBP {}000", self.transfers);
        let issue = Mint { leg: leg.clone(), to: giver, amount: amount(&all) };
        desk.perform(&issue, Mode::Execute).await?;
        let mut done = 1;
        while done < self.transfers {
            let rows = TOGETHER.min(self.transfers - done);
            let file = InstructionFile::new(self.gifts(bench, done, rows)?, leg.currency);
            // Each of them is given to more than once.
            let file = file.again(true);
            let giver = Giver::Holder(giver);
            let moved =
                desk.move_many(&leg, giver, &file, Mode::Execute, &options, &mut |_| {}).await?;
            let report = moved.report.ok_or_else(|| anyhow::anyhow!("nothing was sent"))?;
            anyhow::ensure!(report.rows == rows && report.failed.is_empty(), "{report:?}");
            done += rows;
        }
        Ok(())
    }

    fn investors(self, bench: &Bench) -> anyhow::Result<PathBuf> {
        let path = bench.folder().join("multitude.csv");
        let mut out = BufWriter::new(File::create(&path)?);
        writeln!(out, "reference,wallet,jurisdiction,kind,categories,flags")?;
        writeln!(out, "GIVER,{},{FACTS}", test_address(GIVER)?)?;
        for number in 1..self.holders {
            writeln!(out, "C-{number:07},{},{FACTS}", Self::wallet(number))?;
        }
        out.into_inner()?;
        Ok(path)
    }

    fn gifts(self, bench: &Bench, first: u64, rows: u64) -> anyhow::Result<PathBuf> {
        let path = bench.folder().join(format!("gifts-{first}.csv"));
        let mut out = BufWriter::new(File::create(&path)?);
        writeln!(out, "wallet,amount")?;
        for number in first..first + rows {
            // All of them first, then by strides that come to each as often.
            let holder = 1 + (number - 1) * 7 % (self.holders - 1);
            writeln!(out, "{},1000", Self::wallet(holder))?;
        }
        out.into_inner()?;
        Ok(path)
    }
}
