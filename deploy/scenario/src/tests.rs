//! What is wrong with a scenario file is said with its line.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::token_fact_names;
use corridor_deploy::source::Source;
use corridor_deploy::vocabulary::Movement;

use super::{Action, Expected, ScenarioFile};

pub(super) const FILE: &str = r#"schema = 1
id = "small"
title = "A small file"
start = 2026-08-31
terms = "treasury-gilt-2040"

[[under]]
name = "cat-1"
profile = "us-exemption"
leg = "reg-s"
inputs = { category = "1", seasoning = "none", minimum = "GBP 1,000", multiple = "GBP 1,000" }

[[under]]
name = "cat-2"
profile = "us-exemption"
leg = "reg-s"
inputs = { category = "2", seasoning = "none", minimum = "GBP 1,000", multiple = "GBP 1,000" }

[[investor]]
name = "alice"
jurisdiction = "GB"
kind = "natural"
categories = { identity = "+1 year" }
flags = ["affiliate"]
wallets = 2

[[investor]]
name = "crowd"
jurisdiction = "DE"
kind = "entity"
count = 3

[[investor]]
name = "stranger"
registered = false

[[scenario]]
id = "one"
title = "One"
rules = ["US-S-CLOCK"]
under = ["cat-1", "cat-2"]

[[scenario.step]]
at = "+6 months 12:00"
do = "transfer"
from = "alice#2"
to = "crowd-{1..3}"
amount = "1,000"
refused_by = { cat-2 = ["US-S-CLOCK", "TOKEN-BALANCE"] }

[[scenario.step]]
do = "wind-down"
fails_with = "AlreadyWindingDown"
"#;

fn read(text: &str) -> Result<ScenarioFile, String> {
    ScenarioFile::parse(Source::from_text("s.toml", text)).map_err(|error| error.to_string())
}

#[test]
fn a_file_is_read() {
    let file = read(FILE).unwrap();
    assert_eq!(file.investors.len(), 5);
    assert_eq!(file.investors[0].flags.len(), 2, "the kind is a flag too");
    let scenario = &file.scenarios[0];
    assert_eq!(scenario.steps.len(), 4, "a range stands for a step each");
    let step = &scenario.steps[1];
    let movement = step.action.movement().unwrap();
    assert_eq!(movement.kind, Movement::TRANSFER);
    assert_eq!(step.action.to_string(), "transfer of GBP 1,000 from alice#2 to crowd-2");
    assert_eq!(step.at, "2027-02-28".parse::<UtcDay>().unwrap().start_seconds() + 43_200);
    assert_eq!(step.expectation.under("cat-1"), &Expected::Done);
    let Expected::RefusedBy(rules) = step.expectation.under("cat-2") else { panic!("{step:?}") };
    assert_eq!(
        rules.iter().map(String::as_str).collect::<Vec<_>>(),
        ["TOKEN-BALANCE", "US-S-CLOCK"]
    );
    let last = &scenario.steps[3];
    assert_eq!(last.action, Action::WindDown);
    assert_eq!(last.at, step.at, "a step without a moment is at that of the one above");
}

