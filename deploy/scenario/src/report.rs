//! What came of a scenario.

use std::collections::BTreeSet;

use alloy::primitives::B256;
use corridor_operations::Transaction;
use serde::Serialize;

use super::{Came, Expected, Judgement, Move};

/// What came of a scenario under a setting.
#[derive(Clone, Debug, Serialize)]
pub struct ScenarioReport {
    /// Where it is written.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// Id of the file.
    pub group: String,
    /// Id of the scenario.
    pub scenario: String,
    /// What it shows.
    pub title: String,
    /// Rules and token facts that it is about.
    pub rules: Vec<String>,
    /// The boundary that it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boundary: Option<String>,
    /// The regime it was played under.
    pub setting: SettingName,
    /// The first day.
    pub start: String,
    /// Its steps.
    pub steps: Vec<StepReport>,
    /// Rules that it is about and that no step was judged by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub untouched: Vec<String>,
    /// Whether everything came as expected.
    pub passed: bool,
}

/// The regime that a scenario was played under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingName {
    /// Name of the setting.
    pub name: String,
    /// Id of the profile.
    pub profile: String,
    /// Its version.
    pub version: String,
    /// Hash of the profile with its inputs.
    pub hash: B256,
    /// The leg that steps mean when they name none.
    pub leg: String,
}

/// What came of a step.
#[derive(Clone, Debug, Serialize)]
pub struct StepReport {
    /// Its number, from 1.
    pub number: usize,
    /// Its line in the file.
    pub line: usize,
    /// When, in UTC.
    pub at: String,
    /// What was attempted.
    pub action: String,
    /// The movement, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub movement: Option<Move>,
    /// What the step is there for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the file expects.
    pub expected: Outcome,
    /// What came of it.
    pub found: Outcome,
    /// The verdict, when it is a movement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// The transaction, when one was mined, refused ones included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<Transaction>,
    /// The block whose state it was decided on, when nothing was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at_block: Option<u64>,
    /// What is not as expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// An outcome, expected or found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Outcome {
    /// A movement that is allowed.
    Allowed,
    /// Anything else that is done.
    Done,
    /// Refused by rules and token facts.
    Refused {
        /// Which.
        rules: Vec<String>,
    },
    /// Refused with an error that is no verdict.
    Failed {
        /// Name of the error.
        error: String,
    },
}

/// Something that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "problem")]
pub enum Problem {
    /// The file expects a rule to refuse, and it does not.
    Missing(RuleNote),
    /// A rule refuses that the file does not expect.
    Unexpected(RuleNote),
    /// The step came to something else altogether.
    Other {
        /// What, in a sentence.
        sentence: String,
    },
    /// What was explained is not what happened.
    Disagreement {
        /// What was explained.
        explained: Outcome,
        /// What happened.
        executed: Outcome,
    },
}

/// A rule with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleNote {
    /// Its id.
    pub rule: String,
    /// What it is about.
    pub title: String,
    /// Where it comes from, with the confidence; empty for a token fact.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub citation: String,
    /// What failed, in words and numbers, when it does refuse.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

impl ScenarioReport {
    /// What names it in reports: the file's id, its own, and the setting when it runs under several.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.group, self.scenario)
    }

    /// Gas of all its transactions.
    #[must_use]
    pub fn gas_used(&self) -> u64 {
        self.steps.iter().filter_map(|step| step.transaction).map(|sent| sent.gas_used).sum()
    }

    /// Every rule that refused a step, and every one that passed one.
    #[must_use]
    pub fn judged(&self) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let judgements = || self.steps.iter().filter_map(|step| step.judgement.as_ref());
        let refused = judgements()
            .flat_map(|judgement| judgement.reasons.iter().map(|reason| reason.rule.as_str()));
        let passed = judgements().flat_map(|judgement| judgement.passed.iter().map(String::as_str));
        (refused.collect(), passed.collect())
    }
}

impl Outcome {
    /// Whether it is allowed, or done.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed | Self::Done)
    }

    /// The rules that refuse.
    #[must_use]
    pub fn rules(&self) -> &[String] {
        match self {
            Self::Refused { rules } => rules,
            _ => &[],
        }
    }

    /// The same for a step that is no movement, to which nobody gives a verdict.
    pub(super) fn of_act(self) -> Self {
        if self == Self::Allowed { Self::Done } else { self }
    }

    pub(super) fn refused(rules: impl IntoIterator<Item = String>) -> Self {
        let rules: Vec<String> = rules.into_iter().collect();
        if rules.is_empty() { Self::Allowed } else { Self::Refused { rules } }
    }
}

impl From<&Expected> for Outcome {
    fn from(expected: &Expected) -> Self {
        match expected {
            Expected::Done => Self::Allowed,
            Expected::RefusedBy(rules) => Self::refused(rules.iter().cloned()),
            Expected::FailsWith(error) => Self::Failed { error: error.clone() },
        }
    }
}

impl From<&Came> for Outcome {
    fn from(came: &Came) -> Self {
        match came {
            Came::Done | Came::Decided { .. } => Self::Allowed,
            Came::Refused { rules, .. } => Self::refused(rules.iter().cloned()),
            Came::Failed { error, .. } => Self::Failed { error: error.clone() },
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Allowed => formatter.write_str("allowed"),
            Self::Done => formatter.write_str("done"),
            Self::Refused { rules } => write!(formatter, "refused by {}", rules.join(", ")),
            Self::Failed { error } => write!(formatter, "fails with {error}"),
        }
    }
}
