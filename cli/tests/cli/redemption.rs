//! `corridor coupon` where everything is called or redeemed: nobody loses interest with the units, and nothing comes after it.

use snapbox::str;

use crate::bench::Bench;
use crate::declare::EARLY;

/// The bond that is called, brought to the chain half a year before its call, with two holders.
fn early() -> Bench {
    let bench = Bench::new();
    bench.private_file("uk.toml", crate::bench::UK_INPUTS);
    bench.private_file("early.toml", &EARLY.replace("2035", "2028"));
    bench.private_file("notice.txt", "The coupon was forgotten.");
    bench.run("devnet up").success();
    bench.run("deploy --profile uk-sandbox --inputs uk.toml --quiet").success();
    bench.run("investor import --demo").success();
    bench.run("devnet time --to 2028-06-05 --quiet").success();
    bench.run("bond issue early.toml --profile uk-sandbox --inputs uk.toml --quiet").success();
    for holder in ["INV-0001", "INV-0002"] {
        bench
            .run(&format!("investor attest {holder} --category identity:2030-12-31 --quiet"))
            .success();
        bench.quoted(&format!("bond mint early --to {holder} \"GBP 1,000,000\"")).success();
    }
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run("cash mint GBP 100,000,000 --to paying-agent --quiet").success();
    bench
}

const DECLARE: &str = "coupon declare early --terms early.toml --payment-date";

