//! Local Anvil chains: named ones that outlive the command, and owned ones that end with their owner.
//!
//! A named devnet keeps its chain on disk. It is known by a record of its process (id *and* moment of start), port
//! and genesis block, so that a stale record, a crashed node and a foreign process on its port are told apart.

mod chain;
mod clock;
mod ephemeral;
mod node;
mod process;
mod record;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::home::{self, FileLock, Home, HomeError, Name, Visibility};
use crate::network::{ChainIdentity, DEVNET_CHAIN_ID, Endpoint, Network, NetworkError, identify};

pub use chain::unrecorded_transactions;
pub use clock::travel;
pub use ephemeral::Devnet;
pub use process::ProcessId;
use record::Record;

/// How long a node may take to write its chain before it is ended by force.
const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// How long a node may take to answer when asked for its status.
const PROBE_PATIENCE: Duration = Duration::from_secs(3);

/// What goes wrong with devnets.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DevnetError {
    /// The working folder could not be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The node's endpoint failed.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// There is no Anvil at the given place.
    #[error("could not start a devnet: there is no Anvil at {}", path.display())]
    NoAnvil {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("could not {action}: {source}")]
    System {
        /// What was attempted.
        action: &'static str,
        /// The cause.
        source: io::Error,
    },
    /// Another process listens on the port.
    #[error(
        "port {port} is taken by another process; choose another with --port, or leave it out for a free one"
    )]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// The node ended while it started.
    #[error("Anvil ended while it started ({status}); its last words:\n{log}")]
    Died {
        /// How it ended.
        status: String,
        /// The last lines of its log.
        log: String,
    },
    /// The chain on disk can't be read.
    #[error("the stored chain {} is damaged, so the devnet was not started; `corridor devnet reset` begins a new one", path.display())]
    StateDamaged {
        /// The file.
        path: PathBuf,
    },
    /// The node runs and doesn't answer.
    #[error("Anvil did not answer on port {port} within {} s; its last words:\n{log}", patience.as_secs())]
    NotReady {
        /// The port.
        port: u16,
        /// How long was waited.
        patience: Duration,
        /// The last lines of its log.
        log: String,
    },
    /// There is no such devnet.
    #[error(
        "there is no devnet `{name}`; `corridor devnet list` shows those there are, `corridor devnet up {name}` makes one"
    )]
    Unknown {
        /// The name.
        name: Name,
    },
    /// It runs and doesn't answer.
    #[error(
        "devnet `{name}` runs (process {pid}) and does not answer; stop it with `corridor devnet down {name}`"
    )]
    Unresponsive {
        /// The name.
        name: Name,
        /// Its process.
        pid: u32,
    },
    /// It runs with another setting.
    #[error(
        "devnet `{name}` already runs with {setting} {current}, not {wanted}; run `corridor devnet down {name}` first"
    )]
    RunsOtherwise {
        /// The name.
        name: Name,
        /// The setting.
        setting: &'static str,
        /// Its value.
        current: String,
        /// What was asked for.
        wanted: String,
    },
    /// A chain keeps its id.
    #[error(
        "the stored chain of devnet `{name}` has the id {current}, which cannot become {wanted}; `corridor devnet reset {name}` begins a new one"
    )]
    ChainIdFixed {
        /// The name.
        name: Name,
        /// The id of the chain.
        current: u64,
        /// What was asked for.
        wanted: u64,
    },
}

/// When a devnet mines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mining {
    /// A block for every transaction, at once.
    #[default]
    Automatic,
    /// A block every so many milliseconds. Right for bulk work: with thousands of transactions in flight,
    /// automatic mining can leave some behind.
    Interval(u64),
}

/// What is asked of a devnet. What is left out stays as it was, or as it is by default.
#[derive(Debug, Clone, Default)]
pub struct DevnetOptions {
    /// The port; else the one it had, else a free one.
    pub port: Option<u16>,
    /// The chain id; else 31337.
    pub chain_id: Option<u64>,
    /// How many test accounts are funded.
    pub accounts: Option<u32>,
    /// When it mines.
    pub mining: Option<Mining>,
    /// The gas limit of a block.
    pub gas_limit: Option<u64>,
    /// How often the chain is written to disk, in seconds. It is also written when the devnet stops.
    pub state_interval: Option<u64>,
    /// How many past states the node keeps; else as many as Anvil does.
    pub history: Option<u64>,
}

/// The settings a devnet runs with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DevnetSettings {
    /// The chain id.
    pub chain_id: u64,
    /// How many test accounts are funded.
    pub accounts: u32,
    /// When it mines.
    pub mining: Mining,
    /// The gas limit of a block.
    pub gas_limit: u64,
    /// How often the chain is written to disk, in seconds.
    pub state_interval: u64,
    /// How many past states the node keeps in memory; as many as Anvil does when nothing is said. Each is a copy of all accounts:
    /// with a million of them the few hundred that Anvil keeps do not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<u64>,
}

