//! Profiles that are put together from others, and dated rules.

use std::path::PathBuf;

use alloy_primitives::{Address, U256};

use super::{TINY, inputs};
use crate::calendar::UtcDay;
use crate::instrument::InstrumentKind;
use crate::profile::{Profile, ProfileError};

/// Files in a folder of their own.
struct Files(tempfile::TempDir);

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> Result<Profile, ProfileError> {
        Profile::read(&self.path(name))
    }

    /// The message of a file, with the folder taken out.
    fn refusal(&self, name: &str) -> String {
        let folder = format!("{}/", self.0.path().display());
        self.read(name).unwrap_err().to_string().replace(&folder, "")
    }
}

const HOUSE: &str = r#"schema = 1
id = "house"
version = "2"
title = "House policy"
as_of = 2026-11-20
disclaimer = "Test data."
extends = "tiny.toml"
"#;

/// A rule of the house that takes the place of the minimum of 100.
fn minimum(amount: &str, loosens: &str) -> String {
    format!(
        r#"
[[rule]]
id = "T-4"
title = "Size"
enforced = "on-chain"
predicate = "Denomination"
applies_to = ["issue"]
parameters = {{ minimum = "GBP {amount}", multiple = "GBP 0.01" }}
message = "too small"
source = "law"
citation = "s 4"
confidence = "assumption"
remedy = "Buy more."
replaces = "Our clients are larger."
{loosens}"#
    )
}

/// The small profile with its minimum as a figure.
fn tiny_with_minimum() -> String {
    let start = TINY.find("[inputs.minimum]").unwrap();
    let end = TINY.find("[[refused]]").unwrap();
    format!("{}{}", &TINY[..start], &TINY[end..])
        .replace("minimum = { input = \"minimum\" }", "minimum = \"GBP 100\"")
}

fn house(rest: &str) -> Files {
    Files::new(&[("tiny.toml", &tiny_with_minimum()), ("house.toml", &format!("{HOUSE}{rest}"))])
}

#[test]
fn a_house_policy_inherits_everything() {
    let files = house("");
    let profile = files.read("house.toml").unwrap();
    assert_eq!((profile.id.as_str(), profile.version.as_str()), ("house", "2"));
    assert_eq!(profile.composed_of, ["tiny 1"]);
    let ids: Vec<_> = profile.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["T-1", "T-2", "T-3", "T-4"]);
    assert!(profile.rules.iter().all(|rule| rule.origin.as_deref() == Some("tiny 1")));
    assert_ne!(profile.hash().unwrap(), files.read("tiny.toml").unwrap().hash().unwrap());
}

#[test]
fn the_text_of_a_whole_stands_alone() {
    let files = house(&minimum("200", ""));
    let profile = files.read("house.toml").unwrap();
    let again = super::parse(&profile.text()).unwrap();
    assert_eq!(again.hash().unwrap(), profile.hash().unwrap());
    assert_eq!(again.rules, profile.rules);
    let given = inputs([("days", "long")]);
    assert_eq!(again.bind(&given).unwrap().hash(), profile.bind(&given).unwrap().hash());
    assert_eq!(again.text(), profile.text());
}

#[test]
fn a_house_policy_tightens() {
    let profile = house(&minimum("200", "")).read("house.toml").unwrap();
    let rule = &profile.rules[3];
    assert_eq!(rule.origin.as_deref(), Some("tiny 1"));
    assert_eq!(rule.replaces.as_ref().unwrap().reason, "Our clients are larger.");
    let bound = profile.bind(&inputs([("days", "long")])).unwrap();
    assert_eq!(bound.rules()[3].on_chain().unwrap().predicate.amount().unwrap().units(), 20_000);
}

