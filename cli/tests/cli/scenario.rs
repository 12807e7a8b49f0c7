//! `corridor scenario`, `compare` and `rehearse`

use std::fs;

use snapbox::{file, str};

use crate::bench::Bench;

/// A bond under two regimes, one of its expectations wrong.
const FILE: &str = r#"schema = 1
id = "placing"
title = "Placing a bond"
start = 2026-11-23
terms = "treasury-gilt-2040"

[[under]]
name = "cat-2"
profile = "us-exemption"
leg = "reg-s"
inputs = { category = "2", seasoning = "qib-only", minimum = "GBP 200,000", multiple = "GBP 1,000" }

[[under]]
name = "cat-1"
profile = "us-exemption"
leg = "reg-s"
inputs = { category = "1", seasoning = "qib-only", minimum = "GBP 200,000", multiple = "GBP 1,000" }

[[investor]]
name = "dealer"
jurisdiction = "LU"
kind = "entity"
categories = { identity = 2031-12-31 }

[[investor]]
name = "insurer"
jurisdiction = "US"
kind = "entity"
categories = { identity = 2031-12-31, us-qib = 2031-12-31 }

[[scenario]]
id = "period"
title = "a US institution waits, or does not"
rules = ["US-S-CLOCK"]
step = [
    { do = "issue", to = "dealer", amount = "GBP 1,000,000" },
    { do = "start-clock" },
    { do = "transfer", from = "dealer", to = "insurer", amount = "GBP 200,000", refused_by = { cat-2 = ["US-S-CLOCK"] } },
    { do = "redeem", from = "insurer", amount = "GBP 200,000", refused_by = { cat-2 = ["TOKEN-BALANCE"] } },
    { at = "+40 days", do = "transfer", from = "dealer", to = "insurer", amount = "GBP 200,000" },
]

[[scenario]]
id = "wrong"
title = "a file that expects something else"
rules = ["US-S-CLOCK"]
under = ["cat-2"]
step = [
    { do = "issue", to = "dealer", amount = "GBP 1,000,000", refused_by = ["US-S-ISSUE"] },
    { do = "transfer", from = "dealer", to = "insurer", amount = "GBP 100", refused_by = ["US-S-CLOCK", "US-HALT"] },
    { do = "wind-down", fails_with = "AlreadyWindingDown" },
]
"#;

fn bench() -> Bench {
    let bench = Bench::new();
    bench.private_file("placing.toml", FILE);
    bench
}