impl Default for DevnetSettings {
    fn default() -> Self {
        Self {
            chain_id: DEVNET_CHAIN_ID,
            accounts: 100,
            mining: Mining::Automatic,
            gas_limit: 60_000_000,
            state_interval: 10,
            history: None,
        }
    }
}

impl DevnetSettings {
    fn with(&self, options: &DevnetOptions) -> Self {
        Self {
            chain_id: options.chain_id.unwrap_or(self.chain_id),
            accounts: options.accounts.unwrap_or(self.accounts),
            mining: options.mining.unwrap_or(self.mining),
            gas_limit: options.gas_limit.unwrap_or(self.gas_limit),
            state_interval: options.state_interval.unwrap_or(self.state_interval),
            history: options.history.or(self.history),
        }
    }
}

/// How a devnet is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DevnetState {
    /// It runs and answers as the chain it is.
    Running,
    /// It was stopped.
    Stopped,
    /// Its recorded process is gone without having been stopped; the next start goes on from the last chain
    /// written, if one was.
    Crashed,
    /// Its process is gone and something else answers on its port.
    PortForeign,
    /// Its process runs and doesn't answer as it should.
    Unresponsive,
}

/// What is known about a devnet.
#[derive(Debug, Clone, Serialize)]
pub struct DevnetStatus {
    /// Its name.
    pub name: Name,
    /// How it is doing.
    pub state: DevnetState,
    /// Its port, while it runs or from when it last ran.
    pub port: u16,
    /// Its process, while it runs.
    pub pid: Option<u32>,
    /// Chain id and genesis block, once it has answered.
    pub identity: Option<ChainIdentity>,
    /// Whether its chain is on disk, from which it goes on when it does not run: a node writes it first after its interval.
    pub stored: bool,
    /// Its settings.
    pub settings: DevnetSettings,
    /// The folder with its chain and log.
    pub folder: PathBuf,
}

impl DevnetStatus {
    /// Where it answers.
    ///
    /// # Errors
    ///
    /// Never for a valid port.
    pub fn endpoint(&self) -> Result<Endpoint, NetworkError> {
        Endpoint::local(self.port)
    }
}

/// What `up` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpOutcome {
    /// It began a new chain.
    Created,
    /// It began a new chain, since its node had ended before anything of the one before was written.
    CreatedAnew,
    /// It went on with the stored chain.
    Resumed,
    /// It ran already.
    AlreadyRunning,
}

/// What `down` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DownOutcome {
    /// The node wrote its chain and ended.
    Stopped,
    /// The node did not end by itself and was ended by force: what it did since it last wrote its chain is lost.
    Forced,
    /// It did not run.
    NotRunning,
}

/// The named devnets of a working folder.
#[derive(Debug, Clone)]
pub struct Devnets {
    home: Home,
}

impl Devnets {
    /// The devnets of a working folder.
    #[must_use]
    pub fn new(home: &Home) -> Self {
        Self { home: home.clone() }
    }

    /// Starts a devnet, or finds it running. Whatever fails, no node is left behind.
    ///
    /// # Errors
    ///
    /// Anvil is missing or doesn't start, the port is taken, the stored chain is damaged, or the devnet runs with
    /// other settings.
    pub async fn up(
        &self,
        anvil: &Path,
        name: &Name,
        options: &DevnetOptions,
    ) -> Result<(UpOutcome, DevnetStatus), DevnetError> {
        // What can be refused is refused before anything is written; under the lock it is looked at again.
        if self.preview(name, options).await? != UpOutcome::AlreadyRunning {
            node::require_anvil(anvil)?;
        }
        let _lock = self.lock(name).await?;
        let recorded = Record::load(&self.folder(name))?;
        if let Some(record) = &recorded
            && let Some(status) = self.already_running(name, record, options).await?
        {
            return Ok((UpOutcome::AlreadyRunning, status));
        }
        self.start(anvil, name, recorded, options).await
    }

    /// What [`Self::up`] would do, as far as can be told without doing it.
    ///
    /// # Errors
    ///
    /// The devnet runs with other settings, or its record can't be read.
    pub async fn preview(
        &self,
        name: &Name,
        options: &DevnetOptions,
    ) -> Result<UpOutcome, DevnetError> {
        let folder = self.folder(name);
        let record = Record::load(&folder)?;
        if let Some(record) = &record
            && self.examine(name, record).await.state == DevnetState::Running
        {
            record.require_settings(name, options)?;
            return Ok(UpOutcome::AlreadyRunning);
        }
        if let Some(port) = options.port.filter(|port| !node::port_is_free(*port)) {
            return Err(DevnetError::PortTaken { port });
        }
        Ok(outcome(record.as_ref(), record::chain_file(&folder).exists()))
    }

