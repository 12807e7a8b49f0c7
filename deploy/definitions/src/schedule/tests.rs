//! Tests of schedules and what follows from them. QuantLib's are in `deploy/definitions/tests/quantlib.rs`.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::money::Amount;
use crate::source::Source;
use crate::terms::{DayCount, Terms};

const HEAD: &str = "schema = 1\nid = \"t\"\nreplica = \"t\"\nname = \"t\"\nsymbol = \"T\"\nisin = \"GB00B6460505\"\n\
                    currency = \"GBP\"\ndenomination = \"GBP 0.01\"\nissue_amount = \"GBP 1,000,000\"\n\
                    redemption_price = \"100\"\n";
const TAIL: &str =
    "\n[issuer]\nname = \"t\"\n[[leg]]\nprofile = \"t\"\nleg = \"t\"\nisin = \"GB00B6460505\"\n";
const OWN: [&str; 6] = ["schema", "id", "replica", "name", "symbol", "leg"];

/// Terms from what matters here: dates, coupon, and what follows it.
pub(crate) fn terms(issue: &str, maturity: &str, rest: &str) -> Terms {
    let dates =
        format!("issue_date = {issue}\nsettlement_date = {issue}\nmaturity_date = {maturity}\n");
    let text = format!("{HEAD}{dates}{rest}{TAIL}");
    let table: toml::Table = text.parse().expect("a file");
    let mut paths = Vec::new();
    for (key, value) in table.iter().filter(|(key, _)| !OWN.contains(&key.as_str())) {
        leaves(key, value, &mut paths);
    }
    let source = format!(
        "[[source]]\ntitle = \"t\"\nurl = \"t\"\naccessed = 2026-11-27\ngives = {paths:?}\n"
    );
    Terms::parse(Source::from_text("t.toml", text + &source))
        .unwrap_or_else(|error| panic!("{error}\n{rest}"))
}

