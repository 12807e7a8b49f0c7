//! `corridor settle`

use snapbox::str;

use crate::bench::Bench;

pub(crate) const BOND: &str = "treasury-gilt-2040";

/// The gilt, what settles, cash, and a holder of GBP 1,000,000 with a buyer who has as much cash.
pub(crate) fn market() -> Bench {
    let bench = Bench::with_gilt();
    bench.run("deploy --settlement --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.quoted(&format!("bond mint {BOND} --to INV-0001 \"GBP 1,000,000\"")).success();
    bench.quoted("cash mint GBP \"1,000,000\" --to INV-0002").success();
    bench
}

#[test]
fn a_trade_is_signed_checked_and_settled() {
    let bench = market();
    let until = "--valid-until 2140-12-31 --out";
    let deliver =
        format!("settle instruct {BOND} deliver \"GBP 500,000\" --price \"GBP 495,000.50\"");
    let line = format!("{deliver} --cash GBP --party INV-0001 --nonce 1 {until} delivery.json");
    bench.quoted(&line).success().stdout_eq(str![[r#"
deliver GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk, for tGBP 495,000.5
  state         open
  party         INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  counterparty  anybody
  agent         anybody
  filled        GBP 0, paid tGBP 0
  left          GBP 500,000
  minimum fill  GBP 0
  valid until   [TIME]
  number        1
  digest        [HASH]
  file          delivery.json

"#]]);
    bench.quoted(&line).code(1).stderr_eq(str![[r#"
error: delivery.json: cannot make the file: File exists (os error 17)
hint: choose a new name, in a folder that exists

"#]]);
    let receive = format!("settle instruct {BOND} receive \"GBP 500,000\" --price \"GBP 496,000\"");
    let line = format!("{receive} --cash GBP --party INV-0002 --nonce 2 --counterparty INV-0001");
    bench.quoted(&format!("{line} {until} receipt.json")).success();
    bench.run("settle check delivery.json receipt.json").code(3).stdout_eq(str![[r#"
REFUSED: GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk, against tGBP 495,000.5
  seller      INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  buyer       INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  submitter   INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at          [TIME]
  refused by  CASH-ALLOWANCE, TOKEN-ALLOWANCE

CASH-ALLOWANCE  the buyer has not approved the cash
  because    the contract may take tGBP 0 of INV-0002, asked tGBP 495,000.5
  remedy     The buyer approves the settlement contract for the amount.
  code       bit 36 of the settlement facts

REFUSED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  operator    settlement (0x8A791620dd6260079BF849Dc5567aDC3F2FdC318)
  paid with   tGBP (0xA51c1fc2f0D1a1b8494Ed1FE312d7C3a78Ed91C0)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  TOKEN-ALLOWANCE
  passes      UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

TOKEN-ALLOWANCE  allowance is too small
  wrong      allowance is too small
  because    operator settlement may move GBP 0, asked GBP 500,000
  remedy     The holder approves the operator for the amount.
  code       244 (ERC-1404), bit 243 of the verdict

next
  INV-0001 approves the units
    corridor settle approve units treasury-gilt-2040@uk-sandbox --leg uk "GBP 500,000" --party INV-0001
  INV-0002 approves the cash
    corridor settle approve cash tGBP "tGBP 495,000.5" --party INV-0002

"#]]);
    let run = "settle run delivery.json receipt.json";
    let refused = bench.run(&format!("{run} --json")).code(3).get_output().stdout.clone();
    let check = "settle check delivery.json receipt.json --json";
    let checked = bench.run(check).code(3).get_output().stdout.clone();
    let without_time = |text: Vec<u8>| {
        let text = String::from_utf8(text).expect("text");
        let lines = text.lines().filter(|line| !line.contains("\"at\":"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(without_time(refused), without_time(checked));
    let units = format!("settle approve units {BOND} \"GBP 500,000\" --party INV-0001");
    bench.quoted(&units).success().stdout_eq(str![[r#"
done: approve settlement for GBP 500,000 of treasury-gilt-2040@uk-sandbox
  signed by    INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  transaction  [HASH]
  block        29
  gas          [GAS]

"#]]);
    bench.quoted("settle approve cash GBP \"495,000.50\" --party INV-0002").success();
    bench.run("settle check delivery.json receipt.json").success().stdout_eq(str![[r#"
SETTLES: GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk, against tGBP 495,000.5
  seller     INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  buyer      INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  submitter  INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at         [TIME]

ALLOWED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from       INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to         INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  operator   settlement (0x8A791620dd6260079BF849Dc5567aDC3F2FdC318)
  paid with  tGBP (0xA51c1fc2f0D1a1b8494Ed1FE312d7C3a78Ed91C0)
  at         [TIME]
  profile    uk-sandbox 2026.11
  passes     UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

"#]]);
    let part = format!("{run} --as INV-0002 --amount");
    bench.quoted(&format!("{part} \"GBP 200,000\"")).success().stdout_eq(str![[r#"
done: settle GBP 200,000 of treasury-gilt-2040@uk-sandbox from INV-0001 to INV-0002 against tGBP 198,000.2
  signed by    INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  verdict      allowed by 7 rules
  transaction  [HASH]
  block        31
  gas          [GAS]

"#]]);
    bench.run("settle show delivery.json").success().stdout_eq(str![[r#"
deliver GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk, for tGBP 495,000.5
  state         open
  party         INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  counterparty  anybody
  agent         anybody
  filled        GBP 200,000, paid tGBP 198,000.2
  left          GBP 300,000
  minimum fill  GBP 0
  valid until   [TIME]
  number        1
  digest        [HASH]

"#]]);
    bench.run("settle cancel 2 --party INV-0002").success().stdout_eq(str![[r#"
done: cancel every order of INV-0002 with the number 2
  signed by    INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  transaction  [HASH]
  block        32
  gas          [GAS]

"#]]);
    // It is done once, and numbers are as long as the contract's.
    bench.run("settle cancel 2 --party INV-0002").success().stdout_eq("nothing to do\n");
    let long = "340282366920938463463374607431768211457";
    let other = line.replace("--nonce 2", &format!("--nonce {long}"));
    bench.quoted(&format!("{other} {until} long.json")).success();
    bench.run(&format!("settle cancel {long} --party INV-0002")).success();
    bench.run("settle show receipt.json --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.settle-show/1",
  "digest": "[HASH]",
  "state": "cancelled",
  "side": "receive",
  "party": "0x02484cb50aac86eae85610d6f4bf026f30f6627d",
  "counterparty": "0x09db0a93b389bef724429898f539aeb7ac2dd55f",
  "agent": null,
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "leg": "uk",
  "units": "GBP 500,000",
  "price": "tGBP 496,000",
  "minimum_fill": "GBP 0",
  "filled": "GBP 200,000",
  "paid": "tGBP 198,000.2",
  "left": "GBP 300,000",
  "valid_until": "[TIME]",
  "nonce": "2"
}

"#]]);
    bench.run("settle run receipt.json delivery.json").code(2).stderr_eq(str![[r#"
error: receipt.json is an instruction to receive
hint: give the delivery first and the receipt second

"#]]);
}

#[test]
fn an_order_book_is_allotted() {
    let bench = market();
    bench.private_file(
        "orders.csv",
        "investor,amount,limit\nINV-0002,\"GBP 900,000\",\nINV-0003,\"GBP 600,000\",99.75\nINV-0004,100000,99\n",
    );
    let allot = format!("settle allot orders.csv {BOND} --cash GBP --price 99.5 --size 1000000.01");
    bench.run(&allot).code(3).stdout_eq(str![[r#"
orders.csv: 2 of 3 orders are refused, so nothing was sent; the first is line 2: CASH-ALLOWANCE

line 2: GBP 600,000.01 against tGBP 597,000.00995
  investor    INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  refused by  CASH-ALLOWANCE

CASH-ALLOWANCE  the buyer has not approved the cash
  because    the contract may take tGBP 0 of INV-0002, asked tGBP 597,000.00995
  remedy     The buyer approves the settlement contract for the amount.
  code       bit 36 of the settlement facts

next
  INV-0002 approves the cash
    corridor settle approve cash tGBP "tGBP 597,000.00995" --party INV-0002

line 3: GBP 400,000 against tGBP 398,000
  investor    INV-0003 (0x08135Da0A343E492FA2d4282F2AE34c6c5CC1BbE)
  refused by  CASH-BALANCE, CASH-ALLOWANCE

CASH-BALANCE  the buyer has too little cash
  because    INV-0003 has tGBP 0, asked tGBP 398,000
  remedy     The buyer brings in the rest.
  code       bit 35 of the settlement facts

CASH-ALLOWANCE  the buyer has not approved the cash
  because    the contract may take tGBP 0 of INV-0003, asked tGBP 398,000
  remedy     The buyer approves the settlement contract for the amount.
  code       bit 36 of the settlement facts

next
  INV-0003 approves the cash
    corridor settle approve cash tGBP "tGBP 398,000" --party INV-0003

"#]]);
    bench.quoted("cash mint GBP \"600,000\" --to INV-0003").success();
    for party in ["INV-0002", "INV-0003"] {
        bench.quoted(&format!("settle approve cash GBP \"900,000\" --party {party}")).success();
    }
    bench.run(&format!("{allot} --dry-run")).success().stdout_eq(str![[r#"
dry run: allot GBP 1,000,000.01 of treasury-gilt-2040@uk-sandbox, leg uk, at 99.5 %
  rule    pro-rata
  demand  GBP 1,500,000
  paid    tGBP 995,000.00995

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED        PAID
2     INV-0002  GBP 900,000  -        GBP 600,000.01  tGBP 597,000.00995  planned
3     INV-0003  GBP 600,000  99.75    GBP 400,000     tGBP 398,000        planned
4     INV-0004  GBP 100,000  99       GBP 0           tGBP 0              below the price

"#]]);
    bench.run(&allot).success().stdout_eq(str![[r#"
done: allot GBP 1,000,000.01 of treasury-gilt-2040@uk-sandbox, leg uk, at 99.5 %
  rule          pro-rata
  demand        GBP 1,500,000
  paid          tGBP 995,000.00995
  offering      1, closed
  transactions  1, [GAS] gas

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED        PAID
2     INV-0002  GBP 900,000  -        GBP 600,000.01  tGBP 597,000.00995  allotted
3     INV-0003  GBP 600,000  99.75    GBP 400,000     tGBP 398,000        allotted
4     INV-0004  GBP 100,000  99       GBP 0           tGBP 0              below the price

"#]]);
    bench.run(&allot).success().stdout_eq(str![[r#"
nothing to do: allot GBP 1,000,000.01 of treasury-gilt-2040@uk-sandbox, leg uk, at 99.5 %
  rule      pro-rata
  demand    GBP 1,500,000
  paid      tGBP 995,000.00995
  offering  1, closed

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED        PAID
2     INV-0002  GBP 900,000  -        GBP 600,000.01  tGBP 597,000.00995  allotted
3     INV-0003  GBP 600,000  99.75    GBP 400,000     tGBP 398,000        allotted
4     INV-0004  GBP 100,000  99       GBP 0           tGBP 0              below the price

"#]]);
    let other = allot.replace("1000000.01", "5");
    bench.run(&other).code(1).stderr_eq(str![[r#"
error: orders.csv: the allotment of this book was begun as `pro-rata, GBP 1,000,000.01`; go on with the same rule and size

"#]]);
}

#[test]
fn investors_sign_subscriptions_in_an_offering() {
    let bench = market();
    let terms = format!("{BOND} --cash GBP --price 100");
    bench
        .run(&format!("settle offer {terms}"))
        .success()
        .stdout_eq(str![[r#"
done: offer treasury-gilt-2040@uk-sandbox at 100 % in tGBP, paid to issuer
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  transaction  [HASH]
  block        29
  gas          [GAS]
it is offering 1

"#]])
        .stderr_eq(str![""]);
    std::fs::create_dir(bench.path().join("subscriptions")).expect("made");
    let sign = "settle subscribe 1 \"GBP 300,000\" --price \"300,000\" --investor INV-0002";
    let rest = "--nonce 5 --valid-until 2140-12-31 --out subscriptions/two.json";
    bench.quoted(&format!("{sign} {rest}")).success().stdout_eq(str![[r#"
subscribe GBP 300,000 of treasury-gilt-2040@uk-sandbox in offering 1
  investor     INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  pays         tGBP 300,000 at most
  valid until  [TIME]
  number       5
  digest       [HASH]
  file         subscriptions/two.json

"#]]);
    bench.private_file("orders.csv", "investor,amount,allotment\nINV-0002,300000,200000\n");
    let allot = format!("settle allot orders.csv {terms} --rule discretionary");
    // What is signed for another amount, or for another row, is told from what is not signed.
    for (name, rows) in [
        ("other.csv", "INV-0002,250000,0\n"),
        ("twice.csv", "INV-0002,300000,0\nINV-0002,300000,0\n"),
        ("nobody.csv", "INV-0003,300000,0\n"),
    ] {
        bench.private_file(name, &format!("investor,amount,allotment\n{rows}"));
    }
    let of =
        |book: &str| format!("{} --subscriptions subscriptions", allot.replace("orders.csv", book));
    bench.run(&of("other.csv")).code(1).stderr_eq(str![[r#"
error: other.csv:2: amount: no subscription for GBP 250,000 is in subscriptions: what its investor signed there is for GBP 300,000 against tGBP 300,000 at most in offering 1 (two.json); write the amount that was signed, or have the investor sign this one with `corridor settle subscribe`

"#]]);
    bench.run(&of("twice.csv")).code(1).stderr_eq(str![[r#"
error: twice.csv:3: investor: what its investor signed in subscriptions is for earlier rows, so nothing is for this one; have the investor sign another one with `corridor settle subscribe`, or remove the row

"#]]);
    bench.run(&of("nobody.csv")).code(1).stderr_eq(str![[r#"
error: nobody.csv:2: investor: no subscription for it is in subscriptions; put there what the investor signed with `corridor settle subscribe`

"#]]);
    // What could never be allotted is not signed.
    let other = |from: &str, to: &str| format!("{} --out never.json", sign.replace(from, to));
    let cheap = other("300,000\" --inv", "299,999.99\" --inv");
    bench.wrong(&[(
        &cheap,
        1,
        "tGBP 299,999.99 for GBP 300,000 is below the price of offering 1, which is tGBP 300,000 for it",
    )]);
    assert!(!bench.path().join("never.json").exists());
    bench.run(&format!("{allot} --subscriptions subscriptions")).code(3).stdout_eq(str![[r#"
orders.csv: 1 of 1 orders are refused, so nothing was sent; the first is line 2: CASH-ALLOWANCE

line 2: GBP 200,000 against tGBP 200,000
  investor    INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  refused by  CASH-ALLOWANCE

CASH-ALLOWANCE  the buyer has not approved the cash
  because    the contract may take tGBP 0 of INV-0002, asked tGBP 200,000
  remedy     The buyer approves the settlement contract for the amount.
  code       bit 36 of the settlement facts

next
  INV-0002 approves the cash
    corridor settle approve cash tGBP "tGBP 200,000" --party INV-0002

"#]]);
    bench.quoted("settle approve cash GBP \"300,000\" --party INV-0002").success();
    bench.run(&format!("{allot} --subscriptions subscriptions")).success().stdout_eq(str![[r#"
done: allot GBP 200,000 of treasury-gilt-2040@uk-sandbox, leg uk, at 100 %
  rule          discretionary
  demand        GBP 300,000
  paid          tGBP 200,000
  offering      1, closed
  transactions  1, [GAS] gas

LINE  INVESTOR  ORDERED      LIMIT %  ALLOTTED     PAID
2     INV-0002  GBP 300,000  -        GBP 200,000  tGBP 200,000  allotted

"#]]);
    bench
        .run("settle subscribe 9 5 --price 5 --investor INV-0002 --out no.json")
        .code(1)
        .stderr_eq(str![[r#"
error: there is no offering 9; `corridor settle offer` opens one

"#]]);
    bench.run("deploy --servicing --quiet").success();
    bench.private_file("notice.txt", "Interest was not paid.");
    bench.run(&format!("bond default {BOND} --declare notice.txt --quiet")).success();
    for sale in [format!("settle offer {terms}"), format!("settle allot orders.csv {terms}")] {
        bench.run(&sale).code(1).stdout_eq("").stderr_eq(str![[r#"
error: nothing more of treasury-gilt-2040@uk-sandbox, leg uk, is issued: it is in default since [TIME] (missed payment); issue after `corridor bond default --cure`

"#]]);
    }
}

#[test]
fn what_cannot_be_settled_is_refused_with_advice() {
    let bench = Bench::with_gilt();
    bench.private_file("other.json", "{\"schema\": \"corridor.attestation/1\"}");
    let allot = format!("settle allot orders.csv {BOND} --cash GBP --price");
    bench.run("settle show missing.json").code(1).stderr_eq(str![[r#"
error: missing.json: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
    bench.run("settle show other.json").code(1).stderr_eq(str![[r#"
error: other.json: this is not a signed instruction: missing field `chain_id` at line 1 column 36; use it as its party gave it

"#]]);
    bench.run("settle cancel 1 --party INV-0001").code(1).stderr_eq(str![[r#"
error: this deployment has nothing that settles and allots; make it with `corridor deploy --settlement`

"#]]);
    bench.run(&format!("{allot} 1e2")).code(2).stderr_eq(str![[r#"
error: --price: `1e2` is not a per cent figure
hint: write digits with at most eight decimals, e.g. 99.484375

"#]]);
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{allot} 100")).code(1).stderr_eq(str![[r#"
error: orders.csv: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
    bench.private_file("orders.csv", "investor,amount\nnobody,5\n");
    bench.run(&format!("{allot} 100")).code(1).stderr_eq(str![[r#"
error: orders.csv:2: investor: `nobody` is neither an address nor a known label or account (known: the references of 48 investors); write a reference, a label or an address

"#]]);
}

#[test]
fn what_is_settled_whole_needs_nothing_more() {
    let bench = market();
    for (side, party, price) in
        [("deliver", "INV-0001", "99,000"), ("receive", "INV-0002", "100,000")]
    {
        let sign = format!("settle instruct {BOND} {side} \"GBP 100,000\" --price {price}");
        let rest = "--nonce 8 --valid-until 2140-12-31";
        let sign = format!("{sign} --cash GBP --party {party} {rest} --out");
        bench.quoted(&format!("{sign} {side}.json")).success();
    }
    let sign = format!("settle instruct {BOND} receive \"GBP 100,000\" --price 100,000 --nonce 7");
    bench.quoted(&format!("{sign} --cash GBP --party INV-0002 --out cancelled.json")).success();
    bench.run("settle cancel 7 --party INV-0002").success();
    let again = format!("{sign} --cash GBP --party INV-0002 --out again.json");
    bench.quoted(&again).code(1).stderr_eq(str![[r#"
error: 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D has cancelled every order with the number 7, for good, so the instruction would not count; give another number, or leave --nonce out for one that nothing else has

"#]]);
    bench.quoted(&format!("{again} --dry-run")).code(1).stdout_eq("");
    // The number is that of one party alone.
    let other = again.replace("INV-0002", "INV-0001").replace("again", "other");
    bench.quoted(&other).success();
    let next = |receipt: &str| {
        let check = format!("settle check deliver.json {receipt} --json");
        let output = bench.run(&check).code(3).get_output().stdout.clone();
        let found: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
        found["next"].as_array().map(Vec::len)
    };
    assert_eq!((next("receive.json"), next("cancelled.json")), (Some(2), Some(0)));
    bench
        .quoted(&format!("settle approve units {BOND} \"GBP 100,000\" --party INV-0001"))
        .success();
    bench.quoted("settle approve cash GBP 99,000 --party INV-0002").success();
    bench.run("settle run deliver.json receive.json").success();
    let sign = format!("settle instruct {BOND} deliver \"GBP 100,000\" --price 99,000 --cash GBP");
    let rest = "--nonce 8 --valid-until 2140-12-31 --out again.json";
    let again = format!("{sign} --party INV-0001 {rest}");
    bench.quoted(&again).code(1).stderr_eq(str![[r#"
error: the same instruction with the number 8 was signed before, and all of it is settled, so nothing would be left of it; give another number, or leave --nonce out for one that nothing else has

"#]]);
    assert!(!bench.path().join("again.json").exists());
    // Another order may have the number.
    bench.quoted(&again.replace("99,000", "99,500")).success();
    bench.run("settle check deliver.json receive.json").code(3).stdout_eq(str![[r#"
REFUSED: GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk, against tGBP 0
  seller      INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  buyer       INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  submitter   INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at          [TIME]
  refused by  SETTLE-OVERFILLED

SETTLE-OVERFILLED  the delivery is filled
  because    all of it was settled
  remedy     Its party signs a new one.
  code       bit 2 of the settlement facts

SETTLE-OVERFILLED  the receipt is filled
  because    all of it was settled
  remedy     Its party signs a new one.
  code       bit 18 of the settlement facts

"#]]);
}