#[test]
fn a_house_policy_never_loosens_silently() {
    assert_eq!(
        house(&minimum("50", "")).refusal("house.toml"),
        "house.toml:9: rule T-4: the rule refuses less than the one of tiny.toml:73: smallest holding GBP 100 -> GBP 50; \
         make it no looser, or add `loosens = true` beside the reason in `replaces`"
    );
    let profile = house(&minimum("50", "loosens = true")).read("house.toml").unwrap();
    assert!(profile.rules[3].replaces.as_ref().unwrap().loosens);
    let other = minimum("200", "").replace("multiple = \"GBP 0.01\"", "multiple = \"GBP 3\"");
    assert!(house(&other).refusal("house.toml").contains("may refuse less than"));
    let carved = minimum("200", "").replace("[\"issue\"]", "[\"transfer\"]");
    assert!(
        house(&carved).refusal("house.toml").contains("applies to: adds transfer; drops issue")
    );
}

#[test]
fn a_rule_is_replaced_once() {
    let twice = format!("{}{}", minimum("200", ""), minimum("300", ""));
    assert_eq!(
        house(&twice).refusal("house.toml"),
        "house.toml:24: rule T-4.id: two rules of this file replace the same inherited one; keep one of the two; to add a \
         rule, give it an id of its own and leave `replaces` out"
    );
}

#[test]
fn a_rule_is_left_out_only_with_a_reason_and_by_saying_so() {
    let remove = "\n[[remove]]\nid = \"T-4\"\nreason = \"Retail.\"\n";
    assert_eq!(
        house(remove).refusal("house.toml"),
        "house.toml:9: remove[1]: leaving rule T-4 out refuses less than tiny.toml:73 does; add `loosens = true` if that \
         is meant"
    );
    let profile = house(&format!("{remove}loosens = true\n")).read("house.toml").unwrap();
    assert_eq!(profile.rules.len(), 3);
    assert_eq!(
        (profile.removed[0].id.as_str(), profile.removed[0].origin.as_str()),
        ("T-4", "tiny 1")
    );
    let replaced = house(&format!("{remove}loosens = true\n{}", minimum("200", "")));
    assert_eq!(
        replaced.refusal("house.toml"),
        "house.toml:15: rule[1].id: a [[remove]] of this file leaves the inherited rule T-4 out already; keep one of the two: the \
         [[remove]], or the rule that takes its place"
    );
}

/// A house policy over a profile with two legs, with an entry that lets further units or investors cross.
fn crossing(extends: &str, more: &str) -> Files {
    let head = HOUSE.replace("extends = \"tiny.toml\"", extends);
    Files::new(&[("house.toml", &format!("{head}{more}"))])
}

const ACCREDITED: &str = r#"
[[equivalence]]
id = "accredited"
route = "to-144a"
category = "us-accredited"
counts_as = "us-qib"
reason = "House choice."
source = "230.144A"
citation = "none"
confidence = "assumption"
"#;

#[test]
fn an_equivalence_over_what_is_inherited_says_that_it_loosens() {
    let extends = "extends = \"us-exemption\"";
    let refused = crossing(extends, ACCREDITED).refusal("house.toml");
    let version = Profile::load("us-exemption").unwrap().version;
    let expected = format!(
        "house.toml:9: equivalence accredited: it lets more through than us-exemption {version} does; add \
         `loosens = true` if that is meant"
    );
    assert_eq!(refused, expected);
    let profile =
        crossing(extends, &format!("{ACCREDITED}loosens = true\n")).read("house.toml").unwrap();
    assert!(profile.equivalences[0].loosens);
    assert_eq!(super::parse(&profile.text()).unwrap().equivalences, profile.equivalences);
    // One that says that a category does not count lets nobody in.
    let never = crossing(extends, &format!("{ACCREDITED}never = true\n"));
    assert!(!never.read("house.toml").unwrap().equivalences[0].loosens);
    // What a child of the house inherits, it says already.
    let child = HOUSE.replace("tiny.toml", "house.toml").replace("\"house\"", "\"child\"");
    let files = crossing(extends, &format!("{ACCREDITED}loosens = true\n"));
    std::fs::write(files.path("child.toml"), child).unwrap();
    assert!(files.read("child.toml").unwrap().equivalences[0].loosens);
}

