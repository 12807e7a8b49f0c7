//! Scenarios on a real Anvil chain.
//!
//! Everything that scenarios have in common is deployed once. Each of them begins from a snapshot, so it finds nothing
//! of what another one did. A step is explained, then sent whatever the explanation says; the chain's clock stands at the
//! step's moment for both.

mod acts;
mod cast;
mod node;
mod records;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use alloy::primitives::{Address, U256};
use corridor_bindings::revert::{CorridorErrors, Revert};
use corridor_deploy::accounts::{FilePasswords, RoleAssignments};
use corridor_deploy::deployment::{
    self, Actors, Deployment, DeploymentError, Goal, Instrument, ManifestStore,
};
use corridor_deploy::devnet::{Devnet, DevnetOptions};
use corridor_deploy::explain::{Explanation, token_fact_name};
use corridor_deploy::home::Home;
use corridor_deploy::network::Connection;
use corridor_deploy::profile::{BoundProfile, EntrantTerms};
use corridor_deploy::terms::Security;
use corridor_operations::{Desk, OperationError, Prepared, Transaction, Who};
use tempfile::TempDir;

use super::{Came, Judgement, Scenario, ScenarioError, ScenarioFile, Setting, Step, Wallet, World};
use node::Node;

/// A chain of its own with bonds under a profile, on which one scenario after the other is played.
#[derive(Debug)]
pub struct ChainWorld {
    node: Node,
    desk: Desk,
    /// Ids of the terms of its bonds.
    bonds: Vec<String>,
    profile: BoundProfile,
    /// Everything deployed and nobody registered.
    empty: U256,
    /// The investors of a file registered.
    cast: Option<(String, U256)>,
    playing: Option<Playing>,
    // Dropped last: the node ends before its folder goes.
    _devnet: Devnet,
    _folder: TempDir,
}

/// The scenario that is being played.
#[derive(Debug)]
struct Playing {
    file: String,
    leg: String,
    /// Profile hash and leg of each setting whose regime may be put in force.
    regimes: BTreeMap<String, (alloy::primitives::B256, String)>,
    /// What the entrant ledger was told last.
    entrant: Option<EntrantTerms>,
    /// The wallets that the scenario is about, by their addresses.
    names: BTreeMap<String, Wallet>,
}

/// What a chain is to have.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The bonds.
    pub bonds: Vec<Security>,
    /// The profile they are issued under.
    pub profile: BoundProfile,
    /// Profiles whose regimes may be put in force later.
    pub others: Vec<BoundProfile>,
    /// When the chain's clock begins, in unix seconds.
    pub genesis: u64,
}

impl ChainWorld {
    /// Starts a chain and deploys everything that the scenarios on it have in common.
    ///
    /// # Errors
    ///
    /// Anvil doesn't start, or a step of the deployment fails.
    pub async fn start(anvil: &Path, stage: &Stage) -> Result<Self, ScenarioError> {
        let options = DevnetOptions::default();
        let devnet = Devnet::ephemeral_since(anvil, &options, stage.genesis).await?;
        let connection = devnet.connect().await?;
        let folder = tempfile::Builder::new().prefix("corridor-scenario-").tempdir();
        let folder = folder.map_err(|cause| ScenarioError::Scratch { cause })?;
        let home = Home::locate(Some(folder.path()))?;
        let node = Node::new(connection.clone());
        let setting = &stage.profile.profile().id;
        let wrong =
            |cause| ScenarioError::Stage { setting: setting.clone(), cause: Box::new(cause) };
        let desk = deploy(&home, &connection, stage).await.map_err(wrong)?;
        node.impersonate_everybody().await?;
        let empty = node.snapshot().await?;
        let (profile, cast, playing) = (stage.profile.clone(), None, None);
        Ok(Self {
            node,
            desk,
            bonds: stage.bonds.iter().map(|bond| bond.id().to_owned()).collect(),
            profile,
            empty,
            cast,
            playing,
            _devnet: devnet,
            _folder: folder,
        })
    }

    /// The deployment that scenarios are played on.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The bonds, by the ids of their terms.
    #[must_use]
    pub fn bonds(&self) -> &[String] {
        &self.bonds
    }

