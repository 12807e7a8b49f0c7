//! Starting Anvil and waiting until it answers.

use std::ffi::OsString;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::ExitStatus;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::chain;
use super::process::Starting;
use super::record::{Record, chain_file, log_file};
use super::{DevnetError, DevnetSettings, Mining, system};
use crate::accounts::TEST_MNEMONIC;
use crate::home::HomeError;
use crate::network::{ChainIdentity, Endpoint, identify};

/// How long a node may take to answer; loading a large stored chain takes most of it.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// How often another free port is tried when somebody is faster.
const PORT_ATTEMPTS: usize = 4;

const POLL: Duration = Duration::from_millis(10);

/// What is to be started.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) settings: DevnetSettings,
    pub(super) wanted_port: Option<u16>,
    /// The record of an earlier run, which comes back when the start fails.
    pub(super) previous: Option<Record>,
    /// Whether a chain is on disk.
    pub(super) resumes: bool,
}

impl Plan {
    /// The chain that the stored state must turn out to be.
    fn identity(&self) -> Option<ChainIdentity> {
        self.previous.as_ref().and_then(|record| record.identity).filter(|_| self.resumes)
    }

    fn roll_back(&self, folder: &Path) -> Result<(), HomeError> {
        match &self.previous {
            Some(record) => Record { process: None, ..record.clone() }.save(folder),
            None => Record::remove(folder),
        }
    }
}

pub(super) fn require_anvil(anvil: &Path) -> Result<(), DevnetError> {
    if anvil.is_file() { Ok(()) } else { Err(DevnetError::NoAnvil { path: anvil.to_owned() }) }
}

pub(super) fn port_is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// A port that was free a moment ago.
pub(super) fn free_port() -> Result<u16, DevnetError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|source| system("find a free port", source))
}

/// Starts a node that lives on, and returns its record when it answers. On failure the node is ended and the record
/// says that it doesn't run.
pub(super) async fn start(anvil: &Path, folder: &Path, plan: &Plan) -> Result<Record, DevnetError> {
    let mut attempt = 1;
    loop {
        let port = choose_port(plan, attempt)?;
        let mut record = Record {
            schema: Record::SCHEMA,
            process: None,
            port,
            identity: None,
            settings: plan.settings.clone(),
        };
        match attempt_start(anvil, folder, plan, &mut record).await {
            Ok(()) => return Ok(record),
            Err(DevnetError::PortTaken { .. })
                if plan.wanted_port.is_none() && attempt < PORT_ATTEMPTS =>
            {
                attempt += 1;
            }
            Err(error) => {
                plan.roll_back(folder)?;
                return Err(error);
            }
        }
    }
}

fn choose_port(plan: &Plan, attempt: usize) -> Result<u16, DevnetError> {
    let last_port = plan.previous.as_ref().map(|record| record.port);
    match (plan.wanted_port, last_port) {
        (Some(port), _) if port_is_free(port) => Ok(port),
        (Some(port), _) => Err(DevnetError::PortTaken { port }),
        (None, Some(port)) if attempt == 1 && port_is_free(port) => Ok(port),
        _ => free_port(),
    }
}

