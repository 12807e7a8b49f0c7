//! `corridor compare`

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use corridor_scenario::{
    Cell, Decisive, Job, Line, Matrix, Outcome, ScenarioError, ScenarioFile, ScenarioReport,
};
use serde::Serialize;

use crate::commands::scenario::markdown::{capital, head, plain, row};
use crate::commands::scenario::play;
use crate::commands::scenario::words::count;
use crate::context::{Context, ExitStatus};
use crate::output::{fields, heading, rows, table};
use crate::words::thousands;

/// Replay the same investors and steps under several regimes, each on its own chain, side by side.
#[derive(Debug, Args)]
#[command(
    after_help = "What went otherwise than the file expects is marked, and does not count here: `corridor scenario run` holds it against the \
file. Exit status: 0."
)]
pub(crate) struct Compare {
    /// A scenario file; the inputs of each profile are in it
    file: PathBuf,
    /// The settings to compare, by their names in the file [default: all]
    #[arg(long, value_delimiter = ',', value_name = "NAME,NAME")]
    profiles: Vec<String>,
    /// Only this scenario of the file
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Print the report as Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

/// The document of a comparison.
#[derive(Debug, Serialize)]
struct Comparison {
    file: String,
    title: String,
    matrices: Vec<Matrix>,
}

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
#[error(
    "{file}: no scenario that was asked for runs under {profiles}; name other settings with --profiles"
)]
struct NothingToCompareError {
    file: String,
    profiles: String,
}

impl Compare {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let file = Arc::new(ScenarioFile::read(&self.file)?);
        let jobs = self.jobs(&file)?;
        let reports = play(context, jobs).await?;
        let unexpected = reports.iter().filter(|report| !report.passed).count();
        if unexpected > 0 {
            let what = count(unexpected, "scenario");
            context.output.note(format!("{what} went otherwise than the file expects"));
        }
        let matrices = matrices(&reports);
        let (source, title) = (file.source().to_owned(), file.title.clone());
        let comparison = Comparison { file: source, title, matrices };
        if self.markdown {
            context.output.text(comparison.markdown().trim_end())?;
        } else {
            context.output.document("corridor.compare/1", &comparison, || comparison.text())?;
        }
        Ok(ExitStatus::Done)
    }

    fn jobs(&self, file: &Arc<ScenarioFile>) -> anyhow::Result<Vec<Job>> {
        for name in &self.profiles {
            file.setting(name)?;
        }
        let files = [file.clone()];
        if let Some(id) = &self.scenario
            && file.scenarios.iter().all(|scenario| scenario.id != *id)
        {
            return Err(ScenarioError::unknown(&format!("{}/{id}", file.id), &files).into());
        }
        let wanted = |job: &Job| {
            let of_scenario = self.scenario.as_ref().is_none_or(|id| job.scenario().id == *id);
            of_scenario && self.place(job).is_some()
        };
        let mut jobs: Vec<Job> = Job::all(&files).into_iter().filter(wanted).collect();
        // Stable, so that scenarios keep their order and settings come as they were asked for.
        jobs.sort_by_key(|job| (job.scenario().line, self.place(job)));
        if jobs.is_empty() {
            let (file, profiles) = (file.source().to_owned(), self.profiles.join(" or "));
            return Err(NothingToCompareError { file, profiles }.into());
        }
        Ok(jobs)
    }

    /// Which column the setting of a job is; `None` when it was not asked for.
    fn place(&self, job: &Job) -> Option<usize> {
        if self.profiles.is_empty() {
            return Some(0);
        }
        self.profiles.iter().position(|name| *name == job.setting().name)
    }
}

/// One matrix for each scenario, in the order of the file.
fn matrices(reports: &[ScenarioReport]) -> Vec<Matrix> {
    let same = |left: &ScenarioReport, right: &ScenarioReport| left.scenario == right.scenario;
    let groups = reports.chunk_by(same);
    groups.filter_map(|group| Matrix::new(&group.iter().collect::<Vec<_>>())).collect()
}

fn verdict(cell: &Cell) -> String {
    let mark = if cell.as_expected { "" } else { " (not as expected)" };
    match &cell.outcome {
        Outcome::Allowed => format!("allowed{mark}"),
        Outcome::Done => format!("done{mark}"),
        Outcome::Refused { rules } => format!("{}{mark}", rules.join(", ")),
        Outcome::Failed { error } => format!("{error}{mark}"),
    }
}

fn gas(cell: &Cell) -> String {
    cell.gas_used.map_or_else(|| "-".to_owned(), |gas| format!("{} gas", thousands(gas)))
}

fn because(decisive: &Decisive) -> String {
    let rules = decisive.rules.join(", ");
    match decisive.follows_from {
        Some(number) => format!("{rules}, which follows from step {number}"),
        None => rules,
    }
}

