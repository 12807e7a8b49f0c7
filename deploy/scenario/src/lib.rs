//! Scenarios: investors, steps, and the verdict that each step must get, as data.
//!
//! A scenario file (see `deploy/scenarios/README.md`) puts a bond under one or several regimes, names investors, and
//! lists steps with the exact set of rules that must refuse each of them. [`play`] runs a scenario in a [`World`]:
//! [`ChainWorld`] is a real Anvil chain that travels in time, and a model can stand beside it. A [`Company`] plays many of
//! them, each chain deployed once; a [`Matrix`] lays the same steps under several regimes side by side; a [`Rehearsal`]
//! gives evidence.
//!
//! Scenarios name rules; profiles never name scenarios.

mod action;
mod chain;
mod company;
mod compare;
mod engine;
mod error;
mod file;
mod moment;
mod read;
mod record;
mod rehearsal;
mod report;
mod wallet;
mod world;
mod write;

#[cfg(test)]
mod tests;

pub use action::{Action, Move};
pub use chain::{ChainWorld, Stage};
pub use company::{Company, Job, Progress};
pub use compare::{Cell, Decisive, Line, Matrix};
pub use engine::play;
pub use error::ScenarioError;
pub use file::{Expectation, Expected, Investor, Scenario, ScenarioFile, Setting, Step, read_all};
pub use record::Record;
pub use rehearsal::{ChainFacts, Claim, Evidence, InstrumentFacts, LegFacts, Rehearsal};
pub use report::{Outcome, Problem, RuleNote, ScenarioReport, SettingName, StepReport};
pub use wallet::{NOBODY, Wallet};
pub use world::{Attempt, Came, Judgement, World};
