//! `corridor demo`

mod life;
mod script;
mod stage;

use std::time::{Duration, Instant};

use alloy::primitives::B256;
use clap::Args;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::{Applied, Deployment, Goal, Instrument, ManifestStore};
use corridor_deploy::devnet::{Devnet, DevnetOptions};
use corridor_deploy::home::{Home, Name};
use corridor_deploy::network::Connection;
use corridor_deploy::profile::Profile;
use corridor_deploy::register::{Register, register};
use corridor_deploy::terms::Security;
use corridor_operations::{InvestorFile, Onboarding};
use serde::Serialize;

use crate::commands::deploy::apply;
use crate::commands::verify::VerifyReport;
use crate::commands::{investor, register as registers};
use crate::context::{Context, ExitStatus};
use crate::hint::Hint;
use crate::output::{heading, rows};
use crate::session::{self, Session};
use script::Script;
use stage::{Comparison, Outcome, Stage};

/// Show it all, from nothing: one bond under two regimes, and why movements are refused.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --keep the chain ends with the command and nothing is left on disk."
)]
pub(crate) struct Demo {
    /// Keep the chain as a devnet of this name, to go on with other commands
    #[arg(long, value_name = "DEVNET")]
    keep: Option<Name>,
    /// The life of one bond instead: two years of coupons, a default, redemptions
    #[arg(long)]
    life: bool,
}

/// Where the demo plays. What it owns ends with it.
struct Place {
    connection: Connection,
    home: Home,
    _devnet: Option<Devnet>,
    _folder: Option<tempfile::TempDir>,
}

/// The whole transcript.
#[derive(Serialize)]
struct Transcript<'t> {
    disclaimer: &'t str,
    replicas: Vec<String>,
    bonds: Vec<BondDocument>,
    applied: Applied,
    onboarding: Onboarding,
    outcomes: Vec<Outcome>,
    registers: Vec<Register>,
    verification: VerifyReport,
    comparison: Vec<Comparison>,
    next: Vec<String>,
}

#[derive(Serialize)]
struct BondDocument {
    bond: String,
    title: String,
    profile: String,
    profile_hash: B256,
    terms_hash: B256,
}

impl Demo {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let began = Instant::now();
        self.check(context)?;
        if self.life {
            return life::run(context, &self.place(context).await?).await;
        }
        let script = Script::load()?;
        let (instruments, replicas) = (instruments(&script)?, replicas(&script)?);
        let show = Show { context };
        show.say(&introduction(&script, &replicas))?;
        context.output.note("starting a test chain");
        let place = self.place(context).await?;
        let bonds = documents(&script, &instruments);
        let applied = show.deploy(&place, &instruments, &bonds).await?;
        let onboarding = show.onboard(&place).await?;

        let session = Session::on(&place.home, &place.connection, context.passwords())?;
        let mut stage = Stage { session, script: &script, instruments, clock: None };
        let outcomes = show.chapters(&mut stage).await?;
        let registers = show.registers(&stage).await?;
        let verification = show.verification(&stage).await?;
        let comparison = stage.compare().await?;
        show.say(&side_by_side(&script, &comparison))?;
        let next = next_commands(self.keep.as_ref());
        show.say(&epilogue(&outcomes, &next, began.elapsed()))?;
        let sound = verification.is_sound();
        if context.output.is_json() {
            let transcript = Transcript {
                disclaimer: &script.disclaimer,
                replicas,
                bonds,
                applied,
                onboarding,
                outcomes,
                registers,
                verification,
                comparison,
                next,
            };
            context.output.document("corridor.demo/2", &transcript, String::new)?;
        }
        Ok(if sound { ExitStatus::Done } else { ExitStatus::Failed })
    }

    /// Refuses the name of a devnet that exists.
    fn check(&self, context: &Context) -> anyhow::Result<()> {
        match self.keep.as_ref().filter(|name| context.devnets().exists(name)) {
            None => Ok(()),
            Some(name) => Err(Hint::on(TakenError(name.clone()), "give another name")),
        }
    }

    /// A chain of its own, or a devnet that stays.
    async fn place(&self, context: &Context) -> anyhow::Result<Place> {
        let anvil = context.anvil()?;
        let options = DevnetOptions::default();
        let Some(name) = &self.keep else {
            let devnet = Devnet::ephemeral(&anvil, &options).await?;
            let connection = devnet.connect().await?;
            let folder = tempfile::Builder::new().prefix("corridor-demo-").tempdir()?;
            let home = Home::locate(Some(folder.path()))?;
            return Ok(Place { connection, home, _devnet: Some(devnet), _folder: Some(folder) });
        };
        let devnets = context.devnets();
        devnets.up(&anvil, name, &options).await?;
        let network = devnets.network(name).map_err(anyhow::Error::new)?;
        let connection = network.connect().await?;
        Ok(Place { connection, home: context.home.clone(), _devnet: None, _folder: None })
    }
}

