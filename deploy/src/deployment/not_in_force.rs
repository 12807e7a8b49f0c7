//! What a profile says and the chain does not hold anybody to yet: a limit that the supervisor has still to set, a higher one of a later
//! stage, and rules that begin on a later day.

use alloy::eips::BlockId;
use alloy::primitives::{Address, FixedBytes, U256};
use corridor_bindings::EntrantLedger;

use super::reads::read;
use super::state::fixed_lei;
use super::{Deployment, DeploymentError, Manifest, SystemContract, fixed};
use crate::calendar::UtcDay;
use crate::money::Amount;
use crate::network::Connection;
use crate::profile::{BoundProfile, EntrantTerms};

impl Deployment {
    /// What of a profile is not in force yet by the latest block, in sentences.
    ///
    /// # Errors
    ///
    /// Nothing is deployed, or the endpoint fails.
    pub async fn not_in_force(
        &self,
        profile: &BoundProfile,
    ) -> Result<Vec<String>, DeploymentError> {
        not_in_force(self.connection(), self.manifest()?, profile, BlockId::latest()).await
    }
}

/// The same by any block.
pub(super) async fn not_in_force(
    connection: &Connection,
    manifest: &Manifest,
    profile: &BoundProfile,
    block: BlockId,
) -> Result<Vec<String>, DeploymentError> {
    let mut sentences = match profile.entrant() {
        Some(entrant) => limits(connection, manifest, entrant, block).await?,
        None => Vec::new(),
    };
    let today = UtcDay::from_seconds(connection.time_at(block).await?);
    for rule in profile.rules().iter().filter(|rule| rule.on_chain().is_some()) {
        if let (Some(from), Some(today)) = (rule.effective.from, today)
            && today < from
        {
            sentences
                .push(format!("rule {} ({}) is in force from {from} only", rule.id, rule.title));
        }
    }
    Ok(sentences)
}

/// The limit of the stage that the entrant has reached is the ledger's, or the supervisor has it to set; those of later stages wait.
async fn limits(
    connection: &Connection,
    manifest: &Manifest,
    entrant: &EntrantTerms,
    block: BlockId,
) -> Result<Vec<String>, DeploymentError> {
    let EntrantTerms { lei, asset_class, .. } = entrant;
    let Some(ledger) = manifest.address(SystemContract::EntrantLedger) else {
        return Ok(Vec::new());
    };
    let call = EntrantLedger::entrantCall { lei: fixed_lei(*lei) };
    let stage = read(connection, ledger, &call, block).await?.stage;
    let to_set = limit_to_set(connection, ledger, entrant, stage, block).await?;
    let mut sentences: Vec<String> = to_set.into_iter().collect();
    for (later, limit) in entrant.limits.by_stage().iter().filter(|(later, _)| **later > stage) {
        sentences.push(format!(
            "the limit of {asset_class} of {lei} of stage {later}, {limit}, is not in force at stage {stage}, which the supervisor has on record"
        ));
    }
    Ok(sentences)
}

/// The limit that a profile has for a stage, when another one is in force, and how it is set.
///
/// # Errors
///
/// The endpoint fails.
pub async fn limit_to_set(
    connection: &Connection,
    ledger: Address,
    entrant: &EntrantTerms,
    stage: u8,
    block: BlockId,
) -> Result<Option<String>, DeploymentError> {
    let EntrantTerms { lei, asset_class, .. } = entrant;
    let Some(limit) = entrant.limits.at(stage) else { return Ok(None) };
    let call = EntrantLedger::capacityCall { lei: fixed_lei(*lei), assetClass: fixed(asset_class) };
    let found = read(connection, ledger, &call, block).await?;
    let is_comparable = found.currency == FixedBytes(limit.currency().bytes());
    if !is_comparable || found.limit == U256::from(limit.units()) {
        return Ok(None);
    }
    let in_force = Amount::from_units(found.limit.saturating_to(), limit.currency());
    Ok(Some(format!(
        "the limit of {asset_class} of {lei} in force is {in_force}; the profile's, {limit}, is not: the supervisor sets it by `corridor entrant limit {lei} --asset-class {asset_class} \"{limit}\"`"
    )))
}
