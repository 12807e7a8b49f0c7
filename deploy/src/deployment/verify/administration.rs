//! Who may change authority: the admins, guardians and delays of the access manager. This system leaves all of them as the access manager
//! is made, so whatever was set differs.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::Address;
use alloy::sol_types::SolEvent;
use corridor_bindings::RoleManager;

use super::{Audit, Verification};
use crate::accounts::Role;
use crate::deployment::reads::{logs, read_many};
use crate::deployment::roles::{role_ids, role_name};
use crate::deployment::{DeploymentError, SystemContract};
use crate::explain::timestamp;

/// What was ever changed, as it is by the last event. A delay that is longer takes effect days after it was set.
#[derive(Default)]
struct Changes {
    /// Roles whose admin or guardian was set.
    roles: BTreeSet<u64>,
    /// Seconds that a new member of a role waits, and from when.
    grant_delays: BTreeMap<u64, (u32, u64)>,
    /// Seconds that changes of a contract's functions wait, and from when.
    target_delays: BTreeMap<Address, (u32, u64)>,
}

pub(super) async fn check(
    audit: Audit<'_>,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let manager = audit.manifest.address(SystemContract::AccessManager).unwrap_or_default();
    let changes = changes(audit, manager).await?;
    let roles: BTreeSet<u64> = changes.roles.iter().copied().chain(role_ids()).collect();
    let questions =
        roles.iter().map(|role| (manager, RoleManager::getRoleAdminCall { roleId: *role }));
    let admins = read_many(audit.connection, questions, audit.block).await?;
    let questions =
        roles.iter().map(|role| (manager, RoleManager::getRoleGuardianCall { roleId: *role }));
    let guardians = read_many(audit.connection, questions, audit.block).await?;
    // OpenZeppelin's access manager gives all administration to role 0, which is the governor's.
    let governor = Role::Governor.to_string();
    for ((role, admin), guardian) in roles.iter().zip(admins).zip(guardians) {
        let name = role_name(*role);
        findings.same(&name, "the role that grants and revokes it", &governor, &role_name(admin));
        findings.same(
            &name,
            "the role that may cancel its operations",
            &governor,
            &role_name(guardian),
        );
    }
    for (role, delay) in changes.grant_delays {
        waits(findings, &role_name(role), "a new member of it", delay);
    }
    for (target, delay) in changes.target_delays {
        waits(findings, &format!("contract {target}"), "a change of who may call it", delay);
    }
    Ok(())
}

fn waits(findings: &mut Verification, subject: &str, what: &str, (seconds, since): (u32, u64)) {
    findings.checked(format!("{subject}: how long {what} waits"));
    if seconds != 0 {
        let since = timestamp(since);
        findings.wrong(subject, format!("{what} waits {seconds} s from {since} on, expected 0 s"));
    }
}

async fn changes(audit: Audit<'_>, manager: Address) -> Result<Changes, DeploymentError> {
    let mut changes = Changes::default();
    let topics = vec![
        RoleManager::RoleAdminChanged::SIGNATURE_HASH,
        RoleManager::RoleGuardianChanged::SIGNATURE_HASH,
        RoleManager::RoleGrantDelayChanged::SIGNATURE_HASH,
        RoleManager::TargetAdminDelayUpdated::SIGNATURE_HASH,
    ];
    logs(audit.connection, manager, topics, audit.manifest.first_block(), |log| {
        if let Ok(event) = RoleManager::RoleAdminChanged::decode_log(&log.inner) {
            changes.roles.insert(event.roleId);
        } else if let Ok(event) = RoleManager::RoleGuardianChanged::decode_log(&log.inner) {
            changes.roles.insert(event.roleId);
        } else if let Ok(event) = RoleManager::RoleGrantDelayChanged::decode_log(&log.inner) {
            changes.grant_delays.insert(event.roleId, (event.delay, event.since.to()));
        } else if let Ok(event) = RoleManager::TargetAdminDelayUpdated::decode_log(&log.inner) {
            changes.target_delays.insert(event.target, (event.delay, event.since.to()));
        }
    })
    .await?;
    Ok(changes)
}
