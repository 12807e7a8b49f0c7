//! What each step sends.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, Bytes, FixedBytes, U256, keccak256};
use alloy::sol_types::SolCall;
use corridor_bindings::generated::cash_token;
use corridor_bindings::{
    AssetRegistry, EntrantLedger, ISecurityToken, InvestorRegistry, RegimeFactory, RoleManager,
};

use super::contracts::{creation_code, regime_code};
use super::goal::{Goal, Instrument, fixed, table};
use super::moved::record_holder;
use super::reads::{read, read_many};
use super::roles::{Restricted, permissions_of, role_id, role_ids};
use super::routes::opening;
use super::state::{fixed_lei, restricted_contracts};
use super::step::Step;
use super::{
    BondRecord, DeploymentError, Manifest, ProfileRecord, RegimeRecord, SystemContract, token,
};
use crate::accounts::Role;
use crate::identifiers::Isin;
use crate::network::Connection;
use crate::profile::BoundProfile;

/// What there is to send for a step.
#[derive(Debug)]
pub enum Work {
    /// The chain holds its result already.
    Nothing,
    /// One transaction; a contract is created when `to` is missing.
    Send {
        /// The contract that is called.
        to: Option<Address>,
        /// The call, or the code that creates the contract.
        data: Bytes,
    },
    /// One transaction that schedules what can be executed at `ready_at`.
    Schedule {
        /// The access manager.
        to: Address,
        /// The call.
        data: Bytes,
        /// Seconds since 1970.
        ready_at: u64,
    },
    /// It is scheduled and can be executed at `ready_at`.
    Wait {
        /// Seconds since 1970.
        ready_at: u64,
    },
}

impl Work {
    fn call(to: Address, call: &impl SolCall) -> Self {
        Self::Send { to: Some(to), data: call.abi_encode().into() }
    }

    /// When it can be executed, if it has to wait for that.
    #[must_use]
    pub const fn waits_until(&self) -> Option<u64> {
        match self {
            Self::Wait { ready_at } => Some(*ready_at),
            _ => None,
        }
    }
}

/// Prepares a step; `administrator` signs what is the governor's. Intentions that a receipt alone doesn't tell (the
/// profile of a regime, the terms of a token) are put into the manifest here.
pub(super) async fn work(
    step: &Step,
    goal: &Goal,
    manifest: &mut Manifest,
    connection: &Connection,
    administrator: Address,
) -> Result<Work, DeploymentError> {
    match step {
        Step::TakeOverRole { role, holder, scope, .. } => {
            record_holder(manifest, *role, *holder, *scope);
            return Ok(Work::Nothing);
        }
        Step::DeployRegime { profile, leg, .. } => {
            let bound = goal.profiles.iter().find(|known| known.hash() == *profile);
            let bound = bound.ok_or_else(|| missing(step, "the profile"))?;
            return deploy_regime(manifest, connection, bound, leg).await;
        }
        Step::CreateToken { instrument, leg, isin } => {
            let wanted = goal.instruments.iter().find(|known| known.id == *instrument);
            let wanted = wanted.ok_or_else(|| missing(step, "the instrument"))?;
            return create_token(step, manifest, wanted, leg, *isin);
        }
        _ => {}
    }
    let decision = Decision { connection, administrator };
    let prepare = Prepare { step, manifest, decision };
    match step {
        Step::GrantRoles { grants } => prepare.grant_roles(grants).await,
        Step::Admit { contract, role } => prepare.admit(*contract, *role).await,
        Step::RestoreFunctions { .. } => prepare.restore_functions().await,
        Step::SetVerifierScope { verifier, scope } => {
            let call =
                InvestorRegistry::setVerifierScopeCall { verifier: *verifier, scope: *scope };
            prepare.decide(prepare.shared(SystemContract::InvestorRegistry)?, &call).await
        }
        Step::SetRegimeCode => prepare.set_regime_code().await,
        Step::ReplaceRegime { instrument, leg, profile } => {
            let regime =
                manifest.regime(*profile, leg).ok_or_else(|| missing(step, "the regime"))?.address;
            let call = ISecurityToken::setRegimeCall { regime_: regime };
            prepare.decide(prepare.token(instrument, leg)?, &call).await
        }
        Step::HandOver { governor, delay } => prepare.hand_over(goal.deployer, *governor, *delay),
        _ => prepare.plain(),
    }
}

fn missing(step: &Step, what: &'static str) -> DeploymentError {
    DeploymentError::OutOfOrder { step: step.to_string(), missing: what }
}

/// A step and what its calls are made from.
struct Prepare<'p> {
    step: &'p Step,
    manifest: &'p Manifest,
    decision: Decision<'p>,
}

