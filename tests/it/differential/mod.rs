//! Verdicts of an independent model against those of real chains, over random histories.
//!
//! A history goes on from an opening of `tests/histories`. Model and chain take the same steps; each movement is explained and
//! sent, and what comes of it is held against the model. A disagreement is made as short as it goes and written as a scenario.

mod acts;
mod author;
mod coverage;
mod dice;
mod found;
mod movements;
mod planted;
mod records;
mod shrink;
mod words;

use std::collections::BTreeSet;
use std::io::{Write as _, stdout};
use std::sync::Arc;
use std::thread;

use anyhow::Context as _;
use corridor_scenario::{
    ChainWorld, Company, Job, Scenario, ScenarioFile, ScenarioReport, Stage, read_all,
};
use corridor_tests::{bench, checkout};

use crate::model::Model;
use author::Author;
use coverage::Coverage;
use dice::Dice;
use shrink::Shrinker;

/// The variable with the number that the histories follow from.
const SEED: &str = "CORRIDOR_HISTORIES_SEED";

/// The variable with how many movements are tried at least.
const MOVEMENTS: &str = "CORRIDOR_HISTORIES_MOVEMENTS";

/// As many movements as let every rule have its say.
const ENOUGH: usize = 10_000;

/// Rounds of histories at most for the sake of a rule that did not have its say.
const MOST_ROUNDS: usize = 4;

/// Steps of one history, the opening among them.
const LENGTH: usize = 200;

fn number(variable: &str, otherwise: u64) -> anyhow::Result<u64> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable}={text} is no number")),
        Err(_) => Ok(otherwise),
    }
}

fn grounds() -> anyhow::Result<Vec<ScenarioFile>> {
    Ok(read_all(&[checkout::root().join("tests/histories")])?)
}

/// Writes histories until there are so many movements: one for each opening under each setting, then another one.
fn write(grounds: &[ScenarioFile], seed: u64, movements: usize) -> (Vec<ScenarioFile>, Coverage) {
    let openings = |ground: &ScenarioFile| -> usize {
        ground.scenarios.iter().map(|one| one.under.len()).sum()
    };
    let all: usize = grounds.iter().map(openings).sum();
    let written: Vec<(ScenarioFile, Coverage)> = thread::scope(|scope| {
        let writing: Vec<_> = grounds
            .iter()
            .map(|ground| (ground, (movements * openings(ground)).div_ceil(all)))
            .map(|(ground, share)| scope.spawn(move || write_one(ground, seed, share)))
            .collect();
        writing.into_iter().map(|one| one.join().expect("a history is written")).collect()
    });
    let mut coverage = Coverage::default();
    written.iter().for_each(|(_, one)| coverage.add(one));
    (written.into_iter().map(|(file, _)| file).collect(), coverage)
}

/// The same for one file of openings. Settings in which a rule has not had its say get some more histories.
fn write_one(ground: &ScenarioFile, seed: u64, movements: usize) -> (ScenarioFile, Coverage) {
    let mut file = ground.clone();
    file.scenarios.clear();
    let mut known = Coverage::default();
    for round in 1.. {
        let before = file.scenarios.len();
        for opening in &ground.scenarios {
            for setting in ground.settings.iter().filter(|one| opening.under.contains(&one.name)) {
                let lacks =
                    round <= MOST_ROUNDS && !known.undecided(&[&setting.profile]).is_empty();
                if round > 1 && known.movements() >= movements && !lacks {
                    continue;
                }
                let id = format!("{}-{}-{round}", setting.name, opening.id);
                let dice = Dice::named(seed, &format!("{}/{id}", ground.id));
                let author = Author::new(ground, setting, opening, dice, &known);
                let (steps, coverage) = author.write(LENGTH);
                known.add(&coverage);
                let (under, title) = (vec![setting.name.clone()], opening.title.clone());
                file.scenarios.push(Scenario { id, title, under, steps, ..opening.clone() });
            }
        }
        if file.scenarios.len() == before {
            break;
        }
    }
    (file, known)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_independent_model_gives_the_same_verdicts_over_random_histories() -> anyhow::Result<()>
{
    let seed = number(SEED, 2026)?;
    let movements = usize::try_from(number(MOVEMENTS, ENOUGH as u64)?)?;
    let grounds = grounds()?;
    let (files, coverage) = write(&grounds, seed, movements);
    let folder = checkout::root().join("target/histories");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("coverage.txt"), coverage.to_string())?;
    // Past the test runner, which would keep it to itself: whoever reads the log can have the same histories again.
    writeln!(stdout(), "{SEED}={seed}: {}", coverage.summary())?;
    let gaps = coverage.gaps(&grounds);
    anyhow::ensure!(movements < ENOUGH || gaps.is_empty(), "{SEED}={seed}: {}", gaps.join("\n"));
    let files: Vec<Arc<ScenarioFile>> =
        files.into_iter().filter(|file| !file.scenarios.is_empty()).map(Arc::new).collect();
    let jobs = Job::all(&files);
    let reports = Company::new(bench::anvil()?).play(jobs.clone(), &mut |_| {}).await?;
    let tried: usize = reports.iter().map(judged_movements).sum();
    anyhow::ensure!(tried >= movements, "only {tried} movements were tried");
    let wrong: Vec<(&Job, &ScenarioReport)> =
        jobs.iter().zip(&reports).filter(|(_, report)| disagrees(report)).collect();
    let mut found = Vec::new();
    // One history of each setting tells enough.
    let mut told = BTreeSet::new();
    for (job, _) in &wrong {
        if told.insert((job.file().id.clone(), job.setting().name.clone())) {
            found.push(shortened(job).await?);
        }
    }
    anyhow::ensure!(
        found.is_empty(),
        "{SEED}={seed}: {} histories of {} disagree\n{}",
        wrong.len(),
        reports.len(),
        found.join("\n")
    );
    Ok(())
}

fn judged_movements(report: &ScenarioReport) -> usize {
    report.steps.iter().filter(|step| step.judgement.is_some()).count()
}

fn disagrees(report: &ScenarioReport) -> bool {
    report.steps.iter().any(|step| !step.problems.is_empty())
}

/// Makes a history shorter on a chain of its own, keeps it, and says what it shows.
async fn shortened(job: &Job) -> anyhow::Result<String> {
    let (file, setting) = (job.file(), job.setting());
    let mut known = BTreeSet::from([setting.profile.hash()]);
    let stage = Stage {
        bonds: file.bonds.clone(),
        profile: setting.profile.clone(),
        others: file
            .settings
            .iter()
            .filter(|other| known.insert(other.profile.hash()))
            .map(|other| other.profile.clone())
            .collect(),
        genesis: job.scenario().start.start_seconds() - 86_400,
    };
    let mut world = ChainWorld::start(&bench::anvil()?, &stage).await?;
    let mut shrinker = Shrinker::new(&mut world, file, setting, &Model::new);
    let shrunk = shrinker.shrink(job.scenario()).await;
    let (scenario, report) = shrunk
        .with_context(|| format!("{} disagrees no more when it is played again", job.name()))?;
    let found = found::file_of(file, setting, &scenario);
    found::keep(&found, &report)
}

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
