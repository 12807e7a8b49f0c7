//! Every scenario file on real Anvil chains; and that profiles and scenarios know each other.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use corridor_deploy::explain::token_fact_names;
use corridor_deploy::profile::Profile;
use corridor_deploy::source::Source;
use corridor_scenario::{Company, Job, ScenarioFile, ScenarioReport, read_all};
use corridor_tests::{bench, checkout};

/// Boundaries that every suite must hold, as scenarios name them.
const BOUNDARIES: [&str; 41] = [
    "day 39 / 40 of the 40 days",
    "category 1 on day 0",
    "QIB at USD 99.99m",
    "a natural person with USD 1bn",
    "US citizen resident in the UK on Reg S",
    "UK citizen resident in New York",
    "Reg S -> 144A without certificate",
    "sum of legs constant",
    "supply == limit and limit + 1",
    "limit raised during go-live",
    "limit lowered below use",
    "Gate 1 entrant issuing live",
    "stage withdrawn",
    "branch of a foreign firm",
    "attribute expiring today / yesterday",
    "8 January 2024, first day",
    "8 January 2029, first day outside",
    "23 September 2013, first day",
    "minimum denomination",
    "zero-value transfers",
    "forced transfer while paused",
    "forced transfer to oneself unfreezes",
    "frozen above the balance",
    "149 / 150 offerees",
    "GBP 5,000,000 in 12 months",
    "GBP 50,000 a unit",
    "GBP 100,000 from each investor",
    "35 / 36 purchasers",
    "category 3: day 39 / 40",
    "1 % of the class",
    "499 / 500 holders that are not accredited",
    "75 / 76 symbols",
    "exactly 0.25 %",
    "objection on day 30 / 31",
    "17 Sep 2031",
    "first and second breach",
    "end of the three months",
    "29 Feb + 1 year",
    "six months from 31 August",
    "elapsed == period allows",
    "cash leg in stablecoin on 29 and 30 Jun 2026",
];

fn files() -> anyhow::Result<Vec<Arc<ScenarioFile>>> {
    let folder: PathBuf = checkout::root().join("tests/scenarios");
    Ok(read_all(&[folder])?.into_iter().map(Arc::new).collect())
}

/// What went otherwise than its file says, with everything that helps to find out why.
fn failures(reports: &[ScenarioReport]) -> String {
    let mut lines = Vec::new();
    for report in reports.iter().filter(|report| !report.passed) {
        lines.push(format!(
            "{} under {} ({}:{})",
            report.name(),
            report.setting.name,
            report.file,
            report.line
        ));
        if !report.untouched.is_empty() {
            lines.push(format!("  no step is judged by {}", report.untouched.join(", ")));
        }
        for step in report.steps.iter().filter(|step| !step.problems.is_empty()) {
            lines.push(format!(
                "  line {}, {}: {}; expected {}, found {}",
                step.line, step.at, step.action, step.expected, step.found
            ));
            lines.extend(step.problems.iter().map(|problem| format!("    {problem:?}")));
        }
    }
    lines.join("\n")
}

/// Profiles of which scenarios show every rule, but for those that are listed.
const SHOWN: [(&str, &[&str]); 12] = [
    ("uk-sandbox", &[]),
    ("uk-sandbox-dvp", &[]),
    ("uk-offer", &[]),
    ("us-506b", &[]),
    ("us-506c", &[]),
    ("us-506b-equity", &[]),
    ("us-506c-equity", &[]),
    ("us-reg-s", &[]),
    ("us-144a", &[]),
    ("us-tsv", &[]),
    ("us-exemption", &[]),
    ("uk-us-corridor", &[]),
];

/// The profile whose legs are shown under the profiles that they are taken from: of it, what it adds is shown.
const COMPOSED: &str = "uk-us-corridor";