    /// Stops a devnet; its chain stays on disk.
    ///
    /// # Errors
    ///
    /// There is no such devnet, or its process can't be ended.
    pub async fn down(&self, name: &Name) -> Result<DownOutcome, DevnetError> {
        let _lock = self.lock_existing(name).await?;
        self.stop(name).await
    }

    /// Stops a devnet, forgets its chain and starts it anew with the same settings, changed by `options`. What is on disk of the
    /// chain is moved to `keep`, or removed.
    ///
    /// # Errors
    ///
    /// There is no such devnet, it can't be stopped, its chain can't be moved, or it doesn't start.
    pub async fn reset(
        &self,
        anvil: &Path,
        name: &Name,
        options: &DevnetOptions,
        keep: Option<&Path>,
    ) -> Result<DevnetStatus, DevnetError> {
        let _lock = self.lock_existing(name).await?;
        node::require_anvil(anvil)?;
        self.stop(name).await?;
        let folder = self.folder(name);
        let chain = record::chain_file(&folder);
        let (attempt, forgotten) = match keep {
            Some(keep) => ("move", fs::rename(&chain, keep)),
            None => ("remove", fs::remove_file(&chain)),
        };
        if let Err(error) = forgotten
            && chain.exists()
        {
            return Err(HomeError::io(attempt, &chain, error).into());
        }
        let recorded = Record::load(&folder)?.map(|record| Record { identity: None, ..record });
        let (_, status) = self.start(anvil, name, recorded, options).await?;
        Ok(status)
    }

    /// How a devnet is doing.
    ///
    /// # Errors
    ///
    /// There is no such devnet, or its record can't be read.
    pub async fn status(&self, name: &Name) -> Result<DevnetStatus, DevnetError> {
        let folder = self.folder(name);
        let record = Record::load(&folder)?;
        let record = record.ok_or_else(|| DevnetError::Unknown { name: name.clone() })?;
        Ok(self.examine(name, &record).await)
    }

    /// Every devnet and how it is doing, by name.
    ///
    /// # Errors
    ///
    /// A record can't be read.
    pub async fn list(&self) -> Result<Vec<DevnetStatus>, DevnetError> {
        let mut all = Vec::new();
        for name in self.names() {
            all.push(self.status(&name).await?);
        }
        Ok(all)
    }

