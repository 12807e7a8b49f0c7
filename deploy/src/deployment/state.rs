//! What the chain holds of a deployment.

use std::collections::{BTreeMap, BTreeSet};

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, Selector, U256};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::{
    AssetRegistry, EntrantLedger, ISecurityToken, InvestorRegistry, RegimeFactory, RoleManager,
    Routes,
};

use super::contracts::{contract_roles, regime_code};
use super::goal::{Goal, Instrument, fixed, table};
use super::moved::{MovedRole, read_moved};
use super::reads::{code, logs, read, read_many};
use super::roles::{Restricted, permissions_of, role_id};
use super::schedule::{ScheduledRegime, scheduled_regimes};
use super::{DeploymentError, Manifest, SystemContract};
use crate::accounts::Role;
use crate::identifiers::Lei;
use crate::network::Connection;

/// What a plan is held against. Everything in it was read from the chain.
#[derive(Clone, Debug, Default)]
pub struct ChainState {
    /// Contracts of the manifest that have code.
    pub(super) present: Vec<Address>,
    /// The execution delay of the account of each role; roles whose account is no member are left out.
    pub(super) members: BTreeMap<Role, u32>,
    /// Who has the roles that belong to another account in the manifest than in the goal.
    pub(super) moved: BTreeMap<Role, MovedRole>,
    /// Whether the deployer is an administrator.
    pub(super) deployer_administers: bool,
    /// Contracts that have the role they act in.
    pub(super) admitted: Vec<SystemContract>,
    /// The role that each restricted function is open to.
    pub(super) functions: BTreeMap<(Address, Selector), u64>,
    /// Roles that were taken away, by their numbers, and from whom: not those that were granted again since.
    pub(super) deprived: BTreeSet<(u64, Address)>,
    /// The verifier's scope.
    pub(super) scope: U256,
    /// Whether the verifier was ever given a scope, of whatever extent.
    pub(super) scope_was_set: bool,
    /// Entrants that were admitted.
    pub(super) entrants: BTreeMap<Lei, EntrantLedger::Entrant>,
    /// Limits that were set.
    pub(super) limits: BTreeMap<(Lei, String), EntrantLedger::Capacity>,
    /// Hash of the code that the factory puts tables behind.
    pub(super) regime_code: B256,
    /// The regime of each leg of each wanted profile.
    pub(super) regimes: BTreeMap<(B256, String), RegimeSeen>,
    /// Replacements that wait, of the instruments whose regimes may be replaced.
    pub(super) scheduled: Vec<ScheduledRegime>,
    /// Tokens of the manifest.
    pub(super) tokens: BTreeMap<Address, TokenSeen>,
    /// Routes that were ever opened, by the tokens of their legs.
    pub(super) routes: BTreeMap<(Address, Address), Routes::LegRoute>,
    /// Instruments that are listed.
    pub(super) listed: Vec<String>,
}

/// Where a regime is or would be.
#[derive(Clone, Debug)]
pub(super) struct RegimeSeen {
    pub(super) address: Address,
    pub(super) made: bool,
}

/// What a token says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct TokenSeen {
    pub(super) regime: Address,
    pub(super) enrolled: bool,
}

impl ChainState {
    /// Reads what matters for `goal`.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or a contract of the manifest answers as no contract of this release does.
    pub async fn read(
        connection: &Connection,
        manifest: Option<&Manifest>,
        goal: &Goal,
    ) -> Result<Self, DeploymentError> {
        let mut state = Self::default();
        let Some(manifest) = manifest else { return Ok(state) };
        let tokens =
            manifest.bonds.values().flat_map(|bond| bond.legs.iter().map(|leg| leg.token.address));
        let cash = manifest.cash.values().map(|cash| cash.token.address);
        let shared = manifest.contracts.values().map(|record| record.address);
        for address in shared.chain(tokens).chain(cash) {
            if !code(connection, address).await?.is_empty() {
                state.present.push(address);
            }
        }
        state.read_roles(connection, manifest, goal).await?;
        state.moved = read_moved(connection, manifest, goal, &state.present).await?;
        state.read_entrants(connection, manifest, goal).await?;
        state.read_regimes(connection, manifest, goal).await?;
        state.read_instruments(connection, manifest).await?;
        let replaced = manifest.bonds.iter().filter(|(id, _)| goal.replace.contains(id));
        let tokens = replaced.flat_map(|(_, bond)| bond.legs.iter().map(|leg| leg.token.address));
        let tokens: Vec<Address> = tokens.collect();
        if !tokens.is_empty() {
            let latest = BlockId::latest();
            state.scheduled = scheduled_regimes(connection, manifest, &tokens, latest).await?;
        }
        Ok(state)
    }

