//! `corridor scenario run`

use std::time::Instant;

use clap::Args;
use corridor_scenario::{Job, ScenarioError, ScenarioReport};
use serde::Serialize;

use super::{Files, markdown, play, words};
use crate::context::{Context, ExitStatus};

/// Play scenarios.
#[derive(Debug, Args)]
#[command(
    after_help = "A refusal that the file expects is as it should be. Exit status: 0 everything as expected, 1 not."
)]
pub(crate) struct Run {
    #[command(flatten)]
    files: Files,
    /// Only the scenarios of this name, such as uk-capacity/limit-itself; repeat it for each
    #[arg(long, value_name = "FILE-ID/SCENARIO")]
    only: Vec<String>,
    /// Show every step, not only those that are not as expected
    #[arg(long)]
    steps: bool,
    /// Print the report as Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

/// The document of a run.
#[derive(Debug, Serialize)]
struct RunReport<'r> {
    passed: bool,
    scenarios: &'r [ScenarioReport],
}

impl Run {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let began = Instant::now();
        let jobs = self.jobs()?;
        let reports = play(context, jobs).await?;
        let passed = reports.iter().all(|report| report.passed);
        if self.markdown {
            context.output.text(markdown::run(&reports).trim_end())?;
        } else {
            let document = RunReport { passed, scenarios: &reports };
            context.output.document("corridor.scenario-run/1", &document, || {
                words::run(&reports, self.steps)
            })?;
        }
        context.output.note(format!("it took {:.1} s", began.elapsed().as_secs_f32()));
        Ok(if passed { ExitStatus::Done } else { ExitStatus::Failed })
    }

    /// The scenarios that were chosen, under each of their settings.
    fn jobs(&self) -> anyhow::Result<Vec<Job>> {
        let files = self.files.read()?;
        let jobs = Job::all(&files);
        if let Some(unknown) =
            self.only.iter().find(|name| jobs.iter().all(|job| job.name() != **name))
        {
            return Err(ScenarioError::unknown(unknown, &files).into());
        }
        let wanted = |job: &Job| self.only.is_empty() || self.only.contains(&job.name());
        Ok(jobs.into_iter().filter(wanted).collect())
    }
}
