//! Schedules against QuantLib: calendars day by day, bonds to the smallest unit of their currency.
//!
//! The fixtures are in `tests/quantlib`, with the script that writes them. Dates, interest, principal and accrued interest are equal;
//! yields and prices are rounded to six decimals of a per cent, and may differ by one in the last.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corridor_definitions::money::Amount;
use corridor_definitions::schedule::{
    BusinessCentre, BusinessDays, CashFlows, Fixings, PerCent, Redemption, SignedAmount,
};
use corridor_definitions::source::Source;
use corridor_definitions::terms::{CouponKind, Terms};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

/// One in the sixth decimal of a per cent.
const TOLERANCE: i64 = 100;

/// What a terms file has besides the figures of a fixture.
const HEAD: &str = r#"schema = 1
id = "random"
replica = "A random bond, issued by nobody."
name = "Random"
symbol = "RANDOM"
isin = "ZZUKT40REGS3"
"#;
const TAIL: &str = r#"
[issuer]
name = "Nobody"
[[leg]]
profile = "none"
leg = "none"
isin = "ZZUKT40REGS3"
note = "Assigned by nobody."
"#;

/// Start, end, payment, record and ex-dividend day, outstanding, interest and principal.
type Flow = (Date, Date, Date, Date, Option<Date>, u128, i128, u128);

/// A bond as QuantLib has it.
#[derive(Deserialize)]
struct Expected {
    terms: String,
    nominal: u128,
    flows: Vec<Flow>,
    accrued: Vec<(Date, i128)>,
    /// Settlement, call or put, clean price and its yield, yield in per cent and its clean price.
    prices: Vec<(Date, Option<Date>, String, f64, String, f64)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/quantlib")
}

fn expected(file: &str) -> Vec<Expected> {
    let text = fs::read_to_string(folder().join("fixtures").join(file)).expect("the fixtures");
    text.lines().map(|line| serde_json::from_str(line).expect("a fixture")).collect()
}

fn fixings(suffix: &str) -> BTreeMap<&'static str, Fixings> {
    let read = |name: &str| {
        let path = folder().join(format!("fixtures/{name}{suffix}.csv"));
        Fixings::read(&path).expect("fixings")
    };
    BTreeMap::from([("SONIA", read("sonia")), ("SOFR", read("sofr"))])
}