#[test]
fn a_route_over_what_is_inherited_says_that_it_loosens() {
    let leg = r#"
[[leg]]
id = "uk"
from = "uk-offer"

[[route]]
id = "out"
title = "Into the Regulation S leg"
from = "uk"
to = "reg-s"
source = "230.904"
citation = "none"
confidence = "assumption"
remedy = "The registrar opens it."
"#;
    let refused = crossing("extends = \"us-exemption\"", leg).refusal("house.toml");
    assert!(
        refused.starts_with("house.toml:13: route out: it lets more through than"),
        "{refused}"
    );
    let loosened = format!("{leg}loosens = true\n");
    let profile = crossing("extends = \"us-exemption\"", &loosened).read("house.toml").unwrap();
    let loosens: Vec<_> = profile.routes.iter().map(|route| route.loosens).collect();
    assert_eq!(loosens, [false, false, true]);
}

#[test]
fn nothing_loosens_where_nothing_is_inherited() {
    let entry = format!("{ACCREDITED}loosens = true\n");
    let legs = "\n[[leg]]\nid = \"reg-s\"\nfrom = \"us-exemption\"\n\n[[leg]]\nid = \"144a\"\nfrom = \"us-exemption\"\n";
    let refused = crossing("", &format!("{legs}{entry}")).refusal("house.toml");
    let expected = "equivalence accredited.loosens: nothing is inherited here; remove the line";
    assert!(refused.ends_with(expected), "{refused}");
    let further = "[[leg]]\nid = \"side\"\ntitle = \"Side\"\n\n[[leg]]";
    let route = "\n[[route]]\nid = \"over\"\ntitle = \"Over\"\nfrom = \"side\"\nto = \"main\"\nsource = \"law\"\n\
                 citation = \"s 5\"\nconfidence = \"primary\"\nremedy = \"Wait.\"\nloosens = true\n";
    let alone = format!("{}{route}", TINY.replace("[[leg]]", further));
    let refused = Files::new(&[("tiny.toml", &alone)]).refusal("tiny.toml");
    let expected = "route over.loosens: nothing is inherited here; remove the line";
    assert!(refused.ends_with(expected), "{refused}");
}

#[test]
fn clashes_are_refused_with_both_places() {
    let rule = minimum("200", "").replace("replaces = \"Our clients are larger.\"\n", "");
    assert_eq!(
        house(&rule).refusal("house.toml"),
        "house.toml:9: rule T-4: another rule of that id is at tiny.toml:73; give one of them another id; to change an \
         inherited rule, say why in `replaces = \"...\"`"
    );
    // The leg is the file's own, wherever its rules are from.
    let leg = "\n[[leg]]\nid = \"main\"\nfrom = \"tiny.toml\"\n";
    assert_eq!(
        house(leg).refusal("house.toml"),
        "house.toml:9: leg main: another leg of that id is at tiny.toml:29; give one of them another id"
    );
    let bound = tiny_with_minimum().replace("\n[[rule]]\n", "\n[[rule]]\nlegs = [\"main\"]\n");
    let free = format!("{HOUSE}\n[[leg]]\nid = \"free\"\ntitle = \"Free\"\n");
    let text = Files::new(&[("tiny.toml", &bound), ("house.toml", &free)]).refusal("house.toml");
    assert!(text.starts_with("house.toml:9: leg free: it has no rule on chain"), "{text}");
    let group = "\n[groups]\nnorth = [\"NO\"]\n";
    assert_eq!(
        house(group).refusal("house.toml"),
        "house.toml:10: groups.north: `north` means something else at tiny.toml:27; give one of them another name"
    );
    let stray = minimum("200", "").replace("id = \"T-4\"", "id = \"T-5\"");
    assert_eq!(
        house(&stray).refusal("house.toml"),
        "house.toml:10: rule[1].id: unknown inherited rule `T-5`; use one of: T-1, T-2, T-3, T-4"
    );
    let typed = house("colour = \"red\"\n").refusal("house.toml");
    assert!(typed.starts_with("house.toml:8: colour: unknown key; use one of: as_of,"), "{typed}");
    let alone = TINY.replace("remedy = \"Wait.\"", "remedy = \"Wait.\"\nreplaces = \"x\"");
    assert_eq!(
        Files::new(&[("tiny.toml", &alone)]).refusal("tiny.toml"),
        "tiny.toml:52: rule T-1.replaces: nothing is inherited here; remove the line"
    );
}

