//! What differs between profiles, in words.

use super::{TINY, builtin_inputs, inputs, parse, tiny};
use crate::profile::{Effect, Profile, ProfileDiff, Side};

fn open(text: &str) -> Side {
    Side::open(&parse(text).unwrap()).unwrap()
}

fn after(from: &str, to: &str) -> ProfileDiff {
    assert!(TINY.contains(from), "{from}");
    open(TINY).diff(&open(&TINY.replacen(from, to, 1)))
}

#[test]
fn a_profile_does_not_differ_from_itself() {
    assert!(open(TINY).diff(&open(TINY)).is_empty());
}

/// Their numbers are part of the hash and of what the chain answers, and of no verdict.
#[test]
fn rules_in_another_order_are_named() {
    let at = |id: &str| TINY.find(&format!("[[rule]]\nid = \"{id}\"")).unwrap();
    let (first, last) = (at("T-1"), at("T-4"));
    let moved = [&TINY[..first], &TINY[last..], "\n", &TINY[first..last]].concat();
    let (before, after) = (open(TINY), open(&moved));
    let diff = before.diff(&after);
    assert_ne!(diff.before.hash, diff.after.hash);
    assert_eq!((diff.rules.len(), diff.effect), (0, Effect::Words));
    let [change] = diff.about.as_slice() else { panic!("{:#?}", diff.about) };
    assert_eq!(change.words, "where T-1 stood, T-4 stands: the same rules have other numbers");
    assert!(diff.markdown().contains(&change.words), "{}", diff.markdown());
}

/// What is replaced by what, the line of the rule, and the effect of all.
const CHANGES: &[(&str, &str, &str, Effect)] = &[
    (
        "multiple = \"GBP 0.01\"",
        "multiple = \"GBP 0.02\"",
        "Rule T-4: step of amounts GBP 0.01 -> GBP 0.02 (other)",
        Effect::Other,
    ),
    (
        "short = 0, long = 40",
        "short = 40, long = 41",
        "Rule T-1: days to wait by the input `days` (long: 40, short: 0) -> by the input `days` (long: 41, short: 40) \
         (tighter)",
        Effect::Tighter,
    ),
    (
        "short = 0, long = 40",
        "short = 40, long = 0",
        "Rule T-1: days to wait by the input `days` (long: 40, short: 0) -> by the input `days` (long: 0, short: 40) \
         (other)",
        Effect::Other,
    ),
    (
        "minimum = { input = \"minimum\" }",
        "minimum = { input = \"minimum\" }, multiple = \"GBP 1\" }\n# ",
        "Rule T-4: step of amounts GBP 0.01 -> GBP 1 (other)",
        Effect::Other,
    ),
    (
        "jurisdictions = [\"US\"] }",
        "jurisdictions = [\"US\", \"north\"] }",
        "Rule T-1: who waits: adds NO, SE (tighter)",
        Effect::Tighter,
    ),
    (
        "applies_to = [\"transfer\"]",
        "applies_to = [\"transfer\", \"issue\"]",
        "Rule T-1: applies to: adds issue (tighter)",
        Effect::Tighter,
    ),
    (
        "parties = [\"sender\", \"recipient\"]",
        "parties = [\"recipient\"]",
        "Rule T-3: judges: drops sender (looser)",
        Effect::Looser,
    ),
    (
        "categories = [\"identity\", \"us-qib\"]",
        "categories = [\"identity\"]",
        "Rule T-3: admits no longer as such: GB, NO, SE, holding identity, us-qib, without natural-person",
        Effect::Words,
    ),
    (
        ", { except = [\"US\"] }",
        "",
        "Rule T-3: admits no longer as such: anywhere but US (tighter)",
        Effect::Tighter,
    ),
    (
        ", { except = [\"US\"] }",
        ", { except = [\"US\"] }, { anywhere = true }",
        "Rule T-3: admits: anywhere (looser)",
        Effect::Looser,
    ),
    (
        "citation = \"s 1\"",
        "citation = \"s 1(2)\"",
        "Rule T-1: citation \"s 1\" -> \"s 1(2)\"",
        Effect::Words,
    ),
    (
        "confidence = \"secondary\"",
        "confidence = \"primary\"",
        "Rule T-2: confidence \"secondary\" -> \"primary\"",
        Effect::Words,
    ),
    (
        "title = \"Clock\"",
        "title = \"Clock\"\neffective = { from = 2026-01-01 }",
        "Rule T-1: in force from none -> 2026-01-01 (looser)",
        Effect::Looser,
    ),
    ("id = \"T-2\"", "id = \"T-9\"", "Rule T-9: added: People (tighter)", Effect::Other),
];

