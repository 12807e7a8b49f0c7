//! `corridor scenario list`

use clap::Args;
use corridor_scenario::{Scenario, ScenarioFile};
use serde::Serialize;

use super::Files;
use crate::context::{Context, ExitStatus};
use crate::output::{Report, table};

/// Show scenarios.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    files: Files,
}

#[derive(Debug, Serialize)]
struct ListReport {
    scenarios: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    scenario: String,
    file: String,
    line: usize,
    title: String,
    rules: Vec<String>,
    boundary: Option<String>,
    under: Vec<String>,
    steps: usize,
}

impl Row {
    fn new(file: &ScenarioFile, scenario: &Scenario) -> Self {
        Self {
            scenario: format!("{}/{}", file.id, scenario.id),
            file: file.source().to_owned(),
            line: scenario.line,
            title: scenario.title.clone(),
            rules: scenario.rules.clone(),
            boundary: scenario.boundary.clone(),
            under: scenario.under.clone(),
            steps: scenario.steps.len(),
        }
    }
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.scenario-list/1";

    fn text(&self) -> String {
        let row = |row: &Row| {
            let (under, rules) = (row.under.join(", "), row.rules.join(", "));
            [row.scenario.clone(), under, row.steps.to_string(), rules, row.title.clone()]
        };
        table(["scenario", "under", "steps", "about", "title"], self.scenarios.iter().map(row))
    }
}

impl List {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let files = self.files.read()?;
        let rows = files
            .iter()
            .flat_map(|file| file.scenarios.iter().map(|scenario| Row::new(file, scenario)));
        context.output.report(&ListReport { scenarios: rows.collect() })?;
        Ok(ExitStatus::Done)
    }
}
