//! `corridor register`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_register_is_exported() {
    let bench = Bench::with_gilt();
    bench.run("register export treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox at block 21
nobody holds it

TOTAL OF LEG  WALLETS  INVESTORS  OUTSTANDING
uk            0        0          GBP 0
all legs: GBP 0; transfers, balances and supply agree

"#]]);
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001#2 \"GBP 1,000,000.50\"").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0004 \"GBP 500,000\"").success();
    bench.run("label set dealer 0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1").success();
    bench
        .run("register export treasury-gilt-2040")
        .success()
        .stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox at block 24
LEG  HOLDER                                                   INVESTOR  PLACE  AMOUNT            FROZEN  FLAGS
uk   INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)    1         GB     GBP 2,000,000     GBP 0
uk   dealer (0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1)      4         GB     GBP 500,000       GBP 0   distributor
uk   INV-0001#2 (0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d)  1         GB     GBP 1,000,000.50  GBP 0

TOTAL OF LEG  WALLETS  INVESTORS  OUTSTANDING
uk            3        2          GBP 3,500,000.50
all legs: GBP 3,500,000.50; transfers, balances and supply agree

"#]])
        .stderr_eq(str![[r#""#]]);
    bench.run("register export treasury-gilt-2040 --format csv").success().stdout_eq(str![[r#"
instrument,leg,isin,wallet,label,investor,jurisdiction,flags,units,amount,frozen,block
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,INV-0001,1,GB,,200000000,"GBP 2,000,000",GBP 0,24
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1,dealer,4,GB,distributor,50000000,"GBP 500,000",GBP 0,24
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d,INV-0001#2,1,GB,,100000050,"GBP 1,000,000.50",GBP 0,24

"#]]);
    bench.run("register export treasury-gilt-2040 --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.register/1",
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "currency": "GBP",
  "block": [BLOCK],
  "holders": [
    {
      "leg": "uk",
      "isin": "GB00B6460505",
      "wallet": "0x09db0a93b389bef724429898f539aeb7ac2dd55f",
      "investor": 1,
      "jurisdiction": "GB",
      "flags": "",
      "units": "0xbebc200",
      "amount": "GBP 2,000,000",
      "frozen": "GBP 0"
    },
    {
      "leg": "uk",
      "isin": "GB00B6460505",
      "wallet": "0x5e661b79fe2d3f6ce70f5aac07d8cd9abb2743f1",
      "investor": 4,
      "jurisdiction": "GB",
      "flags": "distributor",
      "units": "0x2faf080",
      "amount": "GBP 500,000",
      "frozen": "GBP 0"
    },
    {
      "leg": "uk",
      "isin": "GB00B6460505",
      "wallet": "0x9394cb5f737bd3acea7dce90ca48dbd42801ee5d",
      "investor": 1,
      "jurisdiction": "GB",
      "flags": "",
      "units": "0x5f5e132",
      "amount": "GBP 1,000,000.50",
      "frozen": "GBP 0"
    }
  ],
  "legs": [
    {
      "leg": "uk",
      "token": "0x8464135c8f25da09e49bc8782676a84730c318bc",
      "holders": 3,
      "investors": 2,
      "units": "0x14dc93b2",
      "amount": "GBP 3,500,000.50"
    }
  ],
  "total": "GBP 3,500,000.50"
}

"#]]);
    let out = "register export treasury-gilt-2040 --format csv --out register.csv";
    bench.run(out).success().stdout_eq(str![[r#"
3 holders with GBP 3,500,000.50 written to register.csv

"#]]);
    let written = fs::read_to_string(bench.path().join("register.csv")).expect("written");
    assert_eq!(written.lines().count(), 4);
    bench.run("register export nothing").code(1).stderr_eq(str![[r#"
error: there is no instrument `nothing` in the manifest (known: treasury-gilt-2040@uk-sandbox); issue it first

"#]]);
}
