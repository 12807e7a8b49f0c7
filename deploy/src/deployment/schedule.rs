//! Replacements of regimes that were decided and wait for the end of their delay.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::aliases::U48;
use alloy::primitives::{Address, B256, Bytes, hex};
use alloy::sol_types::{SolCall, SolEvent};
use corridor_bindings::{ISecurityToken, RegimeFactory, RoleManager};
use serde::Serialize;

use super::reads::{logs, read_many};
use super::{BondRecord, DeploymentError, Manifest, ProfileRecord, SystemContract};
use crate::explain::timestamp;
use crate::json::in_utc;
use crate::network::Connection;

/// A replacement of a regime that is scheduled: neither executed, nor cancelled, nor expired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduledRegime {
    /// The token whose regime it is.
    pub token: Address,
    /// The regime that takes its place.
    pub regime: Address,
    /// Id and version of its profile, when the manifest knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Hash of the profile and its inputs, which tells two replacements by one version of it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_hash: Option<B256>,
    /// The inputs of it that are others than those in force.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub inputs: BTreeMap<String, String>,
    /// From when it can be executed, in unix seconds.
    #[serde(serialize_with = "in_utc")]
    pub from: u64,
    /// The access manager's id of the operation.
    pub operation: B256,
    /// Who scheduled it.
    #[serde(skip)]
    pub caller: Address,
}

impl ScheduledRegime {
    /// As much of the hash of its profile as tells the few that wait apart, and finds it in the manifest; of one that is not
    /// there, the address of the regime.
    #[must_use]
    pub fn hash(&self) -> String {
        match self.profile_hash {
            Some(hash) => hex::encode_prefixed(&hash[..4]),
            None => self.regime.to_string(),
        }
    }

    /// "2027-01-01T00:00:00Z: uk-sandbox 2026.12 (hash 0x1a2b3c4d, minimum_denomination GBP 5,000)".
    #[must_use]
    pub fn words(&self) -> String {
        let unknown = || format!("the regime {}, which is not in the manifest", self.regime);
        let what = self.profile.clone().unwrap_or_else(unknown);
        let hash = self.profile_hash.map(|_| format!("hash {}", self.hash()));
        let inputs = self.inputs.iter().map(|(name, value)| format!("{name} {value}"));
        let told: Vec<String> = hash.into_iter().chain(inputs).collect();
        let told = if told.is_empty() { told.concat() } else { format!(" ({})", told.join(", ")) };
        format!("{}: {what}{told}", timestamp(self.from))
    }
}

/// The replacements that are scheduled for any of `tokens`, as of a block, the earliest first.
///
/// # Errors
///
/// The endpoint fails.
pub async fn scheduled_regimes(
    connection: &Connection,
    manifest: &Manifest,
    tokens: &[Address],
    block: BlockId,
) -> Result<Vec<ScheduledRegime>, DeploymentError> {
    let calls = scheduled_calls(connection, manifest, block).await?.into_iter();
    let open: Vec<_> = calls
        .filter(|call| tokens.contains(&call.target))
        .filter_map(|call| {
            let regime = ISecurityToken::setRegimeCall::abi_decode(&call.data).ok()?.regime_;
            Some((call, regime))
        })
        .collect();
    // What is no regime of this system will never be in force, whatever is scheduled.
    let factory = manifest.address(SystemContract::RegimeFactory).unwrap_or_default();
    let asked =
        open.iter().map(|(_, regime)| (factory, RegimeFactory::isRegimeCall { regime: *regime }));
    let known = read_many(connection, asked, block).await?;
    let open = open.into_iter().zip(known).filter_map(|(one, is_regime)| is_regime.then_some(one));
    let mut scheduled: Vec<ScheduledRegime> = open
        .map(|(call, regime)| {
            let ScheduledCall { operation, caller, target: token, from, .. } = call;
            let made_from = profile_of(manifest, regime);
            let profile = made_from.map(|(_, record)| format!("{} {}", record.id, record.version));
            let profile_hash = made_from.map(|(hash, _)| hash);
            let inputs = made_from.map(|(_, record)| other_inputs(manifest, token, record));
            let inputs = inputs.unwrap_or_default();
            ScheduledRegime {
                token,
                regime,
                profile,
                profile_hash,
                inputs,
                from,
                operation,
                caller,
            }
        })
        .collect();
    scheduled.sort_by_key(|one| (one.from, one.operation));
    Ok(scheduled)
}

/// The profile that a regime is made from, and its hash.
fn profile_of(manifest: &Manifest, regime: Address) -> Option<(B256, &ProfileRecord)> {
    let hash = manifest.regime_at(regime)?.profile;
    Some((hash, manifest.profiles.get(&hash)?))
}

/// The inputs of a profile that differ from those of the one that a token's instrument is under.
fn other_inputs(
    manifest: &Manifest,
    token: Address,
    record: &ProfileRecord,
) -> BTreeMap<String, String> {
    let is_its = |bond: &&BondRecord| bond.legs.iter().any(|leg| leg.token.address == token);
    let bond = manifest.bonds.values().find(is_its);
    let in_force = bond.and_then(|bond| manifest.profiles.get(&bond.profile));
    let is_same = |(name, value): &(&String, &String)| {
        in_force.is_some_and(|in_force| in_force.inputs.get(*name) == Some(*value))
    };
    let others = record.inputs.iter().filter(|input| !is_same(input));
    others.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// A call that is scheduled: neither executed, nor cancelled, nor expired.
#[derive(Debug)]
pub(super) struct ScheduledCall {
    /// The access manager's id of the operation.
    pub(super) operation: B256,
    /// Who scheduled it.
    pub(super) caller: Address,
    /// The contract that is called.
    pub(super) target: Address,
    /// The call.
    pub(super) data: Bytes,
    /// From when it can be executed, in unix seconds.
    pub(super) from: u64,
}

/// The calls that are scheduled as of a block.
///
/// # Errors
///
/// The endpoint fails.
pub(super) async fn scheduled_calls(
    connection: &Connection,
    manifest: &Manifest,
    block: BlockId,
) -> Result<Vec<ScheduledCall>, DeploymentError> {
    let Some(manager) = manifest.address(SystemContract::AccessManager) else {
        return Ok(Vec::new());
    };
    let mut ever = BTreeMap::new();
    let topics = vec![RoleManager::OperationScheduled::SIGNATURE_HASH];
    logs(connection, manager, topics, manifest.first_block(), |log| {
        if let Ok(scheduled) = RoleManager::OperationScheduled::decode_log(&log.inner) {
            let RoleManager::OperationScheduled { operationId, caller, target, data, .. } =
                scheduled.data;
            ever.insert(operationId, (caller, target, data));
        }
    })
    .await?;
    let times = ever.keys().map(|id| (manager, RoleManager::getScheduleCall { id: *id }));
    let times = read_many(connection, times, block).await?;
    // The access manager says 0 of what was executed, cancelled or has expired.
    let open = ever.into_iter().zip(times).filter(|(_, from)| !from.is_zero());
    let call = |((operation, (caller, target, data)), from): ((B256, _), U48)| ScheduledCall {
        operation,
        caller,
        target,
        data,
        from: from.to(),
    };
    Ok(open.map(call).collect())
}
