//! Corporate-action messages against the schemas of their definitions, of which `tests/iso20022` has what the messages use.

use corridor_definitions::distribution::DistributionKind;
use corridor_definitions::identifiers::{Isin, Lei};
use corridor_definitions::money::Amount;
use corridor_definitions::notice::{
    Message, Movement, Notice, Percentage, Unrounded, confirmation, notification,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uppsala::XsdValidator;

/// What is wrong with a message by its schema.
fn errors(message: &Message) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/iso20022");
    let path = format!("{folder}/{}.xsd", message.definition);
    let schema = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let schema = uppsala::parse(&schema).expect("the schema is XML");
    let validator = XsdValidator::from_schema(&schema).expect("the schema is one");
    let document = uppsala::parse(&message.xml).expect("the message is XML");
    validator.validate(&document).iter().map(ToString::to_string).collect()
}

fn notice() -> Notice {
    Notice {
        reference: "gilt-2027-01-31".to_owned(),
        event: DistributionKind::Interest,
        isin: "GB00B6460505".parse().expect("an ISIN"),
        issuer: "HM Treasury".to_owned(),
        lei: None,
        currency: "GBP".to_owned(),
        record_date: date(2027, 1, 29),
        ex_date: None,
        payment_date: date(2027, 2, 1),
        period: None,
        annual_rate: None,
        period_rate: None,
        price: None,
        part: None,
    }
}

fn movement(paid: &str, unrounded: Option<String>) -> Movement {
    Movement {
        wallet: "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f".to_owned(),
        balance: "GBP 2,000,000".parse().expect("an amount"),
        paid: paid.parse().expect("an amount"),
        posted: "2027-02-02".parse().expect("a date"),
        unrounded: unrounded.map(Unrounded::Due),
    }
}

/// What a validator that lets everything pass would not notice.
#[test]
fn what_the_schema_does_not_allow_is_found() {
    let whole =
        notification(&Notice { period: Some((date(2026, 7, 31), date(2027, 1, 31))), ..notice() });
    assert_eq!(errors(&whole), [""; 0]);
    for (from, to) in [
        ("<Lang>en</Lang>", ""),
        ("<Cd>INTR</Cd>", "<Cd>COUPON</Cd>"),
        ("<OptnNb>001</OptnNb>", "<OptnNb>1</OptnNb>"),
        ("<Dt>2027-01-29</Dt>", "<Dt><Dt>2027-01-29</Dt></Dt>"),
        ("<Dt>2027-01-31</Dt>", "<Dt>2027-02-31</Dt>"),
        ("<ISIN>GB", "<ISIN>gb"),
        ("<NtfctnTp>NEWM</NtfctnTp>", "<NtfctnTp>NEWM</NtfctnTp><NtfctnTp>NEWM</NtfctnTp>"),
        ("<CcyOptn>GBP</CcyOptn>", "<CcyOptn>GBP</CcyOptn><WdrwlAllwdInd>true</WdrwlAllwdInd>"),
        ("<DfltPrcgOrStgInstr>", "<Unknown/><DfltPrcgOrStgInstr>"),
    ] {
        assert!(whole.xml.contains(from), "{from}");
        let message = Message { xml: whole.xml.replace(from, to), ..whole.clone() };
        assert!(!errors(&message).is_empty(), "{from} as {to} is let pass");
    }
}

fn any_date() -> impl Strategy<Value = Date> {
    (2000_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

/// Below ten thousand per cent: a rate has 14 digits, and ten of them behind the point here.
fn any_percentage() -> impl Strategy<Value = Option<Percentage>> {
    proptest::option::of((0_u128..10_000, 1_u128..1_000).prop_map(|(numerator, denominator)| {
        let share = corridor_definitions::schedule::Fraction::new(numerator, denominator * 100);
        Percentage::of(share.expect("a fraction")).expect("small")
    }))
}

/// The validator counts bytes for characters, so that names with others than those of ASCII are short ones here.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{1,400}", "[a-z&äß€]{1,100}"]
}

fn any_notice() -> impl Strategy<Value = Notice> {
    let event = proptest::sample::select(DistributionKind::ALL.as_slice());
    let lei = proptest::option::of(Just("ECTRVYYCEF89VWYS6K36"));
    let period = proptest::option::of((any_date(), any_date()));
    let dates = (any_date(), proptest::option::of(any_date()), any_date(), period);
    let rates = (any_percentage(), any_percentage(), any_percentage(), any_percentage());
    ("[!-~ ]{1,35}", event, any_name(), lei, dates, rates).prop_map(
        |(reference, event, issuer, lei, dates, rates)| {
            let (record_date, ex_date, payment_date, period) = dates;
            let (annual_rate, period_rate, price, part) = rates;
            let (isin, lei): (Isin, Option<Lei>) = (
                "GB00B6460505".parse().expect("an ISIN"),
                lei.map(|lei| lei.parse().expect("an LEI")),
            );
            let currency = "GBP".to_owned();
            Notice {
                reference,
                event,
                isin,
                issuer,
                lei,
                currency,
                record_date,
                ex_date,
                payment_date,
                period,
                annual_rate,
                period_rate,
                price,
                part,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_message_is_as_its_schema_says(
        notice in any_notice(),
        pence in 0_u64..10_000_000_000_000_000,
        unrounded in proptest::option::of("[0-9]{1,9}\\.[0-9]{1,10}"),
    ) {
        let paid: Amount = format!("GBP {}.{:02}", pence / 100, pence % 100).parse().expect("an amount");
        let movement = Movement { paid, ..movement("GBP 1", unrounded) };
        for message in [notification(&notice), confirmation(&notice, &movement)] {
            prop_assert_eq!(errors(&message), Vec::<String>::new(), "{}", message.xml);
        }
    }
}