    fn address(&self, manifest: &Manifest, contract: SystemContract) -> Option<Address> {
        manifest.address(contract).filter(|address| self.present.contains(address))
    }

    async fn read_roles(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        goal: &Goal,
    ) -> Result<(), DeploymentError> {
        let latest = BlockId::latest();
        let Some(manager) = self.address(manifest, SystemContract::AccessManager) else {
            return Ok(());
        };
        let wanted: Vec<_> = goal
            .roles
            .iter()
            .filter_map(|(role, account)| Some((*role, role_id(*role)?, *account)))
            .collect();
        let deployer = RoleManager::hasRoleCall { roleId: 0, account: goal.deployer };
        let calls = wanted
            .iter()
            .map(|(_, id, account)| RoleManager::hasRoleCall { roleId: *id, account: *account });
        let calls = calls.chain([deployer]).map(|call| (manager, call));
        let mut answers = read_many(connection, calls, latest).await?;
        self.deployer_administers = answers.pop().is_some_and(|answer| answer.isMember);
        for ((role, ..), answer) in wanted.into_iter().zip(answers) {
            if answer.isMember {
                self.members.insert(role, answer.executionDelay);
            }
        }
        for (contract, role_id) in contract_roles() {
            let Some(account) = self.address(manifest, contract) else { continue };
            let call = RoleManager::hasRoleCall { roleId: role_id, account };
            if read(connection, manager, &call, latest).await?.isMember {
                self.admitted.push(contract);
            }
        }
        self.read_functions(connection, manifest, manager).await?;
        if let (Some(investors), Some(verifier)) = (
            self.address(manifest, SystemContract::InvestorRegistry),
            goal.roles.get(&Role::Verifier),
        ) {
            let call = InvestorRegistry::scopeOfCall { verifier: *verifier };
            self.scope = read(connection, investors, &call, latest).await?;
            self.read_scope_set(connection, manifest, investors, *verifier).await?;
        }
        self.read_deprived(connection, manifest, manager).await
    }

    /// What was taken away on chain is a decision, and no step that is still to be done.
    async fn read_deprived(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        manager: Address,
    ) -> Result<(), DeploymentError> {
        let topics = vec![
            RoleManager::RoleGranted::SIGNATURE_HASH,
            RoleManager::RoleRevoked::SIGNATURE_HASH,
        ];
        logs(connection, manager, topics, manifest.first_block(), |log| {
            if let Ok(granted) = RoleManager::RoleGranted::decode_log(&log.inner) {
                self.deprived.remove(&(granted.roleId, granted.account));
            } else if let Ok(revoked) = RoleManager::RoleRevoked::decode_log(&log.inner) {
                self.deprived.insert((revoked.roleId, revoked.account));
            }
        })
        .await
    }

    async fn read_scope_set(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        investors: Address,
        verifier: Address,
    ) -> Result<(), DeploymentError> {
        let topics = vec![InvestorRegistry::VerifierScopeSet::SIGNATURE_HASH];
        logs(connection, investors, topics, manifest.first_block(), |log| {
            let set = InvestorRegistry::VerifierScopeSet::decode_log(&log.inner);
            self.scope_was_set |= set.is_ok_and(|set| set.verifier == verifier);
        })
        .await
    }

    async fn read_functions(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        manager: Address,
    ) -> Result<(), DeploymentError> {
        let targets = restricted_contracts(manifest);
        let functions: Vec<_> = targets
            .into_iter()
            .flat_map(|(kind, target)| {
                permissions_of(kind).map(move |permission| (target, permission.selector))
            })
            .collect();
        let calls = functions.iter().map(|(target, selector)| {
            (
                manager,
                RoleManager::getTargetFunctionRoleCall { target: *target, selector: *selector },
            )
        });
        let answers = read_many(connection, calls, BlockId::latest()).await?;
        self.functions = functions.into_iter().zip(answers).collect();
        Ok(())
    }

    async fn read_entrants(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        goal: &Goal,
    ) -> Result<(), DeploymentError> {
        let latest = BlockId::latest();
        let Some(ledger) = self.address(manifest, SystemContract::EntrantLedger) else {
            return Ok(());
        };
        for entrant in goal.profiles.iter().filter_map(|profile| profile.entrant()) {
            let lei = fixed_lei(entrant.lei);
            let record =
                read(connection, ledger, &EntrantLedger::entrantCall { lei }, latest).await?;
            if record.stage != 0 || record.jurisdiction != 0 {
                self.entrants.insert(entrant.lei, record);
            }
            let call = EntrantLedger::capacityCall { lei, assetClass: fixed(&entrant.asset_class) };
            let capacity = read(connection, ledger, &call, latest).await?;
            if !capacity.currency.is_zero() {
                self.limits.insert((entrant.lei, entrant.asset_class.clone()), capacity);
            }
        }
        Ok(())
    }

