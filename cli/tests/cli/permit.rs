//! `corridor permit`

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};

#[test]
fn cash_is_classed_and_judged() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.run("devnet up").success();
    let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox-dvp --inputs uk.toml --quiet";
    bench.run(issue).success();
    bench.run("investor import --demo").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.run("label set coin 0x00000000000000000000000000000000000c0135").success();
    let explain =
        "explain treasury-gilt-2040 --from INV-0001 --to INV-0002 --cash coin \"GBP 500,000\"";
    bench.quoted(explain).code(3).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run("permit cash coin stablecoin --dry-run").success().stdout_eq(str![[r#""#]]);
    bench.run("permit cash coin stablecoin").success().stdout_eq(str![[r#""#]]);
    bench.quoted(explain).success().stdout_eq(str![[r#""#]]);
    bench.run("permit show treasury-gilt-2040").success().stdout_eq(str![[r#""#]]);
    bench.run("permit cash coin --withdraw --json").success().stdout_eq(str![[r#""#]]);
    bench.run("permit show treasury-gilt-2040").success().stdout_eq(str![[r#""#]]);
    bench.run("permit cash coin gold").code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run("permit cash coin").code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
}

#[test]
fn what_a_venue_needs_is_put_on_record() {
    let bench = Bench::new();
    let terms = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/terms/venue-stock.toml");
    bench.run("devnet up").success();
    bench.run(&format!("bond issue {terms} --profile us-tsv --input tier=1 --quiet")).success();
    bench.run("investor import --demo").success();
    let stock = "venue-stock";
    for done in [
        format!("permit fact {stock} same-rights --until 2099-12-31"),
        format!("permit fact {stock} venue-notice --until 2026-10-01"),
        format!("permit venue {stock} INV-0011"),
        format!("permit volume {stock} --month 2026-10 1000000"),
        format!(
            "permit symbol admit {stock} --group venues --notice 2026-10-01 --objection-days 30"
        ),
        format!("permit certificate {stock} qib-transferee --of INV-0012 --until 2099-12-31"),
    ] {
        bench.run(&done).success();
    }
    bench.quoted(&format!("book share {stock} \"0.25 %\"")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("permit show {stock}")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("permit show {stock} --json")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("book show {stock}")).success().stdout_eq(str![[r#""#]]);
    let object = format!("permit symbol object {stock} --day 2026-10-31");
    bench.run(&object).success().stdout_eq(str![[r#""#]]);
    bench.run(&object).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    for done in [
        format!("permit fact {stock} same-rights --withdraw"),
        format!("permit venue {stock} INV-0011 --withdraw"),
        format!("permit certificate {stock} qib-transferee --of INV-0012 --withdraw"),
    ] {
        bench.run(&done).success();
    }
    bench.run(&format!("permit show {stock}")).success().stdout_eq(str![[r#""#]]);
    let day = format!("permit fact {stock} same-rights --until tomorrow");
    bench.run(&day).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
}

#[test]
fn an_approval_is_used_up() {
    let bench = Bench::new();
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests");
    bench.run("devnet up").success();
    let issue = format!(
        "bond issue {tests}/terms/second-gilt.toml --profile {tests}/profiles/house-approvals.toml --quiet"
    );
    bench.run(&issue).success();
    bench.run("investor import --demo").success();
    let bond = "second-gilt";
    bench.quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 2,000\"")).success();
    let parties = "--from INV-0001 --to INV-0002";
    let transfer = |amount: &str| format!("bond transfer {bond} {parties} \"{amount}\"");
    bench.quoted(&transfer("GBP 600")).code(3).stdout_eq(str![[r#""#]]);
    let approve = format!("permit approval {bond} {parties} \"GBP 1,000\" --until 2099-12-31");
    bench.quoted(&approve).success().stdout_eq(str![[r#""#]]);
    bench.quoted(&transfer("GBP 600")).success();
    bench.quoted(&transfer("GBP 401")).code(3).stdout_eq(str![[r#""#]]);
    bench.run(&format!("permit show {bond}")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("permit approval {bond} {parties} --withdraw")).success();
    bench.run(&format!("permit show {bond}")).success().stdout_eq(str![[r#""#]]);
    let neither = format!("permit approval {bond} {parties} \"GBP 1\"");
    bench.quoted(&neither).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
}

#[test]
fn a_deployment_whose_rules_read_no_records_has_none() {
    let bench = Bench::with_gilt();
    bench
        .run("permit fact treasury-gilt-2040 same-rights --until 2099-12-31")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("permit show treasury-gilt-2040")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("book show treasury-gilt-2040")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
}
