//! `corridor settle`: what is not signed, and what is signed otherwise than it says.

use snapbox::str;

use crate::settle::{BOND, market};

#[test]
fn a_file_without_the_signature_of_its_party_is_refused_whoever_submits_it() {
    let bench = market();
    for (side, party) in [("deliver", "INV-0001"), ("receive", "INV-0002")] {
        let sign = format!("settle instruct {BOND} {side} \"GBP 100,000\" --price 50 --nonce 1");
        bench.quoted(&format!("{sign} --cash GBP --party {party} --out {side}.json")).success();
    }
    bench.quoted(&format!("settle approve units {BOND} 100000 --party INV-0001")).success();
    bench.run("settle approve cash GBP 50 --party INV-0002").success();
    let text = std::fs::read_to_string(bench.path().join("deliver.json")).expect("written");
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    file["signature"] = "0x".into();
    bench.private_file("unsigned.json", &file.to_string());
    bench.run("settle run unsigned.json receive.json").code(3).stdout_eq(str![[r#"
REFUSED: GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk, against tGBP 50
  seller      INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  buyer       INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  submitter   INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at          [TIME]
  refused by  SETTLE-SIGNATURE

SETTLE-SIGNATURE  the delivery is not signed by its party
  because    the signature is not that of INV-0001 under what the file says
  remedy     Have its party sign it anew, and use the file as it is given.
  code       bit 5 of the settlement facts

ALLOWED: transfer of GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from       INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to         INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  operator   settlement (0x8A791620dd6260079BF849Dc5567aDC3F2FdC318)
  paid with  tGBP (0xA51c1fc2f0D1a1b8494Ed1FE312d7C3a78Ed91C0)
  at         [TIME]
  profile    uk-sandbox 2026.11
  passes     UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

"#]]);
    bench.run("settle show unsigned.json").success().stdout_eq(str![[r#"
deliver GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk, for tGBP 50
  state         unsigned: the signature is not that of its party
  party         INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  counterparty  anybody
  agent         anybody
  filled        GBP 0, paid tGBP 0
  left          GBP 100,000
  minimum fill  GBP 0
  valid until   [TIME]
  number        1
  digest        [HASH]

"#]]);
    bench.run("settle check unsigned.json receive.json").code(3);
    bench.run("settle check deliver.json receive.json").success();
}

#[test]
fn nothing_is_signed_that_cannot_settle() {
    let bench = market();
    bench.run(&format!("settle offer {BOND} --cash GBP --price 100")).success();
    let instruct = |amount: &str, price: &str, rest: &str| {
        let sign = format!("settle instruct {BOND} deliver \"{amount}\" --price \"{price}\"");
        format!("{sign} --cash GBP --party INV-0001 --out dead.json {rest}")
    };
    let subscribe = |amount: &str, rest: &str| {
        let sign = format!("settle subscribe 1 \"{amount}\" --price 5 --investor INV-0002");
        format!("{sign} --out dead.json {rest}")
    };
    bench.wrong(&[
        (&instruct("GBP 0", "5", ""), 1, "the instruction is for nothing"),
        (
            &instruct("GBP 5", "5", "--valid-until 2020-01-01"),
            1,
            "the instruction would count until 2020-01-01T23:59:59Z, and on the chain it is ",
        ),
        (
            &instruct("GBP 5", "5", "--minimum-fill 6"),
            1,
            "parts of at least GBP 6, and is for GBP 5",
        ),
        (&instruct("GBP 5", "5", "--counterparty INV-0001"), 1, "itself, and nothing is settled"),
        (&instruct("GBP 5", "495,5", ""), 1, "`495,5` is no amount of tGBP"),
        ("cash mint GBP 1,5 --to INV-0001", 1, "`1,5` is no amount of tGBP"),
        ("cash mint GBP 1,00,0 --to INV-0001", 1, "`1,00,0` is no amount of tGBP"),
        (&subscribe("GBP 0", ""), 1, "the subscription is for nothing"),
        (
            &subscribe("GBP 5", "--valid-until 2020-01-01T00:00:00Z"),
            1,
            "the subscription would count until 2020-01-01T00:00:00Z",
        ),
    ]);
    // A security is no cash, nor is a contract that does not say how its amounts are written; nor is there more of a token than it can count.
    let shown =
        bench.run(&format!("bond show {BOND} --json")).success().get_output().stdout.clone();
    let shown: serde_json::Value = serde_json::from_slice(&shown).expect("JSON");
    let token = shown["legs"][0]["token"].as_str().expect("a token");
    let security = instruct("GBP 5", "5", "").replace("--cash GBP", &format!("--cash {token}"));
    bench.quoted(&instruct("GBP 5", "5", "").replace("dead", "live")).success();
    let live = std::fs::read_to_string(bench.path().join("live.json")).expect("written");
    let live: serde_json::Value = serde_json::from_str(&live).expect("JSON");
    let contract = live["settlement"].as_str().expect("a contract");
    let most = "115792089237316195423570985008687907853269984665640564039457584007913129";
    bench.wrong(&[
        (&security, 1, "leg uk, and a security is no cash"),
        (&format!("cash show {contract}"), 1, "does not say its symbol and decimals"),
        (
            &format!("cash mint GBP {most} --to INV-0001"),
            1,
            "there are tGBP 1,000,000, and a token counts",
        ),
    ]);
    bench.private_file("orders.csv", "investor,amount\nINV-0002,100000\n");
    bench.quoted("settle approve cash GBP 100,000 --party INV-0002").success();
    bench.run(&format!("settle allot orders.csv {BOND} --cash GBP --price 100")).success();
    bench.wrong(&[(&subscribe("GBP 5", ""), 1, "offering 1 is closed for good")]);
    assert!(!bench.path().join("dead.json").exists());
}
