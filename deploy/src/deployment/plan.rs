//! The steps from what the chain holds to what is wanted. Pure: no endpoint, no file.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, B256, U256, keccak256};
use serde::Serialize;

use super::contracts::{contract_roles, regime_code};
use super::diff::{ProfileChange, compare};
use super::foresee::PlannedReplacement;
use super::goal::{Goal, Instrument};
use super::leg_rules::needs_issuer;
use super::moved::{record_holder, take_over};
use super::roles::{Restricted, opened_by_governor, permissions_of, role_id, role_name};
use super::routes::open_routes;
use super::state::{ChainState, restricted_contracts};
use super::step::Step;
use super::token::desk;
use super::{
    BondRecord, CashTerms, DeploymentError, LegRecord, Manifest, ScheduledRegime, SystemContract,
};
use crate::accounts::Role;
use crate::explain::Wording;
use crate::network::ChainIdentity;
use crate::profile::{BoundProfile, EntrantTerms};

/// What is to be done, and what should be known before it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Plan {
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Profiles that differ from the ones their instruments are under.
    pub changes: Vec<ProfileChange>,
    /// What the run does of the replacements among its steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<PlannedReplacement>,
    /// Other replacements of a regime that is replaced, which wait.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WaitingReplacement>,
    /// What differs from the goal and is left as it is.
    pub notes: Vec<String>,
}

/// A replacement that waits while another one of the same leg is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingReplacement {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// What waits.
    pub scheduled: ScheduledRegime,
}

impl WaitingReplacement {
    /// What waits, and how it is cancelled.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { instrument, leg, scheduled } = self;
        format!(
            "another replacement of the regime of {instrument}, leg {leg}, waits, and stays so until it is executed, cancelled or expired: from {}; `corridor bond cancel-replacement {instrument} --leg {leg} --hash {}` cancels it",
            scheduled.words(),
            scheduled.hash()
        )
    }
}

impl Plan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Plans the steps from `state` to `goal`.
///
/// # Errors
///
/// The goal contradicts itself, the manifest, or the chain in a way that no step can mend.
pub fn plan(
    goal: &Goal,
    chain: ChainIdentity,
    manifest: Option<&Manifest>,
    state: &ChainState,
) -> Result<Plan, DeploymentError> {
    check_roles(goal)?;
    let mut manifest = manifest.cloned().unwrap_or_else(|| new_manifest(goal, chain));
    let mut plan = Plan { steps: take_over(goal, &manifest, &state.moved)?, ..Plan::default() };
    // What follows is planned for those who have the roles.
    for step in &plan.steps {
        if let Step::TakeOverRole { role, holder, scope, .. } = step {
            record_holder(&mut manifest, *role, *holder, *scope);
        }
    }
    let planner = Planner { goal, manifest: &manifest, state };
    planner.system(&mut plan)?;
    for profile in &goal.profiles {
        planner.profile(profile, &mut plan);
    }
    for instrument in &goal.instruments {
        planner.instrument(instrument, &mut plan)?;
    }
    planner.hand_over(&mut plan);
    Ok(plan)
}

/// The manifest before the first step.
pub(super) fn new_manifest(goal: &Goal, chain: ChainIdentity) -> Manifest {
    Manifest {
        schema: super::MANIFEST_SCHEMA.to_owned(),
        chain,
        deployer: goal.deployer,
        governor_delay: goal.governor_delay,
        roles: goal.roles.clone(),
        verifier_scope: goal.verifier_scope,
        verifiers: BTreeMap::new(),
        contracts: BTreeMap::new(),
        profiles: BTreeMap::new(),
        regimes: Vec::new(),
        entrants: BTreeMap::new(),
        bonds: BTreeMap::new(),
        cash: BTreeMap::new(),
        pending: None,
    }
}

fn check_roles(goal: &Goal) -> Result<(), DeploymentError> {
    for (role, account) in &goal.roles {
        let other = goal.roles.iter().find(|(other, same)| *other > role && *same == account);
        if let Some((other, _)) = other.filter(|_| !goal.shared_roles) {
            return Err(DeploymentError::RoleShared {
                first: *role,
                second: *other,
                account: *account,
            });
        }
    }
    Ok(())
}

/// Why a role is not granted.
fn not_again(role: u64, whose: &str) -> String {
    let role = role_name(role);
    format!(
        "the role {role} was taken away from {whose}, so it is not granted again: that is the governor's to do, at the access manager"
    )
}