/// Day and, unless it is the first second, time.
fn when(line: &Line) -> String {
    line.at.trim_end_matches("T00:00:00Z").trim_end_matches('Z').replace('T', " ")
}

/// Each rule that refuses, once for each setting: setting, rule, citation, confidence.
fn refusing(matrix: &Matrix) -> Vec<[String; 4]> {
    let mut found: Vec<[String; 4]> = Vec::new();
    for setting in &matrix.settings {
        let cells = matrix.lines.iter().flat_map(|line| &line.cells);
        for reason in
            cells.filter(|cell| cell.setting == setting.name).flat_map(|cell| &cell.reasons)
        {
            let Some(source) = &reason.source else { continue };
            let confidence = source.confidence.name().to_owned();
            let row =
                [setting.name.clone(), reason.rule.clone(), source.citation.clone(), confidence];
            if !found.contains(&row) {
                found.push(row);
            }
        }
    }
    found
}

fn citation([setting, rule, citation, confidence]: &[String; 4]) -> String {
    format!("  {rule}, under {setting} ({confidence})\n    {citation}")
}

impl Comparison {
    fn text(&self) -> String {
        let parts: Vec<String> = self.matrices.iter().map(text_of).collect();
        parts.join("\n\n")
    }

    fn markdown(&self) -> String {
        let mut lines = vec![format!("# {}", plain(&self.title)), String::new()];
        for matrix in &self.matrices {
            lines.extend(markdown_of(matrix));
        }
        lines.join("\n")
    }
}

fn text_of(matrix: &Matrix) -> String {
    let settings = matrix.settings.iter().map(|setting| {
        (
            setting.name.as_str(),
            format!("{} {}, leg {}", setting.profile, setting.version, setting.leg),
        )
    });
    let title = format!("{}: {}", matrix.scenario, matrix.title);
    let headers: Vec<String> = ["#", "when", "step"]
        .map(str::to_owned)
        .into_iter()
        .chain(matrix.settings.iter().map(|setting| setting.name.clone()))
        .collect();
    let body = |cell: fn(&Cell) -> String| {
        let line = move |line: &Line| {
            let first = [line.number.to_string(), when(line), line.action.clone()];
            first.into_iter().chain(line.cells.iter().map(cell)).collect::<Vec<String>>()
        };
        rows(&headers, matrix.lines.iter().map(line))
    };
    let differences = matrix.lines.iter().flat_map(|line| {
        let decisive = line.decisive.iter();
        decisive.map(|one| [line.number.to_string(), one.setting.clone(), because(one)])
    });
    let parts = [
        fields(&title, settings),
        body(verdict),
        format!(
            "{}\n{}",
            heading(&format!(
                "What makes the difference, in {} of {} steps",
                matrix.differences(),
                matrix.lines.len()
            )),
            table(["#", "refused under", "by"], differences)
        ),
        format!(
            "{}\n{}",
            heading("Where the rules that refuse come from"),
            refusing(matrix).iter().map(citation).collect::<Vec<_>>().join("\n")
        ),
        format!("{}\n{}", heading("Gas"), body(gas)),
    ];
    parts.join("\n\n")
}

fn markdown_of(matrix: &Matrix) -> Vec<String> {
    let mut lines = vec![
        format!("## {}", plain(&matrix.scenario)),
        String::new(),
        format!("{}.", plain(&capital(&matrix.title))),
        String::new(),
    ];
    lines.extend(head(&["under", "profile", "leg", "hash"]));
    lines.extend(matrix.settings.iter().map(|setting| {
        let profile = format!("{} {}", setting.profile, setting.version);
        row(&[
            &plain(&setting.name),
            &plain(&profile),
            &plain(&setting.leg),
            &format!("`{}`", setting.hash),
        ])
    }));
    lines.push(String::new());
    let settings: Vec<String> =
        matrix.settings.iter().map(|setting| plain(&setting.name)).collect();
    let names: Vec<&str> = ["#", "when", "step"]
        .into_iter()
        .chain(settings.iter().map(String::as_str))
        .chain(["what makes the difference"])
        .collect();
    lines.extend(head(&names));
    for line in &matrix.lines {
        let mut cells = vec![line.number.to_string(), when(line), plain(&line.action)];
        let found = |cell: &Cell| format!("{}<br>{}", plain(&verdict(cell)), gas(cell));
        cells.extend(line.cells.iter().map(found));
        let decisive = line.decisive.iter();
        let decisive = decisive.map(|one| plain(&format!("{}: {}", one.setting, because(one))));
        cells.push(decisive.collect::<Vec<_>>().join("<br>"));
        lines.push(row(&cells.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    lines.push(String::new());
    lines.extend(head(&["under", "rule", "citation", "confidence"]));
    lines.extend(refusing(matrix).iter().map(|cells| {
        let cells = cells.each_ref().map(|cell| plain(cell));
        row(&cells.each_ref().map(String::as_str))
    }));
    lines.push(String::new());
    lines
}
