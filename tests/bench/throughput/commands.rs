//! The commands that are measured, as processes of their own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use alloy::primitives::{Address, hex};
use anyhow::Context as _;
use corridor_deploy::accounts::{test_address, test_signer};
use corridor_deploy::investors::PrivateBook;
use corridor_tests::bench::{Bench, anvil};
use corridor_tests::process;
use serde_json::Value;

use crate::input;
use crate::table::{Measurement, Peak};

/// The command, on the bench's chain and working folder.
#[derive(Debug)]
pub(crate) struct Corridor(process::Corridor);

impl Corridor {
    pub(crate) fn of(bench: &Bench) -> anyhow::Result<Self> {
        Ok(Self(process::Corridor::of(bench)?))
    }

    /// The private book where the command keeps it.
    pub(crate) fn book(bench: &Bench) -> anyhow::Result<PrivateBook> {
        process::Corridor::book(bench)
    }

    /// `corridor investor import`
    pub(crate) async fn import(
        &self,
        file: &Path,
        rows: u64,
    ) -> anyhow::Result<(Measurement, Peak)> {
        let (report, peak) = self.run(&["investor", "import"], file, rows).await?;
        anyhow::ensure!(report["registered"] == rows, "{report}");
        let what = "corridor investor import";
        Ok((measured(what, &report, rows, peak)?, peak))
    }

    /// `corridor investor import --dry-run`
    pub(crate) async fn rehearse(&self, file: &Path, rows: u64) -> anyhow::Result<Peak> {
        let (report, peak) = self.run(&["investor", "import", "--dry-run"], file, rows).await?;
        anyhow::ensure!(report["rows"] == rows, "{report}");
        Ok(peak)
    }

    /// `corridor bond mint --file`
    pub(crate) async fn mint(&self, file: &Path, rows: u64) -> anyhow::Result<(Measurement, Peak)> {
        let words = ["bond", "mint", input::BOND, "--file"];
        let (document, peak) = self.run(&words, file, rows).await?;
        let report = &document["report"];
        anyhow::ensure!(report["rows"] == rows, "{document}");
        let what = "corridor bond mint --file";
        Ok((measured(what, report, rows, peak)?, peak))
    }

    /// Runs the command on a file.
    async fn run(&self, words: &[&str], file: &Path, rows: u64) -> anyhow::Result<(Value, Peak)> {
        let file = file.to_string_lossy();
        let words: Vec<&str> = words.iter().copied().chain([&*file]).collect();
        let (report, took) = self.0.run(&words).await?;
        Ok((report, Peak { rows, kilobytes: took.kilobytes, took: took.time }))
    }
}

fn measured(
    what: &'static str,
    report: &Value,
    rows: u64,
    peak: Peak,
) -> anyhow::Result<Measurement> {
    let number = |name: &str| report[name].as_u64().with_context(|| format!("no {name}"));
    let (transactions, gas) = (number("transactions")?, number("gas_used")?);
    Ok(Measurement { what, transactions, rows, gas, took: peak.took })
}

/// A new process for every transfer, each waiting for its receipt, while the node mines every transaction at once.
pub(crate) fn loop_of_processes(
    bench: &Bench,
    token: Address,
    count: u64,
) -> anyhow::Result<Measurement> {
    let key = format!("0x{}", hex::encode(test_signer(input::GIVER)?.to_bytes()));
    let (endpoint, to) =
        (bench.devnet.endpoint().url().to_string(), test_address(input::RECEIVER)?);
    let (cast, amount) = (cast()?, input::units().to_string());
    let mut gas = 0;
    let began = Instant::now();
    for _ in 0..count {
        let output = Command::new(&cast)
            .args(["send", "--json", "--rpc-url", &endpoint, "--private-key", &key])
            .args([&token.to_string(), "transfer(address,uint256)", &to.to_string(), &amount])
            .output()?;
        let text = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "cast send failed: {text}");
        let receipt: Value = serde_json::from_slice(&output.stdout)?;
        let used = receipt["gasUsed"].as_str().context("a receipt without gas")?;
        gas += u64::from_str_radix(used.trim_start_matches("0x"), 16)?;
    }
    let what = "cast send, a process per transaction";
    Ok(Measurement { what, transactions: count, rows: count, gas, took: began.elapsed() })
}

/// `cast`, which is installed with Anvil: beside it, or in the package beside its package.
fn cast() -> anyhow::Result<PathBuf> {
    let anvil = anvil()?;
    let package = anvil.to_string_lossy().replace("anvil", "cast");
    let candidates = [anvil.with_file_name("cast"), PathBuf::from(package)];
    let found = candidates.into_iter().find(|path| path.is_file());
    found.context("`cast` is not beside `anvil`; install Foundry, or run the tests once")
}
