//! `corridor register`

use std::fs;
use std::os::unix::fs::PermissionsExt;

use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_register_is_exported() {
    let bench = Bench::with_gilt();
    bench.run("register export treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox at block 21, [TIME]
nobody holds it

TOTAL OF LEG  WALLETS  INVESTORS  AUTHORISED         OUTSTANDING
uk            0        0          GBP 1,000,000,000  GBP 0
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
treasury-gilt-2040@uk-sandbox at block 24, [TIME]
LEG  HOLDER                                                   INVESTOR  PLACE  ISSUED      AMOUNT            FROZEN  FLAGS
uk   INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)    1         GB     [DAY]  GBP 2,000,000     GBP 0
uk   dealer (0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1)      4         GB     [DAY]  GBP 500,000       GBP 0   distributor
uk   INV-0001#2 (0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d)  1         GB     [DAY]  GBP 1,000,000.50  GBP 0

TOTAL OF LEG  WALLETS  INVESTORS  AUTHORISED         OUTSTANDING
uk            3        2          GBP 1,000,000,000  GBP 3,500,000.50
all legs: GBP 3,500,000.50; transfers, balances and supply agree

"#]])
        .stderr_eq(str![[r#""#]]);
    bench.run("register export treasury-gilt-2040 --format csv").success().stdout_eq(str![[r#"
instrument,leg,isin,wallet,label,investor,jurisdiction,flags,units,amount,frozen,block,issued,cancelled,name,registration,address,contact,tax_residence
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,INV-0001,1,GB,,200000000,"GBP 2,000,000",GBP 0,24,[DAY],,,,,,
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1,dealer,4,GB,distributor,50000000,"GBP 500,000",GBP 0,24,[DAY],,,,,,
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d,INV-0001#2,1,GB,,100000050,"GBP 1,000,000.50",GBP 0,24,[DAY],,,,,,

"#]]);
    bench.run("register export treasury-gilt-2040 --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.register/3",
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "currency": "GBP",
  "block": [BLOCK],
  "time": "[TIME]",
  "day": null,
  "holders": [
    {
      "leg": "uk",
      "isin": "GB00B6460505",
      "wallet": "0x09db0a93b389bef724429898f539aeb7ac2dd55f",
      "label": "INV-0001",
      "investor": 1,
      "jurisdiction": "GB",
      "flags": [],
      "units": "200000000",
      "amount": "GBP 2,000,000",
      "frozen": "GBP 0",
      "issued": "[DAY]",
      "issued_block": 22
    },
    {
      "leg": "uk",
      "isin": "GB00B6460505",
      "wallet": "0x5e661b79fe2d3f6ce70f5aac07d8cd9abb2743f1",
      "label": "dealer",
      "investor": 4,
      "jurisdiction": "GB",
      "flags": [
        "distributor"
      ],
      "units": "50000000",
      "amount": "GBP 500,000",
      "frozen": "GBP 0",
      "issued": "[DAY]",
      "issued_block": 24
    },
    {
      "leg": "uk",
      "isin": "GB00B6460505",
      "wallet": "0x9394cb5f737bd3acea7dce90ca48dbd42801ee5d",
      "label": "INV-0001#2",
      "investor": 1,
      "jurisdiction": "GB",
      "flags": [],
      "units": "100000050",
      "amount": "GBP 1,000,000.50",
      "frozen": "GBP 0",
      "issued": "[DAY]",
      "issued_block": 23
    }
  ],
  "cancelled": [],
  "legs": [
    {
      "leg": "uk",
      "token": "0x8464135c8f25da09e49bc8782676a84730c318bc",
      "holders": 3,
      "investors": 2,
      "units": "350000050",
      "amount": "GBP 3,500,000.50",
      "authorised": "100000000000",
      "control": {
        "issued": "350000050",
        "redeemed": "0",
        "exchanged_in": "0",
        "exchanged_out": "0"
      },
      "checked": {
        "checked": "stored",
        "views": 3,
        "record_dates": []
      }
    }
  ],
  "total": "GBP 3,500,000.50",
  "notes": []
}

"#]]);
    let out = "register export treasury-gilt-2040 --format csv --out register.csv";
    bench.run(out).success().stdout_eq(str![[r#"
3 holders with GBP 3,500,000.50 written to register.csv

"#]]);
    let written = fs::read_to_string(bench.path().join("register.csv")).expect("written");
    assert_eq!(written.lines().count(), 4);
    let export = "register export treasury-gilt-2040";
    bench.wrong(&[(
        &format!("{export} --format html --out new/register.html"),
        1,
        "cannot make the file",
    )]);
    let both = bench.run(&format!("{export} --json --format csv")).code(2);
    let both = String::from_utf8_lossy(&both.get_output().stdout).into_owned();
    assert!(both.contains("--format: with --json only json is printed"), "{both}");
    assert!(!bench.path().join("new").exists());
    let told = bench.run(&format!("{export} --json --format html --out register.html")).success();
    let told: serde_json::Value =
        serde_json::from_slice(&told.get_output().stdout).expect("one document");
    assert_eq!((&told["file"], &told["holders"]), (&"register.html".into(), &3.into()));
    bench.run("register export nothing").code(1).stderr_eq(str![[r#"
error: there is no instrument `nothing` in the manifest (known: treasury-gilt-2040@uk-sandbox); issue it first

"#]]);
}

const COLUMNS: &str =
    "id,name,registration,address_1,address_2,address_3,address_4,contact,tax_residence";

/// The gilt with two holders.
fn held() -> Bench {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0004 \"GBP 500,000\"").success();
    bench
}

/// Runs a command with the passphrase of a file.
fn with_passphrase(bench: &Bench, file: &str, arguments: &str) -> OutputAssert {
    let file = bench.path().join(file);
    bench.command(arguments).env("CORRIDOR_BOOK_PASSPHRASE_FILE", file).assert()
}

#[test]
fn names_come_from_an_encrypted_book() {
    let bench = held();
    bench.private_file("secret", "a long passphrase\n");
    bench.private_file("other", "another one\n");
    let rows = "INV-0001,=HYPERLINK(1),<b>A & B</b> nominees,1 Poultry,,London,,+44 20,GB\n";
    fs::write(bench.path().join("owners.csv"), format!("{COLUMNS}\n{rows}")).expect("written");
    fs::write(bench.path().join("wrong.csv"), format!("{COLUMNS}\n{rows}INV-9999,Nobody,,,,,,,\n"))
        .expect("written");

    bench.run("register export treasury-gilt-2040 --book").code(1).stderr_eq(str![[r#"
error: there is no book of holders at [HOME]/.corridor/private/devnet-local.holders.book; `corridor register book import` begins one

"#]]);
    bench.run("register book import owners.csv").code(1).stderr_eq(str![[r#"
error: could not get the passphrase of the book of holders: there is no terminal to ask at; answer at the terminal, or name a file of mode 0600 in CORRIDOR_BOOK_PASSPHRASE_FILE

"#]]);
    with_passphrase(&bench, "secret", "register book import wrong.csv")
        .code(1)
        .stderr_eq(str![[r#"
error: wrong.csv:3: id: the reference is not in the private book of the deployment; check the reference, or import the investor first

"#]]);
    let import = "register book import owners.csv";
    with_passphrase(&bench, "secret", &format!("{import} --dry-run")).success().stdout_eq(str![[
        r#"
entries: 1 would be added, 0 changed, 0 as they were

"#
    ]]);
    with_passphrase(&bench, "secret", import).success().stdout_eq(str![[r#"
entries: 1 added, 0 changed, 0 as they were

"#]]);
    with_passphrase(&bench, "secret", import).success().stdout_eq(str![[r#"
entries: 0 added, 0 changed, 1 as they were

"#]]);
    with_passphrase(&bench, "other", import).code(1).stderr_eq(str![[r#"
error: could not open the book of holders [HOME]/.corridor/private/devnet-local.holders.book: the passphrase is wrong; nothing was changed

"#]]);
    let show = "register book show INV-0001";
    with_passphrase(&bench, "secret", show).success().stdout_eq(str![[r#"
INV-0001
  name           =HYPERLINK(1)
  registration   <b>A & B</b> nominees
  address        1 Poultry, London
  contact        +44 20
  tax residence  GB
  commitment     [HASH]
  recorded       [DAY]

"#]]);

    let export = "register export treasury-gilt-2040 --book --format";
    with_passphrase(&bench, "secret", &format!("{export} csv")).success().stdout_eq(str![[r#"
instrument,leg,isin,wallet,label,investor,jurisdiction,flags,units,amount,frozen,block,issued,cancelled,name,registration,address,contact,tax_residence
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,INV-0001,1,GB,,200000000,"GBP 2,000,000",GBP 0,23,[DAY],,'=HYPERLINK(1),<b>A & B</b> nominees,1 Poultry; London,'+44 20,GB
treasury-gilt-2040@uk-sandbox,uk,GB00B6460505,0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1,INV-0004,4,GB,distributor,50000000,"GBP 500,000",GBP 0,23,[DAY],,,,,,

"#]]);
    let shown = with_passphrase(&bench, "secret", &format!("{export} table")).success();
    let shown = shown.stderr_eq(str![[r#"
the book of holders has no entry for 1 of 2 positions

"#]]);
    let shown = String::from_utf8_lossy(&shown.get_output().stdout).into_owned();
    assert!(shown.contains("=HYPERLINK(1), registered as <b>A & B</b> nominees, INV-0001 ("));
    with_passphrase(&bench, "secret", &format!("{export} html --out page.html")).success();
    let page = bench.path().join("page.html");
    let mode = fs::metadata(&page).expect("a page").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let page = fs::read_to_string(page).expect("a page");
    let owner =
        "&lt;b&gt;A &amp; B&lt;/b&gt; nominees<br>investor 1</td><td>1 Poultry<br>London</td>";
    assert!(page.contains(owner), "{page}");
    assert!(page.contains("not in the book<br>investor 4") && page.contains("uncertificated"));
    // Whoever finds the sheet later has to know of when it is, and reads amounts in one unit.
    let block = page.split_once(" at block 23, ").expect("the block").1;
    assert!(block.starts_with("20") && block[..20].ends_with('Z'), "{block}");
    assert!(page.contains(">Authorised</th>") && !page.contains("smallest units"), "{page}");
    let issued = "<td class=\"number\">GBP 1,000,000,000</td><td class=\"number\">GBP 2,500,000</td><td class=\"number\">GBP 0</td>";
    assert!(page.contains(issued), "{page}");
    for outside in ["http://", "https://", "src=", "<script", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }

    let tried = "register book remove INV-0001 --dry-run";
    with_passphrase(&bench, "secret", tried).success().stdout_eq(str![[r#"
INV-0001 would be deleted as of [DAY], and kept until it may be purged

"#]]);
    with_passphrase(&bench, "secret", "register book remove INV-0001").success().stdout_eq(str![[
        r#"
INV-0001 is deleted as of [DAY], and kept until it may be purged

"#
    ]]);
    with_passphrase(&bench, "secret", "register book remove INV-0001").code(1).stderr_eq(str![[
        r#"
error: the book of holders has no entry for `INV-0001`; `corridor register book import` adds one

"#
    ]]);
    with_passphrase(&bench, "secret", "register book purge --before 2100-01-01")
        .code(1)
        .stderr_eq(str![[r#"
error: what was deleted before 2100-01-01 cannot be purged: 17 CFR 240.17Ad-10 has it kept for 6 years, and purging reaches to [DAY] today; name that day or an earlier one

"#]]);
    let tried = "register book purge --before 2020-01-01 --dry-run";
    with_passphrase(&bench, "secret", tried).success().stdout_eq(str![[r#"
entries that were deleted before 2020-01-01 and would be forgotten: 0

"#]]);
    with_passphrase(&bench, "secret", "register book purge --before 2020-01-01")
        .success()
        .stdout_eq(str![[r#"
entries that were deleted before 2020-01-01 and are forgotten: 0

"#]]);
    with_passphrase(&bench, "secret", show).success().stdout_eq(str![[r#"
INV-0001
  name           =HYPERLINK(1)
  registration   <b>A & B</b> nominees
  address        1 Poultry, London
  contact        +44 20
  tax residence  GB
  commitment     [HASH]
  recorded       [DAY]
  deleted        [DAY]

"#]]);
}

#[test]
fn the_register_is_reconciled() {
    let bench = held();
    bench.run("register reconcile treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox at block 23: reconciled
LEG  HOLDERS  TRANSFERS  BY EVENTS      BY STORAGE     CONTROL BOOK   SUPPLY         AUTHORISED
uk   2        2          GBP 2,500,000  GBP 2,500,000  GBP 2,500,000  GBP 2,500,000  GBP 1,000,000,000

"#]]);
    bench.run("register reconcile treasury-gilt-2040 --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.register-reconcile/2",
  "clean": true,
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "currency": "GBP",
  "block": [BLOCK],
  "time": "[TIME]",
  "day": null,
  "legs": [
    {
      "leg": "uk",
      "token": "0x8464135c8f25da09e49bc8782676a84730c318bc",
      "transfers": 2,
      "wallets": 2,
      "holders": 2,
      "control": {
        "issued": "250000000",
        "redeemed": "0",
        "exchanged_in": "0",
        "exchanged_out": "0"
      },
      "by_control_book": "250000000",
      "by_events": "250000000",
      "by_storage": "250000000",
      "supply": "250000000",
      "authorised": "100000000000"
    }
  ],
  "breaks": []
}

"#]]);
    bench.run("register reconcile treasury-gilt-2040 --at 1999-12-31").code(1).stderr_eq(str![[
        r#"
error: there is no register at the end of 1999-12-31: the chain began later; name a later day

"#
    ]]);
    bench.run("register export treasury-gilt-2040 --at 99999").code(1).stderr_eq(str![[r#"
error: there is no register at block 99999: the latest block is 23; name an earlier one, or a day

"#]]);
    for command in ["export", "reconcile"] {
        let later = bench.run(&format!("register {command} treasury-gilt-2040 --at 2149-01-01"));
        later.code(1).stderr_eq(str![[r#"
error: there is no register at the end of 2149-01-01: it is [..]; name that day for the register so far, or an earlier one

"#]]);
    }
    for command in ["export", "reconcile"] {
        let before = bench.run(&format!("register {command} treasury-gilt-2040 --at 1"));
        before.code(1).stderr_eq(str![[r#"
error: there is no register of treasury-gilt-2040@uk-sandbox at block 1: its first leg was deployed in block [..]; name that block or a later one

"#]]);
    }
    let time = bench.run("devnet time --json").success().get_output().stdout.clone();
    let time: serde_json::Value = serde_json::from_slice(&time).expect("one document");
    let today = &time["time"].as_str().expect("a time")[..10];
    for format in ["table", "html"] {
        let of_today = format!("register export treasury-gilt-2040 --at {today} --format {format}");
        let page = bench.run(&of_today).success().get_output().stdout.clone();
        let page = String::from_utf8(page).expect("text is UTF-8");
        let said = format!("; by the chain {today} (UTC) has not ended");
        assert!(page.contains("as of block 23, ") && page.contains(&said), "{page}");
        assert!(!page.contains("at the end of"), "{page}");
    }
    bench.run("register export treasury-gilt-2040 --at tomorrow").code(2).stderr_eq(str![[r#"
error: --at: `tomorrow` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
}
