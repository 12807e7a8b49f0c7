//! Roles that are given, and functions that are opened to a role, by decisions that wait for the end of the governor's delay.

use std::collections::BTreeMap;

use alloy::primitives::{Address, Selector};
use alloy::sol_types::SolCall;
use corridor_bindings::RoleManager;

use super::{Audit, Verification};
use crate::accounts::Role;
use crate::deployment::roles::{Permission, role_id};
use crate::deployment::schedule::scheduled_calls;
use crate::deployment::{DeploymentError, SystemContract};
use crate::explain::timestamp;

/// What is scheduled at the access manager, each with the second from which it can be executed.
#[derive(Default)]
pub(super) struct Openings {
    /// The role that each function of each contract is to be opened to.
    functions: BTreeMap<(Address, Selector), (u64, u64)>,
    /// Roles and who is to have them, without a wait of its own.
    members: BTreeMap<(u64, Address), u64>,
}

/// Reads what is scheduled as of the block of the audit.
pub(super) async fn scheduled(audit: Audit<'_>) -> Result<Openings, DeploymentError> {
    let manager = audit.manifest.address(SystemContract::AccessManager).unwrap_or_default();
    let calls = scheduled_calls(audit.connection, audit.manifest, audit.block).await?.into_iter();
    let mut openings = Openings::default();
    for call in calls.filter(|call| call.target == manager) {
        if let Ok(open) = RoleManager::setTargetFunctionRoleCall::abi_decode(&call.data) {
            for selector in open.selectors {
                openings.functions.insert((open.target, selector), (open.roleId, call.from));
            }
        } else if let Ok(grant) = RoleManager::grantRoleCall::abi_decode(&call.data)
            && grant.executionDelay == 0
        {
            openings.members.insert((grant.roleId, grant.account), call.from);
        }
    }
    Ok(openings)
}

impl Openings {
    /// Notes that an account is to have a role; false when that is not scheduled.
    pub(super) fn noted_member(
        &self,
        name: &str,
        member: (u64, Address),
        findings: &mut Verification,
    ) -> bool {
        let Some(from) = self.members.get(&member) else { return false };
        let (account, from) = (member.1, timestamp(*from));
        findings.note(
            name,
            format!(
                "{account} is given this role, which is scheduled for {from}; do again then what scheduled it"
            ),
        );
        true
    }

    /// Notes which functions of a contract are closed and to be opened as they should be, and hands back the others. What is open
    /// to another role meanwhile is wrong all the same.
    pub(super) fn noted(
        &self,
        subject: &str,
        target: Address,
        found: impl Iterator<Item = (&'static Permission, u64)>,
        findings: &mut Verification,
    ) -> Vec<(&'static Permission, u64)> {
        let closed = role_id(Role::Governor);
        let (waiting, rest): (Vec<_>, Vec<_>) = found.partition(|(permission, role)| {
            let to_be = self.functions.get(&(target, permission.selector)).map(|(role, _)| *role);
            Some(*role) == closed
                && *role != permission.role_id
                && to_be == Some(permission.role_id)
        });
        let mut by_time: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        for (permission, _) in waiting {
            let from =
                self.functions.get(&(target, permission.selector)).map_or(0, |(_, from)| *from);
            by_time.entry(from).or_default().push(permission.signature);
        }
        for (from, signatures) in by_time {
            let (from, signatures) = (timestamp(from), signatures.join(", "));
            findings.note(
                subject,
                format!(
                    "closed until they are opened, which is scheduled for {from}: {signatures}; do again then what scheduled it"
                ),
            );
        }
        rest
    }
}
