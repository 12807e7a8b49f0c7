//! Tests of terms as XML and back.

use std::fs;
use std::path::PathBuf;

use super::super::{CouponKind, EarlyRedemption, Terms};
use super::*;
use crate::source::Source;

fn parse(text: &str) -> Terms {
    Terms::parse(Source::from_text("t.toml", text))
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn round(xml: &str) -> Result<String, TaxonomyError> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("bond.xml");
    fs::write(&path, xml).unwrap();
    import(&path, "2026-11-27".parse().unwrap())
}

/// Terms that the taxonomy can say in full.
fn real(file: &str) -> Terms {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/quantlib/real");
    parse(&fs::read_to_string(format!("{folder}/{file}.toml")).unwrap())
}

#[test]
fn what_is_exported_is_imported() {
    for terms in
        [real("eib-2032-eur"), real("eib-digital-2023"), Terms::load("world-bank-bond-i").unwrap()]
    {
        let back = parse(&round(&export(&terms).xml).unwrap());
        assert_eq!(back.coupon, terms.coupon, "{}", terms.id);
        assert_eq!((back.isin, back.issuer.clone()), (terms.isin, terms.issuer.clone()));
        assert_eq!(
            (back.denomination, back.issue_amount),
            (terms.denomination, terms.issue_amount)
        );
        assert_eq!((back.issue_date, back.maturity_date), (terms.issue_date, terms.maturity_date));
        assert_eq!(
            (back.settlement_date, back.pricing_date),
            (terms.settlement_date, terms.pricing_date)
        );
        assert_eq!(
            (back.issue_price, back.issue_yield, back.redemption_price),
            (terms.issue_price, terms.issue_yield, terms.redemption_price)
        );
        assert_eq!(export(&back).xml, export(&terms).xml);
    }
}

#[test]
fn what_has_no_place_is_named() {
    assert_eq!(export(&real("eib-2032-eur")).left_out, [""; 0]);
    assert_eq!(export(&Terms::load("world-bank-bond-i").unwrap()).left_out, ["tap"]);
    assert_eq!(
        export(&real("gilt-2034")).left_out,
        ["coupon.business_centres", "coupon.ex_dividend_days"]
    );
    assert_eq!(export(&real("btp-valore-2028")).left_out, ["coupon.step"]);
    let floating = export(&real("ibrd-sofr-2030"));
    assert!(floating.left_out.contains(&"coupon.lookback_days"), "{:?}", floating.left_out);
    assert!(floating.xml.contains("<BenchmarkCode>SOFR</BenchmarkCode>"), "{}", floating.xml);
}

/// The schema requires it and terms have no word for it.
const NEVER_GIVEN: [&str; 7] = [
    "IssuanceType",
    "Listing",
    "GoverningLaw",
    "SellingRestrictions",
    "ManufacturerTargetMarket",
    "FormOfNote",
    "StatusOfNote",
];

#[test]
fn what_the_schema_requires_as_well_is_named() {
    let missing = |terms: &Terms| {
        let missing = export(terms).missing;
        let more = missing.iter().filter(|element| !NEVER_GIVEN.contains(element));
        (more.copied().collect::<Vec<_>>(), missing.len())
    };
    let gilt = ["PricingDate", "IssuePrice", "BusinessDayCenter"];
    assert_eq!(missing(&Terms::load("treasury-gilt-2040").unwrap()).0, gilt);

    let mut terms = Terms::load("world-bank-bond-i").unwrap();
    terms.coupon.business_centres = vec![BusinessCentre::NewYork];
    let (more, count) = missing(&terms);
    assert_eq!((more.len(), count), (0, NEVER_GIVEN.len()), "{more:?}");
    terms.issuer.lei = None;
    terms.coupon.kind = CouponKind::Zero;
    assert_eq!(missing(&terms).0, ["LEIIdentifier", "PayableDate", "FirstPayment"]);
}

#[test]
fn a_document_has_place_for_one_centre_and_four_days_a_year() {
    let mut terms = real("eib-2032-eur");
    terms.coupon.business_centres = vec![BusinessCentre::Target, BusinessCentre::NewYork];
    let dates = terms.coupon.dates.clone();
    terms.coupon.dates = dates.iter().copied().cycle().take(5).collect();
    let export = export(&terms);
    assert_eq!(export.left_out, ["coupon.dates", "coupon.business_centres"]);
    assert!(!export.xml.contains("PayableDate") && !export.xml.contains("BusinessDayCenter"));
}

#[test]
fn days_on_which_it_may_end_are_of_the_issuer_or_of_the_holders() {
    let option = |day: &str, price: &str| EarlyRedemption {
        date: day.parse().unwrap(),
        price: price.parse().unwrap(),
        notice_days: None,
    };
    let options = vec![option("2028-05-14", "101.5"), option("2030-05-14", "100")];
    let mut terms = real("eib-2032-eur");
    terms.calls = options.clone();
    let called = export(&terms);
    assert_eq!(called.left_out, [""; 0]);
    let back = parse(&round(&called.xml).unwrap());
    assert_eq!((&back.calls, &back.puts), (&options, &Vec::new()));

    (terms.calls, terms.puts) = (Vec::new(), options.clone());
    let put = export(&terms).xml;
    assert_eq!(parse(&round(&put).unwrap()).puts, options);
    let long = put.replacen(
        "<EndDate>\n            <Date>2028-05-14",
        "<EndDate>\n            <Date>2028-06-14",
        1,
    );
    assert!(round(&long).unwrap_err().to_string().contains("`Date` is `2028-06-14`"), "{long}");

    terms.calls = options;
    terms.calls[0].notice_days = Some(10);
    let both = export(&terms);
    assert_eq!(both.left_out, ["call", "put", "call.notice_days"]);
    assert!(!both.xml.contains("OptionalRedemption"));
}

#[test]
fn names_are_escaped() {
    let mut terms = real("eib-2032-eur");
    terms.issuer.name = "A & B <C>".to_owned();
    let export = export(&terms).xml;
    assert!(export.contains("<PartyName>A &amp; B &lt;C&gt;</PartyName>"), "{export}");
    assert!(round(&export).unwrap().contains("name = \"A & B <C>\""));
}

#[test]
fn wrong_documents_are_refused_with_their_line() {
    let whole = export(&real("eib-2032-eur")).xml;
    for (from, to, expected) in [
        (
            "</Document>",
            "",
            "bond.xml: not well-formed XML: the root node was opened but never closed; correct the syntax",
        ),
        (NAMESPACE, "urn:other", "give a file of the ICMA Bond Data Taxonomy"),
        (
            "    <MaturityDate>2032-05-14</MaturityDate>\n",
            "",
            "bond.xml:18: `Product` has no `MaturityDate`; add it",
        ),
        (
            "FIXED",
            "INDEX_LINKED_INTEREST",
            "`InterestType` is `INDEX_LINKED_INTEREST`, which terms have no word for",
        ),
        (
            "<MaturityDate>2032-05-14",
            "<MaturityDate>2032-05-14\nid = 1",
            "`MaturityDate` is `2032-05-14\nid = 1`, which is no date; write one such as 2026-11-20",
        ),
        (
            "ANNUALLY",
            "DAILY",
            "`InterestPaymentFrequency` is `DAILY`, which terms have no word for; write the terms by hand",
        ),
    ] {
        assert!(whole.contains(from), "{from}\n{whole}");
        let error = round(&whole.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}\n{expected}\n{whole}");
    }
}
