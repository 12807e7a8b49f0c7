//! Writes a disagreement as a scenario file, to be kept once it is understood.

use std::fs;
use std::path::PathBuf;

use corridor_scenario::{
    Action, Expected, Scenario, ScenarioFile, ScenarioReport, Setting, Wallet,
};
use corridor_tests::checkout;

/// The file of one disagreement: what the history needs and no more. It expects what the model says.
pub(super) fn file_of(file: &ScenarioFile, setting: &Setting, scenario: &Scenario) -> ScenarioFile {
    let mut found = file.clone();
    found.id = format!("found-{}-{}", file.id, scenario.id);
    found.title = "A disagreement between the model and the contracts".to_owned();
    let replacements: Vec<&String> = scenario
        .steps
        .iter()
        .filter_map(|step| match &step.action {
            Action::ReplaceRegime(with) => Some(with),
            _ => None,
        })
        .collect();
    found.settings.retain(|one| one.name == setting.name || replacements.contains(&&one.name));
    let bonds: Vec<&String> = scenario.steps.iter().filter_map(|step| step.bond.as_ref()).collect();
    let first = found.bonds.first().map(|bond| bond.id().to_owned());
    found.bonds.retain(|bond| {
        Some(bond.id()) == first.as_deref() || bonds.iter().any(|id| *id == bond.id())
    });
    let wallets: Vec<&Wallet> = scenario.wallets().collect();
    found
        .investors
        .retain(|investor| wallets.iter().any(|wallet| wallet.investor() == investor.name));
    let last = scenario.steps.last().map(|step| step.expectation.everywhere.clone());
    let rules = match last {
        Some(Expected::RefusedBy(rules)) => rules.into_iter().collect(),
        _ => scenario.rules.clone(),
    };
    found.scenarios =
        vec![Scenario { rules, under: vec![setting.name.clone()], ..scenario.clone() }];
    found
}

/// Writes the file and says where, and what to do with it.
pub(super) fn keep(file: &ScenarioFile, report: &ScenarioReport) -> anyhow::Result<String> {
    let folder = checkout::root().join("target/histories");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.toml", file.id));
    fs::write(&path, with_paths(file))?;
    let lines = report.steps.iter().filter(|step| !step.problems.is_empty()).map(|step| {
        format!(
            "  step {}, {}: {}; the model expects {}, found {}\n    {:?}",
            step.number, step.at, step.action, step.expected, step.found, step.problems
        )
    });
    let lines: Vec<String> = lines.collect();
    Ok(format!(
        "model and contracts disagree under {}:\n{}\nThe history, as short as it goes, is in {}. Find out which of the two is \
         wrong, correct it, and move the file, with the right expectations and a title, to tests/scenarios/found/.",
        report.setting.name,
        lines.join("\n"),
        path.display()
    ))
}

/// The file's text, invented terms and profiles by their paths from where it is to be kept.
fn with_paths(file: &ScenarioFile) -> String {
    let mut text = file.to_toml();
    for folder in ["terms", "profiles"] {
        let entries =
            fs::read_dir(checkout::root().join("tests").join(folder)).into_iter().flatten();
        let names: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        for id in names.iter().filter_map(|path| path.file_stem()?.to_str()) {
            let path = format!("\"../../{folder}/{id}.toml\"");
            text = match folder {
                "profiles" => {
                    text.replace(&format!("profile = \"{id}\""), &format!("profile = {path}"))
                }
                _ => text
                    .lines()
                    .map(|line| match line.starts_with("terms = ") {
                        true => line.replace(&format!("\"{id}\""), &path),
                        false => line.to_owned(),
                    })
                    .map(|line| line + "\n")
                    .collect(),
            };
        }
    }
    text
}
