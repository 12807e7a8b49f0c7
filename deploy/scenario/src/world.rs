//! Where scenarios are played.

use corridor_deploy::explain::Reason;
use corridor_operations::Transaction;
use serde::Serialize;

use super::{Scenario, ScenarioFile, Setting, Step};

/// A place where scenarios are played: a chain, or a model of one.
///
/// What is common to all of them is in the engine; a world only knows how to begin a scenario and how to try a step.
pub trait World {
    /// Why a step could not be tried at all.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Puts everything as it is when a scenario begins: the investors registered, nothing issued.
    fn begin(
        &mut self,
        file: &ScenarioFile,
        scenario: &Scenario,
        setting: &Setting,
    ) -> impl Future<Output = Result<(), Self::Error>>;

    /// Tries a step at its moment: what is said of it beforehand, and what comes of it.
    fn attempt(&mut self, step: &Step) -> impl Future<Output = Result<Attempt, Self::Error>>;
}

/// What was said of a step, and what came of it.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The verdict that was given beforehand; only a movement has one.
    pub explained: Option<Judgement>,
    /// What came of it.
    pub came: Came,
    /// The transaction, when one was mined.
    pub transaction: Option<Transaction>,
}

/// A verdict: every rule that was judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Rules and token facts that stand in the way, in the order of their bits.
    pub reasons: Vec<Reason>,
    /// Rules that were judged and passed.
    pub passed: Vec<String>,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "came")]
pub enum Came {
    /// It was done.
    Done,
    /// It was decided, and nothing makes it.
    Decided {
        /// The block whose state was asked; a model has none.
        block: Option<u64>,
    },
    /// It was refused by a verdict.
    Refused {
        /// The rules and token facts that the refusal names.
        rules: Vec<String>,
        /// Whether it names all of them: an error of a standard names one.
        complete: bool,
    },
    /// It was refused with an error that is no verdict.
    Failed {
        /// Name of the error.
        error: String,
        /// What is wrong, in a sentence.
        sentence: String,
    },
}