/// What may be issued, as a section of a file.
fn scope(only: &str, more: &str) -> String {
    format!(
        "\n[instruments]\nonly = \"{only}\"\nsource = \"law\"\ncitation = \"s 9\"\nconfidence = \"assumption\"\n{more}\n"
    )
}

#[test]
fn another_kind_is_issued_only_with_a_reason() {
    let debt = tiny_with_minimum().replace("\n[[leg]]", &format!("{}[[leg]]", scope("debt", "")));
    let file = |only: &str, more: &str| {
        Files::new(&[
            ("tiny.toml", &debt),
            ("house.toml", &format!("{HOUSE}{}", scope(only, more))),
        ])
    };
    let refused = file("equity", "").refusal("house.toml");
    assert!(
        refused.starts_with("house.toml:9: instruments: another kind is asked for at tiny.toml:")
            && refused.ends_with(
                "say in `replaces` of an [instruments] of this file why its kind may be issued"
            ),
        "{refused}"
    );
    assert!(file("debt", "").read("house.toml").unwrap().instruments.unwrap().replaces.is_none());
    let reason = "replaces = \"Our figures are those of shares.\"";
    let files = file("equity", reason);
    let profile = files.read("house.toml").unwrap();
    let scope_of = |profile: &Profile| {
        let scope = profile.instruments.clone().unwrap();
        (scope.only, scope.replaces.unwrap())
    };
    let expected = (InstrumentKind::Equity, "Our figures are those of shares.".to_owned());
    assert_eq!(scope_of(&profile), expected);
    assert_eq!(scope_of(&super::parse(&profile.text()).unwrap()), expected);
    // Who inherits it inherits the reason; who takes from both has to give one of its own.
    let child = HOUSE.replace("tiny.toml", "house.toml").replace("\"house\"", "\"child\"");
    std::fs::write(files.path("child.toml"), &child).unwrap();
    assert_eq!(scope_of(&files.read("child.toml").unwrap()), expected);
    let with = "\n[[with]]\nprofile = \"tiny.toml\"\nrules = [\"T-1\"]\n";
    std::fs::write(files.path("child.toml"), format!("{child}{with}")).unwrap();
    assert!(files.refusal("child.toml").contains("instruments: another kind is asked for at"));
    let alone = debt.replace("\"s 9\"", &format!("\"s 9\"\n{reason}"));
    let stray = Files::new(&[("tiny.toml", &alone)]).refusal("tiny.toml");
    assert!(
        stray.ends_with("instruments.replaces: nothing is inherited here; remove the line"),
        "{stray}"
    );
}

#[test]
fn circles_and_missing_files_are_refused() {
    let circle = HOUSE.replace("tiny.toml", "house.toml");
    assert_eq!(
        Files::new(&[("house.toml", &circle)]).refusal("house.toml"),
        "house.toml:7: extends: the profile would contain itself: house.toml -> house.toml; take one of these references \
         out"
    );
    let around = HOUSE.replace("tiny.toml", "./other/../house.toml");
    let files = Files::new(&[("house.toml", &around)]);
    std::fs::create_dir(files.path("other")).unwrap();
    assert!(
        files.refusal("house.toml").contains("would contain itself: house.toml -> house.toml;")
    );
    let missing = HOUSE.replace("tiny.toml", "uk-sandbax");
    assert_eq!(
        Files::new(&[("house.toml", &missing)]).refusal("house.toml"),
        "house.toml:7: extends: there is no profile `uk-sandbax`; did you mean `uk-sandbox`?; or give the path of a file"
    );
}

/// The files `0.toml` to the one of that number, each of which extends the next, and the last one the small profile.
fn row_of_files(count: usize) -> Files {
    let files = Files::new(&[("tiny.toml", TINY)]);
    for number in 0..count {
        let next = format!("{}.toml", number + 1);
        let next = if number + 1 == count { "tiny.toml" } else { &next };
        let text =
            HOUSE.replace("tiny.toml", next).replace("\"house\"", &format!("\"house-{number}\""));
        std::fs::write(files.path(&format!("{number}.toml")), text).unwrap();
    }
    files
}