#[test]
fn changes_are_said_in_words() {
    for (from, to, line, effect) in CHANGES {
        let diff = after(from, to);
        let lines = diff.rule_lines();
        assert!(lines.iter().any(|known| known == line), "{line}\n{lines:#?}");
        assert_eq!(diff.effect, *effect, "{line}");
    }
}

/// Rows are compared by everybody that they admit together.
#[test]
fn rows_that_are_split_or_put_together_admit_the_same() {
    let rows = |rows: &str| {
        let whole = "rows = [{ jurisdictions = [\"GB\", \"north\"], categories = [\"identity\", \"us-qib\"], without = [\"natural-person\"] }, { except = [\"US\"] }]";
        assert!(TINY.contains(whole), "{whole}");
        open(&TINY.replacen(whole, &format!("rows = [{rows}]"), 1))
    };
    let row = |places: &str, categories: &str| {
        format!(
            "{{ jurisdictions = [{places}], categories = [{categories}], without = [\"natural-person\"] }}"
        )
    };
    let (both, identity, buyer) = ("\"identity\", \"us-qib\"", "\"identity\"", "\"us-qib\"");
    let whole = rows(&row("\"GB\", \"SE\"", both));
    let by_place = rows(&[row("\"GB\"", both), row("\"SE\"", both)].join(", "));
    let by_category = [row("\"GB\", \"SE\"", identity), row("\"SE\", \"GB\"", buyer)].join(", ");
    let by_category = rows(&by_category);
    // GB with us-qib is in neither.
    let less = [row("\"GB\"", identity), row("\"SE\"", both)].join(", ");
    let less = rows(&less);
    for (before, after, effect) in [
        (&whole, &by_place, Effect::Words),
        (&by_place, &whole, Effect::Words),
        (&by_place, &by_category, Effect::Words),
        (&whole, &less, Effect::Tighter),
        (&less, &by_category, Effect::Looser),
    ] {
        let diff = before.diff(after);
        assert_eq!(diff.effect, effect, "{:#?}", diff.rule_lines());
    }
}

#[test]
fn a_group_that_grows_changes_the_rules_that_name_it() {
    // The other row admits DK already.
    let diff = after("north = [\"NO\", \"SE\"]", "north = [\"NO\", \"SE\", \"DK\"]");
    assert_eq!(
        diff.rule_lines(),
        [
            "Rule T-3: admits no longer as such: GB, NO, SE, holding identity, us-qib, without natural-person",
            "Rule T-3: admits: GB, NO, SE, DK, holding identity, us-qib, without natural-person",
        ]
    );
}

#[test]
fn values_of_inputs_are_compared_when_they_are_given() {
    let side = |profile: &Profile, days: &str, minimum: &str| {
        Side::bound(&profile.bind(&inputs([("days", days), ("minimum", minimum)])).unwrap())
    };
    let diff = side(&tiny(), "long", "GBP 100").diff(&side(&tiny(), "short", "GBP 200"));
    assert_eq!(
        diff.rule_lines(),
        [
            "Rule T-1: days to wait 40 -> 0 (looser)",
            "Rule T-4: smallest holding GBP 100 -> GBP 200 (tighter)",
        ]
    );
    let about: Vec<_> = diff.about.iter().map(|change| change.words.as_str()).collect();
    assert_eq!(about, ["long -> short", "GBP 100 -> GBP 200"]);
    assert!(diff.before.bound);
}