/// What is replaced, by what, and how the message begins.
const WRONG: &[(&str, &str, &str)] = &[
    ("\nid = \"small\"", "\nid = \"Small One\"", "s.toml:2: id: `Small One` is no name; "),
    ("start = 2026-08-31", "start = 2150-01-01", "s.toml:4: start: "),
    ("treasury-gilt-2040", "treasury-gilt-2041", "s.toml:5: there are no terms"),
    (
        "treasury-gilt-2040",
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/terms/second-gilt.toml"),
        "s.toml:37: under setting `cat-1`: instrument `second-gilt@us-exemption` has no ISIN for ",
    ),
    (
        "leg = \"reg-s\"\ninputs = { category = \"1\"",
        "inputs = { category = \"1\"",
        "s.toml:7: under[1]: profile `us-exemption` has several legs; add a line `leg = ...` with one of reg-s, 144a",
    ),
    ("category = \"1\", ", "", "s.toml:9: "),
    (
        "kind = \"natural\"",
        "kind = \"person\"",
        "s.toml:22: investor[1].kind: unknown kind `person`",
    ),
    (
        "identity = \"+1 year\"",
        "idenity = \"+1 year\"",
        "s.toml:23: investor[1].categories.idenity: unknown category `idenity`; did you mean `identity`?",
    ),
    (
        "[\"affiliate\"]",
        "[\"natural-person\"]",
        "s.toml:24: investor[1].flags[1]: the flag follows from the kind; write `kind = \"natural\"`",
    ),
    (
        "wallets = 2",
        "wallets = 9",
        "s.toml:25: investor[1].wallets: 9 is out of range; write an integer from 1 to 8",
    ),
    (
        "name = \"stranger\"",
        "name = \"nobody\"",
        "s.toml:34: investor[3].name: `nobody` is the zero address",
    ),
    (
        "[\"US-S-CLOCK\"]\nunder",
        "[\"US-S-CLOK\"]\nunder",
        "s.toml:40: scenario[1].rules[1]: no setting of the scenario has an on-chain rule `US-S-CLOK`; did you mean `US-S-CLOCK`?",
    ),
    (
        "[\"US-S-CLOCK\"]\nunder",
        "[\"US-S-SUSMI\"]\nunder",
        "s.toml:40: scenario[1].rules[1]: no setting of the scenario has an on-chain rule `US-S-SUSMI`",
    ),
    (
        "\"cat-1\", \"cat-2\"]",
        "\"cat-1\", \"cat-3\"]",
        "s.toml:41: scenario[1].under[2]: unknown setting `cat-3`; did you mean `cat-1` or `cat-2`?",
    ),
    (
        "+6 months 12:00",
        "+6 moons",
        "s.toml:44: scenario[1].step[1].at: `+6 moons` is no moment; write a date",
    ),
    (
        "+6 months 12:00",
        "-1 day",
        "s.toml:44: scenario[1].step[1].at: the step lies before the one above it",
    ),
    (
        "do = \"transfer\"",
        "do = \"transefr\"",
        "s.toml:45: scenario[1].step[1].do: unknown action `transefr`; did you mean `transfer`?",
    ),
    (
        "from = \"alice#2\"",
        "from = \"alic\"",
        "s.toml:46: scenario[1].step[1].from: unknown investor `alic`; did you mean `alice`?",
    ),
    ("alice#2", "alice#9", "s.toml:46: scenario[1].step[1].from: `alice#9` is no wallet"),
    (
        "crowd-{1..3}",
        "crowd-{3..1}",
        "s.toml:47: scenario[1].step[1].to: `{3..1}` is no range; write one like {1..35}",
    ),
    (
        "amount = \"1,000\"",
        "amount = \"EUR 1\"",
        "s.toml:48: scenario[1].step[1].amount: amount `EUR 1` is not in GBP",
    ),
    (
        "amount = \"1,000\"",
        "amount = \"1,000\"\ncategory = \"identity\"",
        "s.toml:49: scenario[1].step[1].category: unknown key; use one of: ",
    ),
    (
        "{ cat-2 = ",
        "{ cat-3 = ",
        "s.toml:49: scenario[1].step[1].refused_by.cat-3: the scenario has no setting `cat-3`; did you mean `cat-1` or `cat-2`?",
    ),
    (
        "\"TOKEN-BALANCE\"",
        "\"US-S-CLOCK\"",
        "s.toml:49: scenario[1].step[1].refused_by.cat-2[2]: listed twice",
    ),
    (
        "AlreadyWindingDown",
        "WindingDown",
        "s.toml:53: scenario[1].step[2].fails_with: unknown error `WindingDown`",
    ),
    (
        "do = \"wind-down\"",
        "do = \"set-limit\"\namount = \"GBP 1\"",
        "s.toml:52: scenario[1].step[2].do: the profile of setting `cat-1` has no entrant",
    ),
    (
        "do = \"wind-down\"",
        "do = \"wind-down\"\nbond = \"gilt\"",
        "s.toml:53: scenario[1].step[2].bond: unknown bond `gilt`; use one of: treasury-gilt-2040",
    ),
    (
        "terms = \"treasury-gilt-2040\"",
        "terms = [\"treasury-gilt-2040\", \"treasury-gilt-2040\"]",
        "s.toml:5: terms[2]: there are two bonds `treasury-gilt-2040`; remove one of the two",
    ),
    ("fails_with = ", "refused_by = ", "s.toml:53: scenario[1].step[2].refused_by: unknown key"),
];

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (wrong, right, expected) in WRONG {
        assert!(FILE.contains(wrong), "{wrong}");
        let error = read(&FILE.replacen(wrong, right, 1)).map(|_| ()).unwrap_err();
        assert!(error.starts_with(expected), "{right:?} gave {error:?}");
    }
}

