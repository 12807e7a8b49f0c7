//! `corridor scenario`

mod check;
mod list;
pub(super) mod markdown;
mod run;
pub(super) mod words;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use corridor_scenario::{Company, Job, Progress, ScenarioFile, ScenarioReport, read_all};

use crate::context::{Context, ExitStatus};

/// Play scenarios: investors, steps, and the verdict that each step must get.
#[derive(Debug, Subcommand)]
pub(crate) enum ScenarioCommand {
    /// Play scenarios on test chains of their own and hold every verdict against the file
    Run(run::Run),
    /// Show the scenarios of files and folders
    List(list::List),
    /// Check scenario files without playing them
    Check(check::Check),
}

impl ScenarioCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Run(run) => context.block_on(run.run(context)),
            Self::List(list) => list.run(context),
            Self::Check(check) => check.run(context),
        }
    }
}

/// Scenario files.
#[derive(Debug, Args)]
struct Files {
    /// Scenario files, and folders that are searched for them
    #[arg(required = true, value_name = "FILE|FOLDER")]
    paths: Vec<PathBuf>,
}

impl Files {
    fn read(&self) -> anyhow::Result<Vec<Arc<ScenarioFile>>> {
        Ok(read_all(&self.paths)?.into_iter().map(Arc::new).collect())
    }
}

/// Plays jobs on chains of their own, with a progress bar.
///
/// # Errors
///
/// Anvil is missing, or a step could not be tried at all.
pub(super) async fn play(context: &Context, jobs: Vec<Job>) -> anyhow::Result<Vec<ScenarioReport>> {
    let anvil = context.anvil()?;
    context.output.note(format!("playing {}", words::count(jobs.len(), "scenario")));
    let bar = context.output.progress(jobs.len() as u64, "scenarios");
    let company = Company::new(anvil);
    let mut tick = |progress: Progress<'_>| {
        if let Progress::Played(_) = progress {
            bar.inc(1);
        }
    };
    let reports = company.play(jobs, &mut tick).await;
    bar.finish_and_clear();
    Ok(reports?)
}
