//! Scenario reports in words.

use corridor_scenario::{Problem, RuleNote, ScenarioReport, StepReport};

use crate::output::{heading, table};
use crate::words::thousands;

/// A table of all scenarios, then what is not as expected, then the sum.
pub(super) fn run(reports: &[ScenarioReport], every_step: bool) -> String {
    let mut parts = vec![overview(reports)];
    let shown = reports.iter().filter(|report| every_step || !report.passed);
    parts.extend(shown.map(|report| details(report, every_step)));
    parts.push(sum(reports));
    parts.join("\n\n")
}

fn overview(reports: &[ScenarioReport]) -> String {
    let row = |report: &ScenarioReport| {
        [
            report.name(),
            report.setting.name.clone(),
            report.steps.len().to_string(),
            refusals(report).to_string(),
            format!("{} gas", thousands(report.gas_used())),
            verdict(report).to_owned(),
        ]
    };
    table(["scenario", "under", "steps", "refused", "cost", "result"], reports.iter().map(row))
}

fn refusals(report: &ScenarioReport) -> usize {
    report.steps.iter().filter(|step| !step.found.is_allowed()).count()
}

pub(super) fn verdict(report: &ScenarioReport) -> &'static str {
    if report.passed { "as expected" } else { "NOT AS EXPECTED" }
}

/// One scenario, step by step.
fn details(report: &ScenarioReport, every_step: bool) -> String {
    let title = format!("{} under {}: {}", report.name(), report.setting.name, report.title);
    let mut lines = vec![heading(&title)];
    if !report.untouched.is_empty() {
        lines.push(format!(
            "  {}:{}: it is about {}, and no step is judged by that",
            report.file,
            report.line,
            report.untouched.join(", ")
        ));
    }
    for step in report.steps.iter().filter(|step| every_step || !step.problems.is_empty()) {
        lines.extend(step_lines(report, step));
    }
    lines.join("\n")
}

fn step_lines(report: &ScenarioReport, step: &StepReport) -> Vec<String> {
    let mark = if step.problems.is_empty() { "ok" } else { "NOT" };
    let mut lines = vec![format!("  {mark:<3} {}  {}: {}", step.at, step.action, step.found)];
    if step.problems.is_empty() {
        return lines;
    }
    lines.push(format!("      at        {}:{}", report.file, step.line));
    lines.push(format!("      expected  {}", step.expected));
    lines.push(format!("      found     {}", step.found));
    lines.extend(step.problems.iter().flat_map(problem));
    lines
}

fn problem(problem: &Problem) -> Vec<String> {
    match problem {
        Problem::Missing(note) => rule("- missing ", note),
        Problem::Unexpected(note) => rule("+ refuses ", note),
        Problem::Other { sentence } => vec![format!("      problem   {sentence}")],
        Problem::Disagreement { explained, executed } => {
            vec![format!("      problem   explained as {explained}, and it was {executed}")]
        }
    }
}

fn rule(mark: &str, note: &RuleNote) -> Vec<String> {
    let mut lines = vec![format!("    {mark}  {}: {}", note.rule, note.title)];
    lines.extend(note.details.iter().map(|detail| format!("      because   {detail}")));
    if !note.citation.is_empty() {
        lines.push(format!("      citation  {}", note.citation));
    }
    lines
}

/// How many scenarios came as expected.
fn sum(reports: &[ScenarioReport]) -> String {
    let failed = reports.iter().filter(|report| !report.passed).count();
    let steps: usize = reports.iter().map(|report| report.steps.len()).sum();
    let refused: usize = reports.iter().map(refusals).sum();
    format!(
        "{}: {} as expected, {failed} not; {}, {refused} refused",
        count(reports.len(), "scenario"),
        reports.len() - failed,
        count(steps, "step")
    )
}

/// "1 file" and "2 files".
pub(in crate::commands) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