    /// The names of all devnets, in order.
    #[must_use]
    pub fn names(&self) -> Vec<Name> {
        let entries = fs::read_dir(self.home.devnets()).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| Name::parse(entry.file_name().to_str()?).ok());
        let mut names: Vec<Name> = names.filter(|name| self.exists(name)).collect();
        names.sort();
        names
    }

    /// Whether there is a devnet of this name.
    #[must_use]
    pub fn exists(&self, name: &Name) -> bool {
        record::record_file(&self.folder(name)).exists()
    }

    /// How many transactions its stored chain has the effects of and not the events, as [`unrecorded_transactions`] counts them; nothing when
    /// the chain can't be read.
    #[must_use]
    pub fn unrecorded_transactions(&self, name: &Name) -> Option<u64> {
        let text = fs::read_to_string(record::chain_file(&self.folder(name))).ok()?;
        unrecorded_transactions(&text)
    }

    /// The network of a running devnet.
    ///
    /// # Errors
    ///
    /// It doesn't run, or its record can't be read.
    pub fn network(&self, name: &Name) -> Result<Network, NetworkError> {
        let stopped = || NetworkError::DevnetStopped { name: name.to_string() };
        let record = Record::load(&self.folder(name))?.ok_or_else(stopped)?;
        let runs = record.process.as_ref().is_some_and(ProcessId::is_running);
        let identity = record.identity.filter(|_| runs).ok_or_else(stopped)?;
        Ok(Network::devnet(name.as_str(), Endpoint::local(record.port)?, identity))
    }

    fn folder(&self, name: &Name) -> PathBuf {
        self.home.devnet(name)
    }

    async fn lock(&self, name: &Name) -> Result<FileLock, DevnetError> {
        let path = self.folder(name).join("lock");
        Ok(blocking(move || FileLock::acquire(&path)).await??)
    }

    async fn lock_existing(&self, name: &Name) -> Result<FileLock, DevnetError> {
        if self.exists(name) {
            return self.lock(name).await;
        }
        Err(DevnetError::Unknown { name: name.clone() })
    }

    async fn examine(&self, name: &Name, record: &Record) -> DevnetStatus {
        let runs = record.process.as_ref().is_some_and(ProcessId::is_running);
        let state = match (&record.process, runs) {
            (None, _) => DevnetState::Stopped,
            (Some(_), true) => match self.ask(record).await {
                Some(answer) if record.identity == Some(answer) => DevnetState::Running,
                _ => DevnetState::Unresponsive,
            },
            (Some(_), false) if node::port_is_free(record.port) => DevnetState::Crashed,
            (Some(_), false) => DevnetState::PortForeign,
        };
        DevnetStatus {
            name: name.clone(),
            state,
            port: record.port,
            pid: record.process.as_ref().filter(|_| runs).map(|process| process.pid),
            identity: record.identity,
            stored: record::chain_file(&self.folder(name)).exists(),
            settings: record.settings.clone(),
            folder: self.folder(name),
        }
    }

    async fn ask(&self, record: &Record) -> Option<ChainIdentity> {
        identify(&Endpoint::local(record.port).ok()?, PROBE_PATIENCE).await.ok()
    }

    /// The status when it runs as asked; `None` when it has to be started.
    async fn already_running(
        &self,
        name: &Name,
        record: &Record,
        options: &DevnetOptions,
    ) -> Result<Option<DevnetStatus>, DevnetError> {
        let Some(process) = record.process.as_ref().filter(|process| process.is_running()) else {
            return Ok(None);
        };
        if record.identity.is_none() {
            // An earlier start was interrupted: nobody has used this node.
            end(process.clone(), "end the interrupted node").await?;
            return Ok(None);
        }
        let status = self.examine(name, record).await;
        if status.state != DevnetState::Running {
            return Err(DevnetError::Unresponsive { name: name.clone(), pid: process.pid });
        }
        record.require_settings(name, options)?;
        Ok(Some(status))
    }

    async fn start(
        &self,
        anvil: &Path,
        name: &Name,
        recorded: Option<Record>,
        options: &DevnetOptions,
    ) -> Result<(UpOutcome, DevnetStatus), DevnetError> {
        node::require_anvil(anvil)?;
        let folder = self.folder(name);
        let resumes = record::chain_file(&folder).exists();
        let known = recorded.as_ref().map(|record| record.settings.clone()).unwrap_or_default();
        let settings = known.with(options);
        if resumes && settings.chain_id != known.chain_id {
            let (name, current, wanted) = (name.clone(), known.chain_id, settings.chain_id);
            return Err(DevnetError::ChainIdFixed { name, current, wanted });
        }
        home::create_dir(&folder, Visibility::Shared)?;
        let wanted_port = options.port;
        let outcome = outcome(recorded.as_ref(), resumes);
        let plan = node::Plan { settings, wanted_port, previous: recorded, resumes };
        let record = node::start(anvil, &folder, &plan).await?;
        Ok((outcome, self.examine(name, &record).await))
    }

    async fn stop(&self, name: &Name) -> Result<DownOutcome, DevnetError> {
        let folder = self.folder(name);
        let Some(record) = Record::load(&folder)? else {
            return Err(DevnetError::Unknown { name: name.clone() });
        };
        let outcome = match record.process.clone().filter(ProcessId::is_running) {
            None => DownOutcome::NotRunning,
            Some(process) => {
                let stopped = blocking(move || process.stop(STOP_PATIENCE)).await?;
                match stopped.map_err(|source| system("stop the devnet", source))? {
                    true => DownOutcome::Stopped,
                    false => DownOutcome::Forced,
                }
            }
        };
        Record { process: None, ..record }.save(&folder)?;
        Ok(outcome)
    }
}

/// How a node starts whose chain is on disk, or not. A record without an identity is of a chain that nobody has used.
fn outcome(recorded: Option<&Record>, stored: bool) -> UpOutcome {
    let known = recorded.is_some_and(|record| record.identity.is_some());
    match (stored, known) {
        (true, _) => UpOutcome::Resumed,
        (false, true) => UpOutcome::CreatedAnew,
        (false, false) => UpOutcome::Created,
    }
}

async fn end(process: ProcessId, action: &'static str) -> Result<(), DevnetError> {
    blocking(move || process.kill()).await?.map_err(|source| system(action, source))
}

const fn system(action: &'static str, source: io::Error) -> DevnetError {
    DevnetError::System { action, source }
}

/// Runs something that waits without a runtime on a thread that may wait.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, DevnetError> {
    let joined = tokio::task::spawn_blocking(work).await;
    joined.map_err(|error| system("wait for a task", io::Error::other(error)))
}

#[cfg(test)]
mod tests;