#[test]
fn no_interest_is_lost_with_the_units_that_a_call_burns() {
    let bench = early();
    bench.run(&format!("{DECLARE} 2028-11-30 --kind call")).success().stderr_eq(str![[r#"
`corridor coupon pay 1` burns units, and interest due by then is to be on record first: the interest of 2028-11-30, GBP 2 on each 100, is not declared, and its record day, 2028-11-29, is not over: declare it with `corridor coupon declare early@uk-sandbox --payment-date 2028-11-30`

"#]]);
    bench.run("devnet time --to 2028-11-30 --quiet").success();
    bench.run("coupon fund 1 --terms early.toml").success().stderr_eq(str![[r#"
`corridor coupon pay 1` burns units, and interest due by then is to be on record first: the interest of 2028-11-30, GBP 2 on each 100, is not declared, and nobody is on record for 2028-11-29, its record day (that has ended: it is 2028-11-30 on the chain): declare it with `corridor coupon declare early@uk-sandbox --payment-date 2028-11-30 --record-date 2028-11-30 --notice FILE`

"#]]);
    for line in ["pay 1", "pay 1 --dry-run", "claim 1 INV-0001", "claim 1 INV-0001 --by-agent"] {
        bench.run(&format!("coupon {line} --terms early.toml")).code(1).stderr_eq(str![[r#"
error: could not pay distribution 1, so nothing was sent: the call burns units, and their holders would lose interest that is not on record: the interest of 2028-11-30, GBP 2 on each 100, is not declared, and nobody is on record for 2028-11-29, its record day (that has ended: it is 2028-11-30 on the chain): declare it with `corridor coupon declare early@uk-sandbox --payment-date 2028-11-30 --record-date 2028-11-30 --notice FILE`; pay when its record day is over, or give --skip-earlier if nobody is to have it

"#]]);
    }
    bench.run("coupon pay 1").code(1).stderr_eq(str![[r#"
error: could not tell what interest is lost with the units that distribution 1 burns: there are no terms `early`; use one of: treasury-gilt-2040, world-bank-bond-i, or give the path of a terms file; the file that early@uk-sandbox was issued from is given with --terms

"#]]);
    let late = "--record-date 2028-11-30 --notice notice.txt";
    bench.run(&format!("{DECLARE} 2028-11-30 {late} --quiet")).success();
    bench.run("coupon pay 1 --terms early.toml").code(1).stderr_eq(str![[r#"
error: could not pay distribution 1, so nothing was sent: the call burns units, and their holders would lose interest that is not on record: the interest of 2028-11-30, GBP 2 on each 100, is distribution 2, whose record day, 2028-11-30, is not over; pay when its record day is over, or give --skip-earlier if nobody is to have it

"#]]);
    bench.run("bond calendar early --terms early.toml").success().stdout_eq(str![[r#"
early@uk-sandbox, leg uk, on 2028-11-30
PAID        WHAT      PER 100  EX-DIVIDEND  RECORD DAY  WHEN         STATE     NUMBER
2028-12-01  interest  2        -            2028-11-30  tomorrow     declared  2
2028-11-30  call      -        -            -           today        funded    1
2028-11-30  put       -        -            -           today        optional  -
2029-05-31  interest  2        -            2029-05-30  in 182 days  called    -
2029-11-30  interest  2        -            2029-11-29  in 365 days  called    -
2030-05-31  interest  2        -            2030-05-30  in 547 days  called    -

2028-11-30 d----------x-----------x-----------x------------ 2030-11-30
| today   o to come   n not declared   d declared   f funded   u unclaimed   * paid   ! late   ? optional   x called

"#]]);
    bench.run("devnet time --to 2028-12-01T00:00:01Z --quiet").success();
    bench.run("investor block INV-0002 --quiet").success();
    bench.run("coupon pay 1 --terms early.toml --quiet").success().stdout_eq(str![[r#"
done: distribution 1 to 2 holders in 1 transactions, [GAS] gas
paid tGBP 1,005,000, kept for holders tGBP 0, not paid tGBP 1,005,000, remainder tGBP 0
  not paid to INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D): tGBP 1,005,000, refused by UK-BLK-01
what is not paid is there for holders who were passed over, and claim it when they may be paid: `corridor coupon claim 1 HOLDER`

"#]]);
    for line in ["fund 2", "pay 2"] {
        bench.run(&format!("coupon {line} --quiet")).success();
    }
    // The one who was redeemed has its interest, on what it held.
    bench.run("coupon list").success().stdout_eq(str![[r#"
NO  OF                        WHAT      RECORD DAY  PAID FROM   STATUS                          DUE             PAID            KEPT
1   early@uk-sandbox, leg uk  call      -           2028-11-30  paid, tGBP 1,005,000 unclaimed  tGBP 2,010,000  tGBP 1,005,000  tGBP 0
2   early@uk-sandbox, leg uk  interest  2028-11-30  2028-12-01  paid, tGBP 20,000 unclaimed     tGBP 40,000     tGBP 20,000     tGBP 20,000

"#]]);
    bench.run("bond calendar early --terms early.toml").success().stdout_eq(str![[r#"
early@uk-sandbox, leg uk, on 2028-12-01
PAID        WHAT      PER 100  EX-DIVIDEND  RECORD DAY  WHEN         STATE                           NUMBER
2028-12-01  interest  2        -            2028-11-30  today        paid, tGBP 20,000 unclaimed     2
2028-11-30  call      -        -            -           yesterday    paid, tGBP 1,005,000 unclaimed  1
2028-11-30  put       -        -            -           yesterday    optional                        -
2029-05-31  interest  2        -            2029-05-30  in 181 days  called                          -
2029-11-30  interest  2        -            2029-11-29  in 364 days  called                          -
2030-05-31  interest  2        -            2030-05-30  in 546 days  called                          -

2028-11-30 u----------x-----------x-----------x------------ 2030-12-01
| today   o to come   n not declared   d declared   f funded   u unclaimed   * paid   ! late   ? optional   x called

"#]]);
}

#[test]
fn interest_that_nobody_is_to_have_is_given_up_on_purpose() {
    let bench = early();
    bench.run(&format!("{DECLARE} 2028-11-30 --kind call --quiet")).success();
    bench.run("devnet time --to 2028-11-30 --quiet").success();
    bench.run("coupon fund 1 --quiet").success();
    bench.run("coupon claim 1 INV-0002 --skip-earlier --quiet").success();
    bench.run("coupon pay 1 --skip-earlier --quiet").success().stdout_eq(str![[r#"
done: distribution 1 to 1 holders in 1 transactions, [GAS] gas
paid tGBP 2,010,000, kept for holders tGBP 0, not paid tGBP 0, remainder tGBP 0

"#]]);
    // Nothing is left to burn, so nothing is asked.
    bench.run("coupon pay 1 --quiet").success();
}

#[test]
fn nothing_is_declared_after_everything_was_called() {
    let bench = early();
    bench.run(&format!("{DECLARE} 2029-05-31 --skip-earlier --quiet")).success();
    bench.run(&format!("{DECLARE} 2028-11-30 --kind call")).success().stderr_eq(str![[r#"
`corridor coupon pay 2` burns units, and interest due by then is to be on record first: the interest of 2028-11-30, GBP 2 on each 100, is not declared, and nobody is on record for 2028-11-29, its record day (the bond has a later one already: no record date is set before another): declare it with `corridor coupon declare early@uk-sandbox --payment-date 2028-11-30 --record-date 2029-05-30 --notice FILE`
nothing of the bond is left when distribution 1 is due: `corridor coupon cancel 1` withdraws it

"#]]);
    let after = format!("{DECLARE} 2029-11-30 --skip-earlier");
    bench.run(&after).code(1).stderr_eq(str![[r#"
error: distribution 2, the call of 2028-11-30, redeems all of the bond, so no interest of 2029-11-30 comes due; while nobody is paid of it, `corridor coupon cancel 2` withdraws it

"#]]);
    bench.wrong(&[(
        &format!("{DECLARE} 2040-05-31 --kind redemption"),
        1,
        "so no redemption of 2040-05-31 comes due",
    )]);
    // What is declared stays so when it is declared again.
    bench.run(&format!("{DECLARE} 2029-05-31 --skip-earlier")).success().stdout_eq(str![[r#"
nothing to do
it is distribution 1

"#]]);
    bench
        .run("bond calendar early --terms early.toml --until 2029-12-31")
        .success()
        .stdout_eq(str![[r#"
early@uk-sandbox, leg uk, on 2028-06-05
PAID        WHAT      PER 100  EX-DIVIDEND  RECORD DAY  WHEN         STATE     NUMBER
2028-11-30  interest  2        -            2028-11-29  in 178 days  to come   -
2028-11-30  call      -        -            -           in 178 days  declared  2
2028-11-30  put       -        -            -           in 178 days  optional  -
2029-05-31  interest  2        -            2029-05-30  in 360 days  declared  1
2029-11-30  interest  2        -            2029-11-29  in 543 days  called    -

2028-06-05 |-------------d--------------d--------------x--- 2029-12-31
| today   o to come   n not declared   d declared   f funded   u unclaimed   * paid   ! late   ? optional   x called

"#]]);
    bench.run("coupon cancel 2 --quiet").success();
    bench.run(&format!("{after} --quiet")).success();
}

/// What comes after the call is not waited for, where the redemption was declared before it.
#[test]
fn interest_that_does_not_come_is_no_matter() {
    let bench = early();
    let redemption = format!("{DECLARE} 2040-05-31 --kind redemption");
    bench.run(&format!("{redemption} --quiet")).success();
    bench.run(&format!("{DECLARE} 2028-11-30 --kind call --quiet")).success();
    bench.run(&redemption).success().stderr_eq(str![[r#"
`corridor coupon pay 1` burns units, and interest due by then is to be on record first: the interest of 2028-11-30, GBP 2 on each 100, is not declared, and its record day, 2028-11-29, is not over: declare it with `corridor coupon declare early@uk-sandbox --payment-date 2028-11-30`

"#]]);
}

/// A part is called of what was held on the record day of the interest of that day, which is on record with it.
#[test]
fn a_part_is_called_before_the_interest_of_its_day_is_declared() {
    let bench = early();
    let part = format!("{DECLARE} 2028-11-30 --kind partial-call --part 25 --quiet");
    bench.run(&part).success();
    bench.run("devnet time --to 2028-11-30 --quiet").success();
    bench.quoted("bond transfer early --from INV-0001 --to INV-0002 \"GBP 900,000\"").success();
    bench.run("coupon fund 1 --quiet").success();
    bench.run("coupon pay 1 --terms early.toml").success().stdout_eq(str![[r#"
done: distribution 1 to 2 holders in 1 transactions, [GAS] gas
paid tGBP 351,750, kept for holders tGBP 0, not paid tGBP 0, remainder tGBP 150,750
  not redeemed of INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f): GBP 150,000, which it no longer has there since the record day and which stay outstanding; the tGBP 150,750 for them returns

"#]]);
    bench.run(&format!("{DECLARE} 2028-11-30 --quiet")).success();
    for line in ["fund 2", "pay 2"] {
        bench.run(&format!("coupon {line} --quiet")).success();
    }
    bench.run("coupon list").success().stdout_eq(str![[r#"
NO  OF                        WHAT          RECORD DAY  PAID FROM   STATUS  DUE           PAID          KEPT
1   early@uk-sandbox, leg uk  partial-call  2028-11-29  2028-11-30  paid    tGBP 502,500  tGBP 351,750  tGBP 0
2   early@uk-sandbox, leg uk  interest      2028-11-29  2028-11-30  paid    tGBP 40,000   tGBP 40,000   tGBP 0

"#]]);
    bench.run("bond calendar early --terms early.toml --quiet").success().stdout_eq(str![[r#"
early@uk-sandbox, leg uk, on 2028-11-30
PAID        WHAT          PER 100  EX-DIVIDEND  RECORD DAY  WHEN         STATE     NUMBER
2028-11-30  interest      2        -            2028-11-29  today        paid      2
2028-11-30  partial-call  -        -            2028-11-29  today        paid      1
2028-11-30  put           -        -            -           today        optional  -
2029-05-31  interest      2        -            2029-05-30  in 182 days  to come   -
2029-11-30  interest      2        -            2029-11-29  in 365 days  to come   -
2030-05-31  interest      2        -            2030-05-30  in 547 days  to come   -

2028-11-30 *----------o-----------o-----------o------------ 2030-11-30
| today   o to come   n not declared   d declared   f funded   u unclaimed   * paid   ! late   ? optional   x called

"#]]);
}
