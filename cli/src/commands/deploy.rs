//! `corridor deploy`, and what `corridor bond issue` shares with it.

use std::ops::ControlFlow;

use clap::Args;
use corridor_deploy::deployment::{
    Actors, Applied, AppliedStep, Deployment, Goal, Instrument, Manifest, ManifestStore, Plan,
    PlannedReplacement, ProfileChange, Progress, SystemContract,
};
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_deploy::terms::Security;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError};
use crate::inputs::Inputs;
use crate::output::{Output, heading, table};
use crate::session;
use crate::words::{self, thousands, time};

/// How long the governor's decisions wait on a network that is no devnet, unless it is said otherwise: two days.
const GOVERNOR_DELAY: u32 = 172_800;

/// Bring the contracts, a profile and a bond to a chain.
#[derive(Debug, Args)]
#[command(
    after_help = "What is there already is left; an interrupted deployment is continued by doing it again. Without \
inputs, those of the profile that is in force are taken from the manifest."
)]
pub(crate) struct Deploy {
    /// The name of a profile, or the path of a profile file; without one, the shared contracts alone
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    #[command(flatten)]
    wanted: Wanted,
    /// A bond to issue under the profile: the name of terms, or the path of a terms file
    #[arg(long, value_name = "NAME|FILE", requires = "profile")]
    terms: Option<String>,
    /// Replace the regimes of bonds that are under another version, or other inputs, of the profile
    #[arg(long, requires = "profile")]
    replace: bool,
}

/// What a deployment takes besides its profile and terms.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    #[command(flatten)]
    inputs: Inputs,
    /// How long the governor's decisions wait, at the first deployment [default: 172800, on a devnet 0]
    #[arg(long, value_name = "SECONDS")]
    governor_delay: Option<u32>,
    /// Also the desk where anybody submits what a verifier signed; `corridor verifier set attestation-desk` opens it
    #[arg(long)]
    attestation_desk: bool,
    /// Also the contracts that pay interest and redemptions of all bonds and keep their documents
    #[arg(long)]
    servicing: bool,
    /// Also the contract that settles delivery against payment, and allots
    #[arg(long)]
    settlement: bool,
    /// Also the contract that keeps security interests in holdings
    #[arg(long)]
    pledges: bool,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Serialize)]
struct DeployReport {
    dry_run: bool,
    network: String,
    chain_id: u64,
    manifest: std::path::PathBuf,
    plan: Plan,
    #[serde(skip_serializing_if = "Option::is_none")]
    applied: Option<Applied>,
}

impl Deploy {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (profile, terms) = (self.profile.as_deref(), self.terms.as_deref());
        self.wanted.bring(context, "deploy", profile, terms, self.replace).await
    }
}

impl Wanted {
    /// Plans and applies, or says what would be applied.
    pub(super) async fn bring(
        &self,
        context: &Context,
        command: &str,
        profile: Option<&str>,
        terms: Option<&str>,
        replace: bool,
    ) -> anyhow::Result<ExitStatus> {
        // Files are read first: nothing is asked of a chain for a file that is wrong.
        let files = self.files(profile, terms)?;
        let connection = context.connect().await?;
        let mut deployment =
            Deployment::open(&connection, ManifestStore::of(&context.home, &connection))?;
        let actors = session::actors(&context.home, &deployment, context.passwords())?;
        let mut goal = files.complete(
            self.goal(&deployment, &actors),
            deployment.manifest().ok(),
            &self.inputs,
        )?;
        let mut plan = deployment.plan(&goal).await?;
        if replace {
            for change in &plan.changes {
                goal = goal.replacing(change.instrument.clone());
            }
            plan = deployment.plan(&goal).await?;
        } else if files.terms.is_none() && !plan.changes.is_empty() && !self.dry.dry_run {
            return Err(changed(&plan, context.output));
        }
        if !self.dry.dry_run {
            // A dry run has it among its steps.
            let told = plan.replacements.iter().filter_map(PlannedReplacement::words);
            told.for_each(|words| context.output.note(words));
        }
        for waiting in &plan.waiting {
            context.output.note(format!("warning: {}", waiting.words()));
        }
        let applied = match self.dry.dry_run {
            true => None,
            false => Some(apply(&mut deployment, &goal, &actors, context.output).await?),
        };
        note_counted_apart(&deployment, &goal, context.output);
        for rule in goal.profiles.iter().flat_map(BoundProfile::counted_by_leg) {
            context.output.note(format!("note: {}", words::counted_by_leg(rule)));
        }
        let report = DeployReport {
            dry_run: self.dry.dry_run,
            network: connection.network().name.clone(),
            chain_id: connection.chain_id(),
            manifest: deployment.store().path().to_owned(),
            plan,
            applied,
        };
        context.output.document(&format!("corridor.{command}/1"), &report, || report.text())?;
        Ok(ExitStatus::Done)
    }

