//! `corridor investor`

use std::fs;
use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn investors_are_imported_once() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    bench
        .run("investor import --demo --dry-run")
        .success()
        .stdout_eq(str![[r#"
would be imported
  rows             50
  registered       48
  further wallets  2
  restricted       4
  unchanged        0
  conflicting      0

"#]])
        .stderr_eq(str![[r#""#]]);
    assert!(!bench.path().join(".corridor/private").exists());
    bench
        .run("investor import --demo")
        .success()
        .stdout_eq(str![[r#"
imported
  rows             50
  registered       48
  further wallets  2
  restricted       4
  unchanged        0
  conflicting      0
  gas              [GAS]

"#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("investor import --demo --json")
        .success()
        .stdout_eq(str![[r#"
{
  "schema": "corridor.investor-import/1",
  "dry_run": false,
  "rows": 50,
  "registered": 0,
  "linked": 0,
  "restricted": 0,
  "unchanged": 50,
  "conflicting": 0,
  "conflicts": [],
  "failed": [],
  "transactions": 0,
  "gas_used": [GAS]
}

"#]])
        .stderr_eq(str![[r#""#]]);
    let book = bench.path().join(".corridor/private/devnet-local.investors.jsonl");
    assert_eq!(fs::metadata(book).expect("a book").permissions().mode() & 0o777, 0o600);
}

#[test]
fn one_investor_is_added_attested_blocked_and_shown() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    let add = "investor add --reference ACME-1 --wallet devnet:90 --jurisdiction GB --kind entity --category identity:2100-12-31";
    bench
        .run(&format!("{add} --dry-run"))
        .success()
        .stdout_eq(str![[r#"
dry run: register 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1
  signed by  verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  gas        [GAS] (estimated)

"#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run(add)
        .success()
        .stdout_eq(str![[r#"
done: register 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1
  signed by    verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  transaction  [HASH]
  block        9
  gas          [GAS]

"#]])
        .stderr_eq(str![[r#""#]]);
    let attest = "investor attest ACME-1 --category uk-professional:2100-06-30";
    bench.run(attest).success().stdout_eq(str![[r#"
done: attest `UK professional client` of ACME-1 until 2100-06-30
  signed by    verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  transaction  [HASH]
  block        10
  gas          [GAS]

"#]]);
    bench.run("investor block ACME-1").success().stdout_eq(str![[r#"
done: set the flag `blocked` of ACME-1
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        11
  gas          [GAS]

"#]]);
    bench
        .run("investor show ACME-1")
        .success()
        .stdout_eq(str![[r#"
ACME-1
  investor      1
  jurisdiction  GB
  flags         blocked
  wallet        ACME-1 (0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1)

CATEGORY         UNTIL       TODAY
identity         2100-12-31  valid
uk-professional  2100-06-30  valid

"#]])
        .stderr_eq(str![[r#""#]]);
    bench.run("investor unblock ACME-1").success().stdout_eq(str![[r#"
done: clear the flag `blocked` of ACME-1
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        12
  gas          [GAS]

"#]]);
    bench.run("investor revoke ACME-1 --category identity").success().stdout_eq(str![[r#"
done: revoke `identity checked (KYC)` of ACME-1
  signed by    verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  transaction  [HASH]
  block        13
  gas          [GAS]

"#]]);
    bench.run("investor show devnet:90 --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.investor-show/2",
  "wallet": "0xe77478d9e136d3643cfc6fef578abf63f9ab91b1",
  "investor": 1,
  "reference": "ACME-1",
  "jurisdiction": "GB",
  "categories": [
    {
      "category": "uk-professional",
      "until": "2100-06-30",
      "valid": true
    }
  ],
  "flags": [],
  "wallets": [
    "0xe77478d9e136d3643cfc6fef578abf63f9ab91b1"
  ],
  "holdings": []
}

"#]]);
    bench.run("investor show devnet:91").success().stdout_eq(str![[r#"
0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f is not registered

"#]]);
}

/// What one wallet holds is its investor's, whichever wallet is asked about.
#[test]
fn the_holdings_of_every_wallet_are_shown() {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001#2 \"GBP 1,000,000.50\"").success();
    for name in ["INV-0001", "INV-0001#2"] {
        let shown = bench.run(&format!("investor show {name}")).success();
        let shown = String::from_utf8(shown.get_output().stdout.clone()).expect("UTF-8");
        let holdings = shown.split_once("HOLDING").expect("holdings").1;
        assert!(holdings.contains("  INV-0001#2 (0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d)  "));
        assert!(holdings.contains("GBP 1,000,000.50"), "{shown}");
    }
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    let shown = bench.run("investor show INV-0001#2 --json").success().get_output().stdout.clone();
    let shown: serde_json::Value = serde_json::from_slice(&shown).expect("one document");
    let holdings = shown["holdings"].as_array().expect("a list");
    let held: Vec<_> = holdings.iter().map(|one| (&one["wallet"], &one["amount"])).collect();
    let (first, second) = (
        "0x09db0a93b389bef724429898f539aeb7ac2dd55f".into(),
        "0x9394cb5f737bd3acea7dce90ca48dbd42801ee5d".into(),
    );
    let (two, one) = ("GBP 2,000,000".into(), "GBP 1,000,000.50".into());
    assert_eq!(held, [(&second, &one), (&first, &two)]);
}

/// A file of investors.
fn file(bench: &Bench, name: &str, rows: &str) {
    let header = "reference,wallet,jurisdiction,kind,categories,flags";
    bench.private_file(name, &format!("{header}\n{rows}"));
}

#[test]
fn a_wallet_stays_with_its_reference() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    let (one, two) = (
        "0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1",
        "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f",
    );
    let facts = "entity,identity:2100-12-31,";
    file(&bench, "first.csv", &format!("A-1,{one},GB,{facts}\n"));
    bench.run("investor import first.csv --quiet").success();
    let book = bench.path().join(".corridor/private/devnet-local.investors.jsonl");
    let before = fs::read(&book).expect("a book");

    // The same facts, and other ones.
    for (name, country) in [("same.csv", "GB"), ("other.csv", "DE")] {
        file(&bench, name, &format!("A-2,{one},{country},{facts}\n"));
        for dry in ["", " --dry-run"] {
            let import = bench.run(&format!("investor import {name}{dry}")).code(1);
            let told = String::from_utf8(import.get_output().stdout.clone()).expect("UTF-8");
            assert!(told.contains("A-2        this wallet belongs to A-1"), "{told}");
            assert!(told.contains("unchanged        0\n  conflicting      1"), "{told}");
            assert_eq!(fs::read(&book).expect("a book"), before, "{name}");
        }
    }
    let add = format!("--wallet {one} --jurisdiction GB --kind entity");
    for dry in ["", " --dry-run"] {
        let add = bench.run(&format!("investor add --reference A-2 {add}{dry}")).code(1);
        let told = String::from_utf8(add.get_output().stderr.clone()).expect("UTF-8");
        assert!(told.contains("belongs to A-1 already"), "{told}");
    }
    assert_eq!(fs::read(&book).expect("a book"), before);

    // What does not conflict is done, and wallets of other facts that the book does not know are not written.
    file(&bench, "mixed.csv", &format!("A-2,{one},GB,{facts}\nA-3,{two},GB,{facts}\n"));
    bench.run("investor import mixed.csv --quiet").code(1);
    let shown = bench.run(&format!("investor show {one} --json")).success();
    let shown: serde_json::Value =
        serde_json::from_slice(&shown.get_output().stdout).expect("one document");
    assert_eq!(shown["reference"], "A-1");
    bench.run("investor show A-3 --quiet").success();
    fs::remove_file(&book).expect("lost");
    file(&bench, "lost.csv", &format!("A-4,{one},DE,{facts}\n"));
    bench.run("investor import lost.csv --quiet").code(1);
    assert!(!fs::read_to_string(&book).unwrap_or_default().contains("A-4"));
}

/// What the contracts compare with is the time of the chain, which a devnet may have ahead of the clock.
#[test]
fn what_has_expired_is_said_by_the_time_of_the_chain() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    let wallet = "0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D";
    file(&bench, "soon.csv", &format!("INV-1,{wallet},GB,entity,identity:2099-06-30,\n"));
    bench.run("devnet time --to 2099-07-01").success();
    bench.run("investor import soon.csv").code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: soon.csv:2: categories: `identity` expired on 2099-06-30, before today, [DAY]; renew the attestation or leave it out
hint: --allow-expired takes attestations that have expired as they are

"#]]);
    let add =
        format!("investor add --reference INV-1 --wallet {wallet} --jurisdiction GB --kind entity");
    let expired = format!("{add} --category identity:2099-06-30");
    bench.run(&expired).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: --category: `identity` expired on 2099-06-30, before today, [DAY]
hint: renew the attestation or leave it out

"#]]);
    bench.run(&format!("{add} --category identity:2099-07-01 --quiet")).success();
    let attest = "investor attest INV-1 --category uk-professional:2099-06-30";
    bench.run(attest).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: --category: 2099-06-30 is before today, [DAY], by the time of the chain
hint: give today or a day to come, or revoke the category

"#]]);
    bench.run(&attest.replace("06-30", "07-01")).success();
    bench.run("investor import soon.csv --allow-expired --dry-run").code(1).stdout_eq(str![[r#"
would be imported
  rows             1
  registered       0
  further wallets  0
  restricted       0
  unchanged        0
  conflicting      1
not on chain as they are in the file, and left as they are:
LINE  REFERENCE  DIFFERENCE
2     INV-1      identity until 2099-07-01 on chain, until 2099-06-30 in the file
`corridor investor facts` changes residence and flags on chain, `attest` and `revoke` categories, `block` and `unblock` restrictions, `link` and `unlink` wallets

"#]]);
}

#[test]
fn residence_and_flags_change_after_registration() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    let add = "investor add --reference A-1 --wallet devnet:90 --jurisdiction DE --kind entity";
    bench.run(&format!("{add} --quiet")).success();
    bench.wrong(&[
        ("investor facts A-1", 2, "--jurisdiction"),
        ("investor facts A-1 --flag affiliate --no-flag affiliate", 2, "both name `affiliate`"),
        ("investor facts A-1 --flag blocked", 1, "`corridor investor block`"),
        ("investor facts A-1 --flag rich", 2, "affiliate"),
        ("investor facts A-1 --jurisdiction US-ZZ", 2, "US-ZZ"),
        ("investor block A-1 --flag affiliate", 1, "`corridor investor facts`"),
    ]);
    let facts = "investor facts A-1 --jurisdiction US-NY --flag affiliate --flag distributor";
    bench.run(&format!("{facts} --dry-run --json")).success();
    assert_eq!(shown(&bench)["jurisdiction"], "DE");
    bench.run(facts).success().stdout_eq(str![[r#"
done: record other facts of A-1
  signed by    verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  transaction  [HASH]
  block        [..]
  gas          [GAS]

"#]]);
    bench.run(facts).success().stdout_eq("nothing to do\n");
    bench.run("investor facts A-1 --no-flag affiliate --quiet").success();
    let after = shown(&bench);
    assert_eq!(after["jurisdiction"], "US-NY");
    assert_eq!(after["flags"], serde_json::json!(["distributor"]));
}

/// What the chain has of A-1.
fn shown(bench: &Bench) -> serde_json::Value {
    let shown = bench.run("investor show A-1 --json").success().get_output().stdout.clone();
    serde_json::from_slice(&shown).expect("one document")
}

#[test]
fn an_investor_is_not_added_again_as_another_one() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    let add = |wallet: &str, rest: &str| {
        format!("investor add --reference A-1 --wallet devnet:{wallet} --kind entity {rest}")
    };
    bench.run(&add("90", "--jurisdiction DE --quiet")).success();
    bench.run(&add("90", "--jurisdiction DE")).success().stdout_eq("nothing to do\n");
    for wallet in ["90", "91"] {
        for dry in ["", " --dry-run"] {
            let (us, flag) = (
                add(wallet, &format!("--jurisdiction US{dry}")),
                add(wallet, &format!("--jurisdiction DE --flag affiliate{dry}")),
            );
            bench.wrong(&[
                (&us, 1, "with other facts: jurisdiction DE on chain, US given; give those"),
                (&flag, 1, "flags none on chain, affiliate given"),
            ]);
        }
    }
    // Nobody is released in passing.
    bench.run("investor block A-1 --quiet").success();
    let plain = add("91", "--jurisdiction DE");
    bench.wrong(&[(&plain, 1, "A-1 is registered already, and blocked; give --flag blocked")]);
    assert_eq!(shown(&bench)["flags"], serde_json::json!(["blocked"]));
    bench.run(&add("91", "--jurisdiction DE --flag blocked")).success();
    assert_eq!(shown(&bench)["wallets"].as_array().map(Vec::len), Some(2));
}

/// Who imports a file again wants what was cut off to go on, not what the officers did since undone.
#[test]
fn importing_again_lifts_no_restriction_and_links_no_wallet_that_was_taken() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    bench.run("investor import --demo --quiet").success();
    bench.run("investor block INV-0005 --flag sanctioned --quiet").success();
    bench.run("investor unblock INV-0043 --quiet").success();
    bench.run("investor unlink INV-0001#2 --quiet").success();
    let differences = "\
not on chain as they are in the file, and left as they are:
LINE  REFERENCE  DIFFERENCE
6     INV-0005   restrictions sanctioned on chain, none in the file
44    INV-0043   restrictions none on chain, blocked in the file
50    INV-0001   this wallet was recovered or unlinked, the investor has 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f
`corridor investor facts` changes residence and flags on chain, `attest` and `revoke` categories, `block` and `unblock` restrictions, `link` and `unlink` wallets
";
    let counts = "  rows             50
  registered       0
  further wallets  0
  restricted       0
  unchanged        47
  conflicting      3
";
    let rehearsed = format!("would be imported\n{counts}{differences}");
    bench.run("investor import --demo --dry-run").code(1).stdout_eq(rehearsed);
    for _ in 0..2 {
        let imported = format!("imported\n{counts}  gas              [GAS]\n{differences}");
        bench.run("investor import --demo").code(1).stdout_eq(imported);
    }
    let flags = |reference: &str| {
        let shown = bench.run(&format!("investor show {reference} --json")).success();
        let shown: serde_json::Value =
            serde_json::from_slice(&shown.get_output().stdout).expect("one document");
        (shown["flags"].clone(), shown["wallets"].as_array().map(Vec::len))
    };
    assert_eq!(flags("INV-0005"), (serde_json::json!(["natural-person", "sanctioned"]), Some(1)));
    assert_eq!(flags("INV-0043").0, serde_json::json!([]));
    assert_eq!(flags("INV-0001").1, Some(1));
}
