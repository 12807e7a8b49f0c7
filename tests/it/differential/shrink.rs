//! Makes a history in which model and world disagree as short as it goes.

use std::collections::BTreeSet;

use corridor_scenario::{
    Expectation, Problem, Scenario, ScenarioFile, ScenarioReport, Setting, Step, World, play,
};

use crate::model::Model;

/// Most plays that are spent on one history.
const PATIENCE: usize = 400;

/// A history that is being made shorter.
pub(super) struct Shrinker<'s, W> {
    pub(super) world: &'s mut W,
    pub(super) file: &'s ScenarioFile,
    pub(super) setting: &'s Setting,
    /// The model that a history of this file begins with.
    pub(super) begin: &'s dyn Fn(&ScenarioFile, &Setting, u64) -> Model,
    plays: usize,
}

impl<'s, W: World> Shrinker<'s, W> {
    pub(super) fn new(
        world: &'s mut W,
        file: &'s ScenarioFile,
        setting: &'s Setting,
        begin: &'s dyn Fn(&ScenarioFile, &Setting, u64) -> Model,
    ) -> Self {
        Self { world, file, setting, begin, plays: 0 }
    }

    /// The shortest history found that still disagrees at its last step, with what the model expects and with what came of
    /// it; `None` when playing it again shows no disagreement.
    pub(super) async fn shrink(
        &mut self,
        scenario: &Scenario,
    ) -> Option<(Scenario, ScenarioReport)> {
        let (mut steps, mut report) = self.disagreement(scenario, scenario.steps.clone()).await?;
        let wanted = signature(&report);
        let mut size = steps.len() / 2;
        while size > 0 {
            let mut place = 0;
            while place + size < steps.len() && self.plays < PATIENCE {
                let mut fewer = steps.clone();
                fewer.drain(place..place + size);
                match self.disagreement(scenario, fewer).await {
                    Some((found, why)) if signature(&why) == wanted => {
                        (steps, report) = (found, why);
                    }
                    _ => place += size,
                }
            }
            size /= 2;
        }
        Some((Scenario { steps, ..scenario.clone() }, report))
    }

    /// Plays the steps; those up to the first at which model and world disagree, if there is one.
    async fn disagreement(
        &mut self,
        scenario: &Scenario,
        steps: Vec<Step>,
    ) -> Option<(Vec<Step>, ScenarioReport)> {
        self.plays += 1;
        let model = (self.begin)(self.file, self.setting, scenario.start.start_seconds());
        let mut steps = judged(model, steps);
        let tried = Scenario { steps: steps.clone(), ..scenario.clone() };
        let played = play(self.world, self.file, &tried, self.setting).await;
        // What could not be tried at all is no disagreement.
        let report = played.ok()?;
        let first = report.steps.iter().position(|step| !step.problems.is_empty())?;
        steps.truncate(first + 1);
        Some((steps, report))
    }
}

/// The steps with what a model expects of each.
pub(super) fn judged(mut model: Model, steps: Vec<Step>) -> Vec<Step> {
    let expected = |step: Step| {
        let everywhere = model.play(&step).expected();
        Step { expectation: Expectation { everywhere, ..Expectation::default() }, ..step }
    };
    steps.into_iter().map(expected).collect()
}

/// What a disagreement is about: shrinking must not come to another one.
fn signature(report: &ScenarioReport) -> BTreeSet<String> {
    let first = report.steps.iter().find(|step| !step.problems.is_empty());
    let problems = first.map(|step| step.problems.as_slice()).unwrap_or_default();
    let about = |problem: &Problem| match problem {
        Problem::Missing(note) => format!("missing {}", note.rule),
        Problem::Unexpected(note) => format!("unexpected {}", note.rule),
        Problem::Other { .. } => "another error".to_owned(),
        Problem::Disagreement { .. } => "explained otherwise".to_owned(),
    };
    problems.iter().map(about).collect()
}