#[test]
fn files_that_extend_one_another_without_an_end_are_refused() {
    let whole = row_of_files(63).read("0.toml").unwrap();
    assert_eq!(whole.composed_of.len(), 63);
    let refused = "63.toml:7: extends: cannot follow the reference: 64 files take from one another in a row up to here, \
                   and no more are followed; extend a file nearer to the end of the row, or put some of them together \
                   into one";
    for count in [64, 2_000] {
        assert_eq!(row_of_files(count).refusal("0.toml"), refused, "{count} files");
    }
}

/// Another small profile, whose leg has the same name.
fn other() -> String {
    tiny_with_minimum().replace("id = \"tiny\"", "id = \"other\"").replace("id = \"T-", "id = \"O-")
}

#[test]
fn legs_and_regimes_are_put_together() {
    let text = r#"schema = 1
id = "both"
version = "1"
title = "Both"
as_of = 2026-11-20
disclaimer = "Test data."

[[leg]]
id = "left"
from = "tiny.toml"
leg = "main"

[[leg]]
id = "right"
title = "The right one"
from = "other.toml"

[[with]]
profile = "other.toml"
legs = ["left"]
"#;
    let files = Files::new(&[
        ("tiny.toml", &tiny_with_minimum()),
        ("other.toml", &other()),
        ("both.toml", text),
    ]);
    let profile = files.read("both.toml").unwrap();
    let legs: Vec<_> =
        profile.legs.iter().map(|leg| (leg.id.as_str(), leg.title.as_str())).collect();
    assert_eq!(legs, [("left", "Main leg"), ("right", "The right one")]);
    let bound = profile.bind(&inputs([("days", "short")])).unwrap();
    let ids = |leg: &str| -> Vec<String> {
        bound.on_chain(leg).unwrap().iter().map(|rule| rule.rule.id.clone()).collect()
    };
    assert_eq!(ids("left"), ["T-1", "T-3", "T-4", "O-1", "O-3", "O-4"]);
    assert_eq!(ids("right"), ["O-1", "O-3", "O-4"]);
    assert_eq!(profile.composed_of, ["tiny 1", "other 1"]);
    let again = super::parse(&profile.text()).unwrap();
    assert_eq!(again.hash().unwrap(), profile.hash().unwrap());
    let unclear =
        text.replace("leg = \"main\"\n", "").replace("legs = [\"left\"]", "legs = [\"lift\"]");
    std::fs::write(files.path("both.toml"), unclear).unwrap();
    assert!(files.refusal("both.toml").ends_with("unknown leg `lift`; did you mean `left`?"));
}

#[test]
fn dated_rules_stand_behind_a_period_on_chain() {
    let text = TINY.replace(
        "title = \"Clock\"",
        "title = \"Clock\"\neffective = { from = 2024-01-31, until = 2024-03-27 }",
    );
    let profile = super::parse(&text).unwrap();
    let day = |text: &str| text.parse::<UtcDay>().unwrap();
    for (on, expected) in
        [("2024-01-30", false), ("2024-01-31", true), ("2024-03-26", true), ("2024-03-27", false)]
    {
        assert_eq!(profile.rules[0].applies_on(day(on)), expected, "{on}");
    }
    let bound = profile.bind(&inputs([("days", "long"), ("minimum", "GBP 100")])).unwrap();
    let table = bound.table("main", Address::ZERO).unwrap();
    let sections = U256::from_be_slice(&table[96..128]);
    let end = ((sections >> 48usize) & U256::from(0xffff)).to::<usize>();
    // Behind the undated rows: the period, the clock and its word of jurisdictions.
    let period = U256::from_be_slice(&table[end - 96..end - 64]);
    let expected = (U256::from(254) << 248)
        | (U256::from(15) << 232)
        | U256::from(1_706_659_200u64)
        | (U256::from(1_711_497_600u64) << 40)
        | (U256::from(64) << 80);
    assert_eq!(period, expected, "{period:064x}");
    assert_eq!(table[end - 64], 8);
}