fn leaves(path: &str, value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            table.iter().for_each(|(key, value)| leaves(&format!("{path}.{key}"), value, found));
        }
        toml::Value::Array(items) if items.iter().all(toml::Value::is_table) => {
            for (index, item) in items.iter().enumerate() {
                leaves(&format!("{path}[{}]", index + 1), item, found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

pub(crate) fn pounds(units: u128) -> Amount {
    Amount::from_units(units, "GBP".parse().unwrap())
}

fn owed(units: i128) -> SignedAmount {
    SignedAmount::from_units(units, "GBP".parse().unwrap())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const HALF_YEARLY: &str = "[coupon]\nrate = \"4\"\nfrequency = 2\nday_count = \"ACT/ACT ICMA\"\n\
                           business_day_convention = \"following\"\nbusiness_centres = [\"London\"]\n\
                           dates = [\"05-31\", \"11-30\"]\n";

/// 31 May is a month end like 30 November: QuantLib's notional periods would begin on 30 May.
#[test]
fn long_and_short_first_periods_are_counted_in_notional_periods() {
    let long =
        terms("2024-07-17", "2035-05-31", &format!("{HALF_YEARLY}first_date = 2025-05-31\n"));
    let flows = CashFlows::of(&long, pounds(1_000_000), None).unwrap();
    // 17 July to 30 November is 136 of 183 days, and a whole half year follows.
    assert_eq!(flows.flows[0].fraction, Fraction::new(136 + 183, 2 * 183).unwrap());
    let short =
        terms("2024-07-17", "2035-05-31", &format!("{HALF_YEARLY}first_date = 2024-11-30\n"));
    let flows = CashFlows::of(&short, pounds(1_000_000), None).unwrap();
    assert_eq!(flows.flows[0].fraction, Fraction::new(136, 2 * 183).unwrap());
    assert_eq!(flows.flows[1].interest, Some(owed(20_000)));
}

#[test]
fn the_weekend_between_due_and_paid_accrues_nothing() {
    let bond =
        terms("2024-05-31", "2026-05-31", &format!("{HALF_YEARLY}first_date = 2024-11-30\n"));
    let flows = CashFlows::of(&bond, pounds(1_000_000), None).unwrap();
    // 30 November 2024 is a Saturday.
    assert_eq!(flows.flows[0].period.payment, day("2024-12-02"));
    for settlement in ["2024-11-30", "2024-12-01"] {
        let accrued = flows.accrued(day(settlement)).unwrap().unwrap();
        assert_eq!(accrued.amount, owed(20_000));
    }
    assert_eq!(flows.accrued(day("2024-12-02")).unwrap().unwrap().amount, owed(220));
}

#[test]
fn days_outside_the_life_of_a_bond_have_no_accrued_interest() {
    let bond =
        terms("2024-05-31", "2026-05-31", &format!("{HALF_YEARLY}first_date = 2024-11-30\n"));
    let flows = CashFlows::of(&bond, pounds(100), None).unwrap();
    for settlement in ["2024-05-30", "2026-06-01", "2030-01-01"] {
        let error = flows.accrued(day(settlement)).unwrap_err().to_string();
        let expected = format!(
            "nothing is outstanding on {settlement}: the bond runs from 2024-05-31 to 2026-06-01"
        );
        assert!(error.starts_with(&expected), "{error}");
    }
}

const FLOATING: &str = "[coupon]\nkind = \"floating\"\nreference_rate = \"SONIA\"\nspread = \"0.5\"\nlookback_days = 5\n\
                        frequency = 4\nday_count = \"ACT/365F\"\nbusiness_day_convention = \"modified following\"\n\
                        business_centres = [\"London\"]\nadjusted = true\n\
                        dates = [\"03-02\", \"06-02\", \"09-02\", \"12-02\"]\nfirst_date = 2024-12-02\n";

fn fixings(lines: &str) -> Fixings {
    Fixings::parse(&Source::from_text("sonia.csv", format!("date,rate\n{lines}"))).unwrap()
}

/// A rate for each weekday from 20 August 2024 on, as many as `count`.
fn constant(rate: &str, count: usize) -> Fixings {
    let days = (0..count).map(|index| day("2024-08-20").saturating_add((index as i64).days()));
    fixings(&days.map(|day| format!("{day},{rate}\n")).collect::<String>())
}

#[test]
fn interest_is_open_until_its_rates_are_known() {
    let bond = terms("2024-09-02", "2025-09-02", FLOATING);
    let flows = CashFlows::of(&bond, pounds(100), None).unwrap();
    assert!(flows.flows.iter().all(|flow| flow.interest.is_none()));
    assert_eq!(
        flows.accrued(day("2024-10-02")).unwrap_err().to_string(),
        "the coupon follows SONIA, and no fixings are given; give a CSV file with the columns date and rate"
    );
    let fixings = constant("5.2", 60);
    let flows = CashFlows::of(&bond, pounds(100_000_000), Some(&fixings)).unwrap();
    assert!(flows.flows.iter().all(|flow| flow.interest.is_none()));
    let accrued = flows.accrued(day("2024-10-02")).unwrap().unwrap();
    // 30 days of 5.2 % and of the spread are 468,493 pence; compounding adds to it.
    assert!((468_494..470_000).contains(&accrued.amount.units()), "{accrued:?}");
    assert_eq!(flows.accrued(day("2024-11-29")).unwrap(), None);
    let price = flows.yield_at(day("2024-10-02"), "100".parse().unwrap(), Redemption::Maturity);
    assert_eq!(price.unwrap_err(), ScheduleError::UnknownCoupons);
}

/// What a quarter of 91 days pays on GBP 1,000,000 at a constant rate, and on a day within it.
fn quarter(spread_and_minimum: &str, rate: &str) -> (SignedAmount, Accrued) {
    let text = FLOATING.replace("spread = \"0.5\"\n", spread_and_minimum);
    let bond = terms("2024-09-02", "2025-09-02", &text);
    let fixings = constant(rate, 120);
    let flows = CashFlows::of(&bond, pounds(100_000_000), Some(&fixings)).unwrap();
    let accrued = flows.accrued(day("2024-10-02")).unwrap().unwrap();
    (flows.flows[0].interest.unwrap(), accrued)
}

/// Neither a rate below zero nor a margin is raised to it, unless the terms say so.
#[test]
fn interest_is_below_zero_where_its_rate_is() {
    let (interest, accrued) = quarter("", "-0.5");
    // 91 of 365 days of half a per cent are GBP 1,246.58; compounding takes 0.77 off it by its end.
    assert_eq!(interest.to_string(), "GBP -1,245.81");
    assert_eq!(accrued.amount.to_string(), "GBP -410.88");
    assert_eq!(accrued.per_cent().unwrap().to_string(), "-0.04108795");
    assert_eq!(interest.not_negative(), None);
    // A margin brings it to either side.
    let (above, _) = quarter("spread = \"0.75\"\n", "-0.5");
    let (below, _) = quarter("spread = \"-0.75\"\n", "0.5");
    // 0.75 % of 91 of 365 days are GBP 1,869.86.
    assert_eq!(above.units(), 186_986 - 124_581);
    assert!((-62_400..-62_000).contains(&below.units()), "{below}");
}

#[test]
fn a_minimum_rate_is_what_a_period_pays_at_least() {
    let zero = "minimum_rate = \"0\"\n";
    let (interest, accrued) = quarter(zero, "-0.5");
    assert_eq!((interest.units(), accrued.amount.units()), (0, 0));
    // A quarter per cent of 91 and of 30 of 365 days.
    let (interest, accrued) = quarter("minimum_rate = \"0.25\"\n", "-0.5");
    assert_eq!((interest.units(), accrued.amount.units()), (62_329, 20_548));
    // It is of the rate with its margin: -0.5 and 0.75 are more than nothing.
    let with_margin = quarter(&format!("spread = \"0.75\"\n{zero}"), "-0.5").0;
    assert_eq!(with_margin, quarter("spread = \"0.75\"\n", "-0.5").0);
    assert_eq!(quarter(zero, "0.5"), quarter("", "0.5"));
}

#[test]
fn a_rate_that_is_missing_in_between_is_named() {
    let bond = terms("2024-09-02", "2025-09-02", FLOATING);
    let fixings = fixings("2024-08-23,5\n2024-08-27,5\n2024-08-29,5\n");
    assert_eq!(
        CashFlows::of(&bond, pounds(100), Some(&fixings)).unwrap_err().to_string(),
        "sonia.csv has no SONIA for 2024-08-28, which the period from 2024-09-02 to 2024-12-02 needs; add a line"
    );
}

#[test]
fn wrong_files_of_fixings_are_refused_with_their_line() {
    for (text, expected) in [
        (
            "day,rate\n",
            "f.csv:1: the columns are not date and rate; begin the file with the line date,rate",
        ),
        (
            "date,rate\n2024-02-30,5\n",
            "f.csv:2: date: `2024-02-30` is not a date; write a day that exists, e.g. 2026-11-20",
        ),
        (
            "date,rate\n2024-02-28,5\n2024-02-29,five\n",
            "f.csv:3: rate: `five` is not a per cent figure; write digits with at most four decimals, behind a minus sign when it \
             is below zero, e.g. \"4.25\" or \"-0.5\"",
        ),
        (
            "date,rate\n2024-02-28,-100\n",
            "f.csv:2: rate: -100 % is no overnight rate that was ever published; write it in per cent a year: \"4.25\" is 4.25 of \
             a hundred",
        ),
        (
            "date,rate\n2024-02-28,5\n2024-02-29,99999\n",
            "f.csv:3: rate: 99999 % is no overnight rate that was ever published; write it in per cent a year: \"4.25\" is 4.25 of \
             a hundred",
        ),
        (
            "date,rate\n# known\n2024-02-29,5\n2024-02-29,5\n",
            "f.csv:4: date: 2024-02-29 is there twice; keep one of the two lines",
        ),
        (
            "\"date\",\"rate\"\r\n# known\r\n\"2024-02-28\",\"5\r\n\"\r\n\r\n# so far\r\n\"2024-02-30\",\"5\"\r\n",
            "f.csv:7: date: `2024-02-30` is not a date; write a day that exists, e.g. 2026-11-20",
        ),
        (
            "date,rate\n2024-02-29\n",
            "f.csv:2: 1 columns where there are 2 above; write date and rate, with a comma between them",
        ),
    ] {
        let error = Fixings::parse(&Source::from_text("f.csv", text)).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_call_is_a_shorter_bond() {
    let call =
        "first_date = 2024-11-30\n[[call]]\ndate = 2025-05-31\nprice = \"102\"\nnotice_days = 30\n";
    let bond = terms("2024-05-31", "2030-05-31", &format!("{HALF_YEARLY}{call}"));
    let flows = CashFlows::of(&bond, pounds(100), None).unwrap();
    let redemption = Redemption::Early(bond.calls[0]);
    // One year of 2 + 2 and 102 for 102: 2 / 102 each half year.
    let annual = flows.yield_at(day("2024-05-31"), "102".parse().unwrap(), redemption).unwrap();
    assert_eq!(annual.to_string(), "3.921569");
    assert_eq!(flows.price_at(day("2024-05-31"), annual, redemption).unwrap().to_string(), "102");
}

#[test]
fn a_quote_has_the_price_the_yields_and_what_is_paid() {
    let early = "first_date = 2024-11-30\nex_dividend_days = 7\n[[call]]\ndate = 2025-05-31\nprice = \"102\"\n[[put]]\n\
                 date = 2026-05-31\nprice = \"99\"\n";
    let bond = terms("2024-05-31", "2030-05-31", &format!("{HALF_YEARLY}{early}"));
    let flows = CashFlows::of(&bond, pounds(1_000_000), None).unwrap();
    let quote =
        flows.quote(day("2024-11-28"), Given::Price("103".parse().unwrap())).unwrap().unwrap();
    // Two of 183 days are given back, and the coupon stays with the seller.
    assert_eq!((quote.ex_dividend, quote.accrued.to_string().as_str()), (true, "GBP -2.19"));
    let price = quote.price.unwrap();
    assert_eq!(price.amount.to_string(), "GBP 10,297.81");
    assert_eq!(price.dirty_price.to_string(), "102.97814208");
    assert_eq!((price.calls.len(), price.puts.len()), (1, 1));
    assert_eq!(price.yield_to_worst, price.calls[0].yield_);
    assert!(price.yield_to_worst < price.yield_);
    let back = flows.quote(day("2024-11-28"), Given::Yield(price.yield_)).unwrap().unwrap();
    let clean = back.price.unwrap().clean_price;
    assert!((clean.units() - 10_300_000_000).abs() < 10_000, "{clean}");
    // After the call there is none to come.
    let later =
        flows.quote(day("2025-06-02"), Given::Price("103".parse().unwrap())).unwrap().unwrap();
    assert!(later.price.unwrap().calls.is_empty());
}

#[test]
fn nothing_is_a_yield_where_no_time_is_left() {
    let bond =
        terms("2024-05-31", "2026-05-31", &format!("{HALF_YEARLY}first_date = 2024-11-30\n"));
    let flows = CashFlows::of(&bond, pounds(100), None).unwrap();
    let error = flows.yield_at(day("2026-05-31"), "100".parse().unwrap(), Redemption::Maturity);
    assert!(matches!(error, Err(ScheduleError::NoYield { .. })));
    for annual in ["-200", "-201", "-500"] {
        let annual: PerCent = annual.parse().unwrap();
        let error = flows.price_at(day("2025-05-31"), annual, Redemption::Maturity);
        let said = error.unwrap_err().to_string();
        assert!(said.starts_with(&format!("the yield {annual} % gives no price on")), "{said}");
    }
    let error = flows.yield_at(day("2025-05-31"), "-50".parse().unwrap(), Redemption::Maturity);
    assert!(matches!(error, Err(ScheduleError::NoYield { .. })));
}

/// A bond with as many kinds of irregularity as there are.
#[derive(Clone, Debug)]
struct Drawn {
    terms: Terms,
    nominal: u128,
}

prop_compose! {
    fn drawn()(
        frequency in prop::sample::select(vec![1i16, 2, 4, 12]),
        roll in 1i8..=28,
        start in 0i64..3650,
        periods in 2i16..20,
        stubs in (0i64..27, 0i64..27),
        day_count in prop::sample::select(vec![
            "ACT/ACT ICMA", "30/360 US", "30E/360", "ACT/360", "ACT/365F",
        ]),
        convention in prop::sample::select(vec![
            "following", "modified following", "preceding", "unadjusted",
        ]),
        centres in prop::sample::select(vec![
            "", "\"London\"", "\"New York\", \"TARGET\"", "\"London\", \"SOFR\"",
        ]),
        adjusted: bool,
        ex in prop::option::of(0u8..12),
        parts in prop::collection::vec(1u32..200_000, 0..4),
        rate in 0u32..150_000,
        nominal in 1u128..10_000_000_000_000,
    ) -> Drawn {
        let anchor = day("2021-01-01").saturating_add(start.days());
        let anchor = Date::new(anchor.year(), anchor.month(), roll).unwrap();
        let at = |index: i16| anchor.saturating_add((i32::from(index * (12 / frequency))).months());
        let mut months: Vec<i8> = (0..frequency).map(|index| at(index).month()).collect();
        months.sort_unstable();
        let dates: Vec<String> = months.iter().map(|month| format!("{month:02}-{roll:02}")).collect();
        let issue = anchor.saturating_add(stubs.0.days());
        let (last, maturity) = (at(periods), at(periods).saturating_add(stubs.1.days()));
        let mut text = format!(
            "[coupon]\nrate = \"{}\"\nfrequency = {frequency}\nday_count = \"{day_count}\"\n\
             business_day_convention = \"{convention}\"\nadjusted = {adjusted}\ndates = {dates:?}\nfirst_date = {}\n",
            crate::terms::Rate::from_millionths(rate), at(1),
        );
        if !centres.is_empty() {
            text.push_str(&format!("business_centres = [{centres}]\n"));
        }
        if stubs.1 > 0 {
            text.push_str(&format!("last_regular_date = {last}\n"));
        }
        if let Some(days) = ex {
            text.push_str(&format!("ex_dividend_days = {days}\n"));
        }
        for (index, part) in parts.iter().take(usize::try_from(periods - 1).unwrap()).enumerate() {
            let percentage = crate::terms::Rate::from_millionths(*part);
            let date = at(i16::try_from(index).unwrap() + 1);
            text.push_str(&format!("[[amortisation]]\ndate = {date}\npercentage = \"{percentage}\"\n"));
        }
        let text = text.replace("[[amortisation]]", "\n[[amortisation]]");
        Drawn { terms: terms(&issue.to_string(), &maturity.to_string(), &text), nominal }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn periods_cover_the_life_of_a_bond(drawn in drawn()) {
        let Drawn { terms, .. } = drawn;
        let periods = Schedule::of(&terms).unwrap().periods;
        prop_assert_eq!(periods[0].start, terms.issue_date);
        prop_assert_eq!(periods.last().unwrap().due, terms.maturity_date);
        for pair in periods.windows(2) {
            prop_assert_eq!((pair[0].end, pair[0].due), (pair[1].start, pair[1].due_start));
            // A last period over a weekend is paid with the one before.
            prop_assert!(pair[0].payment <= pair[1].payment);
        }
    }

    #[test]
    fn what_is_said_to_be_a_business_day_is_one(drawn in drawn()) {
        let Drawn { terms, .. } = drawn;
        let coupon = &terms.coupon;
        let business_days = BusinessDays::of(&coupon.business_centres);
        let is_adjusted = coupon.business_day_convention != crate::terms::BusinessDayConvention::Unadjusted;
        for period in Schedule::of(&terms).unwrap().periods {
            prop_assert!(!is_adjusted || business_days.contains(period.payment).unwrap());
            prop_assert!(business_days.contains(period.record).unwrap());
            for centre in &coupon.business_centres {
                prop_assert!(BusinessDays::of(&[*centre]).contains(period.record).unwrap());
            }
            prop_assert!(period.record <= period.payment);
            prop_assert!(period.ex_dividend.is_none_or(|last| last <= period.payment));
        }
    }

    #[test]
    fn everything_is_repaid_once(drawn in drawn()) {
        let Drawn { terms, nominal } = drawn;
        let flows = CashFlows::of(&terms, pounds(nominal), None).unwrap();
        let repaid: u128 = flows.flows.iter().map(|flow| flow.principal.units()).sum();
        prop_assert_eq!(repaid, nominal);
        for pair in flows.flows.windows(2) {
            prop_assert_eq!(pair[0].outstanding.units() - pair[0].principal.units(), pair[1].outstanding.units());
        }
    }

    #[test]
    fn accrued_interest_grows_to_the_coupon(drawn in drawn(), index: prop::sample::Index) {
        let Drawn { terms, nominal } = drawn;
        let flows = CashFlows::of(&terms, pounds(nominal), None).unwrap();
        let flow = index.get(&flows.flows);
        let (start, end) = (flow.period.start, flow.period.end);
        let rate = flow.rate.unwrap();
        let whole = rate.times(flows.schedule.day_counter.fraction(start, end).unwrap()).unwrap();
        prop_assert_eq!(flow.interest_per_unit().unwrap(), Some(whole));
        prop_assert_eq!(Some(owed(whole.of(flow.outstanding.units()).unwrap())), flow.interest);
        let mut last = 0;
        let mut settlement = start;
        while settlement < end.min(flow.period.payment) {
            if flows.current(settlement).is_ok_and(|current| current == flow) {
                let accrued = flows.accrued(settlement).unwrap().unwrap();
                if flow.period.ex_dividend.is_some_and(|last| settlement > last) {
                    // What the seller gives back and what has accrued are the coupon; 30/360 leaves days out.
                    let gone = rate.times(flows.schedule.day_counter.fraction(start, settlement).unwrap()).unwrap();
                    let is_actual = !matches!(terms.coupon.day_count, DayCount::Thirty360Us | DayCount::Thirty360European);
                    prop_assert!(!is_actual || gone.plus(accrued.share.negated()).unwrap() == whole);
                } else {
                    prop_assert!(accrued.amount.units() >= last);
                    last = accrued.amount.units();
                }
            }
            settlement = settlement.saturating_add(1.day());
        }
        prop_assert!(Some(last) <= flow.interest.map(SignedAmount::units));
    }

    #[test]
    fn a_price_has_the_yield_that_gives_it(drawn in drawn(), annual in -100i64..2_000, share in 0.0f64..1.0) {
        let Drawn { terms, .. } = drawn;
        let flows = CashFlows::of(&terms, pounds(1_000_000), None).unwrap();
        let life = terms.issue_date.until(terms.maturity_date).unwrap().get_days();
        let after = (f64::from(life - 40).max(0.0) * share) as i64;
        let settlement = terms.issue_date.saturating_add(after.days());
        let annual = PerCent::from_units(annual * 1_000_000);
        let clean = flows.price_at(settlement, annual, Redemption::Maturity).unwrap();
        let found = flows.yield_at(settlement, clean, Redemption::Maturity).unwrap();
        // The price is rounded, which a bond near its end answers with more of a yield.
        prop_assert!((found.units() - annual.units()).abs() <= 10_000, "{} {} {}", clean, found, annual);
    }

    #[test]
    fn every_day_of_a_period_has_one_rate(start in 0i64..2_000, length in 1i64..400, lookback in 0u8..12) {
        let bond = terms("2024-09-02", "2025-09-02", &FLOATING.replace("lookback_days = 5", &format!("lookback_days = {lookback}")));
        let crate::terms::CouponKind::Floating(floating) = &bond.coupon.kind else { panic!("floating") };
        let start = day("2020-01-01").saturating_add(start.days());
        let end = start.saturating_add(length.days());
        let total: u128 = compounding::observed_days(floating, start, end).unwrap();
        prop_assert_eq!(total, u128::try_from(length).unwrap());
    }
}

#[test]
fn fixings_of_days_to_come_are_not_known() {
    let all = fixings("2026-11-25,4\n2026-11-26,4.1\n2026-11-27,4.2\n");
    let known = all.known_on("2026-11-26".parse().unwrap());
    let needed = fixings::Needed {
        rate: crate::terms::ReferenceRate::Sonia,
        start: "2026-11-25".parse().unwrap(),
        end: "2026-11-28".parse().unwrap(),
    };
    let rate = |of: &Fixings, day: &str| of.rate(day.parse().unwrap(), needed).unwrap();
    assert_eq!(rate(&known, "2026-11-26"), rate(&all, "2026-11-26"));
    assert!(rate(&all, "2026-11-27").is_some() && rate(&known, "2026-11-27").is_none());
}

/// What is over needs no rates any more, and a period that is known in part is not known.
#[test]
fn periods_before_the_first_rate_are_not_known() {
    let bond = terms("2024-09-02", "2025-09-02", FLOATING);
    let every_day = |first: &str, last: &str| {
        let days = day(first).series(1.days()).take_while(|one| *one <= day(last));
        let lines: String = days.map(|one| format!("{one},5\n")).collect();
        fixings(&lines)
    };
    let of = |rates: &Fixings| {
        let flows = CashFlows::of(&bond, pounds(1_000_000), Some(rates)).unwrap();
        flows.flows.iter().map(|flow| flow.interest.map(|one| one.units())).collect::<Vec<_>>()
    };
    let all = of(&every_day("2024-08-01", "2025-09-02"));
    assert!(all.iter().all(Option::is_some), "{all:?}");
    // The second period is from 2024-12-02 on, and its first rate is of five business days before.
    assert_eq!(of(&every_day("2024-11-25", "2025-09-02"))[..2], [None, all[1]]);
    assert_eq!(of(&every_day("2024-11-26", "2025-09-02"))[..3], [None, None, all[2]]);
}

#[test]
fn lines_of_fixings_that_may_be_wrong_are_named() {
    let of = fixings(
        "# SONIA\n2026-11-28,4\n\n2026-11-27,4\n2026-11-25,40.5\n2026-11-26,-6\n2026-12-25,4\n",
    );
    let doubts = of.doubts(crate::terms::ReferenceRate::Sonia).unwrap();
    let words: Vec<String> = doubts.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "sonia.csv:6: 40.5 % for 2026-11-25 is far from what SONIA has been; it counts as it is, in per cent a year",
            "sonia.csv:7: -6 % for 2026-11-26 is far from what SONIA has been; it counts as it is, in per cent a year",
            "sonia.csv:3: 2026-11-28 is no day for which SONIA is published, so its rate does not count",
            "sonia.csv:8: 2026-12-25 is no day for which SONIA is published, so its rate does not count",
        ]
    );
}
