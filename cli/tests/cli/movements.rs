//! Files of movements whose rows are refused together.

use std::fmt::Write as _;

use serde_json::Value;
use snapbox::str;

use crate::bench::Bench;

const MINT: &str = "bond mint treasury-gilt-2040 --file mint.csv";

/// A chain with the bond under Rule 506(b), and a file of 36 purchasers that are not accredited: one too many.
fn offering() -> Bench {
    let bench = Bench::new();
    let inputs = "reporting = \"not-reporting\"\nholding_cap = \"none\"\nholder_limit = \"none\"\n\
        minimum = \"GBP 1,000\"\nmultiple = \"GBP 1,000\"\n";
    bench.private_file("placed.toml", inputs);
    bench.run("devnet up").success();
    bench
        .run("bond issue treasury-gilt-2040 --profile us-506b --inputs placed.toml --quiet")
        .success();
    let mut people = "reference,wallet,jurisdiction,kind,categories,flags\n".to_owned();
    let mut rows = "wallet,amount\n".to_owned();
    for number in 1..=36 {
        let wallet = format!("0x{:040x}", 0xa00 + number);
        writeln!(people, "P-{number:02},{wallet},US,natural,identity:2035-12-31,").expect("text");
        writeln!(rows, "{wallet},1000").expect("text");
    }
    bench.private_file("people.csv", &people);
    bench.private_file("mint.csv", &rows);
    bench.run("investor import people.csv --quiet").success();
    bench
}

#[test]
fn what_was_refused_is_neither_said_to_be_done_nor_remembered_so() {
    let bench = offering();
    bench.run(&format!("{MINT} --dry-run")).success().stdout_eq(str![[r#"
dry run: GBP 36,000 to 36 recipients; every row is allowed by itself

"#]]);
    bench.run(MINT).code(3).stdout_eq(str![[r#"
done: GBP 35,000 to 35 of 36 recipients in 6 transactions, [GAS] gas

not done: 1 rows, of which 1 were refused; the same command tries them again, and none of the others

line 37: REFUSED: issue of GBP 1,000 of treasury-gilt-2040@us-506b, leg 506b
  to          P-36 (0x0000000000000000000000000000000000000a24)
  at          [TIME]
  profile     us-506b 2026.11
  refused by  US-506B
  passes      US-00-ID, US-BLK, US-SANC, US-DEN, US-VALID, US-HALT

US-506B  No more than 35 purchasers that are not accredited in 90 days
  wrong      a 36th purchaser that is not accredited within 90 days
  because    limit 35 purchasers of the issuer without `US accredited investor` in 90 days, counted 35 since [..], remaining 0
             there is room again on [..], if nobody new buys before
  citation   17 CFR 230.506(b)(2)(i): no more than 35 purchasers that are not accredited from the issuer, in offerings under the rule in any 90-calendar-day period: those of all its instruments under this rule count together, and who buys again counts once (secondary)
  source     Exemption for limited offers and sales without regard to dollar amount, 17 CFR 230.506 <https://www.law.cornell.edu/cfr/text/17/230.506>
  remedy     Sell to an accredited investor, to a purchaser that is counted already, or when an earlier sale is 90 days old.
  code       13 (ERC-1404), bit 12 of the verdict

"#]]).stderr_eq(str![[r#"
the same file again does only the rows that were refused; a corrected file is another one: give it those rows alone

"#]]);
    bench.run(MINT).code(3).stdout_eq(str![[r#"
nothing was done; an earlier run has done GBP 35,000 to 35 of 36 recipients

not done: 1 rows, of which 1 were refused; the same command tries them again, and none of the others

line 37: REFUSED[..]
...
"#]]);
    bench.run(&format!("{MINT} --dry-run")).code(3);

    let output = bench.run(&format!("{MINT} --json")).code(3).get_output().stdout.clone();
    let document: Value = serde_json::from_slice(&output).expect("JSON");
    assert_eq!(document["rows"], 35);
    assert_eq!(document["total"], "GBP 35,000");
    assert_eq!(document["file_rows"], 36);
    assert_eq!(document["done_before"], false);
    assert_eq!(document["refused"][0]["line"], 37);
    assert_eq!(document["refused"][0]["amount"], "GBP 1,000");
    assert_eq!(document["refused"][0]["label"], "P-36");
    assert_eq!(document["refused"][0]["explanation"]["to_label"], "P-36");
    assert_eq!(document["refused"][0]["explanation"]["reasons"][0]["rule"], "US-506B");
    assert_eq!(document["report"]["failed"][0]["last_row"], 36);
}

/// A corrected file is another one: what of it another file has done is named, and done once more only with `--again`.
#[test]
fn what_another_file_has_done_is_done_again_only_when_asked() {
    let bench = Bench::with_gilt();
    bench.private_file("mint.csv", "wallet,amount\nINV-0001,500000\nINV-0002,100000\n");
    bench.private_file("fixed.csv", "wallet,amount\nINV-0001,500000\nINV-0002,200000\n");
    bench.run(&format!("{MINT} --quiet")).success();
    let fixed = "bond mint treasury-gilt-2040 --file fixed.csv";
    for dry in ["", " --dry-run"] {
        bench.run(&format!("{fixed}{dry}")).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: fixed.csv: 1 of 2 rows were done before, by another file of this instrument: line 2 (GBP 500,000 to 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f); so nothing was sent: take them out of the file, or give --again to do them once more

"#]]);
    }
    bench.run(&format!("{fixed} --again --dry-run")).success().stdout_eq(str![[r#"
dry run: GBP 700,000 to 2 recipients; every row is allowed by itself

"#]]).stderr_eq(str![[r#"
warning: fixed.csv: 1 of 2 rows were done before, by another file of this instrument: line 2 (GBP 500,000 to INV-0001); --again has them done once more

"#]]);
    bench.run(&format!("{fixed} --again --quiet")).success();
    // The file itself is no other one.
    bench.run(&format!("{MINT} --quiet")).success().stdout_eq(str![[r#"
nothing to do: this file was done before, GBP 600,000 to 2 recipients

"#]]);
    bench.wrong(&[(
        "bond mint treasury-gilt-2040 --to INV-0001 5 --again",
        2,
        "cannot be used with",
    )]);
}
