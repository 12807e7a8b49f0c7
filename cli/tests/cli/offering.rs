//! `corridor settle offer`, `allot` and `close`: what begins and ends a placement.

use snapbox::str;

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