#[test]
fn the_readme_shows_a_file_that_is_sound_and_names_every_action() {
    let readme = include_str!("../../scenarios/README.md");
    let example = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let file = read(example.unwrap()).unwrap();
    assert_eq!(file.scenarios[0].steps.len(), 4);
    for name in Action::names() {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
    for fact in token_fact_names() {
        assert!(readme.contains(&format!("`{fact}`")), "{fact}");
    }
}

#[test]
fn a_scenario_without_a_movement_is_refused() {
    let start = FILE.find("[[scenario.step]]\nat").unwrap();
    let end = FILE.find("[[scenario.step]]\ndo").unwrap();
    let text = format!("{}{}", &FILE[..start], &FILE[end..]);
    let error = read(&text).map(|_| ()).unwrap_err();
    assert!(error.starts_with("s.toml:37: scenario[1]: nothing is judged"), "{error}");
}

#[test]
fn what_is_put_on_record_is_written_as_it_is_read() {
    const STEPS: &str = r#"
        { do = "record-fact", fact = "same-rights", until = "+1 year" }
        { do = "withdraw-fact", fact = "same-rights" }
        { do = "certify", who = "alice", certificate = "qib-transferee", until = "+1 year" }
        { do = "withdraw-certificate", who = "alice", certificate = "qib-transferee" }
        { do = "pre-approve", from = "alice", to = "crowd-1", amount = "1,000", until = "+1 day" }
        { do = "withdraw-approval", from = "alice", to = "crowd-1" }
        { do = "name-venue", who = "crowd-1" }
        { do = "remove-venue", who = "crowd-1" }
        { do = "class-cash", wallet = "stranger", class = "stablecoin" }
        { do = "class-cash", wallet = "stranger" }
        { do = "set-average-volume", month = 2026-07-31, amount = "1,000,000" }
        { do = "admit-symbol", wallet = "stranger", group = "venues", day = 2026-08-01, objection_days = 30 }
        { do = "withdraw-symbol", wallet = "stranger" }
        { do = "object", wallet = "stranger", day = 2026-08-31 }
        { do = "offer", to = "crowd-{1..3}" }
        { do = "set-lot-terms", tranche = 2026-08-01, restart = ["affiliate"] }
        { do = "choose-lot", who = "alice", day = 2026-08-01 }
        { do = "choose-lot", who = "alice" }
        { do = "set-pool", pool = "the offeror" }
        { do = "set-volume-share", share = "0.25 %" }
        { do = "seed", who = "alice" }
        { do = "recount", who = "alice#2" }
        { do = "transfer", from = "alice", to = "crowd-1", amount = "1,000", cash = "stranger" }
    "#;
    let steps: Vec<String> = STEPS.trim().lines().map(|line| format!("{},", line.trim())).collect();
    let start = FILE.find("[[scenario.step]]").unwrap();
    let step =
        "{ do = \"redeem\", from = \"alice\", amount = \"1\", refused_by = [\"US-S-CLOCK\"] }";
    let text = format!("{}step = [{}{step}]\n", &FILE[..start], steps.concat());
    let file = read(&text).unwrap();
    let again = read(&file.to_toml()).unwrap();
    let actions = |file: &ScenarioFile| -> Vec<Action> {
        file.scenarios[0].steps.iter().map(|step| step.action.clone()).collect()
    };
    assert_eq!(actions(&file), actions(&again));
    for name in super::Record::NAMES {
        assert!(file.to_toml().contains(&format!("do = \"{name}\"")), "{name}");
    }
    assert!(actions(&file).iter().all(|action| !action.to_string().is_empty()));
}