    /// Undoes what the last scenario did and registers the investors of the file, unless they are.
    async fn set_scene(&mut self, file: &ScenarioFile) -> Result<(), ScenarioError> {
        let known = self.cast.take().filter(|(id, _)| id == &file.id);
        let Some((id, snapshot)) = known else {
            self.node.revert(self.empty).await?;
            self.empty = self.node.snapshot().await?;
            self.register(file).await?;
            let snapshot = self.node.snapshot().await?;
            self.cast = Some((file.id.clone(), snapshot));
            return Ok(());
        };
        self.node.revert(snapshot).await?;
        self.cast = Some((id, self.node.snapshot().await?));
        Ok(())
    }

    /// Asks, sends, and reads what came of it.
    async fn movement(
        &mut self,
        prepared: &Prepared,
        at: u64,
    ) -> Result<(Explanation, Came, Transaction), TryError> {
        let explanation = self.explanation(prepared, at).await?;
        let sent = self.node.send(self.signer(prepared), prepared, at).await?;
        let came = match sent.refusal {
            None => Came::Done,
            Some(data) => came_of(&Revert::decode(&data), &explanation),
        };
        Ok((explanation, came, sent.transaction))
    }

    async fn explanation(&self, prepared: &Prepared, at: u64) -> Result<Explanation, TryError> {
        self.desk.verdict(prepared, Some(at)).await?.ok_or(TryError::NoQuestion)
    }

    fn judgement(&self, explanation: Explanation) -> Judgement {
        let none = BTreeMap::new();
        judgement(explanation, self.playing.as_ref().map_or(&none, |playing| &playing.names))
    }

    fn signer(&self, prepared: &Prepared) -> Address {
        match prepared.signer {
            Who::Role(role) => self.desk.actors().address(role),
            Who::Wallet(wallet) => wallet,
        }
    }
}