/// The name of a devnet to keep is taken.
#[derive(Debug, thiserror::Error)]
#[error(
    "could not play the demo on devnet `{0}`: there is one of that name, and the demo wants a new chain"
)]
struct TakenError(Name);

fn instruments(script: &Script) -> anyhow::Result<Vec<(String, Instrument)>> {
    let instrument = |bond: &script::Bond| {
        let profile = Profile::load(&bond.profile)?.bind(&bond.inputs)?;
        Ok((bond.key.clone(), Instrument::new(&Security::load(&bond.terms)?, profile)?))
    };
    script.bonds.iter().map(instrument).collect()
}

/// What the terms say that they are not.
fn replicas(script: &Script) -> anyhow::Result<Vec<String>> {
    let mut replicas: Vec<String> = Vec::new();
    for bond in &script.bonds {
        let replica = Security::load(&bond.terms)?.replica().to_owned();
        if !replicas.contains(&replica) {
            replicas.push(replica);
        }
    }
    Ok(replicas)
}

fn documents(script: &Script, instruments: &[(String, Instrument)]) -> Vec<BondDocument> {
    let bonds = script.bonds.iter().zip(instruments);
    bonds
        .map(|(bond, (_, instrument))| BondDocument {
            bond: instrument.id.clone(),
            title: bond.title.clone(),
            profile: instrument.profile.profile().id.clone(),
            profile_hash: instrument.profile.hash(),
            terms_hash: instrument.terms_hash,
        })
        .collect()
}

/// Prints parts of the transcript as they come, unless it is one document in the end.
struct Show<'c> {
    context: &'c Context,
}

impl Show<'_> {
    fn say(&self, text: &str) -> anyhow::Result<()> {
        if self.context.output.is_json() {
            return Ok(());
        }
        self.context.output.text(text)
    }

    async fn deploy(
        &self,
        place: &Place,
        instruments: &[(String, Instrument)],
        bonds: &[BondDocument],
    ) -> anyhow::Result<Applied> {
        let Place { connection, home, .. } = place;
        let mut deployment = Deployment::open(connection, ManifestStore::of(home, connection))?;
        let actors = session::actors(home, &deployment, self.context.passwords())?;
        let mut goal = Goal::system(actors.addresses());
        for (_, instrument) in instruments {
            goal = goal.with_instrument(instrument.clone());
        }
        let applied = apply(&mut deployment, &goal, &actors, self.context.output).await?;
        self.say(&deployed(bonds, applied.steps.len(), connection))?;
        Ok(applied)
    }

    async fn onboard(&self, place: &Place) -> anyhow::Result<Onboarding> {
        self.context.output.note("registering the investors of the demo");
        let session = Session::on(&place.home, &place.connection, self.context.passwords())?;
        let (mut book, options) = (session.book_to_write()?, BulkOptions::default());
        let onboarding =
            session.desk.import(&InvestorFile::Demo, &mut book, &options, &mut |_| {}).await?;
        self.say(&format!(
            "{}: {}",
            heading("Investors"),
            investor::import_words(&onboarding, false)
        ))?;
        Ok(onboarding)
    }

    async fn verification(&self, stage: &Stage<'_>) -> anyhow::Result<VerifyReport> {
        self.context.output.note("holding the chain against the manifest");
        let verification =
            VerifyReport::new(stage.session.desk.deployment().verify().await?, false);
        self.say(&format!("{}\n  {}\n", heading("Verification"), verification.headline()))?;
        Ok(verification)
    }

    async fn chapters(&self, stage: &mut Stage<'_>) -> anyhow::Result<Vec<Outcome>> {
        let mut outcomes = Vec::new();
        for chapter in &stage.script.chapters {
            self.say(&format!("\n{}", heading(&chapter.title)))?;
            for step in &chapter.steps {
                let outcome = stage.play(&chapter.title, step).await?;
                self.say(&outcome.words(&stage.session))?;
                outcomes.push(outcome);
            }
        }
        Ok(outcomes)
    }

    async fn registers(&self, stage: &Stage<'_>) -> anyhow::Result<Vec<Register>> {
        let (desk, names) = (&stage.session.desk, &stage.session.names);
        self.say(&format!("\n{}", heading("Registers")))?;
        let mut found = Vec::new();
        for (_, instrument) in &stage.instruments {
            let mut one = register(desk.connection(), desk.manifest()?, &instrument.id).await?;
            one.add_labels(&names.of_all(one.wallets()));
            self.say(&format!("{}\n", registers::words(&one)))?;
            found.push(one);
        }
        Ok(found)
    }
}

