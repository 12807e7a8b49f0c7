//! `corridor coupon declare` where a day has passed, notice is asked for, or something is declared already.

use snapbox::str;

use crate::bench::Bench;

/// A bond that is called and put after notice.
pub(crate) const EARLY: &str = r#"schema = 1
id = "early"
replica = "Invented, for this test."
name = "Early 2040"
symbol = "EARLY"
isin = "ZZUKT40REGS3"
currency = "GBP"
denomination = "GBP 100,000"
issue_amount = "GBP 100,000,000"
issue_date = 2025-05-31
settlement_date = 2025-05-31
maturity_date = 2040-05-31
redemption_price = "100"

[issuer]
name = "Nobody"

[coupon]
kind = "fixed"
rate = "4"
frequency = 2
day_count = "ACT/ACT ICMA"
business_day_convention = "following"
business_centres = ["London"]
dates = ["05-31", "11-30"]
first_date = 2025-11-30

[[call]]
date = 2035-05-31
price = "101"
notice_days = 30

[[call]]
date = 2035-11-30
price = "100.5"
notice_days = 30

[[put]]
date = 2035-11-30
price = "99"
notice_days = 10

[[leg]]
profile = "uk-sandbox"
leg = "uk"
isin = "ZZUKT40REGS3"
note = "Assigned by nobody."

[[source]]
title = "none"
url = "none"
accessed = 2026-11-27
gives = [
    "isin", "currency", "denomination", "issue_amount", "issue_date", "settlement_date", "maturity_date", "redemption_price",
    "issuer.name", "coupon.kind", "coupon.rate", "coupon.frequency", "coupon.day_count", "coupon.business_day_convention",
    "coupon.business_centres", "coupon.dates", "coupon.first_date", "call[1].date", "call[1].price", "call[1].notice_days", "call[2].date",
    "call[2].price", "call[2].notice_days", "put[1].date", "put[1].price", "put[1].notice_days",
]
"#;

const GILT: &str = "coupon declare treasury-gilt-2040 --skip-earlier --payment-date";

/// The gilt with a holder, and what pays, on a chain whose time is beyond a record day.
fn late() -> Bench {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 1,000,000\"").success();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run("devnet time --to 2035-06-10T12:00:00Z --quiet").success();
    bench.private_file("notice.txt", "The coupon was forgotten.");
    bench
}

