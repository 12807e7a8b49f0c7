//! `corridor scenario check`

use clap::Args;
use serde::Serialize;

use super::{Files, words};
use crate::context::{Context, ExitStatus};
use crate::output::Report;

/// Check scenario files.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    files: Files,
}

#[derive(Debug, Serialize)]
struct CheckReport {
    files: usize,
    scenarios: usize,
    steps: usize,
}

impl Report for CheckReport {
    const SCHEMA: &'static str = "corridor.scenario-check/1";

    fn text(&self) -> String {
        format!(
            "sound: {} in {}, {}",
            words::count(self.scenarios, "scenario"),
            words::count(self.files, "file"),
            words::count(self.steps, "step")
        )
    }
}

impl Check {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let files = self.files.read()?;
        let scenarios = || files.iter().flat_map(|file| &file.scenarios);
        context.output.report(&CheckReport {
            files: files.len(),
            scenarios: scenarios().count(),
            steps: scenarios().map(|scenario| scenario.steps.len()).sum(),
        })?;
        Ok(ExitStatus::Done)
    }
}