/// The figures of a fixture as a whole terms file.
fn random_terms(body: &str, nominal: u128) -> Terms {
    let table: toml::Table = body.parse().expect("figures");
    let currency = table["currency"].as_str().expect("a currency").parse().expect("a currency");
    let nominal = Amount::from_units(nominal, currency);
    let unit = Amount::from_units(1, currency);
    let settlement = &table["issue_date"];
    let amounts = format!(
        "denomination = \"{unit}\"\nissue_amount = \"{nominal}\"\nsettlement_date = {settlement}\n"
    );
    let text = format!("{HEAD}{amounts}{body}{TAIL}");
    let whole: toml::Table = text.parse().expect("a terms file");
    let mut gives = Vec::new();
    let own = ["schema", "id", "replica", "name", "symbol", "leg"];
    for (key, value) in whole.iter().filter(|(key, _)| !own.contains(&key.as_str())) {
        leaves(key, value, &mut gives);
    }
    let source = format!(
        "[[source]]\ntitle = \"x\"\nurl = \"x\"\naccessed = 2026-11-27\ngives = {gives:?}\n"
    );
    Terms::parse(Source::from_text("random.toml", text + &source))
        .unwrap_or_else(|error| panic!("{error}\n{body}"))
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

/// How much was compared.
#[derive(Debug, Default)]
struct Counts {
    bonds: usize,
    flows: usize,
    accrued: usize,
    prices: usize,
}

/// Compares everything, and says what differs.
fn compare(
    terms: &Terms,
    expected: &Expected,
    fixings: &BTreeMap<&str, Fixings>,
    counts: &mut Counts,
) -> Vec<String> {
    let nominal = Amount::from_units(expected.nominal, terms.currency);
    let fixings = match &terms.coupon.kind {
        CouponKind::Floating(floating) => fixings.get(floating.reference_rate.name()),
        _ => None,
    };
    let cash_flows = CashFlows::of(terms, nominal, fixings).expect("cash flows");
    let mut differences = Vec::new();
    if cash_flows.flows.len() != expected.flows.len() {
        differences.push(format!("{} flows for {}", cash_flows.flows.len(), expected.flows.len()));
    }
    for (flow, expected) in cash_flows.flows.iter().zip(&expected.flows) {
        let period = &flow.period;
        let interest = flow.interest.map(SignedAmount::units).unwrap_or(i128::MAX);
        let found = (
            period.start,
            period.end,
            period.payment,
            period.record,
            period.ex_dividend,
            flow.outstanding.units(),
            interest,
            flow.principal.units(),
        );
        if found != *expected {
            differences.push(format!("flow {found:?}\n  not {expected:?}"));
        }
    }
    for (settlement, expected) in &expected.accrued {
        let accrued = cash_flows.accrued(*settlement).expect("accrued interest").expect("known");
        let found = accrued.amount.units();
        if found != *expected {
            differences.push(format!("accrued on {settlement}: {found} not {expected}"));
        }
    }
    differences.extend(compare_prices(&cash_flows, expected));
    counts.bonds += 1;
    counts.flows += expected.flows.len();
    counts.accrued += expected.accrued.len();
    counts.prices += 2 * expected.prices.len();
    differences
}

#[expect(clippy::cast_possible_truncation, reason = "figures of fixtures are small")]
fn compare_prices(cash_flows: &CashFlows<'_>, expected: &Expected) -> Vec<String> {
    let mut differences = Vec::new();
    for (settlement, early, clean, annual_of, annual, clean_of) in &expected.prices {
        let terms = cash_flows.terms;
        let redemption = match early {
            None => Redemption::Maturity,
            Some(date) => {
                let options = terms.calls.iter().chain(&terms.puts);
                Redemption::Early(
                    *options.clone().find(|one| one.date == *date).expect("an option"),
                )
            }
        };
        let figure = |text: &str| text.parse::<PerCent>().expect("a figure");
        let found = cash_flows.yield_at(*settlement, figure(clean), redemption).expect("a yield");
        let wanted = (annual_of * 1e10).round() as i64;
        if (found.units() - wanted).abs() > TOLERANCE {
            differences.push(format!(
                "yield at {clean} on {settlement} to {early:?}: {found} not {annual_of}"
            ));
        }
        let found = cash_flows.price_at(*settlement, figure(annual), redemption).expect("a price");
        let wanted = (clean_of * 1e8).round() as i64;
        if (found.units() - wanted).abs() > TOLERANCE {
            differences.push(format!(
                "price at {annual} on {settlement} to {early:?}: {found} not {clean_of}"
            ));
        }
    }
    differences
}

/// Compares each bond of a file.
fn compare_random(file: &str, fixings: &BTreeMap<&str, Fixings>) -> Counts {
    let mut counts = Counts::default();
    let mut wrong = Vec::new();
    for expected in expected(file) {
        let terms = random_terms(&expected.terms, expected.nominal);
        let differences = compare(&terms, &expected, fixings, &mut counts);
        if !differences.is_empty() {
            wrong.push(format!("{}{}", expected.terms, differences.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} of {counts:?} differ\n{}", wrong.len(), wrong.join("\n\n"));
    counts
}

#[test]
fn random_bonds_are_as_in_quantlib() {
    let counts = compare_random("random.jsonl", &fixings(""));
    assert!(counts.bonds >= 500 && counts.prices >= 1_000, "{counts:?}");
}

/// Fixings, margins, interest and accrued interest on either side of zero, with a minimum rate and without.
#[test]
fn rates_below_zero_are_as_in_quantlib() {
    let counts = compare_random("below-zero.jsonl", &fixings("-below-zero"));
    assert!(counts.bonds >= 80 && counts.flows >= 300, "{counts:?}");
    let bonds = expected("below-zero.jsonl");
    let minimum = |bond: &Expected| bond.terms.contains("minimum_rate");
    let interest = |is_floored: bool| {
        let chosen = bonds.iter().filter(move |bond| minimum(bond) == is_floored);
        chosen.flat_map(|bond| bond.flows.iter().map(|flow| flow.6))
    };
    assert!(interest(false).filter(|interest| *interest < 0).count() >= 100);
    assert!(interest(true).all(|interest| interest >= 0) && interest(true).any(|it| it == 0));
}

#[test]
fn real_bonds_are_as_in_quantlib() {
    let fixings = fixings("");
    let mut counts = Counts::default();
    for expected in expected("real.jsonl") {
        let path = folder().join("../..").join(&expected.terms);
        let terms = Terms::read(&path).unwrap_or_else(|error| panic!("{error}"));
        let differences = compare(&terms, &expected, &fixings, &mut counts);
        assert!(differences.is_empty(), "{}: {}", expected.terms, differences.join("\n"));
    }
    assert!(counts.bonds >= 8, "{counts:?}");
}

#[test]
fn calendars_are_those_of_quantlib() {
    let mut wrong = Vec::new();
    for (file, centre) in [
        ("london", BusinessCentre::London),
        ("new-york", BusinessCentre::NewYork),
        ("us-government-securities", BusinessCentre::UsGovernmentSecurities),
        ("sofr", BusinessCentre::Sofr),
        ("target", BusinessCentre::Target),
    ] {
        let path = folder().join(format!("fixtures/calendars/{file}.txt"));
        let text = fs::read_to_string(path).expect("a calendar");
        let holidays: Vec<Date> =
            text.lines().skip(1).map(|line| line.parse().expect("a day")).collect();
        let business_days = BusinessDays::of(&[centre]);
        let mut found = Vec::new();
        let mut day = Date::constant(2000, 1, 1);
        while day.year() <= 2075 {
            let is_weekend = day.weekday().to_monday_zero_offset() >= 5;
            if !is_weekend && !business_days.contains(day).expect("in range") {
                found.push(day);
            }
            day = day.saturating_add(1.day());
        }
        let missing: Vec<_> = holidays.iter().filter(|day| !found.contains(day)).collect();
        let invented: Vec<_> = found.iter().filter(|day| !holidays.contains(day)).collect();
        if !missing.is_empty() || !invented.is_empty() {
            wrong.push(format!("{file}: without {missing:?}, with {invented:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