/// Why a step could not be tried.
#[derive(Debug, thiserror::Error)]
enum TryError {
    #[error(transparent)]
    Operation(#[from] OperationError),
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    #[error("{0}")]
    Missing(&'static str),
    #[error("nothing says which verdict to ask for; please report it")]
    NoQuestion,
}

impl World for ChainWorld {
    type Error = ScenarioError;

    async fn begin(
        &mut self,
        file: &ScenarioFile,
        scenario: &Scenario,
        setting: &Setting,
    ) -> Result<(), ScenarioError> {
        self.set_scene(file).await?;
        let regimes = file
            .settings
            .iter()
            .map(|other| (other.name.clone(), (other.profile.hash(), other.leg.clone())));
        self.playing = Some(Playing {
            file: file.source().to_owned(),
            leg: setting.leg.clone(),
            regimes: regimes.collect(),
            entrant: self.profile.entrant().cloned(),
            names: scenario
                .wallets()
                .map(|wallet| (wallet.address().to_string(), wallet.clone()))
                .collect(),
        });
        Ok(())
    }

    async fn attempt(&mut self, step: &Step) -> Result<super::Attempt, ScenarioError> {
        match self.try_step(step).await {
            Ok(attempt) => Ok(attempt),
            Err(TryError::Scenario(error)) => Err(error),
            Err(error) => Err(ScenarioError::Step {
                file: self.playing.as_ref().map(|playing| playing.file.clone()).unwrap_or_default(),
                line: step.line,
                action: step.action.to_string(),
                reason: error.to_string(),
            }),
        }
    }
}

async fn deploy(
    home: &Home,
    connection: &Connection,
    stage: &Stage,
) -> Result<Desk, DeploymentError> {
    let passwords = Arc::new(FilePasswords(home.root().join("none")));
    let actors = Actors::new(home, connection, RoleAssignments::devnet(), passwords)?;
    let mut goal = Goal::system(actors.addresses());
    for bond in &stage.bonds {
        goal = goal.with_instrument(Instrument::new(bond, stage.profile.clone())?);
    }
    for other in &stage.others {
        goal = goal.with_profile(other.clone());
    }
    let mut deployment = Deployment::open(connection, ManifestStore::of(home, connection))?;
    let go_on = &mut |_: deployment::Progress<'_>| std::ops::ControlFlow::Continue(());
    deployment.apply(&goal, &actors, go_on).await?;
    match Desk::new(deployment, actors) {
        Ok(desk) => Ok(desk),
        Err(OperationError::Deployment(error)) => Err(*error),
        Err(other) => unreachable!("a desk only needs a manifest: {other}"),
    }
}

/// What is known of a verdict, wallets by their names.
fn judgement(explanation: Explanation, names: &BTreeMap<String, Wallet>) -> Judgement {
    let mut reasons = explanation.reasons.clone();
    let parts = [Some(&explanation), explanation.enters.as_deref()].into_iter().flatten();
    let judged = parts.flat_map(|part| part.judged.iter().cloned());
    // A rule of both legs that one of them refuses by has not passed.
    let refused: Vec<String> = reasons.iter().map(|reason| reason.rule.clone()).collect();
    let passed = judged.filter(|rule| rule.passed && !refused.contains(&rule.rule));
    let mut passed: Vec<String> = passed.map(|rule| rule.rule).collect();
    passed.dedup();
    for detail in reasons.iter_mut().flat_map(|reason| &mut reason.details) {
        *detail = named(detail, names);
    }
    Judgement { passed, reasons }
}

/// The text with the names of wallets in the place of their addresses.
fn named(text: &str, names: &BTreeMap<String, Wallet>) -> String {
    const LENGTH: usize = 42;
    let (mut rest, mut result) = (text, String::with_capacity(text.len()));
    while let Some(start) = rest.find("0x") {
        let (before, found) = rest.split_at(start);
        result.push_str(before);
        let address = found.get(..LENGTH).unwrap_or(found);
        match names.get(address) {
            Some(wallet) => result.push_str(&wallet.to_string()),
            None => result.push_str(address),
        }
        rest = &found[address.len()..];
    }
    result.push_str(rest);
    result
}

/// Reads a refusal: the rules that it names, by the explanation's numbering.
fn came_of(revert: &Revert, explanation: &Explanation) -> Came {
    let failed = || Came::Failed { error: error_name(revert), sentence: revert.sentence() };
    let Revert::Custom(custom) = revert else { return failed() };
    let one = |fact: u8| {
        let rules = token_fact_name(fact).map(str::to_owned).into_iter().collect();
        Came::Refused { rules, complete: true }
    };
    match &custom.error {
        CorridorErrors::MovementRefused(refused) => {
            // Each refusal is of one leg, in the order of the explanation's parts.
            let parts = refused.refusals.iter().zip(explanation.parts());
            let rules = parts.flat_map(|(refusal, part)| {
                let bits = refusal.reasons;
                let set = (0..=u8::MAX).filter(move |bit| bits.bit(usize::from(*bit)));
                set.map(|bit| rule_of(bit, part)).collect::<Vec<_>>()
            });
            Came::Refused { rules: rules.collect(), complete: true }
        }
        CorridorErrors::ERC7943InsufficientUnfrozenBalance(_) => one(241),
        CorridorErrors::ERC20InsufficientBalance(_) => one(242),
        CorridorErrors::ERC20InsufficientAllowance(_) => one(243),
        // A missing party is an error of the caller, whatever else is wrong.
        CorridorErrors::ERC20InvalidReceiver(_) | CorridorErrors::ERC20InvalidSender(_) => {
            let rules = token_fact_name(244).map(str::to_owned).into_iter().collect();
            Came::Refused { rules, complete: false }
        }
        _ => failed(),
    }
}

fn rule_of(bit: u8, explanation: &Explanation) -> String {
    let reason = explanation.own_reasons().find(|reason| reason.bit == bit);
    let judged = || explanation.judged.iter().find(|rule| rule.bit == bit);
    let found = reason.map(|reason| reason.rule.clone());
    let found = found.or_else(|| judged().map(|rule| rule.rule.clone()));
    let found = found.or_else(|| token_fact_name(bit).map(str::to_owned));
    found.unwrap_or_else(|| format!("bit {bit}"))
}

fn error_name(revert: &Revert) -> String {
    match revert {
        Revert::Custom(custom) => custom.documentation.name().to_owned(),
        Revert::Reason(_) => "Error".to_owned(),
        Revert::Panic { .. } => "Panic".to_owned(),
        Revert::Empty => "no reason".to_owned(),
        Revert::Unknown(_) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wallets_are_called_by_their_names() {
        let alice = Wallet::new("alice", 1);
        let names = [(alice.address().to_string(), alice.clone())].into();
        let stranger = Wallet::new("bob", 1).address();
        let text = format!("sender {} gives {stranger} 0x12", alice.address());
        assert_eq!(named(&text, &names), format!("sender alice gives {stranger} 0x12"));
        assert_eq!(named("0xé", &names), "0xé");
    }
}