#[test]
fn dates_that_say_nothing_are_refused() {
    for (dates, expected) in [
        ("{}", "rule T-1.effective: neither `from` nor `until` is given; give at least one day"),
        (
            "{ from = 2024-01-31, until = 2024-01-31 }",
            "rule T-1.effective: the rule ends before it begins; exchange the two days",
        ),
    ] {
        let dated = format!("title = \"Clock\"\neffective = {dates}");
        let error = super::parse(&TINY.replace("title = \"Clock\"", &dated)).unwrap_err();
        assert_eq!(error.to_string(), format!("tiny.toml:42: {expected}"));
    }
}

#[test]
fn a_rule_is_in_force_under_the_choices_it_names() {
    let text = TINY.replace(
        "title = \"Who\"",
        "title = \"Who\"\nwhen = { input = \"days\", is = [\"long\"] }",
    );
    let profile = super::parse(&text).unwrap();
    let bound = |days| profile.bind(&inputs([("days", days), ("minimum", "GBP 100")])).unwrap();
    assert_eq!(bound("long").rules().len(), 4);
    let short = bound("short");
    assert_eq!(short.rules().len(), 3);
    assert_eq!(short.left_out()[0].rule, "T-3");
    assert_eq!(short.left_out()[0].why, "it is for deployments in which days is long");
}

#[test]
fn an_input_may_be_none_where_the_profile_says_so() {
    let text = TINY
        .replace("title = \"smallest holding\"", "title = \"smallest holding\"\nor_none = true");
    let bound = super::parse(&text)
        .unwrap()
        .bind(&inputs([("days", "long"), ("minimum", "none")]))
        .unwrap();
    assert_eq!(bound.left_out()[0].rule, "T-4");
    assert_eq!(bound.inputs()["minimum"], "none");
    let error = super::tiny().bind(&inputs([("days", "long"), ("minimum", "none")])).unwrap_err();
    assert!(error.to_string().contains("`none` is not a number"), "{error}");
}

#[test]
fn what_is_attested_is_read_by_a_rule_on_chain() {
    let attested = |attests: &str, checked_by: &str| {
        TINY.replace("enforced = \"off-chain\"", "enforced = \"attestation\"").replace(
            "reason = \"Not on chain.\"",
            &format!("attests = {attests}\nchecked_by = [\"{checked_by}\"]"),
        )
    };
    let profile = super::parse(&attested("{ categories = [\"us-qib\"], residence = true }", "T-3"));
    assert!(profile.unwrap().rules[1].on_chain().is_none());
    for (attests, by, expected) in [
        (
            "{ categories = [\"us-accredited\"] }",
            "T-3",
            "checked_by: none of these rules reads `us-accredited`; name the rules on chain that do",
        ),
        (
            "{ categories = [\"us-qib\"] }",
            "T-9",
            "checked_by[1]: `T-9` is no rule on chain; name rules that read what is attested",
        ),
        (
            "{}",
            "T-3",
            "attests: nothing is attested; name `categories`, `flags`, `facts`, `certificates` or `residence = true`",
        ),
    ] {
        let error = super::parse(&attested(attests, by)).unwrap_err().to_string();
        assert!(error.ends_with(expected), "{error}");
    }
}

/// The README's example is a profile, and its table names every predicate with its parameters.
#[test]
fn the_readme_tells_the_truth() {
    let readme = include_str!("../../../../profiles/README.md");
    let start = readme.find("```toml\n").unwrap() + "```toml\n".len();
    let end = start + readme[start..].find("```").unwrap();
    let profile = super::parse(&readme[start..end]).unwrap();
    assert_eq!(profile.composed_of, ["uk-sandbox 2026.11"]);
    for spec in crate::profile::Predicate::SPECS {
        let row = format!("| `{}` |", spec.name);
        let row = readme.lines().find(|line| line.starts_with(&row)).unwrap();
        for parameter in spec.parameters.iter().filter(|parameter| parameter.key != "anywhere") {
            assert!(
                row.contains(&format!("`{}", parameter.key)),
                "{}: {}",
                spec.name,
                parameter.key
            );
        }
    }
    for id in Profile::builtin_ids() {
        assert!(readme.contains(&format!("{id}.toml`")), "{id}");
    }
}
