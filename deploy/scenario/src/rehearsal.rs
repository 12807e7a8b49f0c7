//! Rehearsals: scenarios whose outcome somebody wants evidence of.
//!
//! Each is played on a chain of its own and nothing is ever set back, so that its blocks and transactions are one
//! history. What it shows is put as claims, which are computed from what happened and not written down beforehand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use alloy::primitives::{Address, B256};
use corridor_deploy::deployment::{BondRecord, ContractRecord, LegRecord, SystemContract};
use corridor_deploy::explain::About;
use corridor_deploy::source::{Source, one_of};
use corridor_deploy::vocabulary::Movement;
use corridor_operations::OperationError;
use serde::Serialize;

use super::company::stage;
use super::{ChainWorld, Job, ScenarioError, ScenarioFile, ScenarioReport, StepReport, play};

/// The rehearsals that are compiled in: id and text.
const BUILTIN: [(&str, &str); 1] = [("wind-down", include_str!("../../scenarios/wind-down.toml"))];

/// Scenarios in which something ends: each lets units be issued and traded, ends that, and repays the holders.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    file: Arc<ScenarioFile>,
}

/// What a rehearsal came to, with all that is needed to check it.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    /// What happened.
    #[serde(flatten)]
    pub report: ScenarioReport,
    /// The inputs of the profile.
    pub inputs: BTreeMap<String, String>,
    /// The chain, and what was deployed on it.
    pub chain: ChainFacts,
    /// Wallets by the names that the steps use.
    pub wallets: BTreeMap<String, Address>,
    /// What is outstanding when it has ended.
    pub outstanding: String,
    /// The step at which issuing had ended: the first issue that was refused for what would refuse every other one.
    pub ended_at_step: Option<usize>,
    /// What it shows.
    pub claims: Vec<Claim>,
}

/// A chain and what was deployed on it.
#[derive(Clone, Debug, Serialize)]
pub struct ChainFacts {
    /// Its id.
    pub chain_id: u64,
    /// Hash of its first block.
    pub genesis_hash: B256,
    /// The shared contracts.
    pub contracts: BTreeMap<String, Address>,
    /// The instruments.
    pub instruments: Vec<InstrumentFacts>,
}

/// An instrument.
#[derive(Clone, Debug, Serialize)]
pub struct InstrumentFacts {
    /// Its id.
    pub instrument: String,
    /// Keccak-256 of its canonical terms.
    pub terms_hash: B256,
    /// Its legs.
    pub legs: Vec<LegFacts>,
}

/// A leg of an instrument.
#[derive(Clone, Debug, Serialize)]
pub struct LegFacts {
    /// The leg.
    pub leg: String,
    /// Its ISIN.
    pub isin: String,
    /// Its token.
    pub token: Address,
    /// The regime it was issued under.
    pub regime: Address,
}

/// Something that a rehearsal shows, or fails to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What.
    pub claim: &'static str,
    /// Whether it does; what was never tried is not shown.
    pub holds: bool,
    /// The steps that it rests on.
    pub steps: Vec<usize>,
}

impl Evidence {
    /// Whether everything came as expected and every claim holds.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.report.passed && self.claims.iter().all(|claim| claim.holds)
    }
}

impl Rehearsal {
    /// A compiled-in rehearsal.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub fn builtin(name: &str) -> Result<Self, ScenarioError> {
        let found = BUILTIN.iter().find(|(id, _)| *id == name);
        let (id, text) = found.ok_or_else(|| ScenarioError::UnknownScenario {
            id: name.to_owned(),
            hint: one_of(name, BUILTIN.iter().map(|(id, _)| *id)),
        })?;
        let source = Source::from_text(format!("scenarios/{id}.toml"), *text);
        Ok(Self { file: Arc::new(ScenarioFile::parse(source)?) })
    }

    /// A rehearsal of one's own.
    ///
    /// # Errors
    ///
    /// The file is wrong.
    pub fn read(path: &Path) -> Result<Self, ScenarioError> {
        Ok(Self { file: Arc::new(ScenarioFile::read(path)?) })
    }

    /// The scenarios.
    #[must_use]
    pub fn file(&self) -> &ScenarioFile {
        &self.file
    }

    /// What will be played: each scenario under each of its settings.
    #[must_use]
    pub fn jobs(&self) -> Vec<Job> {
        Job::all(std::slice::from_ref(&self.file))
    }

    /// Plays one of them on a chain of its own.
    ///
    /// # Errors
    ///
    /// The chain doesn't start, or a step could not be tried at all.
    pub async fn perform(anvil: &Path, job: &Job) -> Result<Evidence, ScenarioError> {
        let group = [(0, job.clone())];
        let stage = stage(&group).ok_or_else(|| ScenarioError::Broken("no stage".to_owned()))?;
        let mut world = ChainWorld::start(anvil, &stage).await?;
        let report = play(&mut world, job.file(), job.scenario(), job.setting()).await?;
        let read = evidence(&world, job, report).await;
        read.map_err(|error| ScenarioError::Broken(error.to_string()))
    }
}

