//! `corridor settle`

use snapbox::str;

use crate::bench::Bench;

const BOND: &str = "treasury-gilt-2040";

/// The gilt, what settles, cash, and a holder of GBP 1,000,000 with a buyer who has as much cash.
fn market() -> Bench {
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
    bench.quoted(&line).success().stdout_eq(str![[""]]);
    bench.quoted(&line).code(1).stderr_eq(str![[""]]);
    let receive = format!("settle instruct {BOND} receive \"GBP 500,000\" --price \"GBP 496,000\"");
    let line = format!("{receive} --cash GBP --party INV-0002 --nonce 2 --counterparty INV-0001");
    bench.quoted(&format!("{line} {until} receipt.json")).success();
    bench.run("settle check delivery.json receipt.json").code(3).stdout_eq(str![[""]]);
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
    bench.quoted(&units).success().stdout_eq(str![[""]]);
    bench.quoted("settle approve cash GBP \"495,000.50\" --party INV-0002").success();
    bench.run("settle check delivery.json receipt.json").success().stdout_eq(str![[""]]);
    let part = format!("{run} --as INV-0002 --amount");
    bench.quoted(&format!("{part} \"GBP 200,000\"")).success().stdout_eq(str![[""]]);
    bench.run("settle show delivery.json").success().stdout_eq(str![[""]]);
    bench.run("settle cancel 2 --party INV-0002").success().stdout_eq(str![[""]]);
    bench.run("settle show receipt.json --json").success().stdout_eq(str![[""]]);
    bench.run("settle run receipt.json delivery.json").code(2).stderr_eq(str![[""]]);
}

#[test]
fn an_order_book_is_allotted() {
    let bench = market();
    bench.private_file(
        "orders.csv",
        "investor,amount,limit\nINV-0002,\"GBP 900,000\",\nINV-0003,\"GBP 600,000\",99.75\nINV-0004,100000,99\n",
    );
    let allot = format!("settle allot orders.csv {BOND} --cash GBP --price 99.5 --size 1000000.01");
    bench.run(&allot).code(3).stdout_eq(str![[""]]);
    bench.quoted("cash mint GBP \"600,000\" --to INV-0003").success();
    for party in ["INV-0002", "INV-0003"] {
        bench.quoted(&format!("settle approve cash GBP \"900,000\" --party {party}")).success();
    }
    bench.run(&format!("{allot} --dry-run")).success().stdout_eq(str![[""]]);
    bench.run(&allot).success().stdout_eq(str![[""]]);
    bench.run(&allot).success().stdout_eq(str![[""]]);
    let other = allot.replace("1000000.01", "5");
    bench.run(&other).code(1).stderr_eq(str![[""]]);
}

#[test]
fn investors_sign_subscriptions_in_an_offering() {
    let bench = market();
    let terms = format!("{BOND} --cash GBP --price 100");
    bench
        .run(&format!("settle offer {terms}"))
        .success()
        .stdout_eq(str![[""]])
        .stderr_eq(str![[""]]);
    std::fs::create_dir(bench.path().join("subscriptions")).expect("made");
    let sign = "settle subscribe 1 \"GBP 300,000\" --price \"300,000\" --investor INV-0002";
    let rest = "--nonce 5 --valid-until 2140-12-31 --out subscriptions/two.json";
    bench.quoted(&format!("{sign} {rest}")).success().stdout_eq(str![[""]]);
    bench.private_file("orders.csv", "investor,amount,allotment\nINV-0002,300000,200000\n");
    bench.quoted("settle approve cash GBP \"300,000\" --party INV-0002").success();
    let allot = format!("settle allot orders.csv {terms} --rule discretionary");
    bench.run(&format!("{allot} --subscriptions subscriptions")).success().stdout_eq(str![[""]]);
    bench
        .run("settle subscribe 9 5 --price 5 --investor INV-0002 --out no.json")
        .code(1)
        .stderr_eq(str![[""]]);
}

#[test]
fn what_cannot_be_settled_is_refused_with_advice() {
    let bench = Bench::with_gilt();
    bench.private_file("other.json", "{\"schema\": \"corridor.attestation/1\"}");
    let allot = format!("settle allot orders.csv {BOND} --cash GBP --price");
    bench.run("settle show missing.json").code(1).stderr_eq(str![[""]]);
    bench.run("settle show other.json").code(1).stderr_eq(str![[""]]);
    bench.run("settle cancel 1 --party INV-0001").code(1).stderr_eq(str![[""]]);
    bench.run(&format!("{allot} 1e2")).code(2).stderr_eq(str![[""]]);
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{allot} 100")).code(1).stderr_eq(str![[""]]);
    bench.private_file("orders.csv", "investor,amount\nnobody,5\n");
    bench.run(&format!("{allot} 100")).code(1).stderr_eq(str![[""]]);
}