    fn files(&self, profile: Option<&str>, terms: Option<&str>) -> anyhow::Result<Files> {
        let profile = profile.map(Profile::load).transpose()?;
        let terms = terms.map(Security::load).transpose()?;
        let bound = match &profile {
            Some(profile) => self.inputs.bind(profile)?,
            None if self.inputs.parse()?.is_empty() => None,
            None => {
                return Err(UsageError(
                    "--input needs a --profile whose inputs it gives".to_owned(),
                )
                .into());
            }
        };
        Ok(Files { profile, bound, terms })
    }

    /// The shared contracts, in the roles and with the delay that the manifest has, if there is one.
    fn goal(&self, deployment: &Deployment, actors: &Actors) -> Goal {
        let mut goal = Goal::system(actors.addresses());
        if self.attestation_desk {
            goal = goal.with_extra(SystemContract::AttestationDesk);
        }
        if self.servicing {
            goal = goal
                .with_extra(SystemContract::Servicing)
                .with_extra(SystemContract::BondDocuments);
        }
        if self.settlement {
            goal = goal.with_extra(SystemContract::Settlement);
        }
        if self.pledges {
            goal = goal.with_extra(SystemContract::Pledges);
        }
        let is_devnet = deployment.connection().allows_test_accounts();
        goal.governor_delay = match (deployment.manifest(), self.governor_delay) {
            (Ok(manifest), _) => manifest.governor_delay,
            (Err(_), Some(delay)) => delay,
            (Err(_), None) => {
                if is_devnet {
                    0
                } else {
                    GOVERNOR_DELAY
                }
            }
        };
        goal
    }
}

/// What the files and inputs of a deployment say.
struct Files {
    profile: Option<Profile>,
    bound: Option<BoundProfile>,
    terms: Option<Security>,
}

impl Files {
    /// The goal with the profile and the bond; without inputs, with those that the manifest records.
    fn complete(
        &self,
        goal: Goal,
        manifest: Option<&Manifest>,
        inputs: &Inputs,
    ) -> anyhow::Result<Goal> {
        let Some(profile) = &self.profile else { return Ok(goal) };
        let bound = match &self.bound {
            Some(bound) => bound.clone(),
            None => {
                inputs.bind_or_recorded(profile, self.terms.as_ref().map(Security::id), manifest)?
            }
        };
        Ok(match &self.terms {
            Some(terms) => goal.with_instrument(Instrument::new(terms, bound)?),
            None => goal.with_profile(bound),
        })
    }
}

/// Says whose offerees are not counted together with those of what is issued.
fn note_counted_apart(deployment: &Deployment, goal: &Goal, output: Output) {
    let Ok(manifest) = deployment.manifest() else { return };
    for instrument in &goal.instruments {
        let others = manifest.offerees_counted_apart(instrument);
        if !others.is_empty() {
            output.note(format!(
                "note: offerees of {} are counted by themselves, and those of {}, of the same issuer, too; where all of them are one offer, the limit is not held for it",
                instrument.id,
                others.join(", ")
            ));
        }
    }
}

