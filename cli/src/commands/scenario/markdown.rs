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
            &plain(&report.name()),
            &plain(&report.setting.name),
            &plain(&report.rules.join(", ")),
            &plain(report.boundary.as_deref().unwrap_or_default()),
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
        format!("## {} under {}", plain(&report.name()), plain(&setting.name)),
        String::new(),
        format!("{}.", plain(&capital(&report.title))),
        String::new(),
        format!(
            "Profile {} {}, hash `{}`.",
            plain(&setting.profile),
            plain(&setting.version),
            setting.hash
        ),
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
        let gas = step.transaction.map(|sent| format!("{} gas", thousands(sent.gas_used)));
        row(&[
            &step.number.to_string(),
            &step.at,
            &plain(&step.action),
            &plain(&step.found.to_string()),
            &because(step),
            &gas.unwrap_or_default(),
        ])
    }));
    lines
}

/// Why a step is refused, a line each within the cell of a table.
pub(in crate::commands) fn because(step: &StepReport) -> String {
    let reasons = step.judgement.iter().flat_map(|judgement| &judgement.reasons);
    let because = reasons.map(|reason| match &reason.source {
        Some(source) => {
            format!("{}: {} ({})", reason.rule, source.citation, source.confidence.name())
        }
        None => format!("{}: {}", reason.rule, reason.message),
    });
    because.map(|reason| plain(&reason)).collect::<Vec<_>>().join("<br>")
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
    step.problems
        .iter()
        .map(|problem| format!("- step {}: {}", step.number, plain(&of(problem))))
        .collect()
}

/// The head of a table.
pub(in crate::commands) fn head(names: &[&str]) -> Vec<String> {
    vec![row(names), format!("|{}", "---|".repeat(names.len()))]
}

/// A row of a table, of cells that are Markdown: [`plain`] makes it of any text.
pub(in crate::commands) fn row(cells: &[&str]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// A text that a file, a profile or a chain gave, as one line of Markdown that shows it as it is: no tag, link, emphasis or cell of a
/// table begins in it.
pub(in crate::commands) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut escaped = String::with_capacity(text.len());
    for letter in words.join(" ").chars() {
        let is_first = escaped.is_empty();
        let is_sign =
            matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~');
        if is_sign || (is_first && matches!(letter, '#' | '-' | '+' | '=')) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A text in the form of code, where signs stand for themselves.
pub(in crate::commands) fn code(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    // Nothing is escaped in code but what would end it, or the cell of a table.
    format!("`{}`", words.join(" ").replace('`', "'").replace('|', "\\|"))
}

/// The text as the beginning of a sentence.
pub(in crate::commands) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_and_html_are_shown_as_they_are() {
        for (text, shown) in [
            ("a | b <script>", r"a \| b \<script\>"),
            ("*all* of\n\n# it & `more`", r"\*all\* of # it \& \`more\`"),
            ("# one", r"\# one"),
            (r"[a](b) \| c", r"\[a\](b) \\\| c"),
            ("GBP 1,000 (a-b)", "GBP 1,000 (a-b)"),
        ] {
            assert_eq!(plain(text), shown);
        }
        assert_eq!(code("a`b | c\nd"), r"`a'b \| c d`");
    }
}