    async fn read_regimes(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        goal: &Goal,
    ) -> Result<(), DeploymentError> {
        let latest = BlockId::latest();
        let ledger = self.address(manifest, SystemContract::EntrantLedger);
        let factory = self.address(manifest, SystemContract::RegimeFactory);
        let (Some(ledger), Some(factory)) = (ledger, factory) else { return Ok(()) };
        let call = RegimeFactory::codeHashCall {};
        self.regime_code = read(connection, factory, &call, latest).await?;
        for profile in &goal.profiles {
            for leg in &profile.profile().legs {
                let table = table(profile, &leg.id, ledger)?;
                // One made before the code was replaced stays what it is.
                let address = match manifest.regime(profile.hash(), &leg.id) {
                    Some(record) => record.address,
                    None => {
                        let code = regime_code(manifest);
                        let call = RegimeFactory::addressOfCall { code, table };
                        read(connection, factory, &call, latest).await?
                    }
                };
                let made = read(
                    connection,
                    factory,
                    &RegimeFactory::isRegimeCall { regime: address },
                    latest,
                )
                .await?;
                self.regimes.insert((profile.hash(), leg.id.clone()), RegimeSeen { address, made });
            }
        }
        Ok(())
    }

    async fn read_instruments(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
    ) -> Result<(), DeploymentError> {
        let latest = BlockId::latest();
        let assets = self.address(manifest, SystemContract::AssetRegistry);
        let ledger = self.address(manifest, SystemContract::EntrantLedger);
        let (Some(assets), Some(ledger)) = (assets, ledger) else { return Ok(()) };
        let routes = self.address(manifest, SystemContract::Routes);
        for (id, bond) in &manifest.bonds {
            if let Some(routes) = routes {
                let call = Routes::routesOfCall { asset: Instrument::asset_id(id) };
                let found = read(connection, routes, &call, latest).await?;
                self.routes.extend(
                    found.into_iter().map(|route| ((route.source, route.destination), route)),
                );
            }
            let call = AssetRegistry::assetByIdCall { asset: Instrument::asset_id(id) };
            if read(connection, assets, &call, latest).await?.status != 0 {
                self.listed.push(id.clone());
            }
            for token in bond
                .legs
                .iter()
                .map(|leg| leg.token.address)
                .filter(|token| self.present.contains(token))
            {
                let regime =
                    read(connection, token, &ISecurityToken::regimeCall {}, latest).await?;
                let call = EntrantLedger::enrolmentOfCall { instrument: token };
                let enrolled = !read(connection, ledger, &call, latest).await?.entrant.is_zero();
                self.tokens.insert(token, TokenSeen { regime, enrolled });
            }
        }
        Ok(())
    }
}

/// Every contract of the manifest that has restricted functions.
pub(super) fn restricted_contracts(manifest: &Manifest) -> Vec<(Restricted, Address)> {
    let shared = [
        (Restricted::InvestorRegistry, SystemContract::InvestorRegistry),
        (Restricted::EntrantLedger, SystemContract::EntrantLedger),
        (Restricted::AssetRegistry, SystemContract::AssetRegistry),
        (Restricted::RegimeFactory, SystemContract::RegimeFactory),
        (Restricted::Permits, SystemContract::Permits),
        (Restricted::InstrumentLedger, SystemContract::InstrumentLedger),
        (Restricted::Routes, SystemContract::Routes),
        (Restricted::Servicing, SystemContract::Servicing),
        (Restricted::BondDocuments, SystemContract::BondDocuments),
        (Restricted::Settlement, SystemContract::Settlement),
        (Restricted::Pledges, SystemContract::Pledges),
    ];
    let shared =
        shared.into_iter().filter_map(|(kind, contract)| Some((kind, manifest.address(contract)?)));
    let tokens = manifest.bonds.values().flat_map(|bond| &bond.legs);
    let cash = manifest.cash.values().map(|cash| (Restricted::CashToken, cash.token.address));
    shared
        .chain(tokens.map(|leg| (Restricted::SecurityToken, leg.token.address)))
        .chain(cash)
        .collect()
}

/// An LEI as the contracts store it.
#[must_use]
pub fn fixed_lei(lei: Lei) -> alloy::primitives::FixedBytes<20> {
    alloy::primitives::FixedBytes(lei.bytes())
}
