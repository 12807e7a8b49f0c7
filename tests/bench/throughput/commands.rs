//! The commands that are measured, as processes of their own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use alloy::primitives::{Address, hex};
use anyhow::Context as _;
use corridor_deploy::accounts::{test_address, test_signer};
use corridor_deploy::investors::PrivateBook;
use corridor_tests::bench::{Bench, anvil};
use serde_json::Value;

use crate::input;
use crate::table::{Measurement, Peak};

/// The first argument with which this program is `corridor`.
const AS_CORRIDOR: &str = "as-corridor";

/// How often the memory of a process is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The arguments of `corridor`, when this process is one.
pub(crate) fn own_arguments() -> Option<Vec<OsString>> {
    let mut arguments = std::env::args_os().skip(1);
    let is_corridor = arguments.next().is_some_and(|first| first == AS_CORRIDOR);
    is_corridor.then(|| std::iter::once("corridor".into()).chain(arguments).collect())
}

/// The command, on the bench's chain and working folder.
#[derive(Debug)]
pub(crate) struct Corridor {
    program: PathBuf,
    home: PathBuf,
    endpoint: String,
}

impl Corridor {
    pub(crate) fn of(bench: &Bench) -> anyhow::Result<Self> {
        let endpoint = bench.devnet.endpoint().url().to_string();
        let home = bench.home.root().to_owned();
        Ok(Self { program: std::env::current_exe()?, home, endpoint })
    }

    /// The private book where the command keeps it.
    pub(crate) fn book(bench: &Bench) -> anyhow::Result<PrivateBook> {
        let store = bench.store();
        let name = store.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = bench.home.create_private()?;
        Ok(PrivateBook::open(&folder.join(format!("{name}.investors.jsonl")))?)
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

    /// Runs the command to its end, and watches its memory.
    async fn run(&self, words: &[&str], file: &Path, rows: u64) -> anyhow::Result<(Value, Peak)> {
        let mut command = Command::new(&self.program);
        command.arg(AS_CORRIDOR).args(words).arg(file).args(["--json", "--network"]);
        command.arg(&self.endpoint).arg("--home").arg(&self.home).stdout(Stdio::piped());
        let began = Instant::now();
        let mut child = command.spawn()?;
        let mut kilobytes = 0;
        while child.try_wait()?.is_none() {
            kilobytes = kilobytes.max(peak(&child));
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let took = began.elapsed();
        let output = child.wait_with_output()?;
        let text = String::from_utf8(output.stdout)?;
        anyhow::ensure!(output.status.success(), "{words:?} failed: {text}");
        Ok((serde_json::from_str(&text)?, Peak { rows, kilobytes, took }))
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

/// The most memory that a process has had, as the kernel counts it; 0 when it is gone, or the kernel does not say.
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
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