#[test]
fn fewer_purchasers_are_tighter() {
    let profile = Profile::load("us-506b").unwrap();
    let text = profile.text().replace("highest = 35", "highest = 30");
    let changed = parse(&text).unwrap();
    let given = builtin_inputs("us-506b");
    for (before, after) in [
        (Side::open(&profile).unwrap(), Side::open(&changed).unwrap()),
        (Side::bound(&profile.bind(&given).unwrap()), Side::bound(&changed.bind(&given).unwrap())),
    ] {
        let diff = before.diff(&after);
        assert_eq!(
            diff.rule_lines(),
            ["Rule US-506B: highest number of purchasers 35 -> 30 (tighter)"]
        );
        assert_eq!(diff.effect, Effect::Tighter);
        assert!(diff.rules[0].citation.starts_with("17 CFR 230.506(b)(2)(i)"));
        assert_eq!(after.diff(&before).effect, Effect::Looser);
    }
}

#[test]
fn two_regimes_differ_in_all_their_rules() {
    let side = |id: &str| Side::open(&Profile::load(id).unwrap()).unwrap();
    let diff = side("us-144a").diff(&side("us-506c"));
    assert_eq!(diff.effect, Effect::Other);
    assert!(diff.rule_lines().iter().any(|line| line.starts_with("Rule US-506C: added")));
    assert!(diff.rule_lines().iter().any(|line| line.starts_with("Rule US-144A: removed")));
    assert!(diff.about.iter().any(|change| change.section == "leg" && change.id == "506c"));
}

/// An entry of the list `section`, as text of a file, with what comes before and after it.
fn around<'t>(text: &'t str, section: &str, id: &str) -> [&'t str; 3] {
    let head = format!("[[{section}]]");
    let marks = text.match_indices(&head).map(|(at, _)| at);
    let end = |at: usize| text[at + 2..].find("\n[").map_or(text.len(), |next| at + 2 + next);
    let of_id = |at: &usize| text[*at..end(*at)].contains(&format!("id = \"{id}\""));
    let at = marks.into_iter().find(of_id).unwrap();
    [&text[..at], &text[at..end(at)], &text[end(at)..]]
}

/// An entry beside the rules lets more or less through by itself.
#[test]
fn an_entry_that_decides_verdicts_has_an_effect() {
    let profile = Profile::load("us-exemption").unwrap();
    let text = profile.text();
    let equivalence = "[[equivalence]]\nid = \"accredited\"\nroute = \"to-144a\"\ncategory = \"us-accredited\"\n\
                       counts_as = \"us-qib\"\nreason = \"House.\"\nsource = \"230.144A\"\ncitation = \"none\"\n\
                       confidence = \"assumption\"\n";
    let with = |more: &str| format!("{text}\n{equivalence}{more}");
    let [before, route, behind] = around(&text, "route", "to-reg-s");
    let until = route.replacen("from =", "effective = { until = 2027-01-01 }\nfrom =", 1);
    let dated = [before, &until, behind].concat();
    let cited = text.replacen("Practice of global notes, as the other", "As the other", 1);
    let without_route = [before, behind].concat();
    for (before, after, section, effect) in [
        (&text, &with(""), "equivalence", Effect::Looser),
        (&with(""), &text, "equivalence", Effect::Tighter),
        (&text, &with("never = true\n"), "equivalence", Effect::Words),
        (&with("never = true\n"), &with(""), "equivalence", Effect::Looser),
        (&with(""), &with("without = [\"affiliate\"]\n"), "equivalence", Effect::Tighter),
        (
            &with(""),
            &with("").replace("\"us-accredited\"", "\"identity\""),
            "equivalence",
            Effect::Other,
        ),
        (&with(""), &with("").replace("\"House.\"", "\"Home.\""), "equivalence", Effect::Words),
        (&without_route, &text, "route", Effect::Looser),
        (&text, &without_route, "route", Effect::Tighter),
        (&text, &dated, "route", Effect::Tighter),
        (&dated, &text, "route", Effect::Looser),
        (&text, &cited, "route", Effect::Words),
    ] {
        let diff = open(before).diff(&open(after));
        let [change] = diff.about.as_slice() else { panic!("{:#?}", diff.about) };
        assert_eq!((change.section.as_str(), change.effect), (section, effect), "{change:?}");
        assert_eq!(diff.effect, effect);
    }
}

