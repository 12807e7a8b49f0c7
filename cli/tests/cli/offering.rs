//! `corridor settle offer`, `allot` and `close`: what begins and ends a placement.

use snapbox::str;

use crate::bench::Bench;
use crate::settle::market;

const BOND: &str = "treasury-gilt-2040";

#[test]
fn an_offering_is_closed_once_and_for_good() {
    let bench = market();
    bench.wrong(&[("settle close 1", 1, "there is no offering 1;")]);
    bench.run(&format!("settle offer {BOND} --cash GBP --price 100 --quiet")).success();
    bench.run("settle close 1 --dry-run").success().stdout_eq(str![[r#"
dry run: close offering 1
  signed by  issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  gas        [GAS] (estimated)

"#]]);
    bench.run("settle close 1").success().stdout_eq(str![[r#"
done: close offering 1
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  transaction  [HASH]
  block        30
  gas          [GAS]

"#]]);
    bench.run("settle close 1").success().stdout_eq(str![[r#"
nothing to do

"#]]);
    let subscribe = "settle subscribe 1 5 --price 5 --investor INV-0002 --out no.json";
    bench.wrong(&[(subscribe, 1, "offering 1 is closed for good")]);
}

#[test]
fn what_would_be_signed_is_shown_and_not_written() {
    let bench = market();
    bench.run(&format!("settle offer {BOND} --cash GBP --price 100 --quiet")).success();
    let rest = "--nonce 7 --valid-until 2140-12-31 --out order.json";
    let instruct = format!(
        "settle instruct {BOND} deliver 500000 --price 495000 --cash GBP --party INV-0001 {rest}"
    );
    let subscribe = format!("settle subscribe 1 300000 --price 300000 --investor INV-0002 {rest}");
    bench.run(&format!("{instruct} --dry-run")).success().stderr_eq("").stdout_eq(str![[r#"
dry run: deliver GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk, for tGBP 495,000
  state         open
  party         INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  counterparty  anybody
  agent         anybody
  filled        GBP 0, paid tGBP 0
  left          GBP 500,000
  minimum fill  GBP 0
  valid until   [TIME]
  number        7
  digest        [HASH]
  file          order.json (not written)

"#]]);
    bench.run(&format!("{subscribe} --dry-run")).success().stderr_eq("").stdout_eq(str![[r#"
dry run: subscribe GBP 300,000 of treasury-gilt-2040@uk-sandbox in offering 1
  investor     INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  pays         tGBP 300,000 at most
  valid until  [TIME]
  number       7
  digest       [HASH]
  file         order.json (not written)

"#]]);
    assert!(!bench.path().join("order.json").exists());
    // What is signed then is that.
    for sign in [instruct, subscribe] {
        let digest = |line: &str| {
            let done = bench.run(&format!("{line} --json")).success();
            let done: serde_json::Value =
                serde_json::from_slice(&done.get_output().stdout).expect("one document");
            done["digest"].clone()
        };
        assert_eq!(digest(&format!("{sign} --dry-run")), digest(&sign));
        std::fs::remove_file(bench.path().join("order.json")).expect("written");
    }
    let anew = "settle subscribe 1 5 --price 5 --investor INV-0002 --out order.json";
    bench.run(&format!("{anew} --dry-run")).success().stderr_eq(str![[r#"
without --nonce, number and digest are others when it is signed

"#]]);
}

#[test]
fn what_the_cash_refuses_is_told_and_allotted_by_another_run() {
    let bench = Bench::with_gilt();
    bench.run("deploy --settlement --quiet").success();
    // Who is paid is not registered, and this cash goes to nobody else: no view tells.
    bench.run("cash create GBP --allowlisted --quiet").success();
    bench.quoted("cash mint GBP \"100,000\" --to INV-0002").success();
    bench.quoted("settle approve cash GBP \"100,000\" --party INV-0002").success();
    bench.private_file("orders.csv", "investor,amount\nINV-0002,100000\n");
    let allot = format!("settle allot orders.csv {BOND} --cash GBP --price 100");
    bench.run(&allot).code(1).stdout_eq(str![[r#"
NOT all of it was done: allot GBP 0 of treasury-gilt-2040@uk-sandbox, leg uk, at 100 %
  rule          pro-rata
  demand        GBP 100,000
  paid          tGBP 0
  offering      1, open
  transactions  1, [GAS] gas

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED  PAID
2     INV-0002  GBP 100,000  -        GBP 0     tGBP 0  FAILED: The account may not receive this token.

1 of the orders could not be carried out, and nothing of them was; the offering stays open. Remove what stands in their way and give the same command again: it allots what is missing, and nothing twice

"#]]);
    bench.run("cash admit GBP issuer --quiet").success();
    bench.run(&allot).success().stdout_eq(str![[r#"
done: allot GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk, at 100 %
  rule          pro-rata
  demand        GBP 100,000
  paid          tGBP 100,000
  offering      1, closed
  transactions  1, [GAS] gas

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED     PAID
2     INV-0002  GBP 100,000  -        GBP 100,000  tGBP 100,000  allotted

"#]]);
}

const STOCK: &str = include_str!("../../../tests/terms/venue-stock.toml");

#[test]
fn shares_are_offered_subscribed_and_allotted_at_a_price_each() {
    let bench = Bench::new();
    bench.private_file("stock.toml", STOCK);
    bench.run("devnet up --quiet").success();
    bench.run("share issue stock.toml --profile us-tsv --input tier=1 --quiet").success();
    bench.run("investor import --demo --quiet").success();
    for fact in ["same-rights", "venue-notice"] {
        bench.run(&format!("permit fact venue-stock {fact} --until 2099-12-31")).success();
    }
    let admit = "permit symbol admit venue-stock --group venues --notice 2026-10-01";
    bench.run(&format!("{admit} --objection-days 30")).success();
    bench.run("permit venue venue-stock INV-0011").success();
    bench.run("deploy --settlement --quiet").success();
    bench.run("cash create USD --quiet").success();
    bench.quoted("cash mint USD 50,000 --to INV-0011").success();
    bench.quoted("settle approve cash USD 50,000 --party INV-0011").success();
    let terms = "venue-stock --cash USD --price";
    bench.wrong(&[
        (&format!("settle offer {terms} 0"), 1, "tUSD 0 a share is no price"),
        (&format!("settle offer {terms} 1,5"), 1, "`1,5` is no amount of tUSD"),
        (&format!("settle offer {terms} -1"), 1, "`-1` is no amount of tUSD"),
    ]);
    bench.run(&format!("settle offer {terms} 12.25")).success().stdout_eq(str![[r#"
done: offer venue-stock@us-tsv at tUSD 12.25 a share in tUSD, paid to issuer
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  transaction  [HASH]
  block        34
  gas          [GAS]
it is offering 1

"#]]);
    std::fs::create_dir(bench.path().join("orders")).expect("made");
    let sign = "settle subscribe 1 \"1,000 shares\" --price 12,500 --investor INV-0011";
    let rest = "--nonce 5 --valid-until 2140-12-31 --out orders/one.json";
    bench.quoted(&format!("{sign} {rest}")).success().stdout_eq(str![[r#"
subscribe UNIT 1,000 of venue-stock@us-tsv in offering 1
  investor     INV-0011 (0x1BcB8e569EedAb4668e55145Cfeaf190902d3CF2)
  pays         tUSD 12,500 at most
  valid until  [TIME]
  number       5
  digest       [HASH]
  file         orders/one.json

"#]]);
    bench.private_file("orders.csv", "investor,amount,limit\nINV-0011,1000,12.5\n");
    let allot = format!("settle allot orders.csv {terms} 12.25 --subscriptions orders");
    bench.run(&format!("{allot} --size 600 --dry-run --json")).success().stdout_eq(str![[r#"
{
  "schema": "corridor.settle-allot/1",
  "dry_run": true,
  "offering": 1,
  "open": true,
  "instrument": "venue-stock@us-tsv",
  "leg": "tsv",
  "price": "tUSD 12.25",
  "per_share": true,
  "rule": "pro-rata",
  "demand": "UNIT 1,000",
  "allotted": "UNIT 600",
  "paid": "tUSD 7,350",
  "done_before": false,
  "orders": [
    {
      "line": 2,
      "investor": "0x1bcb8e569eedab4668e55145cfeaf190902d3cf2",
      "ordered": "UNIT 1,000",
      "limit": "tUSD 12.5",
      "allotted": "UNIT 600",
      "paid": "tUSD 7,350",
      "state": "planned"
    }
  ]
}

"#]]);
    bench.run(&format!("{allot} --size 600")).success().stdout_eq(str![[r#"
done: allot UNIT 600 of venue-stock@us-tsv, leg tsv, at tUSD 12.25 a share
  rule          pro-rata
  demand        UNIT 1,000
  paid          tUSD 7,350
  offering      1, closed
  transactions  1, [GAS] gas

LINE  INVESTOR  ORDERED     LIMIT      ALLOTTED  PAID
2     INV-0011  UNIT 1,000  tUSD 12.5  UNIT 600  tUSD 7,350  allotted

"#]]);
    bench.private_file("low.csv", "investor,amount,limit\nINV-0011,100,12\n");
    let low = format!("settle allot low.csv {terms} 12.25");
    bench.run(&low).success().stdout_eq(str![[r#"
nothing is allotted, and nothing was sent: allot UNIT 0 of venue-stock@us-tsv, leg tsv, at tUSD 12.25 a share
  rule    pro-rata
  demand  UNIT 0
  paid    tUSD 0

LINE  INVESTOR  ORDERED   LIMIT    ALLOTTED  PAID
2     INV-0011  UNIT 100  tUSD 12  UNIT 0    tUSD 0  below the price

"#]]);
    let paid = bench.run("cash show --of issuer").success();
    let paid = String::from_utf8_lossy(&paid.get_output().stdout).into_owned();
    assert!(paid.contains("tUSD 7,350"), "{paid}");
}

#[test]
fn where_nobody_gets_anything_nothing_is_sent() {
    let bench = market();
    bench.private_file(
        "orders.csv",
        "investor,amount,limit\nINV-0002,\"GBP 100,000\",99\nINV-0003,\"GBP 100,000\",\n",
    );
    let allot = format!("settle allot orders.csv {BOND} --cash GBP --price 100 --skip-refused");
    for _ in 0..2 {
        bench.run(&allot).success().stdout_eq(str![[r#"
nothing is allotted, and nothing was sent: allot GBP 0 of treasury-gilt-2040@uk-sandbox, leg uk, at 100 %
  rule    pro-rata
  demand  GBP 0
  paid    tGBP 0

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED  PAID
2     INV-0002  GBP 100,000  99       GBP 0     tGBP 0  below the price
3     INV-0003  GBP 100,000  -        GBP 0     tGBP 0  refused: CASH-BALANCE, CASH-ALLOWANCE

line 3: GBP 100,000 against tGBP 100,000
  investor    INV-0003 (0x08135Da0A343E492FA2d4282F2AE34c6c5CC1BbE)
  refused by  CASH-BALANCE, CASH-ALLOWANCE

CASH-BALANCE  the buyer has too little cash
  because    INV-0003 has tGBP 0, asked tGBP 100,000
  remedy     The buyer brings in the rest.
  code       bit 35 of the settlement facts

CASH-ALLOWANCE  the buyer has not approved the cash
  because    the contract may take tGBP 0 of INV-0003, asked tGBP 100,000
  remedy     The buyer approves the settlement contract for the amount.
  code       bit 36 of the settlement facts

next
  INV-0003 approves the cash
    corridor settle approve cash tGBP "tGBP 100,000" --party INV-0003

"#]]);
    }
    // An offering of somebody else on the same terms stays as it is.
    let offer = format!("settle offer {BOND} --cash GBP --price 100 --json");
    let number = |line: &str| {
        let told = bench.run(line).success().stderr_eq("").get_output().stdout.clone();
        let told: serde_json::Value = serde_json::from_slice(&told).expect("one document");
        told["offering"].as_u64()
    };
    assert_eq!(number(&format!("{offer} --dry-run")), None);
    assert_eq!(number(&offer), Some(1));
    bench.run(&allot).success().stdout_eq(str![[r#"
nothing is allotted, and nothing was sent: allot GBP 0 of treasury-gilt-2040@uk-sandbox, leg uk, at 100 %
  rule      pro-rata
  demand    GBP 0
  paid      tGBP 0
  offering  1, open

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED  PAID
2     INV-0002  GBP 100,000  99       GBP 0     tGBP 0  below the price
3     INV-0003  GBP 100,000  -        GBP 0     tGBP 0  refused: CASH-BALANCE, CASH-ALLOWANCE

line 3: GBP 100,000 against tGBP 100,000
  investor    INV-0003 (0x08135Da0A343E492FA2d4282F2AE34c6c5CC1BbE)
  refused by  CASH-BALANCE, CASH-ALLOWANCE

CASH-BALANCE  the buyer has too little cash
  because    INV-0003 has tGBP 0, asked tGBP 100,000
  remedy     The buyer brings in the rest.
  code       bit 35 of the settlement facts

CASH-ALLOWANCE  the buyer has not approved the cash
  because    the contract may take tGBP 0 of INV-0003, asked tGBP 100,000
  remedy     The buyer approves the settlement contract for the amount.
  code       bit 36 of the settlement facts

next
  INV-0003 approves the cash
    corridor settle approve cash tGBP "tGBP 100,000" --party INV-0003

"#]]);
    // Once an order can be filled, the same command fills it.
    bench.quoted("cash mint GBP \"100,000\" --to INV-0003").success();
    bench.quoted("settle approve cash GBP \"100,000\" --party INV-0003").success();
    bench.run(&allot).success().stdout_eq(str![[r#"
done: allot GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk, at 100 %
  rule          pro-rata
  demand        GBP 100,000
  paid          tGBP 100,000
  offering      1, closed
  transactions  1, [GAS] gas

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED     PAID
2     INV-0002  GBP 100,000  99       GBP 0        tGBP 0        below the price
3     INV-0003  GBP 100,000  -        GBP 100,000  tGBP 100,000  allotted

"#]]);
}