/// Functions that are the governor's when their contract has just been made, and another's by the table.
fn closed_functions(steps: &[Step]) -> usize {
    let made = steps.iter().filter_map(|step| match step {
        Step::CreateContract { contract } => opened_by_governor(*contract),
        Step::CreateCash { .. } => Some(Restricted::CashToken),
        _ => None,
    });
    made.map(|kind| permissions_of(kind).count()).sum()
}

/// Terms cannot be changed under an instrument that is there: of one without its issuer, purchasers are counted by themselves.
fn counted_alone(id: &str, bond: &BondRecord, profile: &BoundProfile) -> Option<String> {
    let rule = needs_issuer(profile).filter(|_| bond.issuer.is_none())?;
    Some(format!(
        "the terms of {id} have no LEI of its issuer, so rule {rule} counts its purchasers by themselves; where the issuer has other instruments, the limit is not held for all of them"
    ))
}

struct Planner<'p> {
    goal: &'p Goal,
    manifest: &'p Manifest,
    state: &'p ChainState,
}

impl Planner<'_> {
    fn is_there(&self, contract: SystemContract) -> bool {
        self.manifest.address(contract).is_some_and(|address| self.state.present.contains(&address))
    }

    fn system(&self, plan: &mut Plan) -> Result<(), DeploymentError> {
        for contract in self.wanted() {
            if !self.is_there(contract) {
                plan.steps.push(Step::CreateContract { contract });
            }
        }
        for terms in &self.goal.cash {
            self.cash(*terms, plan)?;
        }
        // A factory that is created now is created with the right hash.
        let extends = self.needs_extension() && !self.is_there(SystemContract::RuleExtension);
        let differs = self.state.regime_code != keccak256(regime_code(self.manifest));
        if self.is_there(SystemContract::RegimeFactory) && (extends || differs) {
            plan.steps.push(Step::SetRegimeCode);
        }
        self.roles(plan);
        let functions = self.misplaced_functions() + closed_functions(&plan.steps);
        if functions > 0 {
            plan.steps.push(Step::RestoreFunctions { functions });
        }
        self.scope(plan);
        Ok(())
    }

    /// Roles that were never granted are; those that were taken away are only noted.
    fn roles(&self, plan: &mut Plan) {
        let mut grants = BTreeMap::new();
        for (role, account) in &self.goal.roles {
            let Some(id) = role_id(*role).filter(|_| *role != Role::Governor) else { continue };
            if self.state.members.contains_key(role) {
                continue;
            }
            if self.state.deprived.contains(&(id, *account)) {
                plan.notes.push(not_again(id, &account.to_string()));
            } else {
                grants.insert(*role, *account);
            }
        }
        if !grants.is_empty() {
            plan.steps.push(Step::GrantRoles { grants });
        }
        for (contract, role) in contract_roles() {
            let address = self.manifest.address(contract);
            let wanted = address.is_some() || self.wanted().contains(&contract);
            if !wanted || self.state.admitted.contains(&contract) {
                continue;
            }
            match address.filter(|address| self.state.deprived.contains(&(role, *address))) {
                Some(_) => plan.notes.push(not_again(role, contract.name())),
                None => plan.steps.push(Step::Admit { contract, role }),
            }
        }
    }

    /// What the verifier may attest at first; afterwards it is what the governor made of it.
    fn scope(&self, plan: &mut Plan) {
        let Some(verifier) = self.goal.roles.get(&Role::Verifier).copied() else { return };
        let scope = self.manifest.verifier_scope;
        if self.state.scope == scope {
            return;
        }
        if self.state.scope_was_set {
            plan.notes.push(format!(
                "what the verifier {verifier} may attest is not what the manifest has, and stays as it is; `corridor verifier show` tells it, and `corridor verifier set verifier` sets and records it"
            ));
        } else {
            plan.steps.push(Step::SetVerifierScope { verifier, scope });
        }
    }

    /// A cash token that is there stays what it is.
    fn cash(&self, terms: CashTerms, plan: &mut Plan) -> Result<(), DeploymentError> {
        terms.check()?;
        let recorded = self.manifest.cash.get(&terms.symbol());
        let recorded = recorded.filter(|one| self.state.present.contains(&one.token.address));
        match recorded {
            None => plan.steps.push(Step::CreateCash { terms }),
            Some(record) if record.terms != terms => {
                return Err(DeploymentError::CashDiffers { symbol: terms.symbol() });
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn needs_extension(&self) -> bool {
        self.goal.profiles.iter().any(BoundProfile::needs_extension)
    }

    /// The shared contracts that there should be, in the order of creation: the factory is given the hash of code that names the
    /// extension.
    fn wanted(&self) -> Vec<SystemContract> {
        let mut wanted = SystemContract::ALL.to_vec();
        if self.needs_extension() {
            let factory = wanted.iter().position(|one| *one == SystemContract::RegimeFactory);
            let place = factory.unwrap_or(wanted.len());
            wanted.splice(place..place, SystemContract::FOR_EXTENDED_RULES);
        }
        if self.goal.profiles.iter().any(|profile| !profile.profile().routes.is_empty()) {
            wanted.push(SystemContract::Routes);
        }
        wanted.extend(self.goal.instruments.iter().map(|one| desk(one.kind())));
        let mut seen = BTreeSet::new();
        wanted.retain(|contract| seen.insert(*contract));
        wanted.extend(self.goal.extras.iter().copied());
        wanted
    }

    /// Functions that are open to another role than theirs.
    fn misplaced_functions(&self) -> usize {
        let targets = restricted_contracts(self.manifest);
        let functions = targets.iter().flat_map(|(kind, target)| {
            permissions_of(*kind).map(move |permission| (*target, permission))
        });
        let misplaced = functions.filter(|(target, permission)| {
            let open_to = self.state.functions.get(&(*target, permission.selector));
            open_to.is_some_and(|open_to| *open_to != permission.role_id)
        });
        misplaced.count()
    }

    fn profile(&self, profile: &BoundProfile, plan: &mut Plan) {
        let hash = profile.hash();
        if let Some(entrant) = profile.entrant() {
            self.entrant(entrant, plan);
        }
        for leg in &profile.profile().legs {
            let made =
                self.state.regimes.get(&(hash, leg.id.clone())).is_some_and(|seen| seen.made);
            if !made || self.manifest.regime(hash, &leg.id).is_none() {
                let (profile_id, leg) = (profile.profile().id.clone(), leg.id.clone());
                plan.steps.push(Step::DeployRegime { profile: hash, profile_id, leg });
            }
        }
        for (id, bond) in self.others_of(profile) {
            // Whoever issues another instrument didn't ask about this one.
            if !self.goal.instruments.is_empty() && !self.goal.replace.contains(&id) {
                continue;
            }
            let Some(change) = compare(&id, bond.profile, self.manifest, profile) else { continue };
            plan.changes.push(change);
            if self.goal.replace.contains(&id) {
                plan.notes.extend(counted_alone(&id, &bond, profile));
                let replaced = bond
                    .legs
                    .iter()
                    .filter(|leg| self.regime_differs(leg.token.address, hash, &leg.leg));
                for leg in replaced {
                    plan.waiting.extend(self.waiting_beside(&id, leg, hash));
                    plan.steps.push(Step::ReplaceRegime {
                        instrument: id.clone(),
                        leg: leg.leg.clone(),
                        profile: hash,
                    });
                }
            }
        }
    }

    /// Replacements of a leg's regime that wait, but for that by `profile`.
    fn waiting_beside(
        &self,
        instrument: &str,
        leg: &LegRecord,
        profile: B256,
    ) -> impl Iterator<Item = WaitingReplacement> {
        let wanted = self.state.regimes.get(&(profile, leg.leg.clone())).map(|seen| seen.address);
        let waiting = self.state.scheduled.iter();
        let others =
            waiting.filter(move |one| one.token == leg.token.address && Some(one.regime) != wanted);
        others.map(move |one| WaitingReplacement {
            instrument: instrument.to_owned(),
            leg: leg.leg.clone(),
            scheduled: one.clone(),
        })
    }

    /// Instruments under another version or other inputs of `profile`, unless they are wanted as they are.
    fn others_of(&self, profile: &BoundProfile) -> Vec<(String, BondRecord)> {
        let is_other = |bond: &BondRecord| {
            let recorded = self.manifest.profiles.get(&bond.profile);
            bond.profile != profile.hash()
                && recorded.is_some_and(|recorded| recorded.id == profile.profile().id)
        };
        let bonds = self.manifest.bonds.iter().filter(|(_, bond)| is_other(bond));
        bonds.map(|(id, bond)| (id.clone(), bond.clone())).collect()
    }

    fn regime_differs(&self, token: Address, profile: B256, leg: &str) -> bool {
        let wanted = self.state.regimes.get(&(profile, leg.to_owned())).map(|seen| seen.address);
        self.state.tokens.get(&token).map(|seen| seen.regime) != wanted || wanted.is_none()
    }

    /// A record that is there is the supervisor's to change; it is only written when there is none.
    fn entrant(&self, entrant: &EntrantTerms, plan: &mut Plan) {
        let (jurisdiction, activities) =
            (entrant.jurisdiction.numeric(), entrant.activities_mask());
        let wanted =
            Step::SetEntrant { lei: entrant.lei, jurisdiction, stage: entrant.stage, activities };
        match self.state.entrants.get(&entrant.lei) {
            None if !plan.steps.contains(&wanted) => plan.steps.push(wanted),
            Some(seen)
                if (seen.jurisdiction, seen.stage, seen.activities)
                    != (jurisdiction, entrant.stage, activities) =>
            {
                plan.notes.push(format!(
                    "the entrant {} is recorded with stage {} and activities {:#06x}, the profile says stage {} and {activities:#06x}; the supervisor changes it",
                    entrant.lei, seen.stage, seen.activities, entrant.stage
                ));
            }
            _ => {}
        }
        let (lei, asset_class, limit) = (entrant.lei, entrant.asset_class.clone(), entrant.limit);
        let wanted = Step::SetLimit { lei, asset_class: asset_class.clone(), limit };
        match self.state.limits.get(&(lei, asset_class.clone())) {
            None if !plan.steps.contains(&wanted) => plan.steps.push(wanted),
            Some(seen) if seen.limit != U256::from(limit.units()) => plan.notes.push(format!(
                "the limit of {asset_class} of {lei} on chain is {}, the profile says {limit}; the supervisor changes it",
                Wording::new(limit.currency()).amount(seen.limit)
            )),
            _ => {}
        }
    }

    fn instrument(&self, instrument: &Instrument, plan: &mut Plan) -> Result<(), DeploymentError> {
        instrument.check()?;
        let recorded = self.manifest.bonds.get(&instrument.id);
        if let Some(bond) = recorded {
            self.check_recorded(instrument, bond)?;
        }
        self.check_isins(instrument)?;
        let token_of = |leg: &str| {
            let record = recorded?.legs.iter().find(|record| record.leg == leg)?;
            self.state.present.contains(&record.token.address).then_some(record.token.address)
        };
        let id = || instrument.id.clone();
        for (leg, isin) in instrument.legs.iter().filter(|(leg, _)| token_of(leg).is_none()) {
            plan.steps.push(Step::CreateToken { instrument: id(), leg: leg.clone(), isin: *isin });
        }
        for (leg, _) in &instrument.legs {
            let entrant = instrument.profile.entrant();
            let Some(entrant) = entrant.filter(|entrant| entrant.legs.contains(leg)) else {
                continue;
            };
            let seen = token_of(leg).and_then(|token| self.state.tokens.get(&token));
            if seen.is_none_or(|seen| !seen.enrolled) {
                let (leg, asset_class) = (leg.clone(), entrant.asset_class.clone());
                plan.steps.push(Step::Enrol {
                    instrument: id(),
                    leg,
                    lei: entrant.lei,
                    asset_class,
                });
            }
        }
        if !self.state.listed.contains(&instrument.id) {
            plan.steps.push(Step::ListInstrument { instrument: id() });
        }
        open_routes(instrument, recorded, self.state, plan);
        Ok(())
    }

    fn check_recorded(
        &self,
        instrument: &Instrument,
        bond: &BondRecord,
    ) -> Result<(), DeploymentError> {
        let id = instrument.id.clone();
        if bond.terms_hash != instrument.terms_hash {
            let (recorded, given) = (bond.terms_hash, instrument.terms_hash);
            return Err(DeploymentError::TermsDiffer { id, recorded, given });
        }
        if bond.profile != instrument.profile.hash() && !self.goal.replace.contains(&id) {
            let profile = instrument.profile.profile().id.clone();
            return Err(DeploymentError::ProfileChanged { id, profile });
        }
        Ok(())
    }

    fn check_isins(&self, instrument: &Instrument) -> Result<(), DeploymentError> {
        let others = self.manifest.bonds.iter().filter(|(id, _)| **id != instrument.id);
        for leg in others.flat_map(|(_, bond)| &bond.legs) {
            if instrument.legs.iter().any(|(_, isin)| *isin == leg.isin) {
                return Err(DeploymentError::IsinTaken {
                    isin: leg.isin,
                    token: leg.token.address,
                });
            }
        }
        Ok(())
    }

    fn hand_over(&self, plan: &mut Plan) {
        let Some(governor) = self.goal.roles.get(&Role::Governor).copied() else { return };
        let delay = self.goal.governor_delay;
        let is_new = !self.is_there(SystemContract::AccessManager);
        let governs = match self.state.members.get(&Role::Governor) {
            Some(current) => *current == delay,
            // The deployer is the first administrator, without delay.
            None => is_new && self.goal.deployer == governor && delay == 0,
        };
        let deployer_left =
            self.goal.deployer == governor || (!is_new && !self.state.deployer_administers);
        if !governs || !deployer_left {
            plan.steps.push(Step::HandOver { governor, delay });
        }
    }
}