impl Prepare<'_> {
    fn shared(&self, contract: SystemContract) -> Result<Address, DeploymentError> {
        self.manifest.address(contract).ok_or_else(|| missing(self.step, contract.name()))
    }

    fn bond(&self, instrument: &str) -> Result<&BondRecord, DeploymentError> {
        self.manifest.bonds.get(instrument).ok_or_else(|| missing(self.step, "the instrument"))
    }

    fn token(&self, instrument: &str, leg: &str) -> Result<Address, DeploymentError> {
        let record = self.bond(instrument)?.legs.iter().find(|record| record.leg == leg);
        Ok(record.ok_or_else(|| missing(self.step, "its token"))?.token.address)
    }

    /// Steps that are one call of one role, at once.
    fn plain(&self) -> Result<Work, DeploymentError> {
        match self.step {
            Step::CreateContract { contract } => {
                let arguments = contract.constructor_arguments(self.manifest);
                let arguments =
                    arguments.ok_or_else(|| missing(self.step, "a contract it points to"))?;
                Ok(Work::Send { to: None, data: creation_code(contract.artifact(), &arguments) })
            }
            Step::CreateCash { terms } => {
                let arguments = terms.constructor_arguments(self.manifest);
                let arguments =
                    arguments.ok_or_else(|| missing(self.step, "a contract it points to"))?;
                Ok(Work::Send { to: None, data: creation_code(&cash_token::ARTIFACT, &arguments) })
            }
            Step::SetEntrant { lei, jurisdiction, stage, activities } => {
                let (jurisdiction, stage, activities) = (*jurisdiction, *stage, *activities);
                let record = EntrantLedger::Entrant { jurisdiction, stage, activities };
                let call =
                    EntrantLedger::setEntrantCall { lei: fixed_lei(*lei), entrantRecord: record };
                Ok(Work::call(self.shared(SystemContract::EntrantLedger)?, &call))
            }
            Step::SetLimit { lei, asset_class, limit } => {
                let call = EntrantLedger::setLimitCall {
                    lei: fixed_lei(*lei),
                    assetClass: fixed(asset_class),
                    currency: FixedBytes(limit.currency().bytes()),
                    limit: U256::from(limit.units()),
                };
                Ok(Work::call(self.shared(SystemContract::EntrantLedger)?, &call))
            }
            Step::ListInstrument { instrument } => {
                let call = listing(instrument, self.bond(instrument)?);
                Ok(Work::call(self.shared(SystemContract::AssetRegistry)?, &call))
            }
            Step::Enrol { instrument, leg, lei, asset_class } => {
                let enrolment = EntrantLedger::Enrolment {
                    entrant: fixed_lei(*lei),
                    currency: FixedBytes(self.bond(instrument)?.currency.bytes()),
                    assetClass: fixed(asset_class),
                };
                let call = EntrantLedger::enrolCall {
                    instrument: self.token(instrument, leg)?,
                    enrolment,
                };
                Ok(Work::call(self.shared(SystemContract::EntrantLedger)?, &call))
            }
            Step::OpenRoute { instrument, route, from, to, profile } => {
                let legs = (self.token(instrument, from)?, self.token(instrument, to)?);
                let call = opening(self.manifest, *profile, route, legs)?;
                let call = call.ok_or_else(|| missing(self.step, "the route"))?;
                Ok(Work::call(self.shared(SystemContract::Routes)?, &call))
            }
            _ => Err(missing(self.step, "a call for it")),
        }
    }

    async fn decide(&self, target: Address, call: &impl SolCall) -> Result<Work, DeploymentError> {
        let manager = self.shared(SystemContract::AccessManager)?;
        self.decision.batch(manager, vec![(target, call.abi_encode().into())]).await
    }

    async fn grant_roles(&self, grants: &BTreeMap<Role, Address>) -> Result<Work, DeploymentError> {
        let manager = self.shared(SystemContract::AccessManager)?;
        let grants = grants.iter().filter_map(|(role, account)| {
            let (role_id, account) = (role_id(*role)?, *account);
            let call = RoleManager::grantRoleCall { roleId: role_id, account, executionDelay: 0 };
            Some((manager, call.abi_encode().into()))
        });
        self.decision.batch(manager, grants.collect()).await
    }

    /// A contract gets the role that it acts in.
    async fn admit(&self, contract: SystemContract, role: u64) -> Result<Work, DeploymentError> {
        let manager = self.shared(SystemContract::AccessManager)?;
        let account = self.shared(contract)?;
        let call = RoleManager::hasRoleCall { roleId: role, account };
        if read(self.decision.connection, manager, &call, BlockId::latest()).await?.isMember {
            return Ok(Work::Nothing);
        }
        let call = RoleManager::grantRoleCall { roleId: role, account, executionDelay: 0 };
        self.decide(manager, &call).await
    }

    async fn restore_functions(&self) -> Result<Work, DeploymentError> {
        let manager = self.shared(SystemContract::AccessManager)?;
        let targets = restricted_contracts(self.manifest);
        let calls = restoring_calls(self.decision.connection, manager, targets).await?;
        self.decision.batch(manager, calls).await
    }

    async fn set_regime_code(&self) -> Result<Work, DeploymentError> {
        let factory = self.shared(SystemContract::RegimeFactory)?;
        let wanted = keccak256(regime_code(self.manifest));
        let call = RegimeFactory::codeHashCall {};
        if read(self.decision.connection, factory, &call, BlockId::latest()).await? == wanted {
            return Ok(Work::Nothing);
        }
        self.decide(factory, &RegimeFactory::setCodeHashCall { codeHash_: wanted }).await
    }

    fn hand_over(
        &self,
        deployer: Address,
        governor: Address,
        delay: u32,
    ) -> Result<Work, DeploymentError> {
        let manager = self.shared(SystemContract::AccessManager)?;
        let grant =
            RoleManager::grantRoleCall { roleId: 0, account: governor, executionDelay: delay };
        let mut data: Vec<Bytes> = vec![grant.abi_encode().into()];
        if deployer != governor {
            let call = RoleManager::renounceRoleCall { roleId: 0, callerConfirmation: deployer };
            data.push(call.abi_encode().into());
        }
        Ok(Work::call(manager, &RoleManager::multicallCall { data }))
    }
}

