//! The comparison finds what is wrong: a wrong model is held against a right one in the place of a chain.

use std::collections::BTreeMap;
use std::convert::Infallible;

use anyhow::Context as _;
use corridor_deploy::explain::{About, Reason};
use corridor_deploy::vocabulary::Movement;
use corridor_scenario::{
    Action, Attempt, Came, Judgement, Scenario, ScenarioFile, ScenarioReport, Setting, Step, World,
    play,
};

use super::shrink::{Shrinker, judged};
use super::{found, grounds, write};
use crate::model::{Answer, Mistake, Model, Verdict};

/// The model as a world.
struct ModelWorld(Option<Model>);

impl World for ModelWorld {
    type Error = Infallible;

    async fn begin(
        &mut self,
        file: &ScenarioFile,
        scenario: &Scenario,
        setting: &Setting,
    ) -> Result<(), Infallible> {
        self.0 = Some(Model::new(file, setting, scenario.start.start_seconds()));
        Ok(())
    }

    async fn attempt(&mut self, step: &Step) -> Result<Attempt, Infallible> {
        let model = self.0.as_mut().expect("a scenario has begun");
        let answer = model.play(step);
        let decided = matches!(step.action, Action::Decide(_));
        Ok(match answer {
            Answer::Verdict(verdict) => {
                let rules: Vec<String> = verdict.refused.iter().cloned().collect();
                let came = match (decided, rules.is_empty()) {
                    (true, _) => Came::Decided { block: None },
                    (false, true) => Came::Done,
                    (false, false) => Came::Refused { rules, complete: true },
                };
                Attempt { explained: Some(judgement(&verdict)), came, transaction: None }
            }
            Answer::Act(done) => {
                let failed = |error: &str| {
                    let sentence = String::new();
                    Came::Failed { error: error.to_owned(), sentence }
                };
                let came = done.map_or_else(failed, |()| Came::Done);
                Attempt { explained: None, came, transaction: None }
            }
        })
    }
}

fn judgement(verdict: &Verdict) -> Judgement {
    let reason = |rule: &String| Reason {
        leg: None,
        bit: 0,
        code: 1,
        rule: rule.clone(),
        title: String::new(),
        message: String::new(),
        details: Vec::new(),
        labels: BTreeMap::new(),
        remedy: String::new(),
        source: None,
        about: About::Movement,
    };
    Judgement {
        reasons: verdict.refused.iter().map(reason).collect(),
        passed: verdict.passed.iter().cloned().collect(),
    }
}

/// The shortest history of one file of openings in which a model with a mistake is found out.
async fn unmasked(
    ground: &str,
    mistake: Mistake,
) -> anyhow::Result<(ScenarioFile, Scenario, ScenarioReport)> {
    let grounds: Vec<ScenarioFile> =
        grounds()?.into_iter().filter(|file| file.id == ground).collect();
    let begin = |file: &ScenarioFile, setting: &Setting, start: u64| {
        Model::new(file, setting, start).mistaken(mistake)
    };
    let (mut files, _) = write(&grounds, 2026, 2_000);
    let file = files.remove(0);
    for scenario in &file.scenarios {
        let setting = file.setting(&scenario.under[0])?;
        let model = begin(&file, setting, scenario.start.start_seconds());
        let steps = judged(model, scenario.steps.clone());
        let mistaken = Scenario { steps, ..scenario.clone() };
        let mut world = ModelWorld(None);
        let report = play(&mut world, &file, &mistaken, setting).await?;
        if super::disagrees(&report) {
            let mut shrinker = Shrinker::new(&mut world, &file, setting, &begin);
            let shrunk = shrinker.shrink(&mistaken).await;
            let (scenario, report) = shrunk.context("it disagrees no more when played again")?;
            return Ok((found::file_of(&file, setting, &scenario), scenario, report));
        }
    }
    anyhow::bail!("{mistake:?} is in no history")
}

#[tokio::test]
async fn a_clock_that_is_a_day_late_is_found_and_shown_in_few_steps() -> anyhow::Result<()> {
    let (found, scenario, report) = unmasked("us-reg-s", Mistake::ClockADayLate).await?;
    let last = scenario.steps.last().and_then(|step| step.action.movement()).expect("a movement");
    // Whoever could not receive an ordinary transfer cannot receive a forced one.
    let kinds = [Movement::TRANSFER, Movement::FORCED_TRANSFER];
    assert!(kinds.contains(&last.kind), "{report:?}");
    // The clock starts, and at most one regime is replaced by one that asks it.
    assert!(scenario.steps.len() <= 3, "{:#?}", scenario.steps);
    assert!(matches!(scenario.steps[0].action, Action::StartClock(_)), "{:#?}", scenario.steps);
    assert!(found.to_toml().contains("US-S-CLOCK"), "{}", found.to_toml());
    Ok(())
}

#[tokio::test]
async fn dates_that_do_not_travel_with_units_are_found_and_shown() -> anyhow::Result<()> {
    let (found, scenario, _) = unmasked("house-routes", Mistake::DatesLostOnTheWay).await?;
    let exchanges = |step: &Step| step.action.movement().is_some_and(|one| one.to_leg.is_some());
    assert!(scenario.steps.iter().any(exchanges), "{:#?}", scenario.steps);
    assert!(scenario.steps.len() <= 20, "{:#?}", scenario.steps);
    assert!(found.to_toml().contains("HR-LOT"), "{}", found.to_toml());
    Ok(())
}
