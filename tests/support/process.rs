//! A program of the tests as the `corridor` command, in a process of its own whose time and memory are measured.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use corridor_deploy::investors::PrivateBook;
use serde_json::Value;

use crate::bench::Bench;

/// The first argument with which a program is `corridor`.
const AS_CORRIDOR: &str = "as-corridor";

/// How often the memory of a process is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The arguments of `corridor`, when this process is one.
#[must_use]
pub fn own_arguments() -> Option<Vec<OsString>> {
    let mut arguments = std::env::args_os().skip(1);
    let is_corridor = arguments.next().is_some_and(|first| first == AS_CORRIDOR);
    is_corridor.then(|| std::iter::once("corridor".into()).chain(arguments).collect())
}

/// What a command took.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// How long.
    pub time: Duration,
    /// The most memory that it had, as the kernel counts it.
    pub kilobytes: u64,
}

/// The command, on the bench's chain and working folder.
#[derive(Debug)]
pub struct Corridor {
    program: PathBuf,
    home: PathBuf,
    endpoint: String,
}

impl Corridor {
    /// The program that runs is the command by another name, so that it is always there and of one build.
    ///
    /// # Errors
    ///
    /// The program can't be found.
    pub fn of(bench: &Bench) -> anyhow::Result<Self> {
        let endpoint = bench.devnet.endpoint().url().to_string();
        let home = bench.home.root().to_owned();
        Ok(Self { program: std::env::current_exe()?, home, endpoint })
    }

    /// The private book where the command keeps it.
    ///
    /// # Errors
    ///
    /// The folder can't be made, or the book can't be read.
    pub fn book(bench: &Bench) -> anyhow::Result<PrivateBook> {
        let store = bench.store();
        let name = store.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = bench.home.create_private()?;
        Ok(PrivateBook::open(&folder.join(format!("{name}.investors.jsonl")))?)
    }

    /// Runs the command to its end, and watches its memory.
    ///
    /// # Errors
    ///
    /// It fails, or its document is none.
    pub async fn run(&self, words: &[&str]) -> anyhow::Result<(Value, Took)> {
        let mut command = Command::new(&self.program);
        command.arg(AS_CORRIDOR).args(words).args(["--json", "--network"]);
        command.arg(&self.endpoint).arg("--home").arg(&self.home).stdout(Stdio::piped());
        let began = Instant::now();
        let mut child = command.spawn()?;
        let mut kilobytes = 0;
        while child.try_wait()?.is_none() {
            kilobytes = kilobytes.max(peak(&child));
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let time = began.elapsed();
        let output = child.wait_with_output()?;
        let text = String::from_utf8(output.stdout)?;
        anyhow::ensure!(output.status.success(), "{words:?} failed: {text}");
        Ok((serde_json::from_str(&text)?, Took { time, kilobytes }))
    }
}

/// The most memory that a process has had; 0 when it is gone, or the kernel does not say.
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
