//! Verdicts of an independent model against those of real chains, over random histories.

use corridor_deploy::scenario::{ScenarioFile, read_all};
use corridor_tests::checkout;

use crate::model::{Answer, Mistake, Model};

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