#[test]
fn scenarios_are_listed_and_checked_without_a_chain() {
    let bench = bench();
    bench
        .run("scenario list placing.toml")
        .success()
        .stdout_eq(str![[r#"
SCENARIO        UNDER         STEPS  ABOUT       TITLE
placing/period  cat-2, cat-1  5      US-S-CLOCK  a US institution waits, or does not
placing/wrong   cat-2         3      US-S-CLOCK  a file that expects something else

"#]])
        .stderr_eq(str![[""]]);
    bench
        .run("scenario check .")
        .success()
        .stdout_eq(str![[r#"
sound: 2 scenarios in 1 file, 8 steps

"#]])
        .stderr_eq(str![[""]]);
    bench.run("scenario check . --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.scenario-check/1",
  "files": 1,
  "scenarios": 2,
  "steps": 8
}

"#]]);
    bench.private_file("broken.toml", &FILE.replacen("to = \"dealer\"", "too = \"dealer\"", 1));
    bench.run("scenario check broken.toml").code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: broken.toml:36: scenario[1].step[1]: `to` is missing; add a line `to = ...`

"#]]);
    bench.private_file("twice.toml", FILE);
    bench.run("scenario check placing.toml twice.toml").code(1).stdout_eq(str![[""]]).stderr_eq(
        str![[r#"
error: placing.toml and twice.toml have one id, `placing`; rename one of them

"#]],
    );
    fs::create_dir(bench.path().join("empty")).expect("made");
    bench.run("scenario run empty").code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: there is no scenario file in empty; name a file that ends in .toml, or a folder with some

"#]]);
    bench.run("scenario list missing.toml").code(1).stderr_eq(str![[r#"
error: missing.toml: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
    bench.run("scenario run placing.toml --only placing/perid").code(1).stderr_eq(str![[r#"
error: there is no scenario `placing/perid`; did you mean `placing/period`?

"#]]);
}

#[test]
fn a_wrong_expectation_is_shown_as_a_difference() {
    let bench = bench();
    bench
        .run("scenario run placing.toml")
        .code(1)
        .stdout_eq(str![[r#"
SCENARIO        UNDER  STEPS  REFUSED  COST         RESULT
placing/period  cat-2  5      2        [GAS] gas  as expected
placing/period  cat-1  5      0        [GAS] gas  as expected
placing/wrong   cat-2  3      1        [GAS] gas  NOT AS EXPECTED

placing/wrong under cat-2: a file that expects something else
  NOT [TIME]  issue of GBP 1,000,000 to dealer: allowed
      at        placing.toml:49
      expected  refused by US-S-ISSUE
      found     allowed
    - missing   US-S-ISSUE: Issue to persons outside the United States only
      citation  17 CFR 230.903(a)(1): offshore transaction; a distributor that is a US person is refused as well, which is stricter than the rule (primary)
  NOT [TIME]  transfer of GBP 100 from dealer to insurer: refused by US-DEN, US-S-CLOCK
      at        placing.toml:50
      expected  refused by US-HALT, US-S-CLOCK
      found     refused by US-DEN, US-S-CLOCK
    - missing   US-HALT: The instrument is not halted
      citation  House choice: the supervisor's stop (assumption)
    + refuses   US-DEN: Minimum denomination and multiple
      because   asked GBP 100, the minimum is GBP 200,000
      because   asked GBP 100, which is no multiple of GBP 1,000; the next one below is GBP 0
      citation  Market practice of wholesale issues; no rule of the exemptions (assumption)
  NOT [TIME]  start the wind-down: done
      at        placing.toml:51
      expected  fails with AlreadyWindingDown
      found     done
      problem   it should fail with AlreadyWindingDown

3 scenarios: 2 as expected, 1 not; 13 steps, 3 refused

"#]])
        .stderr_eq(str![[r#"
playing 3 scenarios
it took [..] s

"#]]);
    let period = "scenario run placing.toml --only placing/period";
    bench.run(&format!("{period} --steps")).success().stdout_eq(str![[r#"
SCENARIO        UNDER  STEPS  REFUSED  COST         RESULT
placing/period  cat-2  5      2        [GAS] gas  as expected
placing/period  cat-1  5      0        [GAS] gas  as expected

placing/period under cat-2: a US institution waits, or does not
  ok  [TIME]  issue of GBP 1,000,000 to dealer: allowed
  ok  [TIME]  start the offering clock on 2026-11-23: done
  ok  [TIME]  transfer of GBP 200,000 from dealer to insurer: refused by US-S-CLOCK
  ok  [TIME]  redemption of GBP 200,000 from insurer: refused by TOKEN-BALANCE
  ok  [TIME]  transfer of GBP 200,000 from dealer to insurer: allowed

placing/period under cat-1: a US institution waits, or does not
  ok  [TIME]  issue of GBP 1,000,000 to dealer: allowed
  ok  [TIME]  start the offering clock on 2026-11-23: done
  ok  [TIME]  transfer of GBP 200,000 from dealer to insurer: allowed
  ok  [TIME]  redemption of GBP 200,000 from insurer: allowed
  ok  [TIME]  transfer of GBP 200,000 from dealer to insurer: allowed

2 scenarios: 2 as expected, 0 not; 10 steps, 2 refused

"#]]);
    bench
        .run("scenario run placing.toml --only placing/wrong --json --quiet")
        .code(1)
        .stdout_eq(file!["snapshots/scenario-run.json": Text])
        .stderr_eq(str![[""]]);
    bench
        .run("scenario run placing.toml --markdown --quiet")
        .code(1)
        .stdout_eq(file!["snapshots/scenario-run.md": Text]);
}

/// What a file gives is shown as it is: a page that is made of the Markdown runs nothing of it, and tables keep their cells.
#[test]
fn titles_begin_neither_tags_nor_cells_in_markdown() {
    let bench = bench();
    let file = bench.path().join("placing.toml");
    let text = std::fs::read_to_string(&file).expect("read");
    let text = text
        .replace("\"Placing a bond\"", r#""a | b <script> *c*\n# d""#)
        .replace("\"a US institution waits, or does not\"", r#""a | b <script>""#);
    std::fs::write(&file, text).expect("written");
    let compared = bench.run("compare placing.toml --scenario period --markdown --quiet");
    let compared = String::from_utf8(compared.success().get_output().stdout.clone()).expect("text");
    assert!(compared.starts_with("# a \\| b \\<script\\> \\*c\\* # d\n"), "{compared}");
    let played = bench.run("scenario run placing.toml --only placing/period --markdown --quiet");
    let played = String::from_utf8(played.success().get_output().stdout.clone()).expect("text");
    for page in [compared, played] {
        assert!(page.contains("\nA \\| b \\<script\\>.\n"), "{page}");
        assert!(!page.contains(" <script>"), "{page}");
    }
}

#[test]
fn regimes_are_compared_side_by_side() {
    let bench = bench();
    let compare = "compare placing.toml --scenario period";
    bench.run(compare).success().stdout_eq(file!["snapshots/compare.txt": Text]).stderr_eq(str![[
        r#"
playing 2 scenarios

"#
    ]]);
    bench
        .run(&format!("{compare} --profiles cat-1,cat-2 --json --quiet"))
        .success()
        .stdout_eq(file!["snapshots/compare.json": Text])
        .stderr_eq(str![[""]]);
    bench
        .run(&format!("{compare} --markdown --quiet"))
        .success()
        .stdout_eq(file!["snapshots/compare.md": Text]);
    bench.run("compare placing.toml --profiles cat-1,cat-3").code(1).stderr_eq(str![[r#"
error: placing.toml has no setting `cat-3`; did you mean `cat-2` or `cat-1`?

"#]]);
    bench
        .run("compare placing.toml --scenario wrong --profiles cat-1")
        .code(1)
        .stderr_eq(str![[r#"
error: placing.toml: no scenario that was asked for runs under cat-1; name other settings with --profiles

"#]]);
    bench.run("compare placing.toml --scenario perod").code(1).stderr_eq(str![[r#"
error: there is no scenario `placing/perod`; did you mean `placing/period`?

"#]]);
}

#[test]
fn a_wind_down_is_rehearsed_with_evidence() {
    let bench = Bench::new();
    let tried = "rehearse wind-down --out new --dry-run";
    bench.run(tried).success().stderr_eq("").stdout_eq(str![[r#"
Wind-down: a regime that ends, a stage that is withdrawn, an issuer that stops
WOULD BE REHEARSED         UNDER
wind-down/regime-ends      uk-sandbox
wind-down/stage-withdrawn  uk-sandbox
wind-down/issuer-stops     uk-sandbox
wind-down/issuer-stops     us-reg-s
wind-down/issuer-stops     us-144a
wind-down/leg-stops        corridor
evidence would be written to new/wind-down-evidence.md, new/wind-down-evidence.json

"#]]);
    assert!(!bench.path().join("new").exists());
    bench
        .run("rehearse wind-down")
        .success()
        .stdout_eq(file!["snapshots/rehearsal.txt": Text])
        .stderr_eq(str![[r#"
rehearsing wind-down/regime-ends under uk-sandbox
rehearsing wind-down/stage-withdrawn under uk-sandbox
rehearsing wind-down/issuer-stops under uk-sandbox
rehearsing wind-down/issuer-stops under us-reg-s
rehearsing wind-down/issuer-stops under us-144a
rehearsing wind-down/leg-stops under corridor

"#]]);
    let read = |name: &str| fs::read_to_string(bench.path().join(name)).expect("written");
    let evidence: serde_json::Value =
        serde_json::from_str(&read("wind-down-evidence.json")).expect("a document");
    assert_eq!(
        (&evidence["schema"], &evidence["complete"]),
        (&"corridor.rehearsal/1".into(), &true.into())
    );
    let steps = evidence["rehearsals"][0]["steps"].as_array().expect("steps");
    for step in steps {
        let hash = step["transaction"]["hash"].as_str();
        let decided = step["decided_at_block"].as_u64();
        assert!(hash.is_some_and(|hash| hash.len() == 66) || decided.is_some(), "{step}");
    }
    let text = read("wind-down-evidence.md");
    for words in ["Outstanding at the end: GBP 0.", "refused by TOKEN-WINDING-DOWN", "SI 2023/1398"]
    {
        assert!(text.contains(words), "{words}");
    }
    // Steps that end nothing show nothing.
    bench.private_file("placing.toml", FILE);
    bench
        .run("rehearse wind-down --file placing.toml --out evidence --quiet")
        .code(1)
        .stdout_eq(str![[r#"
Placing a bond

period under cat-2: a US institution waits, or does not
CLAIM                              RESULT     STEPS
units were issued before           shown      1
units were traded before           shown      5
nothing is issued any more         NOT SHOWN
secondary trade has stopped        NOT SHOWN
coupons stay allowed               NOT SHOWN
holdings are still redeemed        NOT SHOWN
nothing is outstanding at the end  NOT SHOWN

period under cat-1: a US institution waits, or does not
CLAIM                              RESULT     STEPS
units were issued before           shown      1
units were traded before           shown      3, 5
nothing is issued any more         NOT SHOWN
secondary trade has stopped        NOT SHOWN
coupons stay allowed               NOT SHOWN
holdings are still redeemed        NOT SHOWN
nothing is outstanding at the end  NOT SHOWN

wrong under cat-2: a file that expects something else
CLAIM                              RESULT     STEPS
units were issued before           shown      1
units were traded before           NOT SHOWN
nothing is issued any more         NOT SHOWN
secondary trade has stopped        NOT SHOWN
coupons stay allowed               NOT SHOWN
holdings are still redeemed        NOT SHOWN
nothing is outstanding at the end  NOT SHOWN
step 1 (placing.toml:49): allowed; expected: refused by US-S-ISSUE
step 2 (placing.toml:50): refused by US-DEN, US-S-CLOCK; expected: refused by US-HALT, US-S-CLOCK
step 3 (placing.toml:51): done; expected: fails with AlreadyWindingDown

NOT everything is shown; evidence: evidence/wind-down-evidence.md, evidence/wind-down-evidence.json

"#]])
        .stderr_eq(str![[""]]);
    assert!(bench.path().join("evidence/wind-down-evidence.md").exists());
    bench.private_file("taken", "");
    bench
        .run("rehearse wind-down --out taken")
        .code(1)
        .stdout_eq(str![[""]])
        .stderr_eq(str![[r#"
error: could not write the evidence to taken: File exists (os error 17); name a folder that is writable

"#]]);
}

/// Refusals before the end and for what would not refuse everybody: an end by itself, and none.
const ENDS: &str = r#"schema = 1
id = "ends"
title = "What is an end"
start = 2026-11-23
terms = "treasury-gilt-2040"

[[under]]
profile = "uk-sandbox"
inputs = { entrant_lei = "969500KSV493XWY0PS33", entrant_jurisdiction = "GB", gate = "gate-2", activities = "issue,maintain,settle", asset_class = "sovereign-bonds", capacity_limit = "GBP 1,000,000", minimum_denomination = "GBP 100,000", denomination_multiple = "GBP 0.01" }

[[investor]]
name = "fund"
jurisdiction = "GB"
kind = "entity"
categories = { identity = 2035-12-31, uk-professional = 2035-12-31 }

[[investor]]
name = "bank"
jurisdiction = "GB"
kind = "entity"
categories = { identity = 2035-12-31, uk-professional = 2035-12-31 }

[[investor]]
name = "stranger"
jurisdiction = "US"
kind = "entity"
categories = { identity = 2035-12-31 }

[[scenario]]
id = "nothing-ends"
title = "too much is issued, and a buyer may not buy"
rules = ["UK-DSS-11", "UK-ELIG-01"]
step = [
    { do = "issue", to = "fund", amount = "GBP 500,000" },
    { do = "transfer", from = "fund", to = "bank", amount = "GBP 200,000" },
    { do = "issue", to = "fund", amount = "GBP 500,000.01", refused_by = ["UK-DSS-11"] },
    { do = "transfer", from = "fund", to = "stranger", amount = "GBP 100,000", refused_by = ["UK-ELIG-01"] },
    { do = "coupon", to = "fund", amount = "GBP 1" },
    { do = "redeem", from = "fund", amount = "GBP 300,000" },
    { do = "redeem", from = "bank", amount = "GBP 200,000" },
]

[[scenario]]
id = "ends-later"
title = "an issue is refused before the end"
rules = ["UK-ELIG-01", "TOKEN-WINDING-DOWN"]
step = [
    { do = "issue", to = "stranger", amount = "GBP 500,000", refused_by = ["UK-ELIG-01"] },
    { do = "issue", to = "fund", amount = "GBP 500,000" },
    { do = "transfer", from = "fund", to = "bank", amount = "GBP 200,000" },
    { do = "wind-down" },
    { do = "issue", to = "fund", amount = "GBP 100,000", refused_by = ["TOKEN-WINDING-DOWN"] },
    { do = "transfer", from = "fund", to = "bank", amount = "GBP 100,000", refused_by = ["UK-ELIG-01", "TOKEN-WINDING-DOWN"], note = "one rule too many" },
    { do = "coupon", to = "fund", amount = "GBP 1" },
    { do = "redeem", from = "fund", amount = "GBP 300,000" },
    { do = "redeem", from = "bank", amount = "GBP 200,000" },
]
"#;

#[test]
fn only_what_would_refuse_everybody_is_an_end() {
    let bench = Bench::new();
    bench.private_file("ends.toml", ENDS);
    bench
        .run("rehearse wind-down --file ends.toml --out evidence --quiet")
        .code(1)
        .stdout_eq(str![[r#"
What is an end

nothing-ends under uk-sandbox: too much is issued, and a buyer may not buy
CLAIM                              RESULT     STEPS
units were issued before           shown      1
units were traded before           shown      2
nothing is issued any more         NOT SHOWN
secondary trade has stopped        NOT SHOWN
coupons stay allowed               NOT SHOWN
holdings are still redeemed        NOT SHOWN
nothing is outstanding at the end  shown

ends-later under uk-sandbox: an issue is refused before the end
CLAIM                              RESULT  STEPS
units were issued before           shown   2
units were traded before           shown   3
nothing is issued any more         shown   5
secondary trade has stopped        shown   6
coupons stay allowed               shown   7
holdings are still redeemed        shown   8, 9
nothing is outstanding at the end  shown
step 6 (ends.toml:53): refused by TOKEN-WINDING-DOWN; expected: refused by TOKEN-WINDING-DOWN, UK-ELIG-01

NOT everything is shown; evidence: evidence/wind-down-evidence.md, evidence/wind-down-evidence.json

"#]])
        .stderr_eq(str![[""]]);
}
