//! Tests of reading, binding, hashing and encoding profiles.

use std::collections::BTreeMap;

use alloy_primitives::Address;
use proptest::prelude::*;

use super::*;

mod compose;
mod diff;
mod predicates;
mod regimes;
mod schema;
mod table;

/// A small profile with every kind of thing in it.
const TINY: &str = r#"schema = 1
id = "tiny"
version = "1"
title = "Tiny"
as_of = 2026-11-20
disclaimer = "Test data."

[[source]]
id = "law"
title = "The law"
url = "https://example.org/law"
accessed = 2026-11-20

[inputs.days]
kind = "choice"
title = "length of the clock"
why = "It varies."
confidence = "assumption"
choices = { "short" = "nothing", "long" = "forty days" }

[inputs.minimum]
kind = "amount"
title = "smallest holding"
why = "It varies."
confidence = "assumption"

[[refused]]
input = "days"
choice = "endless"
message = "nobody waits that long"

[groups]
north = ["NO", "SE"]

[[leg]]
id = "main"
title = "Main leg"

[[rule]]
id = "T-1"
title = "Clock"
enforced = "on-chain"
predicate = "OfferingClock"
applies_to = ["transfer"]
parties = ["recipient"]
parameters = { days = { input = "days", map = { short = 0, long = 40 } }, jurisdictions = ["US"] }
message = "too early"
source = "law"
citation = "s 1"
confidence = "primary"
remedy = "Wait."

[[rule]]
id = "T-2"
title = "People"
enforced = "off-chain"
reason = "Not on chain."
evidence = "A letter."
source = "law"
citation = "s 2"
confidence = "secondary"
remedy = "Write."

[[rule]]
id = "T-3"
title = "Who"
enforced = "on-chain"
predicate = "EligibleParty"
applies_to = ["issue", "transfer"]
parties = ["sender", "recipient"]
message = "not admitted"
source = "law"
citation = "s 3"
confidence = "assumption"
remedy = "Apply."
[rule.parameters]
rows = [{ jurisdictions = ["GB", "north"], categories = ["identity", "us-qib"], without = ["natural-person"] }, { except = ["US"] }]

[[rule]]
id = "T-4"
title = "Size"
enforced = "on-chain"
predicate = "Denomination"
applies_to = ["issue"]
parameters = { minimum = { input = "minimum" }, multiple = "GBP 0.01" }
message = "too small"
source = "law"
citation = "s 4"
confidence = "assumption"
remedy = "Buy more."
"#;

fn parse(text: &str) -> Result<Profile, ProfileError> {
    Profile::parse(Source::from_text("tiny.toml", text))
}

fn tiny() -> Profile {
    parse(TINY).unwrap()
}

fn inputs<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn bound() -> BoundProfile {
    tiny().bind(&inputs([("days", "long"), ("minimum", "GBP 100")])).unwrap()
}

/// The message of the profile with `from` replaced by `to`.
fn refusal(from: &str, to: &str) -> String {
    assert!(TINY.contains(from), "{from} is not in the profile");
    parse(&TINY.replacen(from, to, 1)).unwrap_err().to_string()
}

const DENOMINATIONS: [(&str, &str); 2] = [("minimum", "GBP 200,000"), ("multiple", "GBP 1,000")];

