//! The doctor: sound after everything that can happen, and every drift that is planted is found and named.

use std::sync::Arc;

use corridor_deploy::doctor::{DEFAULT_SPAN, Examination, examine};
use corridor_deploy::operations::Desk;
use corridor_deploy::profile::BoundProfile;
use corridor_deploy::scenario::{ChainWorld, Job, ScenarioFile, Stage, play, read_all};
use corridor_tests::{bench, checkout};

/// Time to deploy and register in, before the first scenario of a file begins.
const PREPARATION: u64 = 86_400;

async fn examined(desk: &Desk) -> anyhow::Result<Examination> {
    Ok(examine(desk.connection(), desk.manifest()?, &[], DEFAULT_SPAN, &mut |_| {}).await?)
}

/// What differs, in a line each.
fn drifts(found: &Examination) -> Vec<String> {
    let drifts = found.drifts();
    let line = |(check, drift): (&corridor_deploy::doctor::Check, &corridor_deploy::doctor::Drift)| {
        format!(
            "{} {}: {}: stored {}, recounted {} ({:?})",
            check.subject, check.name, drift.what, drift.stored, drift.recomputed, drift.since
        )
    };
    drifts.map(line).collect()
}

/// A chain for the scenarios of a file under one of its settings.
fn stage(file: &ScenarioFile, profile: &BoundProfile) -> Stage {
    let mut others: Vec<BoundProfile> = Vec::new();
    for setting in &file.settings {
        let known = std::iter::once(profile).chain(&others);
        if known.into_iter().all(|known| known.hash() != setting.profile.hash()) {
            others.push(setting.profile.clone());
        }
    }
    let start = file.scenarios.iter().map(|scenario| scenario.start).min().expect("a scenario");
    Stage {
        bonds: file.bonds.clone(),
        profile: profile.clone(),
        others,
        genesis: start.start_seconds() - PREPARATION,
    }
}

#[tokio::test]
async fn every_scenario_leaves_what_its_events_add_up_to() -> anyhow::Result<()> {
    let files = read_all(&[checkout::root().join("tests/scenarios")])?;
    let anvil = bench::anvil()?;
    let (mut played, mut wrong) = (0, Vec::new());
    for file in files.into_iter().map(Arc::new) {
        for setting in &file.settings {
            let jobs = Job::all(std::slice::from_ref(&file));
            let mut world = ChainWorld::start(&anvil, &stage(&file, &setting.profile)).await?;
            for job in jobs.iter().filter(|job| job.setting().name == setting.name) {
                play(&mut world, job.file(), job.scenario(), job.setting()).await?;
                let found = examined(world.desk()).await?;
                played += 1;
                let name = format!("{} under {}", job.name(), setting.name);
                wrong.extend(drifts(&found).into_iter().map(|drift| format!("{name}: {drift}")));
            }
        }
    }
    eprintln!("{played} scenarios examined");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