async fn evidence(
    world: &ChainWorld,
    job: &Job,
    report: ScenarioReport,
) -> Result<Evidence, OperationError> {
    let mut outstanding = Vec::new();
    for bond in world.bonds() {
        outstanding.push(world.desk().show_bond(bond).await?.outstanding);
    }
    let ended_at =
        report.steps.iter().position(|step| is_of(step, Movement::ISSUE) && is_stopped(step));
    let claims = claims(&report.steps, ended_at, &outstanding);
    let outstanding = outstanding.join(" and ");
    let wallets = job.scenario().wallets().map(|wallet| (wallet.to_string(), wallet.address()));
    Ok(Evidence {
        inputs: job.setting().profile.inputs(),
        chain: chain_facts(world)?,
        wallets: wallets.collect(),
        outstanding,
        ended_at_step: ended_at.map(|index| report.steps[index].number),
        claims,
        report,
    })
}

fn chain_facts(world: &ChainWorld) -> Result<ChainFacts, OperationError> {
    let manifest = world.desk().manifest()?;
    let contract = |(contract, record): (&SystemContract, &ContractRecord)| {
        (contract.name().to_owned(), record.address)
    };
    Ok(ChainFacts {
        chain_id: manifest.chain.chain_id,
        genesis_hash: manifest.chain.genesis_hash,
        contracts: manifest.contracts.iter().map(contract).collect(),
        instruments: manifest.bonds.iter().map(instrument_facts).collect(),
    })
}

fn instrument_facts((id, bond): (&String, &BondRecord)) -> InstrumentFacts {
    let leg = |leg: &LegRecord| LegFacts {
        leg: leg.leg.clone(),
        isin: leg.isin.to_string(),
        token: leg.token.address,
        regime: leg.regime,
    };
    let legs = bond.legs.iter().map(leg).collect();
    InstrumentFacts { instrument: id.clone(), terms_hash: bond.terms_hash, legs }
}

fn is_of(step: &StepReport, kind: Movement) -> bool {
    step.movement.as_ref().is_some_and(|movement| movement.kind == kind)
}

/// Whether a movement was refused for something that refuses every movement of its kind, whoever moves how much. A buyer who may not
/// buy, or an amount that does not fit, shows nothing.
fn is_stopped(step: &StepReport) -> bool {
    let reasons = step.judgement.iter().flat_map(|judgement| &judgement.reasons);
    !step.found.is_allowed() && reasons.into_iter().any(|one| one.about == About::Instrument)
}

/// What the steps show. The end is the first issue that is stopped.
fn claims(steps: &[StepReport], ended_at: Option<usize>, outstanding: &[String]) -> Vec<Claim> {
    let (before, after) = steps.split_at(ended_at.unwrap_or(steps.len()));
    let every = |part: &[StepReport], kind: Movement, shows: fn(&StepReport) -> bool| {
        let steps = part.iter().filter(|step| is_of(step, kind));
        steps.map(|step| (step.number, shows(step))).collect::<Vec<_>>()
    };
    let of = |part, kind| every(part, kind, |step| step.found.is_allowed());
    let stopped = |kind| every(after, kind, is_stopped);
    let all = |claim, tried: Vec<(usize, bool)>| Claim {
        claim,
        holds: !tried.is_empty() && tried.iter().all(|(_, shows)| *shows),
        steps: tried.into_iter().map(|(number, _)| number).collect(),
    };
    // Before the end something may be refused for reasons of its own.
    let some = |claim, tried: Vec<(usize, bool)>| {
        all(claim, tried.into_iter().filter(|(_, found)| *found).collect())
    };
    let mut claims = vec![
        some("units were issued before", of(before, Movement::ISSUE)),
        some("units were traded before", of(before, Movement::TRANSFER)),
        all("nothing is issued any more", stopped(Movement::ISSUE)),
        all("secondary trade has stopped", stopped(Movement::TRANSFER)),
        all("coupons stay allowed", of(after, Movement::COUPON)),
        all("holdings are still redeemed", of(after, Movement::REDEEM)),
    ];
    let routes = of(after, Movement::EXCHANGE_OUT);
    if !routes.is_empty() {
        claims.push(all("routes out stay open", routes));
    }
    let recovered = of(after, Movement::RECOVERY);
    if !recovered.is_empty() {
        claims.push(all("lost wallets are still recovered", recovered));
    }
    let is_nothing = |amount: &String| amount.ends_with(" 0");
    let nothing = !outstanding.is_empty() && outstanding.iter().all(is_nothing);
    claims.push(Claim {
        claim: "nothing is outstanding at the end",
        holds: nothing,
        steps: Vec::new(),
    });
    claims
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rehearsals_are_well_formed() {
        for (name, _) in BUILTIN {
            let rehearsal = Rehearsal::builtin(name).unwrap();
            assert_eq!(rehearsal.file().id, name);
            assert!(rehearsal.jobs().len() > 2, "{name}");
        }
        let error = Rehearsal::builtin("wind-up").unwrap_err().to_string();
        assert_eq!(error, "there is no scenario `wind-up`; use one of: wind-down");
    }
}