/// Inputs of the compiled-in profiles, as a deployment would give them.
fn builtin_inputs(id: &str) -> BTreeMap<String, String> {
    match id {
        "uk-sandbox" => inputs([
            ("entrant_lei", "969500KSV493XWY0PS33"),
            ("entrant_jurisdiction", "GB"),
            ("gate", "gate-2"),
            ("activities", "issue,maintain,settle"),
            ("asset_class", "sovereign-bonds"),
            ("capacity_limit", "GBP 500,000,000"),
            ("minimum_denomination", "GBP 100,000"),
            ("denomination_multiple", "GBP 0.01"),
        ]),
        "uk-sandbox-dvp" => builtin_inputs("uk-sandbox"),
        "uk-offer" => inputs([("exception", "fewer-than-150")]),
        "us-144a" => inputs(DENOMINATIONS),
        "us-506b" | "us-506c" => {
            let mut given = inputs(DENOMINATIONS);
            given.extend(inputs([
                ("reporting", "reporting"),
                ("holding_cap", "GBP 50,000,000"),
                ("holder_limit", "99"),
            ]));
            given
        }
        "us-506b-equity" | "us-506c-equity" => {
            let mut given = builtin_inputs("us-506b");
            given.extend(inputs([
                ("minimum", "1 share"),
                ("multiple", "1 share"),
                ("holding_cap", "1,000,000 shares"),
                ("section_12g", "counted"),
            ]));
            given
        }
        "us-tsv" => inputs([("tier", "1")]),
        "us-reg-s" | "us-exemption" => {
            let mut given = inputs(DENOMINATIONS);
            given.extend(inputs([("category", "2"), ("seasoning", "qib-only")]));
            given
        }
        "uk-us-corridor" => {
            let mut given = builtin_inputs("uk-sandbox");
            given.extend(builtin_inputs("us-exemption"));
            given
        }
        other => panic!("no inputs for {other}"),
    }
}

#[test]
fn builtin_profiles_bind() {
    for profile in Profile::builtin().unwrap() {
        let bound = profile.bind(&builtin_inputs(&profile.id)).unwrap();
        for leg in &profile.legs {
            let rules = bound.on_chain(&leg.id).unwrap();
            assert!(rules.len() >= 9, "{} has {} rules", leg.id, rules.len());
            assert!(!bound.off_chain(&leg.id).unwrap().is_empty());
            assert!(!bound.table(&leg.id, Address::ZERO).unwrap().is_empty());
        }
        assert_eq!(bound.entrant().is_some(), profile.has_entrant);
        assert_eq!(profile.bind(&bound.inputs()).unwrap().hash(), bound.hash());
    }
}

#[test]
fn no_rule_lets_kyc_block_redemption_or_coupons() {
    for profile in Profile::builtin().unwrap() {
        for rule in profile.bind(&builtin_inputs(&profile.id)).unwrap().rules() {
            let Some(on_chain) = rule.on_chain() else { continue };
            let on_exit = [Movement::REDEEM, Movement::COUPON]
                .iter()
                .any(|kind| on_chain.applies_to.contains(kind));
            assert!(
                !on_exit || matches!(on_chain.predicate, Predicate::ForbiddenFlags { .. }),
                "{}",
                rule.id
            );
        }
    }
}