fn create_token(
    step: &Step,
    manifest: &mut Manifest,
    wanted: &Instrument,
    leg: &str,
    isin: Isin,
) -> Result<Work, DeploymentError> {
    let regime = manifest.regime(wanted.profile.hash(), leg);
    let regime = regime.ok_or_else(|| missing(step, "its regime"))?.address;
    let arguments = token::arguments(wanted, leg, isin, regime, manifest);
    let arguments = arguments.ok_or_else(|| missing(step, "a shared contract"))?;
    manifest.bonds.entry(wanted.id.clone()).or_insert_with(|| new_bond(wanted));
    Ok(Work::Send { to: None, data: creation_code(token::artifact(wanted.kind()), &arguments) })
}

/// Whether an account is an administrator.
pub(super) async fn administers(
    connection: &Connection,
    manifest: &Manifest,
    account: Address,
) -> Result<bool, DeploymentError> {
    let Some(manager) = manifest.address(SystemContract::AccessManager) else { return Ok(true) };
    let call = RoleManager::hasRoleCall { roleId: 0, account };
    Ok(read(connection, manager, &call, BlockId::latest()).await?.isMember)
}

/// Who administers now: the deployer until the hand-over, behind it the governor.
pub(super) async fn administrator(
    connection: &Connection,
    manifest: &Manifest,
    governor: Address,
) -> Result<Address, DeploymentError> {
    let deployer = manifest.deployer;
    let is_deployer = deployer != governor && administers(connection, manifest, deployer).await?;
    Ok(if is_deployer { deployer } else { governor })
}

/// Who decides as administrator, and after what delay.
#[derive(Debug)]
pub struct Decision<'d> {
    /// The chain.
    pub connection: &'d Connection,
    /// Who decides.
    pub administrator: Address,
}

impl Decision<'_> {
    /// One transaction for all calls: at once, or as a schedule and later as an execution when there is a delay.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn batch(
        &self,
        manager: Address,
        calls: Vec<(Address, Bytes)>,
    ) -> Result<Work, DeploymentError> {
        if calls.is_empty() {
            return Ok(Work::Nothing);
        }
        let latest = BlockId::latest();
        let call = RoleManager::hasRoleCall { roleId: 0, account: self.administrator };
        let delay = read(self.connection, manager, &call, latest).await?.executionDelay;
        if delay == 0 {
            let data =
                calls.into_iter().map(|(target, data)| direct(manager, target, data)).collect();
            return Ok(Work::call(manager, &RoleManager::multicallCall { data }));
        }
        let ids = calls.iter().map(|(target, data)| {
            let (caller, target, data) = (self.administrator, *target, data.clone());
            (manager, RoleManager::hashOperationCall { caller, target, data })
        });
        let ids = read_many(self.connection, ids, latest).await?;
        let times = ids.into_iter().map(|id| (manager, RoleManager::getScheduleCall { id }));
        let times: Vec<u64> = read_many(self.connection, times, latest)
            .await?
            .into_iter()
            .map(|time| time.to())
            .collect();
        let now = self.connection.time_at(latest).await?;
        if times.contains(&0) {
            let unscheduled = calls.into_iter().zip(times).filter(|(_, time)| *time == 0);
            let schedule = |(target, data)| {
                let when = alloy::primitives::aliases::U48::ZERO;
                RoleManager::scheduleCall { target, data, when }.abi_encode().into()
            };
            let data = unscheduled.map(|(call, _)| schedule(call)).collect();
            let data = RoleManager::multicallCall { data }.abi_encode().into();
            return Ok(Work::Schedule { to: manager, data, ready_at: now + u64::from(delay) });
        }
        let ready_at = times.into_iter().max().unwrap_or_default();
        if now < ready_at {
            return Ok(Work::Wait { ready_at });
        }
        let execute =
            |(target, data)| RoleManager::executeCall { target, data }.abi_encode().into();
        let data = calls.into_iter().map(execute).collect();
        Ok(Work::call(manager, &RoleManager::multicallCall { data }))
    }
}

