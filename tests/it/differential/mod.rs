//! Verdicts of an independent model against those of real chains, over random histories.

mod acts;
mod author;
mod coverage;
mod dice;
mod movements;
mod records;
mod words;

use corridor_deploy::scenario::{ScenarioFile, read_all};
use corridor_tests::checkout;

use crate::model::Model;
use author::Author;
use coverage::Coverage;
use dice::Dice;

/// What the model says otherwise than a file, for one scenario under one setting.
fn differences(file: &ScenarioFile) -> Vec<String> {
    let mut differences = Vec::new();
    for scenario in &file.scenarios {
        let settings = file.settings.iter().filter(|one| scenario.under.contains(&one.name));
        for setting in settings {
            let mut model = Model::new(file, setting, scenario.start.start_seconds());
            for step in &scenario.steps {
                let (expected, found) =
                    (step.expectation.under(&setting.name), model.play(step).expected());
                if *expected != found {
                    differences.push(format!(
                        "{}:{}, {}, under {}: the file says {expected:?}, the model {found:?}",
                        file.source(),
                        step.line,
                        step.action,
                        setting.name
                    ));
                }
            }
        }
    }
    differences
}

#[test]
fn the_model_says_of_every_written_scenario_what_its_file_says() -> anyhow::Result<()> {
    let files = read_all(&[checkout::root().join("tests/scenarios")])?;
    let differences: Vec<String> = files.iter().flat_map(differences).collect();
    anyhow::ensure!(differences.is_empty(), "{}", differences.join("\n"));
    Ok(())
}

/// A random history that goes on from an opening.
fn history(file: &ScenarioFile, setting: usize, opening: usize, dice: Dice, length: usize) -> (corridor_deploy::scenario::Scenario, Coverage) {
    let setting = &file.settings[setting];
    let opening = &file.scenarios[opening];
    let (steps, coverage) = Author::new(file, setting, opening, dice).write(length);
    let mut scenario = opening.clone();
    scenario.steps = steps;
    scenario.under = vec![setting.name.clone()];
    (scenario, coverage)
}

#[test]
fn generate_only() -> anyhow::Result<()> {
    let began = std::time::Instant::now();
    let mut all = Coverage::default();
    for file in read_all(&[checkout::root().join("tests/histories")])? {
        for (s, setting) in file.settings.iter().enumerate() {
            for (o, opening) in file.scenarios.iter().enumerate() {
                if opening.under.contains(&setting.name) {
                    let dice = Dice::named(1, &format!("{}/{}/{}", file.id, setting.name, opening.id));
                    let (_, coverage) = history(&file, s, o, dice, 300);
                    eprintln!("{}/{}/{}: {} of {} allowed {:?}", file.id, setting.name, opening.id, coverage.allowed(), coverage.movements(), began.elapsed());
                    all.add(&coverage);
                }
            }
        }
    }
    eprintln!("{:#?}", all.kinds);
    eprintln!("{:?}", all.acts);
    for (rule, counts) in &all.rules {
        eprintln!("{rule:?} {counts:?}");
    }
    Ok(())
}
