//! `corridor coupon`

use snapbox::str;

use crate::bench::Bench;
use crate::floating::floating;

/// A call and a put, steps, a long first period and a short last one, and gilts' ex-dividend days.
pub(crate) const STEPS: &str = r#"schema = 1
id = "steps"
replica = "Invented, for this test."
name = "Steps 2028"
symbol = "STEPS"
isin = "ZZUKT40REGS3"
currency = "GBP"
denomination = "GBP 1,000"
issue_amount = "GBP 1,000,000"
issue_date = 2025-01-15
settlement_date = 2025-01-15
maturity_date = 2028-02-10
redemption_price = "100"

[issuer]
name = "Nobody"

[coupon]
kind = "step-up"
rate = "4"
frequency = 2
day_count = "ACT/ACT ICMA"
business_day_convention = "following"
business_centres = ["London", "TARGET"]
dates = ["05-31", "11-30"]
first_date = 2025-11-30
last_regular_date = 2027-11-30
ex_dividend_days = 7

[[coupon.step]]
from = 2026-11-30
rate = "4.75"

[[amortisation]]
date = 2026-05-31
percentage = "25"

[[call]]
date = 2026-11-30
price = "101"
notice_days = 30

[[put]]
date = 2027-05-31
price = "99"

[[leg]]
profile = "none"
leg = "none"
isin = "ZZUKT40REGS3"
note = "Assigned by nobody."

[[source]]
title = "none"
url = "none"
accessed = 2026-11-27
gives = [
    "isin", "currency", "denomination", "issue_amount", "issue_date", "settlement_date", "maturity_date", "redemption_price",
    "issuer.name", "coupon.kind", "coupon.rate", "coupon.frequency", "coupon.day_count", "coupon.business_day_convention",
    "coupon.business_centres", "coupon.dates", "coupon.first_date", "coupon.last_regular_date", "coupon.ex_dividend_days",
    "coupon.step[1].from", "coupon.step[1].rate", "amortisation[1].date", "amortisation[1].percentage", "call[1].date",
    "call[1].price", "call[1].notice_days", "put[1].date", "put[1].price",
]
"#;

/// The same bond without interest.
pub(crate) fn zero() -> String {
    let (head, rest) = STEPS.split_once("[coupon]").expect("a coupon");
    let (_, rest) = rest.split_once("[[leg]]").expect("a leg");
    let coupon = "[coupon]\nkind = \"zero\"\nday_count = \"ACT/365F\"\nbusiness_day_convention = \"following\"\n";
    let (rest, _) = rest.split_once("gives = [").expect("a source");
    let gives = "\"isin\", \"currency\", \"denomination\", \"issue_amount\", \"issue_date\", \"settlement_date\", \"maturity_date\", \
                 \"redemption_price\", \"issuer.name\", \"coupon.kind\", \"coupon.day_count\", \"coupon.business_day_convention\"";
    format!("{head}{coupon}\n[[leg]]{rest}gives = [{gives}]\n")
}