/// A call inside a multicall of the manager: its own functions as they are, others through `execute`.
fn direct(manager: Address, target: Address, data: Bytes) -> Bytes {
    if target == manager {
        data
    } else {
        RoleManager::executeCall { target, data }.abi_encode().into()
    }
}

/// Calls that give functions back to their roles, one for each contract and role that lack some.
async fn restoring_calls(
    connection: &Connection,
    manager: Address,
    targets: impl IntoIterator<Item = (Restricted, Address)>,
) -> Result<Vec<(Address, Bytes)>, DeploymentError> {
    let mut calls = Vec::new();
    for (kind, target) in targets {
        let permissions: Vec<_> = permissions_of(kind).collect();
        let questions = permissions.iter().map(|permission| {
            (
                manager,
                RoleManager::getTargetFunctionRoleCall { target, selector: permission.selector },
            )
        });
        let open_to = read_many(connection, questions, BlockId::latest()).await?;
        for role_id in role_ids() {
            let closed = permissions
                .iter()
                .zip(&open_to)
                .filter(|(permission, open)| permission.role_id == role_id && **open != role_id);
            let selectors: Vec<_> = closed.map(|(permission, _)| permission.selector).collect();
            if !selectors.is_empty() {
                let call =
                    RoleManager::setTargetFunctionRoleCall { target, selectors, roleId: role_id };
                calls.push((manager, call.abi_encode().into()));
            }
        }
    }
    Ok(calls)
}

async fn deploy_regime(
    manifest: &mut Manifest,
    connection: &Connection,
    profile: &BoundProfile,
    leg: &str,
) -> Result<Work, DeploymentError> {
    let missing = |what| DeploymentError::OutOfOrder {
        step: format!("make the regime of leg {leg}"),
        missing: what,
    };
    let ledger = manifest
        .address(SystemContract::EntrantLedger)
        .ok_or_else(|| missing("the entrant ledger"))?;
    let factory = manifest
        .address(SystemContract::RegimeFactory)
        .ok_or_else(|| missing("the regime factory"))?;
    let table = table(profile, leg, ledger)?;
    let record = || ProfileRecord {
        id: profile.profile().id.clone(),
        version: profile.profile().version.clone(),
        inputs: profile.inputs(),
        canonical: profile.canonical().to_owned(),
        text: profile.profile().text(),
    };
    manifest.profiles.entry(profile.hash()).or_insert_with(record);
    let latest = BlockId::latest();
    let code = regime_code(manifest);
    let call = RegimeFactory::addressOfCall { code: code.clone(), table: table.clone() };
    let address = read(connection, factory, &call, latest).await?;
    if !read(connection, factory, &RegimeFactory::isRegimeCall { regime: address }, latest).await? {
        return Ok(Work::call(factory, &RegimeFactory::deployCall { code, table }));
    }
    // Somebody made it before: its address follows from the table, so it is the same regime.
    if manifest.regime(profile.hash(), leg).is_none() {
        let (profile, leg) = (profile.hash(), leg.to_owned());
        manifest.regimes.push(RegimeRecord {
            profile,
            leg,
            address,
            transaction: None,
            block: None,
            table,
        });
    }
    Ok(Work::Nothing)
}

fn new_bond(instrument: &Instrument) -> BondRecord {
    BondRecord {
        terms: instrument.terms.clone(),
        terms_hash: instrument.terms_hash,
        issuer: instrument.issuer,
        kind: instrument.kind(),
        currency: instrument.currency,
        profile: instrument.profile.hash(),
        legs: Vec::new(),
        listed: None,
    }
}

fn listing(instrument: &str, bond: &BondRecord) -> AssetRegistry::listCall {
    let leg = |leg: &super::LegRecord| AssetRegistry::Leg {
        token: leg.token.address,
        isin: FixedBytes(leg.isin.bytes()),
    };
    AssetRegistry::listCall {
        asset: Instrument::asset_id(instrument),
        issuer: bond.issuer.map(fixed_lei).unwrap_or_default(),
        termsHash: bond.terms_hash,
        newLegs: bond.legs.iter().map(leg).collect(),
    }
}
