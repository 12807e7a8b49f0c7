//! `corridor book`

use snapbox::str;

use crate::bench::Bench;

const INPUTS: &str = r#"reporting = "reporting"
holding_cap = "none"
holder_limit = "none"
minimum = "GBP 1,000"
multiple = "GBP 1,000"
"#;

const BOND: &str = "treasury-gilt-2040";

/// A devnet with the gilt under Rule 506(b), and the demo's investors.
fn placed() -> Bench {
    let bench = Bench::new();
    bench.private_file("placed.toml", INPUTS);
    bench.run("devnet up").success();
    let issue = format!("bond issue {BOND} --profile us-506b --inputs placed.toml --quiet");
    bench.run(&issue).success();
    bench.run("investor import --demo").success();
    bench
}

#[test]
fn holders_from_before_the_book_are_entered() {
    let bench = placed();
    let mint = |to: &str| format!("bond mint {BOND} --to {to} \"GBP 10,000\"");
    bench.quoted(&mint("INV-0010")).success();
    bench.quoted(&mint("INV-0014")).success();
    bench.private_file(
        "counted.toml",
        &INPUTS.replace("holder_limit = \"none\"", "holder_limit = \"3\""),
    );
    bench.run("deploy --profile us-506b --inputs counted.toml --replace --quiet").success();
    bench.quoted(&mint("INV-0011")).code(3).stdout_eq(str![[r#""#]]);
    bench.run(&format!("book show {BOND}")).success().stdout_eq(str![[r#""#]]);
    let seed = format!("book seed {BOND}");
    bench.run(&format!("{seed} --dry-run")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("{seed} --wallet INV-0010")).success().stdout_eq(str![[r#""#]]);
    bench.run(&seed).success().stdout_eq(str![[r#""#]]);
    bench.run(&seed).success().stdout_eq(str![[r#""#]]);
    bench.quoted(&mint("INV-0011")).success();
    bench.quoted(&mint("INV-0012")).code(3).stdout_eq(str![[r#""#]]);
    let category = "us-qib:2099-12-31";
    bench.run(&format!("investor attest INV-0014 --category {category}")).success();
    bench.run(&format!("book recount {BOND} --wallet INV-0014")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("book show {BOND}")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("book show {BOND} --json")).success().stdout_eq(str![[r#""#]]);
    let again = format!("{seed} --wallet INV-0010");
    bench.run(&again).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
}

#[test]
fn a_holder_chooses_which_lot_goes_first() {
    let bench = placed();
    let lots = format!("book lots {BOND} --restart affiliate");
    bench.run(&lots).success().stdout_eq(str![[r#""#]]);
    bench.run(&lots).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.quoted(&format!("bond mint {BOND} --to INV-0010 \"GBP 10,000\"")).success();
    let choose = format!("book choose-lot {BOND} --wallet INV-0010");
    bench.run(&format!("{choose} --day 2026-01-31")).success().stdout_eq(str![[r#""#]]);
    let show = format!("book show {BOND} --wallet INV-0010");
    bench.run(&show).success().stdout_eq(str![[r#""#]]);
    bench.run(&choose).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("{show} --json")).success();
}

#[test]
fn offers_and_pools_are_recorded() {
    let bench = Bench::new();
    bench.run("devnet up").success();
    let issue =
        format!("bond issue {BOND} --profile uk-offer --input exception=fewer-than-150 --quiet");
    bench.run(&issue).success();
    bench.run("investor import --demo").success();
    bench
        .run(&format!("book offer {BOND} --to INV-0007 INV-0008 INV-0021"))
        .success()
        .stdout_eq(str![[r#""#]]);
    bench.run(&format!("book offer {BOND} --to INV-0007")).success();
    bench
        .run(&format!("book pool {BOND} 969500KSV493XWY0PS33 --dry-run"))
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.run(&format!("book show {BOND} --wallet INV-0007")).success().stdout_eq(str![[r#""#]]);
}