/// Nothing is said of interest where there is none, and no message tells holders of it.
#[test]
fn a_bond_without_interest_has_none() {
    let bench = Bench::new();
    bench.private_file("zero.toml", &zero());
    bench.run("terms check zero.toml").success().stdout_eq(str![[r#"
terms steps are well-formed: of a bond
  name      Steps 2028 (STEPS)
  issuer    Nobody (no LEI)
  isin      ZZUKT40REGS3
  amount    GBP 1,000,000 in steps of GBP 1,000
  issued    2025-01-15
  matures   2028-02-10 at 100 %
  coupon    none; yields by ACT/365F, following
  payments  1, from 2028-02-10 to 2028-02-10
  leg       none of none: ZZUKT40REGS3
  hash      [HASH]

"#]]);
    bench.run("coupon schedule zero.toml --settlement 2026-05-26 --price 90").success().stdout_eq(
        str![[r#"
steps: Steps 2028
  nominal       GBP 1,000
  day count     ACT/365F
  payment days  following; Monday to Friday

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2025-01-15  2028-02-10  2028-02-10  2028-02-09  -            0       0         1,000

settlement on 2026-05-26
  coupon       none
  accrued      GBP 0 (0 %)
  clean price  90 %
  dirty price  90 %
  to pay       GBP 900
  yield        6.346298 %

"#]],
    );
    let notice = "register notice zero.toml --payment-date 2028-02-10";
    bench.wrong(&[(notice, 1, "the terms of steps have no interest on 2028-02-10")]);
    bench.run(&format!("{notice} --kind redemption")).success();
}

#[test]
fn a_schedule_is_shown_with_price_and_yields() {
    let bench = Bench::new();
    bench.private_file("steps.toml", STEPS);
    let asked = "coupon schedule steps.toml --nominal 100000 --settlement 2026-05-26 --price 99.5";
    bench.run(asked).success().stderr_eq(str![[r#""#]]).stdout_eq(str![[r#"
steps: Steps 2028
  nominal       GBP 100,000
  day count     ACT/ACT ICMA
  payment days  following; London, TARGET

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2025-01-15  2025-11-30  2025-12-01  2025-11-20  2025-11-20   4       3,494.51  0
2025-11-30  2026-05-31  2026-06-01  2026-05-20  2026-05-20   4       2,000     25,000
2026-05-31  2026-11-30  2026-11-30  2026-11-19  2026-11-19   4       1,500     0
2026-11-30  2027-05-31  2027-06-01  2027-05-20  2027-05-20   4.75    1,781.25  0
2027-05-31  2027-11-30  2027-11-30  2027-11-19  2027-11-19   4.75    1,781.25  0
2027-11-30  2028-02-10  2028-02-10  2028-02-01  2028-02-01   4.75    700.82    75,000

CALL        PRICE %  NOTICE DAYS
2026-11-30  101      30

PUT         PRICE %  NOTICE DAYS
2027-05-31  99       -

settlement on 2026-05-26
  coupon       sold without the next one
  accrued      GBP -54.95 (-0.05494505 %)
  clean price  99.5 %
  dirty price  99.44505495 %
  to pay       GBP 99,445.05
  yield        4.931226 %
  to calls     7.264114 % to 2026-11-30
  to puts      4.068252 % to 2027-05-31
  to worst     4.931226 %

"#]]);
    bench.run(&format!("{asked} --json")).success().stdout_eq(str![[r#"
{
  "schema": "corridor.coupon-schedule/1",
  "terms": "steps",
  "name": "Steps 2028",
  "nominal": "GBP 100,000",
  "day_count": "ACT/ACT ICMA",
  "business_day_convention": "following",
  "business_centres": [
    "London",
    "TARGET"
  ],
  "payments": [
    {
      "period_start": "2025-01-15",
      "period_end": "2025-11-30",
      "payment": "2025-12-01",
      "record": "2025-11-20",
      "ex_dividend": "2025-11-20",
      "year_fraction": "159/182",
      "rate": "4",
      "outstanding": "GBP 100,000",
      "interest": "GBP 3,494.51",
      "principal": "GBP 0"
    },
    {
      "period_start": "2025-11-30",
      "period_end": "2026-05-31",
      "payment": "2026-06-01",
      "record": "2026-05-20",
      "ex_dividend": "2026-05-20",
      "year_fraction": "1/2",
      "rate": "4",
      "outstanding": "GBP 100,000",
      "interest": "GBP 2,000",
      "principal": "GBP 25,000"
    },
    {
      "period_start": "2026-05-31",
      "period_end": "2026-11-30",
      "payment": "2026-11-30",
      "record": "2026-11-19",
      "ex_dividend": "2026-11-19",
      "year_fraction": "1/2",
      "rate": "4",
      "outstanding": "GBP 75,000",
      "interest": "GBP 1,500",
      "principal": "GBP 0"
    },
    {
      "period_start": "2026-11-30",
      "period_end": "2027-05-31",
      "payment": "2027-06-01",
      "record": "2027-05-20",
      "ex_dividend": "2027-05-20",
      "year_fraction": "1/2",
      "rate": "4.75",
      "outstanding": "GBP 75,000",
      "interest": "GBP 1,781.25",
      "principal": "GBP 0"
    },
    {
      "period_start": "2027-05-31",
      "period_end": "2027-11-30",
      "payment": "2027-11-30",
      "record": "2027-11-19",
      "ex_dividend": "2027-11-19",
      "year_fraction": "1/2",
      "rate": "4.75",
      "outstanding": "GBP 75,000",
      "interest": "GBP 1,781.25",
      "principal": "GBP 0"
    },
    {
      "period_start": "2027-11-30",
      "period_end": "2028-02-10",
      "payment": "2028-02-10",
      "record": "2028-02-01",
      "ex_dividend": "2028-02-01",
      "year_fraction": "12/61",
      "rate": "4.75",
      "outstanding": "GBP 75,000",
      "interest": "GBP 700.82",
      "principal": "GBP 75,000"
    }
  ],
  "calls": [
    {
      "date": "2026-11-30",
      "price": "101",
      "notice_days": 30
    }
  ],
  "puts": [
    {
      "date": "2027-05-31",
      "price": "99",
      "notice_days": null
    }
  ],
  "quote": {
    "settlement": "2026-05-26",
    "ex_dividend": true,
    "accrued": "GBP -54.95",
    "accrued_per_cent": "-0.05494505",
    "clean_price": "99.5",
    "dirty_price": "99.44505495",
    "yield": "4.931226",
    "yield_to_worst": "4.931226",
    "amount": "GBP 99,445.05",
    "calls": [
      {
        "date": "2026-11-30",
        "price": "101",
        "notice_days": 30,
        "yield": "7.264114"
      }
    ],
    "puts": [
      {
        "date": "2027-05-31",
        "price": "99",
        "notice_days": null,
        "yield": "4.068252"
      }
    ]
  }
}

"#]]);
}

#[test]
fn the_tap_of_bond_i_has_its_yield() {
    let bench = Bench::new();
    let asked = "coupon schedule world-bank-bond-i --settlement 2019-08-16 --price 101.318";
    bench
        .run(asked)
        .success()
        .stdout_eq(str![[r#"
world-bank-bond-i: IBRD 2.20% 28 Aug 2020 bond-i
  nominal       AUD 1,000
  day count     ACT/ACT ICMA
  payment days  following; Monday to Friday

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2018-08-28  2019-02-28  2019-02-28  2019-02-27  -            2.2     11        0
2019-02-28  2019-08-28  2019-08-28  2019-08-27  -            2.2     11        0
2019-08-28  2020-02-28  2020-02-28  2020-02-27  -            2.2     11        0
2020-02-28  2020-08-28  2020-08-28  2020-08-27  -            2.2     11        1,000

settlement on 2019-08-16
  coupon       sold with the next one
  accrued      AUD 10.27 (1.02707182 %)
  clean price  101.318 %
  dirty price  102.34507182 %
  to pay       AUD 1,023.45
  yield        0.91518 %

"#]])
        .stderr_eq(str![[r#"
the terms name no business centres, so only Saturdays and Sundays are taken for holidays

"#]]);
}

#[test]
fn bad_input_is_refused_with_advice() {
    let bench = Bench::new();
    bench.private_file("floating.toml", &floating());
    bench.private_file("gap.csv", "date,rate\n2025-01-08,4.7\n2025-01-10,4.7\n");
    bench.private_file("bad.csv", "date,rate\n2025-01-08,4,7\n");
    bench.private_file("bad.toml", &STEPS.replace("from = 2026-11-30", "from = 2026-12-01"));
    let gilt = "coupon schedule treasury-gilt-2040";
    let refuse = |arguments: &str| bench.run(arguments).stdout_eq(str![[r#""#]]);
    refuse("coupon schedule treasury-gilt").code(1).stderr_eq(str![[r#"
error: there are no terms `treasury-gilt`; did you mean `treasury-gilt-2040`?, or give the path of a terms file

"#]]);
    refuse("coupon schedule bad.toml").code(1).stderr_eq(str![[r#"
error: bad.toml:31: coupon.step[1].from: 2026-12-01 is no day before maturity on which interest is due; write one of the days that `dates` gives, without regard to holidays

"#]]);
    refuse("coupon schedule floating.toml --fixings gap.csv").code(1).stderr_eq(str![[r#"
error: gap.csv has no SONIA for 2025-01-09, which the period from 2025-01-15 to 2025-11-30 needs; add a line

"#]]);
    refuse("coupon schedule floating.toml --fixings bad.csv").code(1).stderr_eq(str![[r#"
error: bad.csv:2: 3 columns where there are 2 above; write date and rate, with a comma between them

"#]]);
    refuse("coupon schedule floating.toml --settlement 2025-03-03")
        .code(1)
        .stderr_eq(str![[r#"
error: the coupon follows SONIA, and no fixings are given; give a CSV file with the columns date and rate

"#]]);
    refuse("coupon schedule world-bank-bond-i --nominal 1500").code(2).stderr_eq(str![[r#"
error: --nominal: AUD 1,500 is not a multiple of the denomination
hint: give a multiple of AUD 1,000

"#]]);
    refuse(&format!("{gilt} --nominal -5")).code(2).stderr_eq(str![[r#"
error: --nominal: amount `-5` is negative
hint: write an amount of zero or more

"#]]);
    refuse(&format!("{gilt} --settlement 2026-02-30")).code(2).stderr_eq(str![[r#"
error: --settlement: `2026-02-30` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
    refuse(&format!("{gilt} --settlement 2041-01-02")).code(1).stderr_eq(str![[r#"
error: nothing is outstanding on 2041-01-02: the bond runs from 2010-06-30 to 2040-12-07; take a day between them

"#]]);
    refuse(&format!("{gilt} --settlement 2026-02-02 --price 1e2")).code(2).stderr_eq(str![[r#"
error: --price: `1e2` is not a per cent figure
hint: write digits with at most eight decimals, e.g. 99.484375

"#]]);
    refuse(&format!("{gilt} --price 99")).code(2).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --settlement <DATE>

Usage: corridor coupon schedule --settlement <DATE> --price <PER CENT> <NAME|FILE>

For more information, try '--help'.

"#]]);
    refuse(&format!("{gilt} --settlement 2026-02-02 --price 99 --yield 4")).code(2).stderr_eq(
        str![[r#"
error: the argument '--price <PER CENT>' cannot be used with '--yield <PER CENT>'

Usage: corridor coupon schedule --settlement <DATE> --price <PER CENT> <NAME|FILE>

For more information, try '--help'.

"#]],
    );
}
