//! `corridor coupon schedule` of interest that is fixed by and by.

use snapbox::str;

use crate::bench::Bench;
use crate::coupon::STEPS;

/// The bond of `coupon` with SONIA.
pub(crate) fn floating() -> String {
    STEPS
        .replace(
            "kind = \"step-up\"\nrate = \"4\"",
            "kind = \"floating\"\nreference_rate = \"SONIA\"\nlookback_days = 5",
        )
        .replace("\n[[coupon.step]]\nfrom = 2026-11-30\nrate = \"4.75\"\n", "")
        .replace("\nex_dividend_days = 7", "")
        .replace(", \"coupon.ex_dividend_days\"", "")
        .replace("\"coupon.rate\"", "\"coupon.reference_rate\", \"coupon.lookback_days\"")
        .replace("\"coupon.step[1].from\", \"coupon.step[1].rate\", ", "")
        .replace("day_count = \"ACT/ACT ICMA\"", "day_count = \"ACT/365F\"")
}
#[test]
fn a_floating_coupon_is_open_until_it_is_fixed() {
    let bench = Bench::new();
    bench.private_file("floating.toml", &floating());
    bench
        .run("coupon schedule floating.toml")
        .success()
        .stdout_eq(str![[r#"
steps: Steps 2028
  nominal       GBP 1,000
  day count     ACT/365F
  payment days  following; London, TARGET

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2025-01-15  2025-11-30  2025-12-01  2025-11-28  -            -       -         0
2025-11-30  2026-05-31  2026-06-01  2026-05-29  -            -       -         250
2026-05-31  2026-11-30  2026-11-30  2026-11-27  -            -       -         0
2026-11-30  2027-05-31  2027-06-01  2027-05-28  -            -       -         0
2027-05-31  2027-11-30  2027-11-30  2027-11-29  -            -       -         0
2027-11-30  2028-02-10  2028-02-10  2028-02-09  -            -       -         750

CALL        PRICE %  NOTICE DAYS
2026-11-30  101      30

PUT         PRICE %  NOTICE DAYS
2027-05-31  99       -

"#]])
        .stderr_eq(str![[r#"
without --fixings the interest of a floating coupon is open

"#]]);
    bench.private_file(
        "sonia.csv",
        "date,rate\n2025-01-08,4.7\n2025-01-09,4.7\n2025-01-10,4.7\n2025-01-13,4.7\n",
    );
    let asked = "coupon schedule floating.toml --fixings sonia.csv --settlement";
    bench.run(&format!("{asked} 2025-01-20 --quiet")).success().stdout_eq(str![[r#"
steps: Steps 2028
  nominal       GBP 1,000
  day count     ACT/365F
  payment days  following; London, TARGET

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2025-01-15  2025-11-30  2025-12-01  2025-11-28  -            -       -         0
2025-11-30  2026-05-31  2026-06-01  2026-05-29  -            -       -         250
2026-05-31  2026-11-30  2026-11-30  2026-11-27  -            -       -         0
2026-11-30  2027-05-31  2027-06-01  2027-05-28  -            -       -         0
2027-05-31  2027-11-30  2027-11-30  2027-11-29  -            -       -         0
2027-11-30  2028-02-10  2028-02-10  2028-02-09  -            -       -         750

CALL        PRICE %  NOTICE DAYS
2026-11-30  101      30

PUT         PRICE %  NOTICE DAYS
2027-05-31  99       -

settlement on 2025-01-20
  coupon   sold with the next one
  accrued  GBP 0.64 (0.06439517 %)

"#]]);
    bench.run(&format!("{asked} 2025-02-20")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: the fixings do not have all days of the period until 2025-02-20, so nothing is known to accrue
hint: give those of the whole period, or an earlier day

"#]]);
    bench.private_file(
        "odd.csv",
        "date,rate\n2025-01-11,4.7\n2025-01-08,47\n2025-01-09,4.7\n2025-01-10,4.7\n",
    );
    let odd = "coupon schedule floating.toml --fixings odd.csv";
    bench.run(odd).success().stderr_eq(str![[r#"
odd.csv:3: 47 % for 2025-01-08 is far from what SONIA has been; it counts as it is, in per cent a year
odd.csv:2: 2025-01-11 is no day for which SONIA is published, so its rate does not count

"#]]);
    bench.run(&format!("{asked} 2025-01-20 --price 100")).code(1).stderr_eq(str![[r#"
error: a price or yield needs every coupon to come, and those of a floating rate are not known; ask for accrued interest alone

"#]]);
}

/// SONIA at half a per cent below zero for the first period, with a margin that does not make up for it.
#[test]
fn interest_below_zero_is_shown_and_a_minimum_rate_ends_it() {
    let bench = Bench::new();
    let below = floating()
        .replace("lookback_days = 5", "lookback_days = 5\nspread = \"-0.1\"")
        .replace("\"coupon.lookback_days\"", "\"coupon.lookback_days\", \"coupon.spread\"");
    let floored = below
        .replace("spread = \"-0.1\"", "spread = \"-0.1\"\nminimum_rate = \"0\"")
        .replace("\"coupon.spread\"", "\"coupon.spread\", \"coupon.minimum_rate\"");
    let first: jiff::civil::Date = "2025-01-06".parse().expect("a day");
    let days = first.series(jiff::Span::new().days(1)).take(330);
    let rates: String = days.map(|day| format!("{day},-0.5\n")).collect();
    bench.private_file("rates.csv", &format!("date,rate\n{rates}"));
    bench.private_file("below.toml", &below);
    bench.private_file("floored.toml", &floored);
    let asked = "--fixings rates.csv --nominal 1000000 --settlement 2025-02-20";
    bench
        .run(&format!("coupon schedule below.toml {asked}"))
        .success()
        .stderr_eq(str![[r#"
rates.csv:7: 2025-01-11 is no day for which SONIA is published, so its rate does not count
rates.csv:8: 2025-01-12 is no day for which SONIA is published, so its rate does not count
rates.csv:14: 2025-01-18 is no day for which SONIA is published, so its rate does not count
and 96 more lines such as these
interest below zero is as the terms have it, which state no minimum rate: holders pay nothing, and it is not declared

"#]])
        .stdout_eq(str![[r#"
steps: Steps 2028
  nominal       GBP 1,000,000
  day count     ACT/365F
  payment days  following; London, TARGET

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %       INTEREST   PRINCIPAL
2025-01-15  2025-11-30  2025-12-01  2025-11-28  -            -0.59891578  -5,234.36  0
2025-11-30  2026-05-31  2026-06-01  2026-05-29  -            -            -          250,000
2026-05-31  2026-11-30  2026-11-30  2026-11-27  -            -            -          0
2026-11-30  2027-05-31  2027-06-01  2027-05-28  -            -            -          0
2027-05-31  2027-11-30  2027-11-30  2027-11-29  -            -            -          0
2027-11-30  2028-02-10  2028-02-10  2028-02-09  -            -            -          750,000

CALL        PRICE %  NOTICE DAYS
2026-11-30  101      30

PUT         PRICE %  NOTICE DAYS
2027-05-31  99       -

settlement on 2025-02-20
  coupon   sold with the next one
  accrued  GBP -591.67 (-0.05916654 %)

"#]]);
    bench
        .run(&format!("coupon schedule floored.toml {asked}"))
        .success()
        .stderr_eq(str![[r#"
rates.csv:7: 2025-01-11 is no day for which SONIA is published, so its rate does not count
rates.csv:8: 2025-01-12 is no day for which SONIA is published, so its rate does not count
rates.csv:14: 2025-01-18 is no day for which SONIA is published, so its rate does not count
and 96 more lines such as these

"#]])
        .stdout_eq(str![[r#"
steps: Steps 2028
  nominal       GBP 1,000,000
  day count     ACT/365F
  payment days  following; London, TARGET

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2025-01-15  2025-11-30  2025-12-01  2025-11-28  -            0       0         0
2025-11-30  2026-05-31  2026-06-01  2026-05-29  -            -       -         250,000
2026-05-31  2026-11-30  2026-11-30  2026-11-27  -            -       -         0
2026-11-30  2027-05-31  2027-06-01  2027-05-28  -            -       -         0
2027-05-31  2027-11-30  2027-11-30  2027-11-29  -            -       -         0
2027-11-30  2028-02-10  2028-02-10  2028-02-09  -            -       -         750,000

CALL        PRICE %  NOTICE DAYS
2026-11-30  101      30

PUT         PRICE %  NOTICE DAYS
2027-05-31  99       -

settlement on 2025-02-20
  coupon   sold with the next one
  accrued  GBP 0 (0 %)

"#]]);
    for (file, coupon) in [
        ("below", "SONIA - 0.1 %, 2 a year"),
        ("floored", "SONIA - 0.1 % and at least 0 %, 2 a year"),
    ] {
        let checked = bench.run(&format!("terms check {file}.toml")).success();
        let text = String::from_utf8(checked.get_output().stdout.clone()).expect("text");
        assert!(text.contains(coupon), "{text}");
    }
    let notice = "register notice below.toml --payment-date 2025-12-01 --fixings rates.csv";
    bench.run(notice).code(2).stderr_eq(str![[r#"
rates.csv:7: 2025-01-11 is no day for which SONIA is published, so its rate does not count
rates.csv:8: 2025-01-12 is no day for which SONIA is published, so its rate does not count
rates.csv:14: 2025-01-18 is no day for which SONIA is published, so its rate does not count
and 96 more lines such as these
error: the interest of that day is below zero, and the terms state no minimum rate
hint: holders pay nothing, so there is nothing to announce

"#]]);
}
