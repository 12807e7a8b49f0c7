//! Replacements of regimes that were decided and wait for the end of their delay.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::aliases::U48;
use alloy::primitives::{Address, B256, Bytes};
use alloy::sol_types::{SolCall, SolEvent};
use corridor_bindings::{ISecurityToken, RegimeFactory, RoleManager};
use serde::Serialize;

use super::reads::{logs, read_many};
use super::{DeploymentError, Manifest, SystemContract};
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
    /// "2027-01-01T00:00:00Z: uk-sandbox 2026.12".
    #[must_use]
    pub fn words(&self) -> String {
        let unknown = || format!("the regime {}, which is not in the manifest", self.regime);
        format!("{}: {}", timestamp(self.from), self.profile.clone().unwrap_or_else(unknown))
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
            let profile = profile_of(manifest, regime);
            let ScheduledCall { operation, caller, target: token, from, .. } = call;
            ScheduledRegime { token, regime, profile, from, operation, caller }
        })
        .collect();
    scheduled.sort_by_key(|one| (one.from, one.operation));
    Ok(scheduled)
}

/// Id and version of the profile that a regime is made from.
fn profile_of(manifest: &Manifest, regime: Address) -> Option<String> {
    let record = manifest.profiles.get(&manifest.regime_at(regime)?.profile)?;
    Some(format!("{} {}", record.id, record.version))
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