#[test]
fn the_category_sets_the_days_and_seasoning_the_rows() {
    let profile = Profile::load("us-exemption").unwrap();
    let rows = |category: &str, seasoning: &str| {
        let mut given = builtin_inputs("us-exemption");
        given.insert("category".to_owned(), category.to_owned());
        given.insert("seasoning".to_owned(), seasoning.to_owned());
        let bound = profile.bind(&given).unwrap();
        let rules = bound.on_chain("reg-s").unwrap();
        let days = rules.iter().find_map(|rule| match rule.on_chain.predicate {
            Predicate::OfferingClock { days, .. } => Some(days),
            _ => None,
        });
        let season = rules.iter().find(|rule| rule.rule.id == "US-S-SEASON").unwrap();
        match &season.on_chain.predicate {
            Predicate::EligibleParty { rows } => (days, rows.len()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(rows("1", "none"), (Some(0), 1));
    assert_eq!(rows("2", "qib-only"), (Some(40), 2));
}

#[test]
fn the_entrant_comes_from_the_inputs() {
    let bound = Profile::load("uk-sandbox").unwrap().bind(&builtin_inputs("uk-sandbox")).unwrap();
    let entrant = bound.entrant().unwrap();
    assert_eq!(entrant.stage, 2);
    assert_eq!(entrant.activities_mask(), 0b111);
    assert_eq!(entrant.limit.to_string(), "GBP 500,000,000");
    assert_eq!(entrant.jurisdiction.numeric(), 826);
    assert_eq!(bound.stages().into_iter().collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn every_missing_input_is_named_at_once() {
    assert_eq!(
        tiny().bind(&inputs([])).unwrap_err().to_string(),
        "profile tiny: 2 inputs without a value: `days` (length of the clock), `minimum` (smallest holding); give each \
         one a value"
    );
}

#[test]
fn inputs_are_checked() {
    for (given, expected) in [
        (
            inputs([("days", "long"), ("minimum", "GBP 1"), ("minimun", "x")]),
            "profile tiny: there is no input `minimun`; did you mean `minimum`?",
        ),
        (
            inputs([("days", "never"), ("minimum", "GBP 1")]),
            "profile tiny: input `days` (length of the clock): `never` is not a choice; use one of: long, short",
        ),
        (
            inputs([("days", "long"), ("minimum", "GBP 1e30")]),
            "profile tiny: input `minimum` (smallest holding): amount `GBP 1e30` is in exponent notation; write all the \
             digits, e.g. \"GBP 1,000,000\"",
        ),
        (
            inputs([("days", "never")]),
            "profile tiny: input `days` (length of the clock): `never` is not a choice; use one of: long, short",
        ),
        (
            inputs([("days", "endless"), ("minimum", "GBP 1")]),
            "profile tiny: input `days` = `endless` is refused: nobody waits that long; use another choice",
        ),
        (
            inputs([("days", "long"), ("minimum", "USD 1")]),
            "tiny.toml:85: rule T-4.parameters.multiple: GBP 0.01 is not in the currency of the minimum, USD 1; use one \
             currency",
        ),
    ] {
        assert_eq!(tiny().bind(&given).unwrap_err().to_string(), expected);
    }
}

/// What is replaced in the profile, by what, and the message.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "title = \"Clock\"",
        "titel = \"Clock\"",
        "tiny.toml:39: rule T-1: `title` is missing; add a line `title = ...`",
    ),
    (
        "remedy = \"Wait.\"",
        "remedy = \"Wait.\"\nremedi = 1",
        "tiny.toml:52: rule T-1.remedi: unknown key; did you mean `remedy`?",
    ),
    (
        "id = \"T-2\"",
        "id = \"T-1\"",
        "tiny.toml:54: rule[2].id: two rules have the id `T-1`; give each one an id of its own",
    ),
    (
        "[\"US\"] }\nmessage",
        "[\"USA\"] }\nmessage",
        "tiny.toml:46: rule T-1.parameters.jurisdictions[1]: unknown jurisdiction `USA`; use an ISO 3166-1 alpha-2 \
         code, e.g. GB, or the name of a group",
    ),
    (
        "[\"GB\", \"north\"]",
        "[\"UK\", \"north\"]",
        "tiny.toml:77: rule T-3.parameters.rows[1].jurisdictions[1]: unknown jurisdiction `UK`; the ISO 3166-1 code \
         of the United Kingdom is GB",
    ),
    (
        "us-qib",
        "us-qbi",
        "tiny.toml:77: rule T-3.parameters.rows[1].categories[2]: unknown category `us-qbi`; did you mean `us-qib`?",
    ),
    (
        "applies_to = [\"transfer\"]",
        "applies_to = [\"transfers\"]",
        "tiny.toml:44: rule T-1.applies_to[1]: unknown movement kind `transfers`; did you mean `transfer`?",
    ),
    (
        "predicate = \"OfferingClock\"",
        "predicate = \"OffringClock\"",
        "tiny.toml:43: rule T-1.predicate: unknown predicate `OffringClock`; did you mean `OfferingClock`?",
    ),
    (
        "source = \"law\"\ncitation = \"s 1\"",
        "source = \"lawx\"\ncitation = \"s 1\"",
        "tiny.toml:48: rule T-1.source: unknown source `lawx`; did you mean `law`?",
    ),
    (
        "title = \"Clock\"",
        "title = \"Clock\"\nlegs = [\"mian\"]",
        "tiny.toml:42: rule T-1.legs[1]: unknown leg `mian`; did you mean `main`?",
    ),
    (
        "parties = [\"recipient\"]\n",
        "",
        "tiny.toml:39: rule T-1: OfferingClock judges parties, but not which; add `parties = [...]` with sender, \
         recipient or operator",
    ),
    (
        "short = 0, long = 40",
        "short = 0",
        "tiny.toml:46: rule T-1.parameters.days.map: choice `long` of input `days` has no value; add `\"long\" = ...`",
    ),
    (
        "input = \"days\", map",
        "input = \"day\", map",
        "tiny.toml:46: rule T-1.parameters.days.input: unknown input `day`; did you mean `days`?",
    ),
    (
        "{ input = \"minimum\" }, multiple",
        "{ input = \"days\" }, multiple",
        "tiny.toml:85: rule T-4.parameters.minimum.input: input `days` is of kind choice; use an input of kind amount",
    ),
    (
        "minimum = { input = \"minimum\" }",
        "minimum = 100",
        "tiny.toml:85: rule T-4.parameters.minimum: expected text in quotes, found an integer; write text in quotes",
    ),
    (
        "multiple = \"GBP 0.01\"",
        "multiple = \"GBP 0.001\"",
        "tiny.toml:85: rule T-4.parameters.multiple: amount `GBP 0.001` is finer than the smallest unit of GBP, which \
         has 2 decimals; round it to 2 decimals",
    ),
    (
        "minimum = { input = \"minimum\" }",
        "minimum = \"GBP 1\"",
        "tiny.toml:21: inputs.minimum: no rule uses this input; remove it, or refer to it with { input = \"...\" }",
    ),
    (
        "predicate = \"Denomination\"",
        "predicate = \"Capacity\"",
        "tiny.toml:83: rule T-4.predicate: Capacity reads the entrant ledger, but nothing says what is written there; \
         add an [entrant] section",
    ),
    (
        "choice = \"endless\"",
        "choice = \"long\"",
        "tiny.toml:29: refused[1].choice: choice `long` of input `days` is offered as well; remove it from one of the \
         two lists",
    ),
    (
        "schema = 1",
        "schema = 2",
        "tiny.toml:1: schema: 2 is out of range; write an integer from 1 to 1",
    ),
    (
        "as_of = 2026-11-20",
        "as_of = 2026-11-31",
        "tiny.toml:5: not valid TOML: invalid date, expected day between 01 and 30; correct the syntax \
         (https://toml.io)",
    ),
    (
        "message = \"too early\"",
        "message = \"a message that goes on and on until nobody who reads it on a small screen can remember how it \
         began, which is a pity\"",
        "tiny.toml:47: rule T-1.message: with the id the message has 121 bytes and 120 fit on chain; shorten it by 1",
    ),
];

#[test]
fn mistakes_are_reported_with_line_field_and_advice() {
    for (from, to, expected) in MISTAKES {
        assert_eq!(refusal(from, to), *expected, "{from} -> {to}");
    }
}

#[test]
fn an_allowlist_without_rows_is_refused() {
    let start = TINY.find("rows = [").unwrap();
    let end = start + TINY[start..].find('\n').unwrap();
    let text = format!("{}rows = []{}", &TINY[..start], &TINY[end..]);
    assert_eq!(
        parse(&text).unwrap_err().to_string(),
        "tiny.toml:77: rule T-3.parameters.rows: there is no row, so nobody is eligible; add a row, or halt the instrument"
    );
}

#[test]
fn more_rules_than_bits_are_refused() {
    let start = TINY.find("[[rule]]\nid = \"T-4\"").unwrap();
    let mut text = TINY.to_owned();
    for number in 0..240 {
        text.push_str(&TINY[start..].replace("T-4", &format!("X-{number}")));
    }
    let error = parse(&text).unwrap_err().to_string();
    assert!(
        error.ends_with("leg main: it has 243 rules on chain; a verdict holds 240; split the leg"),
        "{error}"
    );
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let windows = format!("\u{feff}{}", TINY.replace('\n', "\r\n"));
    assert_eq!(parse(&windows).unwrap().hash().unwrap(), tiny().hash().unwrap());
}

#[test]
fn the_hash_ignores_layout_and_sees_content() {
    let reordered = TINY
        .replacen("schema = 1\nid = \"tiny\"\n", "id   = 'tiny' # a comment\n\nschema = 1\n", 1)
        .replacen("{ days = { input = \"days\", map = { short = 0, long = 40 } }, ", "{ ", 1)
        .replacen(
            "jurisdictions = [\"US\"] }",
            "jurisdictions = [\n  \"US\",\n], days = { map = { long = 40, short = 0 }, input = \"days\" } }",
            1,
        );
    let given = inputs([("days", "long"), ("minimum", "GBP 100")]);
    let other = parse(&reordered).unwrap();
    assert_eq!(other.hash().unwrap(), tiny().hash().unwrap());
    assert_eq!(other.bind(&given).unwrap().hash(), bound().hash());
    assert_eq!(
        tiny().bind(&inputs([("days", "long"), ("minimum", "GBP 100.00")])).unwrap().hash(),
        bound().hash()
    );

    let changed = parse(&TINY.replace("long = 40", "long = 41")).unwrap();
    assert_ne!(changed.hash().unwrap(), tiny().hash().unwrap());
    let other_input = tiny().bind(&inputs([("days", "short"), ("minimum", "GBP 100")])).unwrap();
    assert_ne!(other_input.hash(), bound().hash());
    assert_ne!(bound().hash(), tiny().hash().unwrap());
}

#[test]
fn bits_follow_the_on_chain_rules_of_the_leg() {
    let bound = bound();
    let ids: Vec<_> =
        bound.on_chain("main").unwrap().iter().map(|r| (r.bit, r.rule.id.as_str())).collect();
    assert_eq!(ids, [(0, "T-1"), (1, "T-3"), (2, "T-4")]);
    assert_eq!(bound.rule("main", 1).unwrap().unwrap().rule.id, "T-3");
    assert!(bound.rule("main", 3).unwrap().is_none());
    assert_eq!(
        bound.on_chain("mian").unwrap_err().to_string(),
        "profile tiny has no leg `mian`; did you mean `main`?"
    );
}

#[test]
fn denominations_are_in_the_currency_of_the_instrument() {
    let bound = bound();
    assert!(bound.check_currency("main", "GBP".parse().unwrap()).is_ok());
    assert_eq!(
        bound.check_currency("main", "AUD".parse().unwrap()).unwrap_err().to_string(),
        "profile tiny, rule T-4: GBP 100 is not in AUD, the currency of the instrument; give the amounts of the rules in AUD"
    );
}

#[test]
fn rules_are_written_as_json() {
    let json = serde_json::to_value(bound().rules()).unwrap();
    assert_eq!(json[0]["enforcement"]["predicate"]["name"], "OfferingClock");
    assert_eq!(json[0]["enforcement"]["predicate"]["jurisdictions"][0], "US");
    assert_eq!(json[1]["enforcement"]["enforced"], "off-chain");
    assert_eq!(json[2]["enforcement"]["predicate"]["rows"][1]["except"][0], "US");
    assert_eq!(json[3]["enforcement"]["predicate"]["minimum"], "GBP 100");
    let open = serde_json::to_value(&tiny().rules).unwrap();
    assert_eq!(open[3]["enforcement"]["predicate"]["parameters"]["minimum"]["input"], "minimum");
}

#[test]
fn unknown_profiles_are_named() {
    assert_eq!(
        Profile::load("uk-sandbax").unwrap_err().to_string(),
        "there is no profile `uk-sandbax`; did you mean `uk-sandbox`?, or give the path of a profile file"
    );
    assert!(matches!(Profile::load("missing.toml"), Err(ProfileError::Source(_))));
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = parse(&text);
    }

    #[test]
    fn cutting_a_profile_anywhere_is_an_error_and_no_panic(cut in 0..TINY.len() - 300) {
        prop_assert!(parse(&TINY[..cut]).is_err());
    }

    #[test]
    fn amounts_as_inputs_hash_by_value(units in 1u64..u64::MAX) {
        let amount = crate::money::Amount::from_units(u128::from(units), "GBP".parse().unwrap());
        let plain = amount.to_string().replace(',', "");
        let left = tiny().bind(&inputs([("days", "long"), ("minimum", &amount.to_string())])).unwrap();
        let right = tiny().bind(&inputs([("days", "long"), ("minimum", &plain)])).unwrap();
        prop_assert_eq!(left.hash(), right.hash());
    }
}