/// Rules of those profiles, and token facts, that no scenario lets refuse something, or lets pass.
fn unshown(reports: &[ScenarioReport]) -> anyhow::Result<Vec<String>> {
    let mut unshown = Vec::new();
    for (id, beyond) in SHOWN {
        let profile = Profile::load(id)?;
        let of_profile = || reports.iter().filter(|report| report.setting.profile == profile.id);
        let refused: BTreeSet<&str> = of_profile().flat_map(|report| report.judged().0).collect();
        let passed: BTreeSet<&str> = of_profile().flat_map(|report| report.judged().1).collect();
        let on_chain = profile.rules.iter().filter(|rule| rule.on_chain().is_some());
        let on_chain = on_chain.filter(|rule| profile.id != COMPOSED || rule.origin.is_none());
        for rule in on_chain.filter(|rule| !beyond.contains(&rule.id.as_str())) {
            let id = rule.id.as_str();
            for (seen, what) in [(&refused, "refuses"), (&passed, "passes")] {
                if !seen.contains(id) {
                    unshown.push(format!("{id} of {} never {what}", profile.id));
                }
            }
        }
    }
    let refused: BTreeSet<&str> = reports.iter().flat_map(|report| report.judged().0).collect();
    let silent = token_fact_names().filter(|name| !refused.contains(name));
    unshown.extend(silent.map(|name| format!("{name} never refuses")));
    Ok(unshown)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_comes_as_its_file_says_and_every_rule_is_shown_both_ways()
-> anyhow::Result<()> {
    let files = files()?;
    let jobs = Job::all(&files);
    let count = jobs.len();
    let reports = Company::new(bench::anvil()?).play(jobs, &mut |_| {}).await?;
    assert_eq!(reports.len(), count);
    let failures = failures(&reports);
    anyhow::ensure!(failures.is_empty(), "{failures}");
    let unshown = unshown(&reports)?;
    anyhow::ensure!(unshown.is_empty(), "{}", unshown.join("\n"));
    let scenarios: usize = files.iter().map(|file| file.scenarios.len()).sum();
    anyhow::ensure!(scenarios >= 150, "only {scenarios} scenarios");
    Ok(())
}

#[test]
fn every_boundary_is_held_by_a_scenario() -> anyhow::Result<()> {
    let files = files()?;
    let scenarios = files.iter().flat_map(|file| &file.scenarios);
    let held: BTreeSet<&str> = scenarios.filter_map(|one| one.boundary.as_deref()).collect();
    let missing: Vec<&str> =
        BOUNDARIES.into_iter().filter(|boundary| !held.contains(boundary)).collect();
    anyhow::ensure!(missing.is_empty(), "no scenario holds {missing:?}");
    Ok(())
}

#[tokio::test]
async fn a_scene_that_cannot_be_set_ends_the_whole_play() -> anyhow::Result<()> {
    let path = checkout::root().join("tests/scenarios/us-exemption/rule-144a.toml");
    let text = std::fs::read_to_string(path)?;
    // The denominations of a regime are in the currency of the bond, or it is none of its regimes.
    let text = text.replace("GBP 200,000\"\nmultiple", "EUR 200,000\"\nmultiple");
    let text = text.replace("multiple = \"GBP", "multiple = \"EUR");
    let file = ScenarioFile::parse(Source::from_text("other-currency.toml", text))?;
    let jobs = Job::all(&[Arc::new(file)]);
    let played = Company::new(bench::anvil()?).play(jobs, &mut |_| {}).await;
    let error = played.map(|reports| reports.len()).unwrap_err().to_string();
    assert!(error.starts_with("could not set the scene for `us-exemption`: "), "{error}");
    Ok(())
}

/// The text with the paths of invented terms and profiles, which are not found by their ids.
fn with_paths(text: &str, file: &ScenarioFile) -> String {
    let profiles =
        file.settings.iter().map(|setting| ("profile", setting.profile.profile().id.as_str()));
    let named = profiles.chain([("terms", file.bonds[0].id())]);
    named.fold(text.to_owned(), |text, (key, id)| {
        let folder = if key == "terms" { "terms" } else { "profiles" };
        let path = checkout::root().join(format!("tests/{folder}/{id}.toml"));
        let found = format!("{key} = {path:?}");
        if path.exists() { text.replace(&format!("{key} = \"{id}\""), &found) } else { text }
    })
}

#[test]
fn every_file_can_be_written_and_read_again() -> anyhow::Result<()> {
    for file in files()? {
        // Several terms by path are not found by their ids.
        if file.bonds.len() > 1 {
            continue;
        }
        let text = file.to_toml();
        let found = with_paths(&text, &file);
        let again = ScenarioFile::parse(Source::from_text(format!("{} again", file.id), found))?;
        assert_eq!(again.investors, file.investors, "{}", file.id);
        for (scenario, other) in file.scenarios.iter().zip(&again.scenarios) {
            assert_eq!(scenario.steps.len(), other.steps.len(), "{}/{}", file.id, scenario.id);
            for (step, other) in scenario.steps.iter().zip(&other.steps) {
                let at = format!("{}:{}", file.source(), step.line);
                assert_eq!((step.at, &step.action), (other.at, &other.action), "{at}");
                assert_eq!(
                    (&step.leg, &step.expectation),
                    (&other.leg, &other.expectation),
                    "{at}"
                );
            }
        }
        assert_eq!(again.to_toml(), text, "{}", file.id);
    }
    Ok(())
}
