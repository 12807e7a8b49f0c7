//! The `corridor` command, in a process of its own whose time and memory are measured.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cargo_metadata::Message;
use corridor_deploy::investors::PrivateBook;
use serde_json::Value;

use crate::bench::Bench;

/// How often the memory of a process is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The command as its users have it, built in the profile of this program.
///
/// # Errors
///
/// It does not build.
pub fn corridor() -> anyhow::Result<PathBuf> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--locked", "--package", "corridor-cli", "--message-format"]);
    cargo.arg("json-render-diagnostics").current_dir(env!("CARGO_MANIFEST_DIR"));
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let built = cargo.stdout(Stdio::piped()).stderr(Stdio::inherit()).output()?;
    anyhow::ensure!(built.status.success(), "the command does not build");
    for message in Message::parse_stream(built.stdout.as_slice()) {
        if let Message::CompilerArtifact(artifact) = message?
            && let Some(program) = artifact.executable
            && artifact.target.name == "corridor"
        {
            return Ok(program.into());
        }
    }
    anyhow::bail!("the build names no program `corridor`")
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
    /// Builds the command where it is not built yet.
    ///
    /// # Errors
    ///
    /// It does not build.
    pub fn of(bench: &Bench) -> anyhow::Result<Self> {
        let endpoint = bench.devnet.endpoint().url().to_string();
        let home = bench.home.root().to_owned();
        Ok(Self { program: corridor()?, home, endpoint })
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
        command.args(words).args(["--json", "--network"]);
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