/// Applies a goal, telling every step.
pub(crate) async fn apply(
    deployment: &mut Deployment,
    goal: &Goal,
    actors: &Actors,
    output: Output,
) -> anyhow::Result<Applied> {
    let mut tell = |progress: Progress<'_>| {
        if let Progress::Started(number, total, step) = progress {
            output.note(format!("[{number}/{total}] {step}"));
        }
        ControlFlow::Continue(())
    };
    Ok(deployment.apply(goal, actors, &mut tell).await?)
}

/// A profile that differs from the one that is in force.
#[derive(Debug, thiserror::Error)]
#[error("profile {profile} differs from the one that {instruments} is under; nothing was changed")]
struct ProfileDiffers {
    profile: String,
    instruments: String,
}

fn changed(plan: &Plan, output: Output) -> anyhow::Error {
    output.note(changes(&plan.changes));
    let instruments: Vec<&str> =
        plan.changes.iter().map(|change| change.instrument.as_str()).collect();
    let profile = plan.changes.first().map(|change| change.profile.clone()).unwrap_or_default();
    let differs = ProfileDiffers { profile, instruments: instruments.join(", ") };
    Hint::on(differs, "add --replace to put it in force, --dry-run to see the plan")
}

impl DeployReport {
    fn text(&self) -> String {
        let mut parts = Vec::new();
        if !self.plan.changes.is_empty() {
            parts.push(changes(&self.plan.changes));
        }
        parts.extend(self.plan.notes.iter().map(|note| format!("note: {note}")));
        let network = format!("{} (chain {})", self.network, self.chain_id);
        match &self.applied {
            None if self.plan.is_empty() => parts.push(format!("nothing to do on {network}")),
            None => {
                parts.push(heading(&format!("would be done on {network}")));
                let steps = self.plan.steps.iter().enumerate();
                parts.extend(steps.map(|(index, step)| format!("  {}. {step}", index + 1)));
                parts.extend(self.plan.replacements.iter().filter_map(PlannedReplacement::words));
            }
            Some(applied) if applied.steps.is_empty() && applied.waiting.is_empty() => {
                parts.push(format!("nothing to do on {network}: everything is there"));
            }
            Some(applied) => parts.push(self.applied_text(applied, &network)),
        }
        parts.join("\n")
    }

    fn applied_text(&self, applied: &Applied, network: &str) -> String {
        let row = |step: &AppliedStep| {
            let hash =
                step.transaction.map_or_else(|| "was there".to_owned(), |hash| hash.to_string());
            [step.step.clone(), thousands(step.gas_used), hash]
        };
        let mut parts = Vec::new();
        if applied.steps.is_empty() {
            parts.push(heading(&format!("nothing is done yet on {network}")));
        } else {
            parts.push(heading(&format!("done on {network}")));
            parts.push(table(["step", "gas", "transaction"], applied.steps.iter().map(row)));
            parts.push(format!(
                "{} gas in all; recorded in {}",
                thousands(applied.gas_used()),
                self.manifest.display()
            ));
        }
        parts.extend(applied.waiting.iter().map(|waiting| {
            let (step, ready_at) = (&waiting.step, time(waiting.ready_at));
            format!("scheduled, not yet done: {step}; do this again after {ready_at}")
        }));
        parts.join("\n")
    }
}

fn changes(changes: &[ProfileChange]) -> String {
    changes.iter().map(change).collect::<Vec<_>>().join("\n")
}

fn change(change: &ProfileChange) -> String {
    let ProfileChange { instrument, profile, from, to, .. } = change;
    let mut lines =
        vec![heading(&format!("{instrument}: profile {profile} {} becomes {}", from.0, to.0))];
    lines.push(format!("  hash {} becomes {}", from.1, to.1));
    let words = change.diff.as_ref().map(words::differences);
    let unread = || "what differs cannot be said: this release can't read the one in force";
    let words = words.unwrap_or_else(|| unread().to_owned());
    lines.extend(words.lines().map(|line| format!("  {line}").trim_end().to_owned()));
    lines.join("\n")
}
