//! Roles that were moved to another account on chain: the manifest takes over who has them, where the chain leaves no doubt.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use corridor_bindings::{InvestorRegistry, RoleManager};

use super::goal::Goal;
use super::reads::read;
use super::roles::role_id;
use super::step::Step;
use super::{DeploymentError, Manifest, SystemContract};
use crate::accounts::Role;
use crate::network::Connection;

/// What the chain says of a role that belongs to one account in the manifest and to another in the goal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MovedRole {
    /// Whether the account of the manifest has it still.
    recorded_has: bool,
    /// Whether the account of the goal has it.
    wanted_has: bool,
    /// What the account of the goal may attest, if it is the verifier.
    scope: U256,
}

/// Roles of which the goal names another account than the manifest: the role, the account in the manifest, and that in the goal.
fn differing<'m>(
    goal: &'m Goal,
    manifest: &'m Manifest,
) -> impl Iterator<Item = (Role, Address, Address)> {
    goal.roles.iter().filter_map(|(role, wanted)| {
        let recorded = manifest.roles.get(role)?;
        (recorded != wanted).then_some((*role, *recorded, *wanted))
    })
}

/// Asks the chain who has the roles that were moved. `present` tells which contracts are there.
pub(super) async fn read_moved(
    connection: &Connection,
    manifest: &Manifest,
    goal: &Goal,
    present: &[Address],
) -> Result<BTreeMap<Role, MovedRole>, DeploymentError> {
    let (latest, mut moved) = (BlockId::latest(), BTreeMap::new());
    let address = |contract| manifest.address(contract).filter(|one| present.contains(one));
    let contracts =
        (address(SystemContract::AccessManager), address(SystemContract::InvestorRegistry));
    let (Some(manager), Some(investors)) = contracts else { return Ok(moved) };
    for (role, recorded, wanted) in differing(goal, manifest) {
        let found = match role_id(role) {
            Some(role_id) => {
                let ask = |account| RoleManager::hasRoleCall { roleId: role_id, account };
                let recorded = read(connection, manager, &ask(recorded), latest).await?;
                let wanted = read(connection, manager, &ask(wanted), latest).await?;
                let (recorded_has, wanted_has) = (recorded.isMember, wanted.isMember);
                MovedRole { recorded_has, wanted_has, scope: U256::ZERO }
            }
            None => {
                let ask = |verifier| InvestorRegistry::scopeOfCall { verifier };
                let recorded = read(connection, investors, &ask(recorded), latest).await?;
                let scope = read(connection, investors, &ask(wanted), latest).await?;
                let (recorded_has, wanted_has) = (!recorded.is_zero(), !scope.is_zero());
                MovedRole { recorded_has, wanted_has, scope }
            }
        };
        moved.insert(role, found);
    }
    Ok(moved)
}

/// The steps that take over who has the roles that were moved.
///
/// # Errors
///
/// The chain has not moved one of them, or not all the way.
pub(super) fn take_over(
    goal: &Goal,
    manifest: &Manifest,
    moved: &BTreeMap<Role, MovedRole>,
) -> Result<Vec<Step>, DeploymentError> {
    let steps = differing(goal, manifest).map(|(role, recorded, wanted)| {
        let found = moved.get(&role).copied().unwrap_or_default();
        match (found.wanted_has, found.recorded_has) {
            (true, false) => {
                let scope = (role == Role::Verifier).then_some(found.scope);
                Ok(Step::TakeOverRole { role, former: recorded, holder: wanted, scope })
            }
            (true, true) => Err(DeploymentError::RoleHeldTwice {
                role,
                recorded,
                wanted,
                remedy: remedy(role, recorded, manifest),
            }),
            (false, _) => Err(DeploymentError::RoleMoved { role, recorded, wanted }),
        }
    });
    steps.collect()
}

/// How a role is taken away from an account.
fn remedy(role: Role, account: Address, manifest: &Manifest) -> String {
    match role_id(role) {
        Some(id) => {
            let manager = manifest.address(SystemContract::AccessManager).unwrap_or_default();
            format!(
                "the governor calls revokeRole({id}, {account}) of the access manager {manager}"
            )
        }
        None => format!("`corridor verifier set {account} --nothing`"),
    }
}

/// Writes down who has a role now.
pub(super) fn record_holder(
    manifest: &mut Manifest,
    role: Role,
    holder: Address,
    scope: Option<U256>,
) {
    manifest.roles.insert(role, holder);
    if let Some(scope) = scope {
        manifest.verifier_scope = scope;
        // It may have been a further verifier before.
        manifest.verifiers.remove(&holder);
    }
}