fn introduction(script: &Script, replicas: &[String]) -> String {
    let mut lines =
        vec![heading("Corridor: one bond under two regimes"), script.disclaimer.clone()];
    lines.extend(replicas.iter().map(|replica| format!("- {replica}")));
    lines.push(String::new());
    lines.join("\n")
}

fn deployed(bonds: &[BondDocument], steps: usize, connection: &Connection) -> String {
    let mut lines =
        vec![format!("{}: {steps} steps on chain {}", heading("Deployed"), connection.chain_id())];
    for BondDocument { bond, title, profile_hash, .. } in bonds {
        lines.push(format!("  {bond}: {title}"));
        lines.push(format!("    profile hash {profile_hash}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn side_by_side(script: &Script, comparison: &[Comparison]) -> String {
    let headers: Vec<String> = std::iter::once("movement".to_owned())
        .chain(script.columns.iter().map(|column| column.title.clone()))
        .collect();
    let lines = comparison.iter().map(|one| {
        let answers = one.answers.iter().map(stage::Answer::words);
        std::iter::once(one.movement.clone()).chain(answers).collect()
    });
    format!("{}\n{}\n", heading("The same movement under each regime"), rows(&headers, lines))
}

fn next_commands(keep: Option<&Name>) -> Vec<String> {
    let Some(name) = keep else {
        return [
            "corridor demo --keep play",
            "corridor profile show uk-sandbox",
            "corridor profile show us-exemption",
        ]
        .map(str::to_owned)
        .to_vec();
    };
    let explain =
        "explain treasury-gilt-2040@uk-sandbox --from INV-0004 --to INV-0042 \"GBP 1,000,000\"";
    let mint = "bond mint treasury-gilt-2040@uk-sandbox --to INV-0002 \"GBP 5,000,000\"";
    let export = "register export treasury-gilt-2040@us-exemption --format csv";
    let commands = [explain, mint, export, "investor show INV-0001", "verify"];
    let mut next: Vec<String> =
        commands.iter().map(|command| format!("corridor --network {name} {command}")).collect();
    next.push(format!("corridor devnet down {name}"));
    next
}

fn epilogue(outcomes: &[Outcome], next: &[String], took: Duration) -> String {
    let refused = outcomes.iter().filter(|outcome| outcome.explanation.is_some()).count();
    let mut lines = vec![format!(
        "{} steps: {} done, {refused} refused as they must be; {:.1} s",
        outcomes.len(),
        outcomes.len() - refused,
        took.as_secs_f32()
    )];
    lines.push(heading("Next"));
    lines.extend(next.iter().map(|command| format!("  {command}")));
    lines.join("\n")
}
