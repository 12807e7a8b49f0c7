//! Recounts from the events of the chain what the contracts count, and compares.
//!
//! [`examine`] reads every event of a deployment in order, counts again without any code of the contracts, and holds the outcome
//! against what is stored. It only reads, and asks nothing that a public endpoint does not answer.

mod ask;
mod calls;
mod check;
mod compare;
mod error;
mod event;
mod replay;
mod scan;
mod show;

use std::collections::BTreeSet;

use alloy::providers::Provider;
use corridor_deploy::deployment::{DeploymentError, Manifest};
use corridor_deploy::network::Connection;
use serde::Serialize;

use check::Examiner;
use compare::Comparison;
pub use error::DoctorError;
pub use replay::Origin;
use scan::Contracts;

/// Blocks that one question for logs covers unless the endpoint allows fewer.
pub const DEFAULT_SPAN: u64 = 10_000;

/// How an examination goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The events through `block` were read.
    Read {
        /// The block.
        block: u64,
        /// The first one.
        first: u64,
        /// The last one.
        last: u64,
    },
    /// A check is made.
    Comparing {
        /// The check.
        check: &'static str,
    },
}

/// What an examination came to.
#[derive(Clone, Debug, Serialize)]
pub struct Examination {
    /// The first block that was read.
    pub first_block: u64,
    /// The block whose state was compared.
    pub block: u64,
    /// Events that were read.
    pub events: u64,
    /// Movements among them.
    pub movements: u64,
    /// What was compared.
    pub checks: Vec<Check>,
}

impl Examination {
    /// Whether everything that is stored is what the events add up to.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.checks.iter().all(|check| check.drifts.is_empty())
    }

    /// What differs, with its check.
    pub fn drifts(&self) -> impl Iterator<Item = (&Check, &Drift)> {
        self.checks.iter().flat_map(|check| check.drifts.iter().map(move |drift| (check, drift)))
    }
}

/// One thing that was compared.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// The bond and its leg, or the contract.
    pub subject: String,
    /// Stored values that were compared.
    pub compared: u64,
    /// What came of it.
    pub verdict: Verdict,
    /// What differs.
    pub drifts: Vec<Drift>,
}

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All of it agrees.
    Sound,
    /// Something differs.
    Drift,
    /// The book was never kept.
    NotKept,
}

/// A stored value that the events do not add up to.
#[derive(Clone, Debug, Serialize)]
pub struct Drift {
    /// What it is.
    pub what: String,
    /// What the contract holds.
    pub stored: String,
    /// What the events add up to.
    pub recomputed: String,
    /// The event that it had last changed with.
    pub last_event: Option<Origin>,
    /// Since when it differs.
    pub since: Since,
    /// What to do.
    pub remedy: &'static str,
}

/// Since when a stored value differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Since {
    /// It was right after its last event and changed in this block, without one.
    Block {
        /// The block.
        block: u64,
    },
    /// It was wrong already in the block of its last event.
    LastEvent,
    /// The endpoint keeps no state of then, or the value was never in an event.
    Unknown,
    /// So much differs in this check that it was not looked for.
    NotLookedFor,
}

/// Recounts a deployment and compares.
///
/// # Errors
///
/// There is no such bond, the endpoint fails, or it cannot tell what the recount needs. What differs is a drift, not an error.
pub async fn examine(
    connection: &Connection,
    manifest: &Manifest,
    bonds: &[String],
    span: u64,
    progress: &mut dyn FnMut(Progress),
) -> Result<Examination, DoctorError> {
    let chosen = chosen(manifest, bonds)?;
    let block = connection.provider().get_block_number().await;
    let block = block
        .map_err(|error| DeploymentError::from(connection.error("eth_blockNumber", &error)))?;
    let first_block = manifest.first_block();
    let contracts = Contracts::find(connection, manifest, span, block).await?;
    let history = scan::replay(connection, &contracts, first_block, block, span, progress).await?;
    let (events, movements) = (history.events, history.movements);
    let comparison = Comparison { connection, block };
    let examiner = Examiner { comparison, manifest, contracts: &contracts, history: &history };
    let checks = examiner.examine(&chosen, progress).await?;
    Ok(Examination { first_block, block, events, movements, checks })
}

/// The ids of the bonds that are meant; all of them when none is named.
fn chosen(manifest: &Manifest, bonds: &[String]) -> Result<BTreeSet<String>, DeploymentError> {
    if bonds.is_empty() {
        return Ok(manifest.bonds.keys().cloned().collect());
    }
    bonds.iter().map(|id| Ok(manifest.bond(id)?.0.to_owned())).collect()
}
