//! Schedules against figures that issuers and exchanges published of real bonds.
//!
//! The terms are in `tests/quantlib/real`, with the pages that give them. A figure is right when it is the published one after
//! rounding to as many decimals.

use std::path::Path;

use corridor_definitions::money::Amount;
use corridor_definitions::schedule::{
    BusinessCentre, BusinessDays, CashFlows, PerCent, Redemption,
};
use corridor_definitions::terms::Terms;
use jiff::ToSpan;
use jiff::civil::Date;

/// Terms, settlement, accrued interest in per cent, and where it stands. Italian trades settle two days after their date.
const ACCRUED: &[(&str, &str, &str, &str)] = &[
    (
        "gilt-2026",
        "2021-02-03",
        "0.00138122",
        "press notice of 26 January 2021, with four more decimals",
    ),
    (
        "gilt-2029",
        "2023-04-06",
        "0.08977901",
        "prospectus of 6 April 2023, with four more decimals",
    ),
    ("gilt-2028", "2025-07-03", "1.40", "report of the press notice, auction of 2 July 2025"),
    ("btp-valore-2028", "2024-05-20", "0.45055", "Borsa Italiana, 16 May 2024"),
    ("btp-valore-2028", "2025-04-15", "0.05632", "Borsa Italiana, 11 April 2025"),
    ("btp-valore-2030", "2025-02-04", "0.55069", "Borsa Italiana, 31 January 2025"),
    ("eib-2029", "2025-12-09", "1.26667", "Borsa Italiana, 5 December 2025"),
    ("eib-2032-usd", "2025-12-09", "1.33403", "Borsa Italiana, 5 December 2025"),
    ("eib-2032-eur", "2025-12-09", "1.43151", "Borsa Italiana, 5 December 2025"),
];

/// Terms, settlement, clean price, yield, and where they stand.
const YIELDS: &[(&str, &str, &str, &str, &str)] = &[
    ("gilt-2063", "2023-09-06", "88.127", "4.6562", "press notice of 5 September 2023"),
    ("gilt-2040", "2024-09-04", "100.351", "4.3438", "interactive investor, 3 September 2024"),
    (
        "../../../deploy/terms/world-bank-bond-i",
        "2018-08-28",
        "99.901",
        "2.251",
        "IFR, 16 August 2019",
    ),
    (
        "../../../deploy/terms/world-bank-bond-i",
        "2019-08-16",
        "101.318",
        "0.915",
        "IFR, 16 August 2019",
    ),
    ("gilt-2034", "2024-06-12", "99.233", "4.3434", "interactive investor, 11 June 2024"),
];

fn terms(file: &str) -> Terms {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/quantlib/real");
    Terms::read(&folder.join(format!("{file}.toml"))).unwrap_or_else(|error| panic!("{error}"))
}

fn flows(terms: &Terms) -> CashFlows<'_> {
    CashFlows::of(terms, Amount::from_units(1_000_000, terms.currency), None).expect("cash flows")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Whether a figure is the published one after rounding.
fn is_rounded_to(figure: PerCent, published: &str) -> bool {
    let decimals = published.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 10i64.pow(u32::try_from(8 - decimals).expect("few decimals")) / 2;
    let published: PerCent = published.parse().expect("a figure");
    (figure.units() - published.units()).abs() <= half
}

#[test]
fn accrued_interest_is_as_published() {
    for (file, settlement, published, place) in ACCRUED {
        let terms = terms(file);
        let accrued = flows(&terms).accrued(day(settlement)).expect("accrued").expect("known");
        let found = accrued.per_cent().expect("a figure");
        assert!(
            is_rounded_to(found, published),
            "{file} on {settlement}: {found}, not {published} ({place})"
        );
    }
}

#[test]
fn yields_are_as_published() {
    for (file, settlement, clean, published, place) in YIELDS {
        let terms = terms(file);
        let clean = clean.parse().expect("a price");
        let found =
            flows(&terms).yield_at(day(settlement), clean, Redemption::Maturity).expect("a yield");
        assert!(
            is_rounded_to(found, published),
            "{file} on {settlement}: {found}, not {published} ({place})"
        );
    }
}

/// The last day with the coupon was 12 October, and it was paid on Monday 23 October for a Sunday, as a holder reported.
#[test]
fn a_gilt_goes_ex_dividend_as_reported() {
    let terms = terms("gilt-2063");
    let first = flows(&terms).flows[0].period;
    assert_eq!(first.payment, day("2023-10-23"));
    assert_eq!(first.ex_dividend, Some(day("2023-10-12")));
}

/// Years, a centre, its holidays on weekdays, and who says so.
const HOLIDAYS: &[(i16, BusinessCentre, &[&str], &str)] = &[
    (
        2026,
        BusinessCentre::London,
        &["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
        "a list of gov.uk's bank holidays for England that an application keeps",
    ),
    (
        2027,
        BusinessCentre::London,
        &["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
        "a list of gov.uk's bank holidays for England that an application keeps",
    ),
    (
        2016,
        BusinessCentre::NewYork,
        &["01-01", "01-18", "02-15", "05-30", "07-04", "09-05", "10-10", "11-11", "11-24", "12-26"],
        "README of bank-holiday-usa, which quotes the Federal Reserve",
    ),
    (
        2024,
        BusinessCentre::Target,
        &["01-01", "03-29", "04-01", "05-01", "12-25", "12-26"],
        "European Central Bank, 14 December 2000, for the Easter of 2024",
    ),
];

#[test]
fn holidays_are_as_published() {
    for (year, centre, published, place) in HOLIDAYS {
        let business_days = BusinessDays::of(&[*centre]);
        let days = (0..366).map(|index| Date::constant(*year, 1, 1).saturating_add(index.days()));
        let is_weekday = |day: &Date| day.weekday().to_monday_zero_offset() < 5;
        let holidays = days.filter(|day| day.year() == *year && is_weekday(day));
        let holidays = holidays.filter(|day| !business_days.contains(*day).expect("in range"));
        let found: Vec<String> = holidays.map(|day| day.to_string()[5..].to_owned()).collect();
        assert_eq!(found, *published, "{} {year} ({place})", centre.name());
    }
}