/// The value of an input counts where the entrant refers to it.
#[test]
fn what_the_entrant_may_do_has_an_effect() {
    let profile = Profile::load("uk-sandbox").unwrap();
    let side = |name: &str, value: &str| {
        let mut given = builtin_inputs("uk-sandbox");
        given.insert(name.to_owned(), value.to_owned()).unwrap();
        Side::bound(&profile.bind(&given).unwrap())
    };
    for (name, before, after, effect) in [
        ("capacity_limit", "GBP 500,000,000", "GBP 900,000,000", Effect::Looser),
        ("capacity_limit", "GBP 900,000,000", "GBP 500,000,000", Effect::Tighter),
        ("capacity_limit", "GBP 5", "2: GBP 5; 3: GBP 9", Effect::Other),
        ("capacity_limit", "2: GBP 5; 3: GBP 9", "2: GBP 5; 3: GBP 10", Effect::Looser),
        ("capacity_limit", "GBP 5", "USD 5", Effect::Other),
        ("gate", "gate-2", "gate-1", Effect::Tighter),
        ("gate", "gate-1", "gate-2", Effect::Looser),
        ("activities", "issue,maintain", "maintain", Effect::Tighter),
        ("activities", "issue", "issue,settle", Effect::Looser),
        ("activities", "issue", "settle", Effect::Other),
        ("entrant_jurisdiction", "GB", "FR", Effect::Other),
        ("asset_class", "sovereign-bonds", "bonds", Effect::Other),
    ] {
        let diff = side(name, before).diff(&side(name, after));
        let sections: Vec<_> = diff.about.iter().map(|change| change.section.as_str()).collect();
        assert_eq!(sections, ["value of input", "entrant"], "{name}");
        assert_eq!(diff.effect, effect, "{name} {before} -> {after}");
    }
}

/// What may be issued, which legs there are and which of them count, and what may be given.
#[test]
fn a_scope_a_leg_and_an_input_have_an_effect() {
    let debt = "[instruments]\nonly = \"debt\"\nsource = \"law\"\ncitation = \"s 9\"\nconfidence = \"primary\"\n\n[[leg]]";
    let further = "[[leg]]\nid = \"other\"\ntitle = \"Other leg\"\n\n[[leg]]";
    for (from, to, section, effect) in [
        ("[[leg]]", debt, "instruments", Effect::Tighter),
        ("[[leg]]", further, "leg", Effect::Looser),
        ("title = \"Main leg\"", "title = \"The leg\"", "leg", Effect::Words),
        ("title = \"length of the clock\"", "title = \"days\"", "input", Effect::Words),
        (
            "why = \"It varies.\"\nconfidence = \"assumption\"\n\n[[refused]]",
            "why = \"It varies.\"\nor_none = true\nconfidence = \"assumption\"\n\n[[refused]]",
            "input",
            Effect::Other,
        ),
    ] {
        for diff in [after(from, to), after_back(from, to)] {
            assert!(diff.about.iter().all(|change| change.section == section), "{:?}", diff.about);
        }
        assert_eq!(after(from, to).effect, effect, "{to}");
        assert_eq!(after_back(from, to).effect, effect.reversed(), "{to}");
    }
    let equity = debt.replace("debt", "equity");
    let diff =
        open(&TINY.replacen("[[leg]]", debt, 1)).diff(&open(&TINY.replacen("[[leg]]", &equity, 1)));
    assert_eq!(diff.effect, Effect::Other);
}

fn after_back(from: &str, to: &str) -> ProfileDiff {
    open(&TINY.replacen(from, to, 1)).diff(&open(TINY))
}

#[test]
fn fewer_legs_under_the_limit_are_looser() {
    let text = Profile::load("uk-sandbox").unwrap().text();
    let two =
        text.replacen("[[leg]]", "[[leg]]\nid = \"second\"\ntitle = \"Second\"\n\n[[leg]]", 1);
    let legs =
        |legs: &str| open(&two.replacen("[entrant]", &format!("[entrant]\nlegs = [{legs}]"), 1));
    let (all, both, one) = (open(&two), legs("\"uk\", \"second\""), legs("\"uk\""));
    assert_eq!(all.diff(&both).effect, Effect::Words);
    assert_eq!(all.diff(&one).effect, Effect::Looser);
    assert_eq!(one.diff(&both).effect, Effect::Tighter);
}
