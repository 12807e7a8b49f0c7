//! The same steps under several regimes, side by side.

use corridor_deploy::explain::Reason;
use serde::Serialize;

use super::{Outcome, ScenarioReport, SettingName, StepReport, Wallet};

/// One scenario under several settings: a line for each step, a cell for each setting.
#[derive(Clone, Debug, Serialize)]
pub struct Matrix {
    /// Id of the file and of the scenario.
    pub scenario: String,
    /// What it shows.
    pub title: String,
    /// The first day.
    pub start: String,
    /// The settings, in the order of the cells.
    pub settings: Vec<SettingName>,
    /// The steps.
    pub lines: Vec<Line>,
}

/// One step under every setting.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Number of the step, from 1.
    pub number: usize,
    /// When, in UTC.
    pub at: String,
    /// What was attempted.
    pub action: String,
    /// What the step is there for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What came of it under each setting.
    pub cells: Vec<Cell>,
    /// Whether some settings allow what others refuse.
    pub differs: bool,
    /// The rules that make the difference; none when all settings agree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisive: Vec<Decisive>,
    /// Who receives, when somebody does.
    #[serde(skip)]
    gives_to: Option<Wallet>,
}

/// What came of a step under one setting.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The setting.
    pub setting: String,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Every rule and token fact that refuses, with its citation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// Gas of its transaction, refused ones included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gas_used: Option<u64>,
    /// Whether it is what the file expects.
    pub as_expected: bool,
}

/// Why one setting refuses what another allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decisive {
    /// The setting that refuses.
    pub setting: String,
    /// Its rules, or its token facts when no rule refuses.
    pub rules: Vec<String>,
    /// The earlier step whose outcome left this setting in another state, when only token facts refuse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows_from: Option<usize>,
}

impl Matrix {
    /// Lays reports of one scenario side by side; `None` when there is none.
    #[must_use]
    pub fn new(reports: &[&ScenarioReport]) -> Option<Self> {
        let first = reports.first()?;
        let mut lines: Vec<Line> = Vec::with_capacity(first.steps.len());
        for (index, step) in first.steps.iter().enumerate() {
            let cells = reports
                .iter()
                .filter_map(|report| Some(cell(&report.setting.name, report.steps.get(index)?)));
            let line = line(step, cells.collect(), &lines);
            lines.push(line);
        }
        Some(Self {
            scenario: first.name(),
            title: first.title.clone(),
            start: first.start.clone(),
            settings: reports.iter().map(|report| report.setting.clone()).collect(),
            lines,
        })
    }

    /// How many steps some settings allow and others refuse.
    #[must_use]
    pub fn differences(&self) -> usize {
        self.lines.iter().filter(|line| line.differs).count()
    }
}

fn cell(setting: &str, step: &StepReport) -> Cell {
    Cell {
        setting: setting.to_owned(),
        outcome: step.found.clone(),
        reasons: step.judgement.as_ref().map(|one| one.reasons.clone()).unwrap_or_default(),
        gas_used: step.transaction.map(|sent| sent.gas_used),
        as_expected: step.problems.is_empty(),
    }
}

fn line(step: &StepReport, cells: Vec<Cell>, earlier: &[Line]) -> Line {
    let allows = cells.iter().any(|cell| cell.outcome.is_allowed());
    let refuses = cells.iter().any(|cell| !cell.outcome.is_allowed());
    let differs = allows && refuses;
    let refusing = cells.iter().filter(|cell| differs && !cell.outcome.is_allowed());
    let decisive = refusing.map(|cell| decisive(cell, step, earlier)).collect();
    Line {
        number: step.number,
        at: step.at.clone(),
        action: step.action.clone(),
        note: step.note.clone(),
        cells,
        differs,
        decisive,
        gives_to: step.movement.as_ref().and_then(|movement| movement.to.clone()),
    }
}

/// A token fact is common to all regimes: where one alone refuses, an earlier step went otherwise here, most likely one
/// that would have given the sender what it lacks.
fn decisive(cell: &Cell, step: &StepReport, earlier: &[Line]) -> Decisive {
    let (of_rules, facts): (Vec<&Reason>, Vec<&Reason>) =
        cell.reasons.iter().partition(|reason| reason.source.is_some());
    let named = if of_rules.is_empty() { &facts } else { &of_rules };
    let sender = step.movement.as_ref().and_then(|movement| movement.from.as_ref());
    let otherwise = || {
        let mut of_setting = earlier
            .iter()
            .filter(|line| line.decisive.iter().any(|one| one.setting == cell.setting));
        let first = of_setting.clone().next();
        of_setting.find(|line| sender.is_some() && line.gives_to.as_ref() == sender).or(first)
    };
    Decisive {
        setting: cell.setting.clone(),
        rules: named.iter().map(|reason| reason.rule.clone()).collect(),
        follows_from: if of_rules.is_empty() { otherwise().map(|line| line.number) } else { None },
    }
}
