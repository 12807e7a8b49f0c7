//! A node that is killed and started again.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use corridor_deploy::accounts::{FilePasswords, RoleAssignments};
use corridor_deploy::deployment::{Actors, Deployment, Goal, ManifestStore};
use corridor_deploy::devnet::{DevnetOptions, Devnets, Mining, unrecorded_transactions};
use corridor_deploy::home::{Home, Name};
use corridor_deploy::investors::PrivateBook;
use corridor_operations::Desk;

use crate::bench::anvil;

/// How fast a node mines.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From block to block.
    pub milliseconds: u64,
    /// Gas of a block.
    pub gas_limit: u64,
}

/// A devnet that is killed and started again, with what is deployed on it.
#[derive(Debug)]
pub struct Fragile {
    /// Its working folder.
    pub home: Home,
    anvil: PathBuf,
    /// Name of the devnet.
    pub name: Name,
    goal: Goal,
    pace: Pace,
    known: Mutex<Known>,
    _folder: tempfile::TempDir,
}

/// What is known of a node while it runs.
#[derive(Debug, Default)]
struct Known {
    pid: Option<u32>,
    /// The latest state that it can go on from.
    whole: String,
}

/// Slow enough that a node is killed while batches are on their way.
pub const SLOW: Pace = Pace { milliseconds: 400, gas_limit: 17_000_000 };

impl Fragile {
    /// A fresh chain that mines by the clock, with its state on disk every second.
    pub async fn start(goal: Goal) -> anyhow::Result<Self> {
        Self::start_at(goal, Pace { milliseconds: 50, gas_limit: 100_000_000 }).await
    }

    /// The same at another pace.
    pub async fn start_at(goal: Goal, pace: Pace) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let home = Home::locate(Some(&folder.path().join("home")))?;
        let fragile = Self {
            home,
            anvil: anvil()?,
            name: Name::parse("fragile")?,
            goal,
            pace,
            known: Mutex::default(),
            _folder: folder,
        };
        fragile.up().await?;
        Ok(fragile)
    }

    /// Starts the node from what it has on disk.
    pub async fn up(&self) -> anyhow::Result<()> {
        let options = DevnetOptions {
            mining: Some(Mining::Interval(self.pace.milliseconds)),
            gas_limit: Some(self.pace.gas_limit),
            state_interval: Some(1),
            ..DevnetOptions::default()
        };
        let (_, status) = Devnets::new(&self.home).up(&self.anvil, &self.name, &options).await?;
        self.known().pid = status.pid;
        Ok(())
    }

    /// Kills the node as a power cut would. Anvil writes its state in place, and may mine a block while it does; where it was cut off in
    /// that, which is another test, it goes on from what is known to be whole.
    pub async fn kill(&self) -> anyhow::Result<()> {
        // Nobody asks the node first: a busy one takes its time to answer, and would do its work meanwhile.
        let pid = self.known().pid.ok_or_else(|| anyhow::anyhow!("the node has no process"))?;
        let killed = std::process::Command::new("kill").args(["-9", &pid.to_string()]).status()?;
        anyhow::ensure!(killed.success(), "the node could not be killed");
        // What it was writing is on its way for a moment.
        tokio::time::sleep(Duration::from_millis(200)).await;
        let left = std::fs::read_to_string(self.state())?;
        if is_whole(&left) {
            self.known().whole = left;
        } else {
            std::fs::write(self.state(), &self.known().whole)?;
        }
        Ok(())
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn state(&self) -> PathBuf {
        self.home.devnet(&self.name).join("chain.json")
    }

    /// Where operations are done, with the goal applied.
    pub async fn desk(&self) -> anyhow::Result<Desk> {
        let connection = Devnets::new(&self.home).network(&self.name)?.connect().await?;
        let store = ManifestStore::of(&self.home, &connection);
        let passwords = std::sync::Arc::new(FilePasswords(PathBuf::from("none")));
        let actors = Actors::new(&self.home, &connection, RoleAssignments::devnet(), passwords)?;
        let mut deployment = Deployment::open(&connection, store)?;
        deployment.apply(&self.goal, &actors, &mut |_| std::ops::ControlFlow::Continue(())).await?;
        Ok(Desk::new(deployment, actors)?)
    }

    /// The private book.
    pub fn book(&self) -> anyhow::Result<PrivateBook> {
        Ok(PrivateBook::open(&self.home.create_private()?.join("investors.jsonl"))?)
    }

    /// Waits until the node has written its whole state after `since`, which it is sure to go on from then.
    pub async fn saved(&self, since: SystemTime) -> anyhow::Result<()> {
        loop {
            let written = std::fs::metadata(self.state()).and_then(|about| about.modified());
            if written.is_ok_and(|written| written > since) {
                let text = std::fs::read_to_string(self.state())?;
                if is_whole(&text) {
                    self.known().whole = text;
                    return Ok(());
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Kills the node once `reached`, waits, and starts it again from what it had on disk.
    pub async fn disturb(&self, reached: &AtomicBool) -> anyhow::Result<()> {
        while !reached.load(Ordering::Acquire) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.kill().await?;
        tokio::time::sleep(Duration::from_millis(700)).await;
        self.up().await
    }
}

fn is_whole(state: &str) -> bool {
    unrecorded_transactions(state) == Some(0)
}

impl Drop for Fragile {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.home.devnet(&self.name).join("devnet.json"))
            .unwrap_or_default();
        let record: serde_json::Value = serde_json::from_str(&pid).unwrap_or_default();
        if let Some(pid) = record["process"]["pid"].as_u64() {
            // A node that is gone already needs no ending.
            let _ = std::process::Command::new("kill").arg(pid.to_string()).status();
        }
    }
}
