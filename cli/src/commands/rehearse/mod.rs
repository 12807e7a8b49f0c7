//! `corridor rehearse`

mod evidence;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use corridor_scenario::{Evidence, Job, Rehearsal, ScenarioReport, StepReport};
use jiff::Timestamp;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::output::{Report, heading, table};

/// The kind and version of the document.
const SCHEMA: &str = "corridor.rehearsal/1";

/// Rehearse an emergency.
#[derive(Debug, Subcommand)]
pub(crate) enum RehearseCommand {
    /// Rehearse the end of an instrument: its regime ends, its stage is withdrawn, its issuer stops
    WindDown(WindDown),
}

/// Rehearse the end of an instrument.
#[derive(Debug, Args)]
#[command(
    after_help = "Each rehearsal runs on a test chain of its own. Written are wind-down-evidence.md and wind-down-evidence.json. \
                  Exit status: 0 everything is shown, 1 something is not."
)]
pub(crate) struct WindDown {
    /// Where the evidence is written
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
    /// A scenario file of your own, with your profile's inputs, instead of the one that comes with this tool
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    dry: DryRun,
}

/// What would be rehearsed.
#[derive(Debug, Serialize)]
struct Plan {
    dry_run: bool,
    title: String,
    rehearsals: Vec<Planned>,
    files: [PathBuf; 2],
}

#[derive(Debug, Serialize)]
struct Planned {
    scenario: String,
    setting: String,
}

impl Report for Plan {
    const SCHEMA: &'static str = "corridor.rehearsal-plan/1";

    fn text(&self) -> String {
        let row = |one: &Planned| [one.scenario.clone(), one.setting.clone()];
        let rows = table(["would be rehearsed", "under"], self.rehearsals.iter().map(row));
        let files = self.files.each_ref().map(|file| file.display().to_string()).join(", ");
        format!("{}\n{rows}\nevidence would be written to {files}", heading(&self.title))
    }
}

/// The evidence, as a document.
#[derive(Debug, Serialize)]
struct Dossier {
    schema: &'static str,
    title: String,
    made_at: String,
    made_by: String,
    disclaimer: &'static str,
    complete: bool,
    rehearsals: Vec<Evidence>,
}

/// Why evidence was not written.
#[derive(Debug, thiserror::Error)]
#[error("could not write the evidence to {}: {cause}; name a folder that is writable", path.display())]
struct WriteError {
    path: PathBuf,
    cause: std::io::Error,
}

impl RehearseCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::WindDown(command) => command.run(context).await,
        }
    }
}

impl WindDown {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let rehearsal = match &self.file {
            Some(path) => Rehearsal::read(path)?,
            None => Rehearsal::builtin("wind-down")?,
        };
        let files = ["md", "json"].map(|kind| self.out.join(format!("wind-down-evidence.{kind}")));
        if self.dry.dry_run {
            context.output.report(&plan(&rehearsal, files))?;
            return Ok(ExitStatus::Done);
        }
        // Better to know before the work than after it.
        let unusable = |cause| WriteError { path: self.out.clone(), cause };
        fs::create_dir_all(&self.out).map_err(unusable)?;
        let dossier = dossier(context, &rehearsal).await?;
        let [page, document] = files;
        let written = [(page, evidence::markdown(&dossier)), (document, json(&dossier)?)];
        for (path, text) in &written {
            write(path, text)?;
        }
        let complete = dossier.complete;
        if context.output.is_json() {
            context.output.text(json(&dossier)?.trim_end())?;
        } else {
            let files = written.map(|(path, _)| path.display().to_string()).join(", ");
            context.output.text(&summary(&dossier, &files))?;
        }
        Ok(if complete { ExitStatus::Done } else { ExitStatus::Failed })
    }
}

fn plan(rehearsal: &Rehearsal, files: [PathBuf; 2]) -> Plan {
    let planned = |job: &Job| Planned {
        scenario: job.name().to_owned(),
        setting: job.setting().name.clone(),
    };
    let rehearsals = rehearsal.jobs().iter().map(planned).collect();
    Plan { dry_run: true, title: rehearsal.file().title.clone(), rehearsals, files }
}

async fn dossier(context: &Context, rehearsal: &Rehearsal) -> anyhow::Result<Dossier> {
    let anvil = context.anvil()?;
    let jobs = rehearsal.jobs();
    let bar = context.output.progress(jobs.len() as u64, "rehearsals");
    let mut rehearsals = Vec::with_capacity(jobs.len());
    for job in &jobs {
        context.output.note(format!("rehearsing {} under {}", job.name(), job.setting().name));
        rehearsals.push(Rehearsal::perform(&anvil, job).await?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Dossier {
        schema: SCHEMA,
        title: rehearsal.file().title.clone(),
        made_at: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        made_by: format!("corridor {}", env!("CARGO_PKG_VERSION")),
        disclaimer: "Rehearsed on local test chains whose clock was moved. It shows what the contracts and the profile do; \
                     that the firm's people, keys and payment arrangements work, it does not show. Cash is paid elsewhere: \
                     coupons are decided here, not paid.",
        complete: rehearsals.iter().all(Evidence::is_complete),
        rehearsals,
    })
}

fn json(dossier: &Dossier) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(dossier)? + "\n")
}

fn write(path: &Path, text: &str) -> Result<(), WriteError> {
    fs::write(path, text).map_err(|cause| WriteError { path: path.to_owned(), cause })
}

/// The steps that came to something else than the file expects, a line each.
fn otherwise(report: &ScenarioReport) -> String {
    let steps = report.steps.iter().filter(|step| !step.problems.is_empty());
    let line = |step: &StepReport| {
        let StepReport { number, line, found, expected, .. } = step;
        format!("\nstep {number} ({}:{line}): {found}; expected: {expected}", report.file)
    };
    steps.map(line).collect()
}

/// The claims of every rehearsal, and where the evidence is.
fn summary(dossier: &Dossier, files: &str) -> String {
    let mut parts = vec![heading(&dossier.title)];
    for evidence in &dossier.rehearsals {
        let report = &evidence.report;
        let title = format!("{} under {}: {}", report.scenario, report.setting.name, report.title);
        let claims = evidence.claims.iter().map(|claim| {
            let steps: Vec<String> = claim.steps.iter().map(usize::to_string).collect();
            let shown = if claim.holds { "shown" } else { "NOT SHOWN" };
            [claim.claim.to_owned(), shown.to_owned(), steps.join(", ")]
        });
        let claims = table(["claim", "result", "steps"], claims);
        let otherwise = otherwise(report);
        parts.push(format!("{}\n{claims}{otherwise}", heading(&title)));
    }
    let verdict = if dossier.complete { "everything is shown" } else { "NOT everything is shown" };
    parts.push(format!("{verdict}; evidence: {files}"));
    parts.join("\n\n")
}
