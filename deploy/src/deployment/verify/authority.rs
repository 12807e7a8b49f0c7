//! Authority: who has which role, which role may call what, what the verifiers may attest.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, U256};
use alloy::sol_types::SolEvent;
use corridor_bindings::{InvestorRegistry, RoleManager};

use super::openings::{self, Openings};
use super::{Audit, Verification};
use crate::accounts::Role;
use crate::deployment::contracts::contract_roles;
use crate::deployment::reads::{logs, read, read_many};
use crate::deployment::roles::{permissions_of, role_id, role_name};
use crate::deployment::state::restricted_contracts;
use crate::deployment::{DeploymentError, SystemContract};

pub(super) async fn check(
    audit: Audit<'_>,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let scheduled = openings::scheduled(audit).await?;
    members(audit, &scheduled, findings).await?;
    functions(audit, &scheduled, findings).await?;
    scopes(audit, findings).await
}

/// Every member of every role, from the events; then whether those that should be are.
async fn members(
    audit: Audit<'_>,
    scheduled: &Openings,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let manager = audit.manifest.address(SystemContract::AccessManager).unwrap_or_default();
    let ever = ever_granted(audit, manager).await?;
    let expected = expected_members(audit);
    let asked: BTreeSet<(u64, Address)> =
        ever.into_iter().chain(expected.keys().copied()).collect();
    let questions = asked.iter().map(|(role, account)| {
        (manager, RoleManager::hasRoleCall { roleId: *role, account: *account })
    });
    let answers = read_many(audit.connection, questions, audit.block).await?;
    for ((id, account), answer) in asked.into_iter().zip(answers) {
        let name = role_name(id);
        findings.checked(format!("{name}: {account}"));
        let is_missing = expected.contains_key(&(id, account)) && !answer.isMember;
        if is_missing && scheduled.noted_member(&name, (id, account), findings) {
            continue;
        }
        match (expected.get(&(id, account)), answer.isMember) {
            (Some(_), false) => {
                findings.wrong(name, format!("{account} should have this role and does not"))
            }
            (None, true) if account == audit.manifest.deployer => {
                findings.wrong(
                    name,
                    format!("the deployer {account} still has this role; it should hold nothing"),
                );
            }
            (None, true) => {
                findings.wrong(name, format!("{account} has this role and should not; revoke it"))
            }
            (Some(role), true) => {
                let expected = match role {
                    Some(Role::Governor) => audit.manifest.governor_delay,
                    _ => 0,
                };
                let found = answer.executionDelay;
                if found != expected {
                    let message = format!(
                        "what {account} does in this role waits {found} s, expected {expected} s"
                    );
                    findings.wrong(name, message);
                }
            }
            (None, false) => {}
        }
    }
    Ok(())
}

/// Who should be a member of which role: accounts in theirs, and contracts in those that they act in.
fn expected_members(audit: Audit<'_>) -> BTreeMap<(u64, Address), Option<Role>> {
    let accounts = audit.manifest.roles.iter();
    let accounts =
        accounts.filter_map(|(role, account)| Some(((role_id(*role)?, *account), Some(*role))));
    let contracts = contract_roles()
        .filter_map(|(contract, role)| Some(((role, audit.manifest.address(contract)?), None)));
    accounts.chain(contracts).collect()
}

/// Every account that a role was ever granted to.
async fn ever_granted(
    audit: Audit<'_>,
    manager: Address,
) -> Result<BTreeSet<(u64, Address)>, DeploymentError> {
    let mut ever = BTreeSet::new();
    let topics = vec![RoleManager::RoleGranted::SIGNATURE_HASH];
    logs(audit.connection, manager, topics, audit.manifest.first_block(), |log| {
        if let Ok(granted) = RoleManager::RoleGranted::decode_log(&log.inner) {
            ever.insert((granted.roleId, granted.account));
        }
    })
    .await?;
    Ok(ever)
}

/// What each restricted function is open to, and whether each contract still obeys this access manager.
async fn functions(
    audit: Audit<'_>,
    scheduled: &Openings,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let manager = audit.manifest.address(SystemContract::AccessManager).unwrap_or_default();
    for (kind, target) in restricted_contracts(audit.manifest) {
        let permissions: Vec<_> = permissions_of(kind).collect();
        let questions = permissions.iter().map(|permission| {
            (
                manager,
                RoleManager::getTargetFunctionRoleCall { target, selector: permission.selector },
            )
        });
        let answers = read_many(audit.connection, questions, audit.block).await?;
        let found = permissions.into_iter().zip(answers);
        let subject = format!("{kind:?} at {target}");
        let rest = scheduled.noted(&subject, target, found, findings);
        for (permission, found) in rest {
            let what = format!("the role that may call {}", permission.signature);
            findings.same(&subject, &what, &permission.role_id, &found);
        }
        let call = InvestorRegistry::authorityCall {};
        let authority = read(audit.connection, target, &call, audit.block).await?;
        findings.same(&subject, "its authority", &manager, &authority);
        let call = RoleManager::isTargetClosedCall { target };
        let closed = read(audit.connection, manager, &call, audit.block).await?;
        if closed {
            findings.wrong(
                subject,
                "the access manager has closed it, so nobody may call its restricted functions",
            );
        }
    }
    opened_beyond(audit, findings).await
}

/// Functions outside the table that were opened to a role: nobody but the governor should be able to call them.
async fn opened_beyond(
    audit: Audit<'_>,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let manager = audit.manifest.address(SystemContract::AccessManager).unwrap_or_default();
    let kinds: BTreeMap<Address, _> = restricted_contracts(audit.manifest)
        .into_iter()
        .map(|(kind, target)| (target, kind))
        .collect();
    let mut last = BTreeMap::new();
    let topics = vec![RoleManager::TargetFunctionRoleUpdated::SIGNATURE_HASH];
    logs(audit.connection, manager, topics, audit.manifest.first_block(), |log| {
        if let Ok(event) = RoleManager::TargetFunctionRoleUpdated::decode_log(&log.inner) {
            last.insert((event.target, event.selector), event.roleId);
        }
    })
    .await?;
    for ((target, selector), role) in last {
        let known = kinds
            .get(&target)
            .is_some_and(|kind| permissions_of(*kind).any(|one| one.selector == selector));
        if !known && role != 0 {
            let message = format!(
                "function {selector} is open to role {role}, and no role of this system calls it"
            );
            findings.wrong(format!("contract {target}"), message);
        }
    }
    Ok(())
}

async fn scopes(audit: Audit<'_>, findings: &mut Verification) -> Result<(), DeploymentError> {
    let investors = audit.manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
    let mut scopes: BTreeMap<Address, U256> = BTreeMap::new();
    let topics = vec![InvestorRegistry::VerifierScopeSet::SIGNATURE_HASH];
    logs(audit.connection, investors, topics, audit.manifest.first_block(), |log| {
        if let Ok(set) = InvestorRegistry::VerifierScopeSet::decode_log(&log.inner) {
            scopes.insert(set.verifier, set.scope);
        }
    })
    .await?;
    let verifier = audit.manifest.roles.get(&Role::Verifier).copied().unwrap_or_default();
    let mut expectations = audit.manifest.verifiers.clone();
    expectations.insert(verifier, audit.manifest.verifier_scope);
    for account in expectations.keys() {
        scopes.entry(*account).or_default();
    }
    for (account, scope) in scopes {
        let expected = expectations.get(&account).copied().unwrap_or_default();
        findings.same(
            "verifier",
            &format!("the scope of {account}"),
            &format!("{expected:#x}"),
            &format!("{scope:#x}"),
        );
    }
    Ok(())
}