#[test]
fn a_coupon_whose_record_day_passed_is_declared_with_a_later_one() {
    let bench = late();
    bench.run(&format!("{GILT} 2035-06-07")).code(1).stderr_eq(str![[r#"
error: the record day of the interest of 2035-06-07 is 2035-05-29 by the terms, and that has ended: it is 2035-06-10 on the chain, so whoever held the bond then is not known to the chain; name another day with --record-date, 2035-06-10 or later, and with --notice the file that tells the holders why

"#]]);
    bench.run(&format!("{GILT} 2035-06-07 --record-date 2035-06-12")).code(2);
    let other = |day: &str| format!("--record-date {day} --notice notice.txt");
    bench.wrong(&[
        (&format!("{GILT} 2035-06-07 {}", other("2035-06-09")), 1, "name 2035-06-10 or later"),
        (&format!("{GILT} 2035-12-07 {}", other("2035-12-10")), 1, "leave out --record-date"),
        // A slip of the year would bar the payments between.
        (
            &format!("{GILT} 2035-06-07 {}", other("2037-06-12")).replace("--skip-earlier ", ""),
            1,
            "the payment of 2035-12-07 has its record day",
        ),
        (&format!("{GILT} 2026-06-08 {}", other("2035-06-12")), 1, "so nobody is owed it here"),
        (
            &format!("{GILT} 2040-12-07 --kind redemption {}", other("2035-06-12")),
            1,
            "no record date",
        ),
    ]);
    let declare = format!("{GILT} 2035-06-07 {}", other("2035-06-12"));
    bench.run(&format!("{declare} --dry-run")).success().stdout_eq(str![[r#"
dry run: record the document `record-date 2035-06-07 INTR` of treasury-gilt-2040@uk-sandbox
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        [GAS] (estimated)
dry run: set the end of 2035-06-12 as a record date of treasury-gilt-2040@uk-sandbox, leg uk
  signed by  paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  gas        [GAS] (estimated)
dry run: declare interest of treasury-gilt-2040@uk-sandbox, leg uk, paid from 2035-06-13
  signed by  paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  gas        can be estimated when the one before is done

"#]]);
    bench.run("coupon list").success().stdout_eq(str![[r#"
nothing was declared

"#]]);
    bench.run(&format!("{declare} --quiet")).success().stdout_eq(str![[r#"
done: record the document `record-date 2035-06-07 INTR` of treasury-gilt-2040@uk-sandbox
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        30
  gas          [GAS]
done: set the end of 2035-06-12 as a record date of treasury-gilt-2040@uk-sandbox, leg uk
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        31
  gas          [GAS]
done: declare interest of treasury-gilt-2040@uk-sandbox, leg uk, paid from 2035-06-13
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        32
  gas          [GAS]
it is distribution 1

"#]]);
    bench.run(&declare).success().stdout_eq(str![[r#"
nothing to do
it is distribution 1

"#]]);
    // The holders are told of it, with the days that it has now.
    let tell =
        "register notice treasury-gilt-2040 --payment-date 2035-06-07 --record-date 2035-06-12";
    bench.wrong(&[
        (tell, 2, "--record-date: 2035-06-12 is after the payment on 2035-06-07"),
        (&format!("{tell} --paid-from 2035-06-06"), 2, "--paid-from: 2035-06-06 is before"),
    ]);
    let told = bench.run(&format!("{tell} --paid-from 2035-06-13 --quiet")).success();
    let told = String::from_utf8_lossy(&told.get_output().stdout).into_owned();
    assert!(told.contains("<Dt>2035-06-12</Dt>") && told.contains("<Dt>2035-06-13</Dt>"), "{told}");
    assert!(!told.contains("2035-05"), "{told}");
    let another = format!("{GILT} 2035-06-07 {}", other("2035-06-13"));
    bench.run(&another).code(1).stderr_eq(str![[r#"
error: distribution 1 is the interest of 2035-06-07, declared with the record day 2035-06-12, not 2035-06-13; leave it, or declare it anew after `corridor coupon cancel 1`

"#]]);
    // One that was forgotten before it, of the same holders: told from it by its second.
    bench.run(&format!("{GILT} 2034-12-07 {}", other("2035-06-12"))).success();
    bench.run("coupon list").success().stdout_eq(str![[r#"
NO  OF                                     WHAT      RECORD DAY  PAID FROM   STATUS    DUE  PAID    KEPT
1   treasury-gilt-2040@uk-sandbox, leg uk  interest  2035-06-12  2035-06-13  declared  -    tGBP 0  tGBP 0
2   treasury-gilt-2040@uk-sandbox, leg uk  interest  2035-06-12  2035-06-13  declared  -    tGBP 0  tGBP 0

"#]]);
    bench.run("bond document list treasury-gilt-2040").success().stdout_eq(str![[r#"
NAME                         SET                   HASH                                                                WHERE
record-date 2035-06-07 INTR  [TIME]  [HASH]  notice.txt
record-date 2034-12-07 INTR  [TIME]  [HASH]  notice.txt

"#]]);
    let calendar =
        bench.run("bond calendar treasury-gilt-2040 --until 2035-12-31 --json").success();
    let calendar: serde_json::Value =
        serde_json::from_slice(&calendar.get_output().stdout).expect("one document");
    let declared = calendar["due"].as_array().expect("payments").iter();
    let declared: Vec<_> = declared
        .filter_map(|one| {
            Some((one["payment"].as_str()?, one["distribution"].as_u64()?, &one["record"]))
        })
        .collect();
    let record = serde_json::Value::from("2035-06-12");
    assert_eq!(declared, [("2034-12-07", 2, &record), ("2035-06-07", 1, &record)]);

    bench.run("devnet time --to 2035-06-13T01:00:00Z --quiet").success();
    bench.run("cash mint GBP 50,000 --to paying-agent").success();
    for id in [1, 2] {
        bench.run(&format!("coupon fund {id}")).success();
        bench.run(&format!("coupon pay {id} --quiet")).success();
    }
    bench.run("cash show --of INV-0001").success().stdout_eq(str![[r#"
CASH  TOKEN                                       DECIMALS  RECEIVED BY  IN ALL       OF THE WALLET
tGBP  0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82  6         anybody      tGBP 50,000  tGBP 42,500

"#]]);
}

/// The bond with calls and a put, on a day before any notice has to be given.
fn early() -> Bench {
    let bench = Bench::new();
    bench.private_file("uk.toml", crate::bench::UK_INPUTS);
    bench.private_file("early.toml", EARLY);
    bench.run("devnet up").success();
    bench.run("bond issue early.toml --profile uk-sandbox --inputs uk.toml --quiet").success();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run("devnet time --to 2035-04-19 --quiet").success();
    bench
}

const EARLY_DECLARE: &str = "coupon declare early --terms early.toml --skip-earlier --payment-date";

#[test]
fn notice_of_calls_and_puts_is_given_in_time() {
    let bench = early();
    bench.run(&format!("{EARLY_DECLARE} 2035-05-31 --kind call")).code(1).stderr_eq(str![[r#"
error: the terms ask for notice of the call on 2035-05-31 by 2035-04-17 (30 business days before), and on the chain it is 2035-04-19; call on a later day, as `corridor coupon schedule` shows them

"#]]);
    let put = format!("{EARLY_DECLARE} 2035-11-30 --kind put --election-until");
    bench.run(&format!("{put} 2035-11-19")).code(1).stderr_eq(str![[r#"
error: --election-until: the terms ask holders for notice of the put on 2035-11-30 by 2035-11-16 (10 business days before), and elections would go on through 2035-11-19; name 2035-11-16 or an earlier day

"#]]);
    bench.wrong(&[(
        &format!("{put} 2035-04-18"),
        1,
        "--election-until: 2035-04-18 is over on the chain",
    )]);
    bench.run(&format!("{put} 2035-11-16 --quiet")).success();
    bench.run(&format!("{put} 2035-11-15")).code(1).stderr_eq(str![[r#"
error: distribution 1 is the put of 2035-11-30, declared with elections through 2035-11-16, not 2035-11-15; leave it, or declare it anew after `corridor coupon cancel 1`

"#]]);
    bench.run(&format!("{put} 2035-11-16")).success().stdout_eq(str![[r#"
nothing to do
it is distribution 1

"#]]);
    bench.wrong(&[
        (
            &format!("{EARLY_DECLARE} 2035-11-30 --kind put"),
            1,
            "holders elect a put: say through which day, with --election-until",
        ),
        (
            &format!("{EARLY_DECLARE} 2035-11-30 --kind call --part 20"),
            1,
            "--part is for a partial call",
        ),
        (&format!("{EARLY_DECLARE} 2035-11-30 --kind partial-call"), 1, "give it with --part"),
    ]);
    bench.run(&format!("{EARLY_DECLARE} 2035-11-30 --kind call --quiet")).success();
}

#[test]
fn all_and_a_part_are_not_called_on_one_day() {
    let bench = early();
    let part = format!("{EARLY_DECLARE} 2035-11-30 --kind partial-call --part");
    bench.run(&format!("{part} 25 --quiet")).success();
    bench.run(&format!("{part} 30")).code(1).stderr_eq(str![[r#"
error: distribution 1 is the partial-call of 2035-11-30, declared with the part 1 / 4, not 3 / 10; leave it, or declare it anew after `corridor coupon cancel 1`

"#]]);
    let all = format!("{EARLY_DECLARE} 2035-11-30 --kind call");
    bench.run(&all).code(1).stderr_eq(str![[r#"
error: distribution 1 is a partial-call on 2035-11-30, so no call is declared on that day; withdraw it first, with `corridor coupon cancel 1`

"#]]);
    bench.run("coupon cancel 1 --quiet").success();
    bench.run(&format!("{all} --quiet")).success();
    bench.run(&format!("{part} 25")).code(1).stderr_eq(str![[r#"
error: distribution 2 is a call on 2035-11-30, so no partial-call is declared on that day; withdraw it first, with `corridor coupon cancel 2`

"#]]);
}

/// The same bond on SONIA, neither called nor put; `more` are further lines of its coupon, and `id` what it is called.
fn on_sonia(id: &str, isin: &str, more: &[(&str, &str)]) -> String {
    let (head, rest) = EARLY.split_once("[[call]]").expect("a call");
    let tail = rest.find("[[leg]]").expect("a leg");
    let lines: String = more.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    let given: String = more.iter().map(|(key, _)| format!(", \"coupon.{key}\"")).collect();
    let calls = rest.find(", \"call[1].date\"").expect("what gives the calls");
    format!("{head}{}{given},\n]\n", &rest[tail..calls])
        .replace("id = \"early\"", &format!("id = \"{id}\""))
        .replace("ZZUKT40REGS3", isin)
        .replace("kind = \"fixed\"\nrate = \"4\"\n", &format!("kind = \"floating\"\n{lines}"))
        .replace("\"coupon.rate\", ", "")
        .replace("ACT/ACT ICMA", "ACT/365F")
}

/// Rates below zero give interest that no holder pays, unless the terms state a minimum.
#[test]
fn interest_below_zero_is_not_declared() {
    let bench = Bench::new();
    bench.private_file("uk.toml", crate::bench::UK_INPUTS);
    let sonia = [("reference_rate", "\"SONIA\""), ("lookback_days", "5"), ("spread", "\"-0.05\"")];
    let floored = [&sonia[..], &[("minimum_rate", "\"0.1\"")]].concat();
    bench.private_file("below.toml", &on_sonia("below", "ZZUKT40REGS3", &sonia));
    bench.private_file("floored.toml", &on_sonia("floored", "ZZUKT40144A2", &floored));
    let first: jiff::civil::Date = "2025-05-16".parse().expect("a day");
    let days = first.series(jiff::Span::new().days(1)).take(3_670);
    let rates: String = days.map(|day| format!("{day},-0.5\n")).collect();
    bench.private_file("rates.csv", &format!("date,rate\n{rates}"));
    bench.run("devnet up").success();
    for bond in ["below", "floored"] {
        let issue = format!("bond issue {bond}.toml --profile uk-sandbox --inputs uk.toml --quiet");
        bench.run(&issue).success();
    }
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run("devnet time --to 2035-05-29T12:00:00Z --quiet").success();
    let declare = |bond: &str| {
        format!(
            "coupon declare {bond} --terms {bond}.toml --fixings rates.csv --skip-earlier --payment-date 2035-05-31"
        )
    };
    bench.run(&declare("below")).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
rates.csv:3: 2025-05-17 is no day for which SONIA is published, so its rate does not count
rates.csv:4: 2025-05-18 is no day for which SONIA is published, so its rate does not count
rates.csv:10: 2025-05-24 is no day for which SONIA is published, so its rate does not count
and 1127 more lines such as these
error: the rate that below pays on 2035-05-31 is -0.54938444 %, below zero, and the terms state no minimum: holders of a bond pay nothing, so there is nothing to declare; if the real bond has a minimum rate of interest, its terms say so with `minimum_rate` in [coupon]

"#]]);
    bench.run(&declare("floored")).success();
    bench.run("coupon show 1").success().stdout_eq(str![[r#"
distribution 1: interest of floored@uk-sandbox, leg uk
  status            declared
  corporate action  INTR (ISO 20022)
  record day        2035-05-30
  paid from         2035-05-31
  rate              364 / 73 smallest units of tGBP for each of the bond
  due               known after the record day
  funded            tGBP 0
  paid              tGBP 0
  kept              tGBP 0
  not paid          known after the record day
  remainder         known after the record day
  returned          tGBP 0
  redeemed          GBP 0

"#]]);
    let calendar = |bond: &str| {
        format!("bond calendar {bond} --terms {bond}.toml --fixings rates.csv --until 2035-07-01")
    };
    bench.run(&calendar("below")).success().stdout_eq(str![[r#"
below@uk-sandbox, leg uk, on 2035-05-29
nothing is due until 2035-07-01

"#]]);
    let due = bench.run(&calendar("floored")).success().get_output().stdout.clone();
    let due = String::from_utf8(due).expect("text is UTF-8");
    // Its width follows from the days since others that are late.
    let line = due.lines().find(|line| line.starts_with("2035-05-31  interest  0.049863  "));
    assert!(line.is_some_and(|line| line.trim_end().ends_with("declared  1")), "{due}");
}
