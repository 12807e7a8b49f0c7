//! Scenario reports as Markdown.

use corridor_scenario::{Problem, ScenarioReport, StepReport};

use super::words::verdict;
use crate::words::thousands;

/// Every scenario with its steps.
pub(super) fn run(reports: &[ScenarioReport]) -> String {
    let mut lines = vec!["# Scenarios".to_owned(), String::new()];
    lines.extend(head(&["scenario", "under", "about", "boundary", "steps", "result"]));
    lines.extend(reports.iter().map(|report| {
        row(&[
            &report.name(),
            &report.setting.name,
            &report.rules.join(", "),
            report.boundary.as_deref().unwrap_or_default(),
            &report.steps.len().to_string(),
            verdict(report),
        ])
    }));
    for report in reports {
        lines.push(String::new());
        lines.extend(scenario(report));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn scenario(report: &ScenarioReport) -> Vec<String> {
    let setting = &report.setting;
    let mut lines = vec![
        format!("## {} under {}", report.name(), setting.name),
        String::new(),
        format!("{}.", capital(&report.title)),
        String::new(),
        format!("Profile {} {}, hash `{}`.", setting.profile, setting.version, setting.hash),
        String::new(),
    ];
    lines.extend(steps(&report.steps));
    let problems: Vec<String> = report.steps.iter().flat_map(problems).collect();
    if !problems.is_empty() {
        lines.extend([String::new(), "Not as expected:".to_owned(), String::new()]);
        lines.extend(problems);
    }
    lines
}

/// The steps as a table.
pub(in crate::commands) fn steps(steps: &[StepReport]) -> Vec<String> {
    let mut lines = head(&["#", "when", "what", "verdict", "because", "cost"]);
    lines.extend(steps.iter().map(|step| {
        let reasons = step.judgement.iter().flat_map(|judgement| &judgement.reasons);
        let because = reasons.map(|reason| match &reason.source {
            Some(source) => {
                format!("{}: {} ({})", reason.rule, source.citation, source.confidence.name())
            }
            None => format!("{}: {}", reason.rule, reason.message),
        });
        let because: Vec<String> = because.collect();
        let gas = step.transaction.map(|sent| format!("{} gas", thousands(sent.gas_used)));
        row(&[
            &step.number.to_string(),
            &step.at,
            &step.action,
            &step.found.to_string(),
            &because.join("<br>"),
            &gas.unwrap_or_default(),
        ])
    }));
    lines
}

fn problems(step: &StepReport) -> Vec<String> {
    let of = |problem: &Problem| match problem {
        Problem::Missing(note) => format!("{} does not refuse ({})", note.rule, note.title),
        Problem::Unexpected(note) => format!("{} refuses ({})", note.rule, note.title),
        Problem::Other { sentence } => sentence.clone(),
        Problem::Disagreement { explained, executed } => {
            format!("explained as {explained}, and it was {executed}")
        }
    };
    step.problems.iter().map(|problem| format!("- step {}: {}", step.number, of(problem))).collect()
}

/// The head of a table.
pub(in crate::commands) fn head(names: &[&str]) -> Vec<String> {
    vec![row(names), format!("|{}", "---|".repeat(names.len()))]
}

/// A row of a table.
pub(in crate::commands) fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

/// The text as the beginning of a sentence.
pub(in crate::commands) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
