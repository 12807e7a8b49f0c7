//! `corridor coupon` on a chain, `corridor cash`, `corridor bond calendar`, `corridor devnet time` and `corridor demo --life`.

use snapbox::str;

use crate::bench::Bench;

/// The gilt with two holders.
pub(crate) fn with_holders() -> Bench {
    let bench = Bench::with_gilt();
    for (holder, amount) in [("INV-0001", "GBP 1,000,000"), ("INV-0002", "GBP 333,333.33")] {
        let mint = format!("bond mint treasury-gilt-2040 --to {holder} \"{amount}\"");
        bench.quoted(&mint).success();
    }
    bench
}

pub(crate) const DECLARE: &str = "coupon declare treasury-gilt-2040 --skip-earlier --payment-date";

#[test]
fn a_coupon_from_declaration_to_its_end() {
    let bench = with_holders();
    bench.run("coupon list").code(1).stderr_eq(str![[r#"
error: this deployment has nothing that pays interest and redemptions; make it with `corridor deploy --servicing`

"#]]);
    bench.run("deploy --servicing --quiet").success().stdout_eq(str![[r#"
done on local (chain 31337)
STEP                                      GAS        TRANSACTION
create the servicing                      [GAS]
create the bond-documents                 [GAS]
give the servicing the role paying-agent  [GAS]
open 8 functions to their roles           [GAS]
[GAS] gas in all; recorded in [HOME]/.corridor/deployments/devnet-local.json

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-07")).code(1).stderr_eq(str![[r#"
error: there is no cash token `GBP`; known are none, or give the address of any ERC-20

"#]]);
    bench.run("cash create GBP --dry-run").success().stdout_eq(str![[r#"
dry run: would create the cash token tGBP

"#]]);
    bench.run("cash create GBP --quiet").success().stdout_eq(str![[r#"
done: created tGBP at 0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82

"#]]);
    bench.run("cash create GBP --quiet").success().stdout_eq(str![[r#"
tGBP is there, at 0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82

"#]]);
    bench.run("cash create GBP --decimals 8 --quiet").code(1).stderr_eq(str![[r#"
error: the cash token tGBP was made with other decimals or another allowlist; it stays as it is, `corridor cash show` tells them

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-08")).code(1).stderr_eq(str![[r#"
error: by the terms treasury-gilt-2040 there is no interest on 2035-06-08; the payment days around it are 2034-12-07, 2035-06-07, 2035-12-07, 2036-06-09, and `corridor coupon schedule` shows all

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-07 --dry-run")).success().stdout_eq(str![[r#"
dry run: set the end of 2035-05-29 as a record date of treasury-gilt-2040@uk-sandbox, leg uk
  signed by  paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  gas        [GAS] (estimated)
dry run: declare interest of treasury-gilt-2040@uk-sandbox, leg uk, paid from 2035-06-07
  signed by  paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  gas        can be estimated when the one before is done

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-07")).success().stdout_eq(str![[r#"
done: set the end of 2035-05-29 as a record date of treasury-gilt-2040@uk-sandbox, leg uk
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        30
  gas          [GAS]
done: declare interest of treasury-gilt-2040@uk-sandbox, leg uk, paid from 2035-06-07
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        31
  gas          [GAS]
it is distribution 1

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-07")).success().stdout_eq(str![[r#"
nothing to do
it is distribution 1

"#]]);
    bench.run("coupon list").success().stdout_eq(str![[r#"
NO  OF                                     WHAT      RECORD DAY  PAID FROM   STATUS    DUE  PAID    KEPT
1   treasury-gilt-2040@uk-sandbox, leg uk  interest  2035-05-29  2035-06-07  declared  -    tGBP 0  tGBP 0

"#]]);
    for early in ["coupon fund 1", "coupon show 1 --holder INV-0001", "coupon claim 1 INV-0001"] {
        bench.run(early).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: what distribution 1 comes to is known when 2035-05-29 has ended, its record date; ask and pay in then

"#]]);
    }
    bench.run("coupon close 1").code(1).stderr_eq(str![[r#"
error: distribution 1 is declared, so nobody can be paid and it cannot be closed; pay in for it with `corridor coupon fund 1`, or withdraw it with `corridor coupon cancel 1`

"#]]);
    bench.run("coupon pay 1").code(1).stderr_eq(str![[r#"
error: distribution 1 is declared, so nobody can be paid and it cannot be closed; pay in for it with `corridor coupon fund 1`, or withdraw it with `corridor coupon cancel 1`

"#]]);
    bench.run("devnet time --to 2035-06-08 --dry-run").success().stdout_eq(str![[r#"
it would be [TIME] on local

"#]]);
    bench.run("devnet time --to 2035-06-07").success().stdout_eq(str![[r#"
it is [TIME] on local

"#]]);
    bench.run("devnet time --to 2035-06-06").code(1).stderr_eq(str![[r#"
error: local is at [TIME] already, and a clock only goes forward; give a later time

"#]]);
    bench.run("coupon fund 1").code(1).stderr_eq(str![[r#"
error: 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65 has tGBP 0, and tGBP 28,333.333262 would be paid in; bring the cash there first

"#]]);
    bench.run("cash mint GBP 50,000 --to paying-agent").success().stdout_eq(str![[r#"
done: mint tGBP 50,000 to paying-agent
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  transaction  [HASH]
  block        33
  gas          [GAS]

"#]]);
    bench.run("coupon fund 1 1.0000001").code(1).stderr_eq(str![[r#"
error: `1.0000001` is no amount of tGBP; write a number such as 1,000.25, with at most 6 decimals

"#]]);
    // Nothing was approved for it: the dry run below still has both steps.
    bench.run("coupon fund 1 900000").code(1).stderr_eq(str![[r#"
error: tGBP 28,333.333262 is missing of distribution 1, and tGBP 900,000 would be paid in; pay in tGBP 28,333.333262 or less, or leave the amount out

"#]]);
    bench.run("coupon fund 1 --dry-run").success().stdout_eq(str![[r#"
dry run: approve servicing for tGBP 28,333.333262
  signed by  paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  gas        [GAS] (estimated)
dry run: pay in tGBP 28,333.333262 for distribution 1
  signed by  paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  gas        can be estimated when the one before is done

"#]]);
    bench.run("coupon fund 1").success().stdout_eq(str![[r#"
done: approve servicing for tGBP 28,333.333262
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        34
  gas          [GAS]
done: pay in tGBP 28,333.333262 for distribution 1
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        35
  gas          [GAS]

"#]]);
    bench.run("investor block INV-0002 --quiet").success();
    bench.run("coupon show 1 --holder INV-0002").success().stdout_eq(str![[r#"
distribution 1: interest of treasury-gilt-2040@uk-sandbox, leg uk
  status            funded
  corporate action  INTR (ISO 20022)
  record day        2035-05-29
  paid from         2035-06-07
  rate              425 / 2 smallest units of tGBP for each of the bond
  due               tGBP 28,333.333262
  funded            tGBP 28,333.333262
  paid              tGBP 0
  kept              tGBP 0
  not paid          tGBP 28,333.333262
  remainder         tGBP 0
  returned          tGBP 0
  redeemed          GBP 0

INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  is due  tGBP 7,083.333262

REFUSED: coupon of treasury-gilt-2040@uk-sandbox, leg uk
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  paid with   tGBP (0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-BLK-01
  passes      UK-SANC-01

UK-BLK-01  Nobody who is blocked gives, receives or operates
  wrong      party is blocked
  because    recipient INV-0002 is flagged: blocked
  citation   House choice: an enforcement officer can stop a participant; the guidance asks entrants for control over participation (assumption)
  source     Bank of England: Guidance on the operation of the Digital Securities Sandbox <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox/guidance-on-operation-digital-securities-sandbox>
  remedy     An enforcement officer lifts the block. What a blocked holder has leaves by a forced transfer to somebody else.
  code       8 (ERC-1404), bit 7 of the verdict

"#]]);
    bench.run("coupon pay 1 --dry-run").success().stdout_eq(str![[r#"
dry run: would pay distribution 1 to 2 holders
then paid tGBP 21,250, kept for holders tGBP 7,083.333262, not paid tGBP 0, remainder tGBP 0
  kept for INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D): tGBP 7,083.333262, refused by UK-BLK-01

"#]]);
    bench.run("coupon pay 1 --quiet").success().stdout_eq(str![[r#"
done: distribution 1 to 2 holders in 1 transactions, [GAS] gas
paid tGBP 21,250, kept for holders tGBP 7,083.333262, not paid tGBP 0, remainder tGBP 0
  kept for INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D): tGBP 7,083.333262, refused by UK-BLK-01

"#]]);
    // One was paid, the other may not be: what is kept for it was not received.
    bench.run("coupon show 1 --holder INV-0001").success().stdout_eq(str![[r#"
distribution 1: interest of treasury-gilt-2040@uk-sandbox, leg uk
  status            paid, tGBP 7,083.333262 unclaimed, one batch paid
  corporate action  INTR (ISO 20022)
  record day        2035-05-29
  paid from         2035-06-07
  rate              425 / 2 smallest units of tGBP for each of the bond
  due               tGBP 28,333.333262
  funded            tGBP 28,333.333262
  paid              tGBP 21,250
  kept              tGBP 7,083.333262
  not paid          tGBP 0
  remainder         tGBP 0
  returned          tGBP 0
  redeemed          GBP 0

INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  is due    tGBP 0
  was paid  tGBP 21,250 on [TIME], in [HASH]

"#]]);
    bench.run("coupon pay 1 --quiet").success().stdout_eq(str![[r#"
nothing to do: distribution 1 was paid before
paid tGBP 21,250, kept for holders tGBP 7,083.333262, not paid tGBP 0, remainder tGBP 0
  kept for INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D): tGBP 7,083.333262, refused by UK-BLK-01

"#]]);
    // The regime refuses: status 3, and the same text as an explanation.
    bench.run("coupon claim 1 INV-0002 --by-agent").code(3).stdout_eq(str![[r#"
REFUSED: coupon of treasury-gilt-2040@uk-sandbox, leg uk
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  paid with   tGBP (0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-BLK-01
  passes      UK-SANC-01

UK-BLK-01  Nobody who is blocked gives, receives or operates
  wrong      party is blocked
  because    recipient INV-0002 is flagged: blocked
  citation   House choice: an enforcement officer can stop a participant; the guidance asks entrants for control over participation (assumption)
  source     Bank of England: Guidance on the operation of the Digital Securities Sandbox <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox/guidance-on-operation-digital-securities-sandbox>
  remedy     An enforcement officer lifts the block. What a blocked holder has leaves by a forced transfer to somebody else.
  code       8 (ERC-1404), bit 7 of the verdict

"#]]);
    bench.run("investor unblock INV-0002 --quiet").success();
    bench.run("coupon claim 1 INV-0002").success().stdout_eq(str![[r#"
done: pay tGBP 7,083.333262 to INV-0002
  signed by    INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  verdict      allowed by 2 rules
  transaction  [HASH]
  block        39
  gas          [GAS]

"#]]);
    let paid = "coupon show 1 --json --holder";
    for (holder, amount) in [("INV-0001", "tGBP 21,250"), ("INV-0002", "tGBP 7,083.333262")] {
        let shown = bench.run(&format!("{paid} {holder}")).success();
        let shown: serde_json::Value =
            serde_json::from_slice(&shown.get_output().stdout).expect("one document");
        let received = shown["payment"]["received"].as_array().expect("payments");
        assert_eq!(received.len(), 1, "{shown}");
        assert_eq!(received[0]["amount"], amount);
        assert!(received[0]["at"].as_str().is_some_and(|at| at.starts_with("2035-06-07T")));
    }
    bench.run("coupon claim 1 INV-0002").code(1).stderr_eq(str![[r#"
error: 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D has nothing to claim of distribution 1: it was paid, was due nothing, or its batch has passed it by

"#]]);
    bench.run("cash show --of INV-0002").success().stdout_eq(str![[r#"
CASH  TOKEN                                       DECIMALS  RECEIVED BY  IN ALL       OF THE WALLET
tGBP  0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82  6         anybody      tGBP 50,000  tGBP 7,083.333262

"#]]);
    bench.run("coupon close 1").success().stdout_eq(str![[r#"
done: close distribution 1
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        40
  gas          [GAS]

"#]]);
    bench.run("coupon show 1 --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.coupon-show/1",
  "id": 1,
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "leg": "uk",
  "kind": "interest",
  "corporate_action": "INTR",
  "status": "closed",
  "state": "paid",
  "late": false,
  "record_date": "2035-05-29",
  "payment_date": "2035-06-07",
  "election_until": null,
  "cash": "tGBP",
  "rate": "425 / 2",
  "part": null,
  "due": "tGBP 28,333.333262",
  "funded": "tGBP 28,333.333262",
  "paid": "tGBP 28,333.333262",
  "withheld": "tGBP 0",
  "unclaimed": "tGBP 0",
  "unpaid": "tGBP 0",
  "remainder": "tGBP 0",
  "returned": "tGBP 0",
  "redeemed": "GBP 0",
  "batches": 1
}

"#]]);
    bench.run("coupon show 2").code(1).stderr_eq(str![[r#"
error: there is no distribution 2 of a bond of this deployment; `corridor coupon list` shows those that there are

"#]]);
    bench.run("verify --quiet").success().stdout_eq(str![[r#"
sound: 150 checks at block 40, 0 findings

"#]]);
}

#[test]
fn wrong_requests_of_coupons_change_nothing() {
    let bench = with_holders();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{DECLARE} 2035-06-07 --kind dividend")).code(2).stderr_eq(str![[r#"
error: --kind: `dividend` is no kind of distribution; use one of: interest, redemption, call, partial-call, partial-redemption, put

"#]]);
    bench.run(&format!("{DECLARE} tomorrow")).code(2).stderr_eq(str![[r#"
error: --payment-date: `tomorrow` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-07 --cash EUR")).code(1).stderr_eq(str![[r#"
error: there is no cash token `EUR`; known are tGBP, or give the address of any ERC-20

"#]]);
    bench.run(&format!("{DECLARE} 2035-06-07 --kind put")).code(1).stderr_eq(str![[r#"
error: by the terms treasury-gilt-2040 there is no put on 2035-06-07; the payment days around it are 2034-06-07, 2034-12-07, 2035-06-07, 2035-12-07, and `corridor coupon schedule` shows all

"#]]);
    let others = "--terms world-bank-bond-i";
    bench.run(&format!("{DECLARE} 2035-06-07 {others}")).code(1).stderr_eq(str![[r#"
error: the terms in terms/world-bank-bond-i.toml are not those that treasury-gilt-2040@uk-sandbox was issued with; give the file that it was issued from with --terms

"#]]);
    bench.run("cash create XYZ").code(2).stderr_eq(str![[r#"
error: CURRENCY: unknown currency `XYZ`
hint: use an ISO 4217 alphabetic code in capitals, e.g. GBP

"#]]);
    bench.run("cash create GBP --decimals 1").code(1).stderr_eq(str![[r#"
error: a cash token in GBP cannot have 1 decimals; give 2 to 18, so that every amount of the currency can be paid

"#]]);
    bench.run("cash mint GBP -- -5 --to INV-0001").code(2);
    bench.run("cash mint GBP nothing --to INV-0001").code(1).stderr_eq(str![[r#"
error: `nothing` is no amount of tGBP; write a number such as 1,000.25, with at most 6 decimals

"#]]);
    bench.run("coupon list").success().stdout_eq(str![[r#"
nothing was declared

"#]]);
}

#[test]
fn the_calendar_says_what_is_late() {
    let bench = with_holders();
    let time = bench.run("devnet time --json").success();
    let time: serde_json::Value =
        serde_json::from_slice(&time.get_output().stdout).expect("one document");
    let issued = time["time"].as_str().expect("a time").to_owned();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{DECLARE} 2035-06-07")).success();
    let states = |date: &str, column: &str| {
        let line = "bond calendar treasury-gilt-2040 --until 2035-12-31 --json";
        let told = bench.run(line).success().get_output().stdout.clone();
        let told: serde_json::Value = serde_json::from_slice(&told).expect("one document");
        let of_day = told["due"].as_array().expect("payments").iter();
        of_day.clone().find(|one| one["payment"] == date).map(|one| one[column].clone())
    };
    // By the terms its record day is 2034-11-28.
    bench.run("devnet time --to 2034-11-28T12:00:00Z --quiet").success();
    assert_eq!(states("2034-12-07", "state"), Some("to-come".into()));
    bench.run("devnet time --to 2034-11-29T12:00:00Z --quiet").success();
    assert_eq!(states("2034-12-07", "state"), Some("not-declared".into()));
    // Its own day is the last on which it is not late.
    bench.run("devnet time --to 2035-06-07T23:59:00Z --quiet").success();
    assert_eq!(states("2035-06-07", "state"), Some("declared".into()));
    assert!(listed(&bench).contains("  declared  "));
    bench.run("devnet time --to 2035-06-08 --quiet").success();
    assert!(listed(&bench).contains("  LATE  "));
    let calendar =
        bench.run("bond calendar treasury-gilt-2040 --until 2035-12-31 --json").success();
    let calendar: serde_json::Value =
        serde_json::from_slice(&calendar.get_output().stdout).expect("one document");
    let due = calendar["due"].as_array().expect("payments");
    for (date, state, distribution) in [
        ("2035-06-07", "late", Some(1)),
        ("2035-12-07", "to-come", None),
        ("2034-12-07", "late", None),
    ] {
        assert_eq!(states(date, "state"), Some(state.into()), "{date}");
        assert_eq!(states(date, "distribution"), Some(distribution.into()), "{date}");
    }
    assert!(due.iter().all(|one| one["per_hundred"] == "GBP 2.125"), "{due:?}");
    let recorded = |one: &serde_json::Value| one["record"].as_str().map(str::to_owned);
    assert!(due.iter().all(|one| recorded(one).as_deref() >= Some(&issued[..10])), "{due:?}");
    let words = bench.run("bond calendar treasury-gilt-2040 --until 2035-12-31").success();
    let words = String::from_utf8_lossy(&words.get_output().stdout).into_owned();
    assert!(words.contains("yesterday") && words.contains("LATE"), "{words}");
    assert!(words.contains("| today   o to come"), "{words}");
    bench.run("cash mint GBP 100,000,000 --to paying-agent --quiet").success();
    bench.run("coupon fund 1 --quiet").success();
    // What is paid in has been paid to nobody.
    assert_eq!(states("2035-06-07", "state"), Some("late".into()));
    assert!(listed(&bench).contains("  LATE  "));
    bench.run("investor block INV-0002 --quiet").success();
    bench.run("coupon pay 1 --quiet").success();
    assert_eq!(states("2035-06-07", "state"), Some("unclaimed".into()));
    assert_eq!(states("2035-06-07", "unclaimed"), Some("tGBP 7,083.333262".into()));
    assert!(listed(&bench).contains("  paid, tGBP 7,083.333262 unclaimed  "));
    bench.run("investor unblock INV-0002 --quiet").success();
    bench.run("coupon claim 1 INV-0002 --quiet").success();
    assert_eq!(states("2035-06-07", "state"), Some("paid".into()), "before it is closed");
    assert!(listed(&bench).contains("  paid  "));
    bench.run("coupon close 1 --quiet").success();
    assert_eq!(states("2035-06-07", "state"), Some("paid".into()));
    assert!(listed(&bench).contains("  paid, closed  "));
}

/// The list of distributions.
fn listed(bench: &Bench) -> String {
    let list = bench.run("coupon list").success().get_output().stdout.clone();
    String::from_utf8(list).expect("text is UTF-8")
}

/// What was withdrawn is due to nobody; by the terms it is, and the calendar says so.
#[test]
fn what_was_withdrawn_is_due_to_nobody() {
    let bench = with_holders();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{DECLARE} 2035-06-07 --quiet")).success();
    bench.run("devnet time --to 2035-06-08 --quiet").success();
    bench.run("coupon cancel 1 --quiet").success();
    bench.run("coupon show 1 --holder INV-0001").success().stdout_eq(str![[r#"
distribution 1: interest of treasury-gilt-2040@uk-sandbox, leg uk
  status            cancelled
  corporate action  INTR (ISO 20022)
  record day        2035-05-29
  paid from         2035-06-07
  rate              425 / 2 smallest units of tGBP for each of the bond
  due               -
  funded            tGBP 0
  paid              tGBP 0
  kept              tGBP 0
  not paid          -
  remainder         -
  returned          tGBP 0
  redeemed          GBP 0

INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  is due  tGBP 0

"#]]);
    bench.run("coupon list").success().stdout_eq(str![[r#"
NO  OF                                     WHAT      RECORD DAY  PAID FROM   STATUS     DUE  PAID    KEPT
1   treasury-gilt-2040@uk-sandbox, leg uk  interest  2035-05-29  2035-06-07  cancelled  -    tGBP 0  tGBP 0

"#]]);
    let line = "bond calendar treasury-gilt-2040 --until 2035-12-31";
    let told = bench.run(&format!("{line} --json")).success().get_output().stdout.clone();
    let told: serde_json::Value = serde_json::from_slice(&told).expect("one document");
    let mut due = told["due"].as_array().expect("payments").iter();
    let due = due.find(|one| one["payment"] == "2035-06-07").expect("it");
    let null = serde_json::Value::Null;
    assert_eq!((&due["state"], &due["distribution"]), (&"late".into(), &null));
    assert_eq!(due["withdrawn"], 1);
    let words = bench.run(line).success().get_output().stdout.clone();
    let words = String::from_utf8_lossy(&words).into_owned();
    assert!(words.contains("LATE     1, withdrawn\n"), "{words}");
}

#[test]
fn two_years_of_a_bond() {
    let bench = Bench::new();
    let life = bench.run("demo --life --json --quiet").success().stderr_eq(str![[r#""#]]);
    let life: serde_json::Value =
        serde_json::from_slice(&life.get_output().stdout).expect("one document");
    assert_eq!(life["schema"], "corridor.demo-life/1");
    assert_eq!((&life["sound"], &life["outstanding"]), (&true.into(), &"GBP 0".into()));
    let paid = life["distributions"].as_array().expect("distributions").iter();
    let paid: Vec<_> = paid.map(|one| (one["status"].as_str(), one["withheld"].as_str())).collect();
    assert_eq!(paid, [(Some("closed"), Some("tGBP 0")); 6]);
    let lines = life["lines"].to_string();
    assert!(lines.contains("is refused by UK-BLK-01") && lines.contains("is late"), "{lines}");
}
