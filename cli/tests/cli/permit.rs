//! `corridor permit`

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};
use crate::book;

/// A bond whose cash leg is judged, and the investors of the demo.
fn with_dvp() -> Bench {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.run("devnet up").success();
    let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox-dvp --inputs uk.toml --quiet";
    bench.run(issue).success();
    bench.run("investor import --demo").success();
    bench
}

#[test]
fn cash_is_classed_and_judged() {
    let bench = with_dvp();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.run("label set coin 0x00000000000000000000000000000000000c0135").success();
    let explain =
        "explain treasury-gilt-2040 --from INV-0001 --to INV-0002 --cash coin \"GBP 500,000\"";
    bench.quoted(explain).code(3).stdout_eq(str![[r#"
REFUSED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox-dvp, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  paid with   coin (0x00000000000000000000000000000000000C0135)
  at          [TIME]
  profile     uk-sandbox-dvp 2026.11
  refused by  UK-DSS-16
  passes      UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

UK-DSS-16  Cash leg: central bank money or an admitted stablecoin
  wrong      paid with money that is not admitted
  because    coin is paid with, which is in no class of cash; admitted: central bank money, admitted stablecoin
  citation   Bank of England, DSS dashboard: central bank money preferred; from 30 June 2026 a stablecoin is admitted case by case, with redemption for every holder, one-to-one attested backing and segregation (primary)
  source     Bank of England: Digital Securities Sandbox dashboard <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox/digital-securities-sandbox-dashboard>
  remedy     Pay in central bank money, or in a stablecoin that the supervisor put in the class of admitted ones.
  code       15 (ERC-1404), bit 14 of the verdict

"#]]).stderr_eq(str![[r#""#]]);
    bench.run("permit cash coin stablecoin --dry-run").success().stdout_eq(str![[r#"
dry run: class coin as admitted stablecoin
  signed by  supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  gas        [GAS] (estimated)

"#]]);
    bench.run("permit cash coin stablecoin").success().stdout_eq(str![[r#"
done: class coin as admitted stablecoin
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        26
  gas          [GAS]

"#]]);
    bench.quoted(explain).success().stdout_eq(str![[r#"
ALLOWED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox-dvp, leg uk
  from       INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to         INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  paid with  coin (0x00000000000000000000000000000000000C0135)
  at         [TIME]
  profile    uk-sandbox-dvp 2026.11
  passes     UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT, UK-DSS-16

"#]]);
    bench.run("permit show treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox-dvp, leg uk

CASH                                               CLASS
coin (0x00000000000000000000000000000000000C0135)  admitted stablecoin

"#]]);
    bench.run("permit cash coin --withdraw --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.permit-cash/1",
  "dry_run": false,
  "operations": [
    {
      "operation": "set-cash-class",
      "summary": "take 0x00000000000000000000000000000000000C0135 out of its class of cash",
      "signer": "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
      "role": "supervisor",
      "to": "0xdc64a140aa3e981100a9beca4e685f962f0cf6c9",
      "data": "[DATA]",
      "transaction": {
        "hash": "[HASH]",
        "block": [BLOCK],
        "gas_used": [GAS]
      }
    }
  ]
}

"#]]);
    bench.run("permit show treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox-dvp, leg uk

nothing is on record

"#]]);
    bench.run("permit cash coin gold").code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: CLASS: unknown class of cash `gold`
hint: use one of: central-bank-money, commercial-bank-money, stablecoin, nms-stock, crypto-asset, money-fund

"#]]);
    bench.run("permit cash coin").code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  <CLASS>

Usage: corridor permit cash <TOKEN> <CLASS>

For more information, try '--help'.

"#]]);
}

#[test]
fn what_a_venue_needs_is_put_on_record() {
    let bench = Bench::new();
    let terms = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/terms/venue-stock.toml");
    bench.run("devnet up").success();
    bench.run(&format!("bond issue {terms} --profile us-tsv --input tier=1 --quiet")).success();
    bench.run("investor import --demo").success();
    let stock = "venue-stock";
    let admit = format!("permit symbol admit {stock} --group venues --notice 2026-10-01");
    let early = format!("{admit} --objection-days 29");
    let fewer = "may object for 30 days after the notice by its profile, and 29 were given; give so many or more";
    bench.wrong(&[(&early, 1, fewer)]);
    for done in [
        format!("permit fact {stock} same-rights --until 2099-12-31"),
        format!("permit fact {stock} venue-notice --until 2099-10-01"),
        format!("permit venue {stock} INV-0011"),
        format!("permit volume {stock} --month 2026-10 1000000"),
        admit,
        format!("permit certificate {stock} qib-transferee --of INV-0012 --until 2099-12-31"),
    ] {
        bench.run(&done).success();
    }
    bench.quoted(&format!("book share {stock} \"0.25 %\"")).success().stdout_eq(str![[r#"
done: count breaches of 0.25 % of venue-stock@us-tsv, leg tsv
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        29
  gas          [GAS]

"#]]);
    bench.run("devnet time --to 2099-10-02").success();
    bench.run(&format!("permit show {stock}")).success().stdout_eq(str![[r#"
venue-stock@us-tsv, leg tsv

FACT                                         UNTIL       TODAY
public notice of the venue, its period over  2099-10-01  ended
same rights as the share                     2099-12-31  valid

CERTIFICATE                                                                                                  UNTIL       TODAY
certificate that the transferee is reasonably believed to be a qualified institutional buyer of investor 12  2099-12-31  valid

VENUE
INV-0011 (0x1BcB8e569EedAb4668e55145Cfeaf190902d3CF2)

MONTH    AVERAGE DAILY VOLUME
2026-10  UNIT 1,000,000

SYMBOL                 NOTICE      OBJECTIONS UNTIL
number 1 of its group  2026-10-01  2026-10-31

"#]]);
    bench.run(&format!("permit show {stock} --json")).success().stdout_eq(str![[r#"
{
  "schema": "corridor.permit-show/1",
  "instrument": "venue-stock@us-tsv",
  "leg": "tsv",
  "facts": [
    {
      "fact": "venue-notice",
      "until": "2099-10-01",
      "valid": false
    },
    {
      "fact": "same-rights",
      "until": "2099-12-31",
      "valid": true
    }
  ],
  "certificates": [
    {
      "certificate": "qib-transferee",
      "investor": 12,
      "until": "2099-12-31",
      "valid": true
    }
  ],
  "approvals": [],
  "venues": [
    "0x1bcb8e569eedab4668e55145cfeaf190902d3cf2"
  ],
  "cash": [],
  "average_volumes": [
    {
      "month": "2026-10",
      "average": "UNIT 1,000,000"
    }
  ],
  "symbol": {
    "group": "[HASH]",
    "rank": 1,
    "notice": "2026-10-01",
    "objections_until": "2026-10-31",
    "barred": false
  }
}

"#]]);
    bench.run(&format!("book show {stock}")).success().stdout_eq(str![[r#"
venue-stock@us-tsv, leg tsv
  books     breaches
  breaches  0 of 0.25 %

OFFEREES  COUNT
all       0

"#]]);
    let told = |line: &str| {
        let output = bench.run(line).success().get_output().stderr.clone();
        String::from_utf8(output).expect("text is UTF-8")
    };
    let running = told(&format!("permit volume {stock} 5 --month 2099-10 --dry-run"));
    assert!(running.contains("2099-10 is not over by the time of the chain"), "{running}");
    assert_eq!(told(&format!("permit volume {stock} 5 --month 2099-09 --dry-run")), "");
    let object = format!("permit symbol object {stock} --day 2026-10-31");
    // An objection that came in time is not lost by a withdrawal, nor by another notice while its time runs.
    assert_eq!(told(&format!("permit symbol withdraw {stock}")), "");
    let admit = format!("permit symbol admit {stock} --group venues --notice");
    let other = told(&format!("{admit} 2026-11-01 --dry-run"));
    assert!(other.contains("made through 2026-10-31 is recorded before it is admitted"), "{other}");
    bench.run(&object).success().stdout_eq(str![[r#"
done: record the objection of 2026-10-31 to the symbol 0x8464135c8F25Da09e49BC8782676a84730C318bC
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        32
  gas          [GAS]

"#]]);
    bench.run(&object).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: could not record the objection of 2026-10-31 to the symbol 0x8464135c8F25Da09e49BC8782676a84730C318bC: The issuer objected in time. [SymbolBarred: instrument = 0x8464135c8F25Da09e49BC8782676a84730C318bC] Nothing; agree with the issuer and list another instrument.

"#]]);
    for done in [
        format!("permit fact {stock} same-rights --withdraw"),
        format!("permit venue {stock} INV-0011 --withdraw"),
        format!("permit certificate {stock} qib-transferee --of INV-0012 --withdraw"),
    ] {
        bench.run(&done).success();
    }
    bench.run(&format!("permit show {stock}")).success().stdout_eq(str![[r#"
venue-stock@us-tsv, leg tsv

FACT                                         UNTIL       TODAY
public notice of the venue, its period over  2099-10-01  ended

MONTH    AVERAGE DAILY VOLUME
2026-10  UNIT 1,000,000

SYMBOL                            NOTICE      OBJECTIONS UNTIL
barred by its issuer's objection  2026-10-01  2026-10-31

"#]]);
    let day = format!("permit fact {stock} same-rights --until tomorrow");
    bench.run(&day).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: --until: `tomorrow` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
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
    bench.quoted(&transfer("GBP 600")).code(3).stdout_eq(str![[r#"
REFUSED: transfer of GBP 600 of second-gilt@house-approvals, leg house
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  at          [TIME]
  profile     house-approvals 1
  refused by  HOUSE-PRE

HOUSE-PRE  Transfers are approved in advance
  wrong      transfer was not approved
  because    no transfer from INV-0001 to INV-0002 is approved
  citation   House policy, point 1 (assumption)
  source     An invented policy <https://example.com/policy>
  remedy     The registrar approves the transfer first.
  code       1 (ERC-1404), bit 0 of the verdict

"#]]);
    let approve = format!("permit approval {bond} {parties} \"GBP 1,000\" --until 2099-12-31");
    bench.quoted(&approve).success().stdout_eq(str![[r#"
done: approve transfers of GBP 1,000 of second-gilt@house-approvals from INV-0001 to INV-0002 until 2099-12-31
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        23
  gas          [GAS]

"#]]);
    bench.quoted(&transfer("GBP 600")).success();
    bench.quoted(&transfer("GBP 401")).code(3).stdout_eq(str![[r#"
REFUSED: transfer of GBP 401 of second-gilt@house-approvals, leg house
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  at          [TIME]
  profile     house-approvals 1
  refused by  HOUSE-PRE

HOUSE-PRE  Transfers are approved in advance
  wrong      transfer was not approved
  because    approved GBP 1,000 through [TIME], used GBP 600, asked GBP 401, remaining GBP 400
  citation   House policy, point 1 (assumption)
  source     An invented policy <https://example.com/policy>
  remedy     The registrar approves the transfer first.
  code       1 (ERC-1404), bit 0 of the verdict

"#]]);
    bench.run(&format!("permit show {bond}")).success().stdout_eq(str![[r#"
second-gilt@house-approvals, leg house

APPROVAL                   USED                  UNTIL
from INV-0001 to INV-0002  GBP 600 of GBP 1,000  [TIME]

"#]]);
    bench.run(&format!("permit approval {bond} {parties} --withdraw")).success();
    bench.run(&format!("permit show {bond}")).success().stdout_eq(str![[r#"
second-gilt@house-approvals, leg house

nothing is on record

"#]]);
    let neither = format!("permit approval {bond} {parties} \"GBP 1\"");
    bench.quoted(&neither).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  <--until <DATE>|--withdraw>

Usage: corridor permit approval --from <WALLET> --to <WALLET> <--until <DATE>|--withdraw> <BOND> <AMOUNT>

For more information, try '--help'.

"#]]);
}

#[test]
fn a_deployment_whose_rules_read_no_records_has_none() {
    let bench = Bench::with_gilt();
    bench
        .run("permit fact treasury-gilt-2040 same-rights --until 2099-12-31")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: this deployment has no permits, because none of its rules reads it; deploy an instrument under a profile that has such a rule

"#]]);
    bench
        .run("permit show treasury-gilt-2040")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: this deployment has no permits, because none of its rules reads it; deploy an instrument under a profile that has such a rule

"#]]);
    bench
        .run("book show treasury-gilt-2040")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: this deployment has no instrument-ledger, because none of its rules reads it; deploy an instrument under a profile that has such a rule

"#]]);
}

#[test]
fn what_is_wrong_with_a_permit_is_one_error() {
    let bench = book::placed();
    bench.wrong(&[
        ("permit fact treasury-gilt-2040 sunshine --until 2099-12-31", 2, "FACT: unknown fact `sunshine`"),
        ("permit fact treasury-gilt-2040 current-information --until 2099-02-30", 2, "--until: `2099-02-30` is not a date"),
        ("permit fact treasury-gilt-2040 current-information --until 2200-01-01", 2, "--until: `2200-01-01` is outside 1970-01-01 to 2149-06-06"),
        ("permit fact treasury-gilt-2040 current-information --until 2020-01-01", 2, "--until: 2020-01-01 is before today, "),
        ("permit certificate treasury-gilt-2040 qib-transferee --of INV-0010 --until 2020-01-01", 2, "--until: 2020-01-01 is before today, "),
        ("permit fact treasury-gilt-2040 current-information", 2, "<--until <DATE>|--withdraw>"),
        ("permit fact treasury-gilt-2040 current-information --until 2099-12-31 --withdraw", 2, "cannot be used with '--withdraw'"),
        ("permit fact nowhere current-information --until 2099-12-31", 1, "there is no instrument `nowhere` in the manifest"),
        ("permit certificate treasury-gilt-2040 diploma --of INV-0010 --until 2099-12-31", 2, "CERTIFICATE: unknown certificate `diploma`"),
        ("permit certificate treasury-gilt-2040 qib-transferee --of INV-9999 --until 2099-12-31", 1, "--of: `INV-9999` is neither an address nor a known label or account"),
        ("permit certificate treasury-gilt-2040 qib-transferee --of INV-0010 --until 2099-12-31 --document 0x12", 2, "--document: write 0x and 64 hexadecimal digits"),
        ("permit certificate treasury-gilt-2040 qib-transferee --of 0x00000000000000000000000000000000000c0135 --until 2099-12-31", 1, "Register the investor first."),
        ("permit approval treasury-gilt-2040 --from INV-0010 --to INV-0011 --until 2099-12-31", 2, "<AMOUNT>"),
        ("permit approval treasury-gilt-2040 \"GBP 0\" --from INV-0010 --to INV-0011 --until 2099-12-31", 2, "AMOUNT: nothing would be approved"),
        ("permit approval treasury-gilt-2040 \"EUR 5\" --from INV-0010 --to INV-0011 --until 2099-12-31", 2, "AMOUNT: amount `EUR 5` is not in GBP"),
        ("permit approval treasury-gilt-2040 -5 --from INV-0010 --to INV-0011 --until 2099-12-31", 2, "AMOUNT: amount `-5` is negative"),
        ("permit approval treasury-gilt-2040 5 --from INV-9999 --to INV-0011 --until 2099-12-31", 1, "--from: `INV-9999` is neither an address nor a known label or account"),
        ("permit approval treasury-gilt-2040 5 --from INV-0010 --to INV-9999 --until 2099-12-31", 1, "--to: `INV-9999` is neither an address nor a known label or account"),
        ("permit approval treasury-gilt-2040 5 --from INV-0010 --to INV-0011 --until 2020-01-01", 2, "--until: 2020-01-01 is before today, "),
        ("permit approval treasury-gilt-2040 5 --from INV-0010 --to INV-0011 --withdraw", 2, "cannot be used with '--withdraw'"),
        ("permit venue treasury-gilt-2040 INV-9999", 1, "VENUE: `INV-9999` is neither an address nor a known label or account"),
        ("permit venue treasury-gilt-2040 0x0000000000000000000000000000000000000000", 1, "Zero stands for nobody."),
        ("permit cash INV-9999 stablecoin", 1, "TOKEN: `INV-9999` is neither an address nor a known label or account"),
        ("permit cash INV-0010 gold", 2, "CLASS: unknown class of cash `gold`"),
        ("permit cash 0x0000000000000000000000000000000000000000 stablecoin", 1, "Zero stands for nobody."),
        ("permit volume treasury-gilt-2040 5 --month 2026-13", 2, "--month: `2026-13` is not a month\nhint: write year and month, such as 2026-10"),
        ("permit volume treasury-gilt-2040 5 --month 2026-1", 2, "--month: `2026-1` is not a month"),
        ("permit volume treasury-gilt-2040 5 --month 2026-10-01", 2, "--month: `2026-10-01` is not a month"),
        ("permit volume treasury-gilt-2040 \"EUR 5\" --month 2026-10", 2, "amount `EUR 5` is not in GBP"),
        ("permit volume treasury-gilt-2040 -5 --month 2026-10", 2, "amount `-5` is negative"),
        ("permit volume treasury-gilt-2040 5", 2, "--month <MONTH>"),
        ("permit symbol admit treasury-gilt-2040 --group venues --notice tomorrow --objection-days 30", 2, "--notice: `tomorrow` is not a date"),
        ("permit symbol admit treasury-gilt-2040 --group venues --notice 2099-01-01 --objection-days 30", 1, "The notice cannot have been given on that day."),
        ("permit symbol admit treasury-gilt-2040 --group venues --notice 2026-10-01 --objection-days 70000", 2, "70000 is not in 0..=65535"),
        ("permit symbol admit treasury-gilt-2040 --group venues --notice 2026-10-01", 1, "says for how long its issuer may object to it as a symbol; give the days after the notice"),
        ("permit symbol admit treasury-gilt-2040 --group \"\" --notice 2026-10-01 --objection-days 30", 2, "--group: `` is no name"),
        ("permit symbol admit treasury-gilt-2040 --group \" venues\" --notice 2026-10-01 --objection-days 30", 2, "--group: ` venues` is no name"),
        ("permit symbol withdraw treasury-gilt-2040", 1, "The instrument is no symbol."),
        ("permit symbol object treasury-gilt-2040 --day 2026-11-40", 2, "--day: `2026-11-40` is not a date"),
        ("permit symbol object treasury-gilt-2040 --day 2099-01-01", 1, "cannot be recorded: by the chain it is 2"),
        ("permit symbol object treasury-gilt-2040 --day 2026-11-20", 1, "The instrument is no symbol."),
        ("permit show nowhere", 1, "there is no instrument `nowhere` in the manifest"),
        ("permit show treasury-gilt-2040 --leg moon", 1, "has no leg `moon`; its legs are 506b"),
    ]);
    bench.run("permit show treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@us-506b, leg 506b

nothing is on record

"#]]);
}

/// What `cash create` makes goes by the same names everywhere.
#[test]
fn cash_of_the_deployment_goes_by_its_symbol_and_its_currency() {
    let bench = with_dvp();
    bench.run("cash create GBP --quiet").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.private_file("paid.csv", "amount,from,to,cash\n500000,INV-0001,INV-0002,tGBP\n");
    let told = |line: &str, status: i32| {
        let output = bench.quoted(line).code(status).get_output().stdout.clone();
        String::from_utf8(output).expect("UTF-8")
    };
    let explain = "explain treasury-gilt-2040 --from INV-0001 --to INV-0002 \"GBP 500,000\" --cash";
    for (name, class) in [("GBP", "stablecoin"), ("tGBP", "central-bank-money")] {
        let refused = told(&format!("{explain} {name}"), 3);
        assert!(
            refused.contains("because    tGBP is paid with, which is in no class"),
            "{refused}"
        );
        told("explain treasury-gilt-2040 --file paid.csv", 3);
        assert!(told(&format!("permit cash {name} {class}"), 0).contains("done: class tGBP as"));
        told(&format!("{explain} {name}"), 0);
        told("explain treasury-gilt-2040 --file paid.csv", 0);
        told(&format!("permit cash {name} --withdraw"), 0);
    }
}

#[test]
fn a_symbol_with_fewer_days_for_objections_than_its_profile_has_is_noted() {
    let bench = Bench::new();
    let shorter = include_str!("../../../deploy/profiles/us-tsv.toml")
        .replace("objection_days = 30", "objection_days = 10");
    std::fs::write(bench.path().join("mine.toml"), shorter).expect("written");
    let terms = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/terms/venue-stock.toml");
    bench.run("devnet up --quiet").success();
    bench.run(&format!("bond issue {terms} --profile mine.toml --input tier=1 --quiet")).success();
    bench.run("permit symbol admit venue-stock --group venues --notice 2026-10-01").success();
    let told = |bench: &Bench| {
        let output = bench.run("verify").success().get_output().stdout.clone();
        String::from_utf8(output).expect("text is UTF-8")
    };
    let noted = "its issuer had 10 days to object to it as a symbol, and its profile gives 30";
    assert!(!told(&bench).contains(noted));
    bench.run("deploy --profile us-tsv --input tier=1 --replace --quiet").success();
    let verified = told(&bench);
    assert!(verified.contains(noted), "{verified}");
}