async fn attempt_start(
    anvil: &Path,
    folder: &Path,
    plan: &Plan,
    record: &mut Record,
) -> Result<(), DevnetError> {
    let genesis = plan.identity().map(|identity| identity.genesis_hash);
    let stored = chain::prepare(&chain_file(folder), genesis)?;
    let path = log_file(folder);
    let log = File::create(&path).map_err(|source| HomeError::io("create", &path, source))?;
    let mut arguments = arguments(&plan.settings, record.port, &folder.join("cache"));
    arguments.extend(["--state".into(), chain_file(folder).into()]);
    arguments.extend(["--state-interval".into(), plan.settings.state_interval.to_string().into()]);
    if let Some(states) = plan.settings.history {
        arguments.extend(["--prune-history".into(), states.to_string().into()]);
    }
    arguments.extend(stored.and_then(clock_ahead));
    if !plan.resumes {
        arguments.extend(distinct_genesis());
    }
    let mut starting = Starting::detached(anvil, &arguments, &log)
        .map_err(|source| system("start Anvil", source))?;
    // Written before the node runs, so that it is found and ended even when this process dies now.
    record.process = Some(starting.id().clone());
    record.save(folder)?;
    starting.go().map_err(|source| system("start Anvil", source))?;
    let endpoint = Endpoint::local(record.port)?;
    let answer = answer(&endpoint, record.port, &path, || starting.exited()).await;
    let answer = answer.map_err(|error| match error {
        DevnetError::Died { log, .. } if log.contains("failed to parse json file") => {
            DevnetError::StateDamaged { path: chain_file(folder) }
        }
        other => other,
    })?;
    let expected =
        plan.identity().unwrap_or(ChainIdentity { chain_id: plan.settings.chain_id, ..answer });
    answer.require(&expected, &endpoint)?;
    record.identity = Some(answer);
    record.save(folder)?;
    starting.keep();
    Ok(())
}

/// Waits until the node answers, or is seen to have ended.
pub(super) async fn answer(
    endpoint: &Endpoint,
    port: u16,
    log: &Path,
    mut exited: impl FnMut() -> Option<ExitStatus>,
) -> Result<ChainIdentity, DevnetError> {
    let began = Instant::now();
    loop {
        let answered = if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            identify(endpoint, Duration::from_secs(5)).await.ok()
        } else {
            None
        };
        // Asked after the answer came: a node that has ended by now did not give it.
        if let Some(status) = exited() {
            let log = last_words(log);
            if log.contains("Address already in use") {
                return Err(DevnetError::PortTaken { port });
            }
            return Err(DevnetError::Died { status: status.to_string(), log });
        }
        match answered {
            Some(identity) => return Ok(identity),
            None if began.elapsed() < START_PATIENCE => tokio::time::sleep(POLL).await,
            None => {
                let log = last_words(log);
                return Err(DevnetError::NotReady { port, patience: START_PATIENCE, log });
            }
        }
    }
}

/// The arguments that every devnet has.
pub(super) fn arguments(settings: &DevnetSettings, port: u16, cache: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = [
        "--quiet",
        "--host=127.0.0.1",
        // First come, first mined: what a sender expects of its own transactions.
        "--order=fifo",
        "--no-request-size-limit",
        "--mnemonic",
        TEST_MNEMONIC,
    ]
    .map(Into::into)
    .to_vec();
    arguments.push(format!("--port={port}").into());
    arguments.push(format!("--chain-id={}", settings.chain_id).into());
    arguments.push(format!("--accounts={}", settings.accounts).into());
    arguments.push(format!("--gas-limit={}", settings.gas_limit).into());
    arguments.extend(["--cache-path".into(), cache.into()]);
    if let Mining::Interval(milliseconds) = settings.mining {
        let seconds = Duration::from_millis(milliseconds).as_secs_f64();
        arguments.push(format!("--block-time={seconds}").into());
    }
    arguments
}

/// Two chains begun in one second would have one genesis block, and with it one identity. A base fee that differs
/// by some billionths of a coin's billionth tells them apart.
pub(super) fn distinct_genesis() -> Vec<OsString> {
    let fee = 1_000_000_000 + u64::from(rand::random::<u32>() >> 8);
    vec![format!("--block-base-fee-per-gas={fee}").into()]
}

/// Has the clock go on from a stored block that is later than this machine's clock, which Anvil would otherwise go back to.
fn clock_ahead(latest: u64) -> Option<OsString> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    (latest > now).then(|| format!("--timestamp={latest}").into())
}

/// The last lines of a log.
fn last_words(log: &Path) -> String {
    const LINES: usize = 12;
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return "(it said nothing)".to_owned();
    }
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
