//! The published schema and the reader know the same keys.

use corridor_deploy::source::{Document, Source};

use super::step::Reader;
use crate::tests::FILE;
use crate::{Action, ScenarioFile};

/// A value for each key that a step may have.
const SAMPLES: [(&str, &str); 37] = [
    ("at", "2027-09-01"),
    ("bond", "\"treasury-gilt-2040\""),
    ("leg", "\"reg-s\""),
    ("to_leg", "\"reg-s\""),
    ("note", "\"a note\""),
    ("from", "\"alice\""),
    ("to", "\"crowd-1\""),
    ("operator", "\"stranger\""),
    ("who", "\"alice\""),
    ("wallet", "\"alice#3\""),
    ("amount", "\"GBP 1,000\""),
    ("cash", "\"stranger\""),
    ("category", "\"identity\""),
    ("until", "\"+1 year\""),
    ("jurisdiction", "\"FR\""),
    ("flags", "[]"),
    ("flag", "\"sanctioned\""),
    ("stage", "1"),
    ("activities", "[\"issue\"]"),
    ("currency", "\"AUD\""),
    ("limit_currency", "\"GBP\""),
    ("rate", "\"0.5132\""),
    ("day", "2026-09-01"),
    ("with", "\"cat-1\""),
    ("refused_by", "[\"US-S-CLOCK\"]"),
    ("fails_with", "\"AlreadyWindingDown\""),
    ("fact", "\"same-rights\""),
    ("certificate", "\"qib-transferee\""),
    ("class", "\"stablecoin\""),
    ("month", "2026-09-01"),
    ("group", "\"the venues\""),
    ("objection_days", "30"),
    ("tranche", "2026-09-01"),
    ("restart", "[\"affiliate\"]"),
    ("pool", "\"the offeror\""),
    ("share", "\"0.25 %\""),
    ("do", ""),
];

/// Reads a step with these keys into the sample file.
fn step(file: &ScenarioFile, name: &str, keys: &[&str]) -> Result<usize, String> {
    let sample = |key: &&str| {
        let found = SAMPLES.iter().find(|(known, _)| known == key);
        let (key, value) = found.unwrap_or_else(|| panic!("no sample for {key}"));
        format!("{key} = {value}\n")
    };
    let lines: String = keys.iter().filter(|key| **key != "do").map(sample).collect();
    let text = Source::from_text("step.toml", format!("do = \"{name}\"\n{lines}"));
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let ScenarioFile { bonds, settings, investors, start, .. } = file;
    let reader = Reader { bonds, settings, investors };
    let under: Vec<String> = settings.iter().map(|setting| setting.name.clone()).collect();
    let steps = reader.steps(&document.root(), &under, *start, start.start_seconds());
    steps.map(|steps| steps.len()).map_err(|error| error.to_string())
}

#[test]
fn the_schema_is_what_is_read() {
    let file = ScenarioFile::parse(Source::from_text("s.toml", FILE)).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../scenarios/scenario.schema.json")).unwrap();
    let actions = schema["$defs"]["step"]["oneOf"].as_array().unwrap();
    let names: Vec<&str> = actions.iter().map(|one| one["title"].as_str().unwrap()).collect();
    let mut sorted = (names.clone(), Action::names());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    assert_eq!(sorted.0, sorted.1);
    for (name, action) in names.iter().zip(actions) {
        let list = |value: &serde_json::Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        let required = list(&action["required"]);
        let all: Vec<&str> =
            action["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        // The regimes of the sample file know no entrant, which is found out last.
        let read = step(&file, name, &all);
        let is_sound =
            read.as_ref().map_or_else(|error| error.contains("has no entrant"), |_| true);
        assert!(is_sound, "{name}: {read:?}");
        for missing in required.iter().filter(|key| *key != "do") {
            let others: Vec<&str> = all.iter().copied().filter(|key| key != missing).collect();
            let error = step(&file, name, &others).unwrap_err();
            assert!(error.contains(&format!("`{missing}` is missing")), "{name}: {error}");
        }
        for (unknown, _) in SAMPLES.iter().filter(|(key, _)| !all.contains(key)) {
            let more: Vec<&str> = all.iter().copied().chain([*unknown]).collect();
            let error = step(&file, name, &more).unwrap_err();
            assert!(error.contains("unknown key"), "{name} with {unknown}: {error}");
        }
    }
}
