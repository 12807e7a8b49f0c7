//! Tests of terms as XML and back.

use std::fs;
use std::path::PathBuf;

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

use super::super::{Amortisation, CouponKind, EarlyRedemption, Floating, Terms};
use super::*;
use crate::schedule::tests::{pounds, terms};
use crate::schedule::{CashFlows, Schedule};
use crate::source::Source;

fn parse(text: &str) -> Terms {
    Terms::parse(Source::from_text("t.toml", text))
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn round(xml: &str) -> Result<String, TaxonomyError> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("bond.xml");
    fs::write(&path, xml).unwrap();
    let read = import(&path, "2026-11-27".parse().unwrap())?;
    assert_eq!(read.left_out, [""; 0], "{xml}");
    Ok(read.terms)
}

/// Terms that the taxonomy can say in full.
fn real(file: &str) -> Terms {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/quantlib/real");
    parse(&fs::read_to_string(format!("{folder}/{file}.toml")).unwrap())
}

/// Terms and their document, read again.
fn back(terms: &Terms) -> Terms {
    parse(&round(&export(terms).unwrap().xml).unwrap())
}

/// What has no place, as the error names it.
fn refused(terms: &Terms) -> Vec<String> {
    match export(terms) {
        Ok(export) => panic!("exported: {}", export.xml),
        Err(ExportError::NoPlace { fields, .. }) => {
            fields.iter().map(ToString::to_string).collect()
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_is_exported_is_imported() {
    for terms in
        [real("eib-2032-eur"), real("eib-digital-2023"), Terms::load("world-bank-bond-i").unwrap()]
    {
        let back = back(&terms);
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
        assert_eq!(export(&back).unwrap().xml, export(&terms).unwrap().xml);
    }
}

#[test]
fn yields_and_margins_below_zero_are_written_and_read() {
    let mut terms = real("eib-2032-eur");
    terms.issue_yield = Some("-0.125".parse().unwrap());
    assert_eq!(back(&terms).issue_yield, terms.issue_yield);
    let floating = floating("-0.05");
    assert_eq!(back(&floating).coupon, floating.coupon);
}

/// A floating note of which a document can say everything.
fn floating(spread: &str) -> Terms {
    let mut terms = real("ibrd-sofr-2030");
    terms.coupon.business_centres = vec![BusinessCentre::NewYork];
    let CouponKind::Floating(floating) = &mut terms.coupon.kind else { panic!("floating") };
    floating.lookback_days = 0;
    floating.spread = spread.parse().unwrap();
    terms
}

#[test]
fn an_imported_floating_coupon_says_what_it_does_not_know() {
    let text = round(&export(&floating("0.46")).unwrap().xml).unwrap();
    let terms = parse(&text);
    let [assumption] = terms.assumptions.as_slice() else { panic!("{text}") };
    assert_eq!(assumption.field, "coupon.lookback_days");
    let xml = export(&floating("0.46")).unwrap().xml;
    for (from, to, expected) in [
        (">SOFR<", ">EURIBOR<", "`BenchmarkCode` is `EURIBOR`, which terms have no word for"),
        ("COMPOUND_DAILY", "WEIGHTED", "`CalculationType` is `WEIGHTED`"),
        ("OBSERVATION_SHIFT", "LOCKOUT", "`ObservationMethod` is `LOCKOUT`"),
    ] {
        assert!(xml.contains(from), "{xml}");
        let error = round(&xml.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn taps_and_legs_are_no_part_of_a_document_and_are_named() {
    assert_eq!(export(&real("eib-2032-eur")).unwrap().left_out, ["leg"]);
    assert_eq!(
        export(&Terms::load("world-bank-bond-i").unwrap()).unwrap().left_out,
        ["tap", "leg"]
    );
}

#[test]
fn what_has_no_place_is_refused_by_name() {
    let gilt = ["`coupon.business_centres` (London)", "`coupon.ex_dividend_days` (7)"];
    assert_eq!(refused(&real("gilt-2034")), gilt);
    assert_eq!(refused(&real("btp-valore-2028")), ["`coupon.step` (1 of them)"]);
    let floating = ["`coupon.business_centres` (SOFR)", "`coupon.lookback_days` (5)"];
    assert_eq!(refused(&real("ibrd-sofr-2030")), floating);
    assert_eq!(
        export(&real("gilt-2034")).unwrap_err().to_string(),
        "cannot write the terms `gilt-2034` as a document of the ICMA Bond Data Taxonomy, which has no place that is known for \
         `coupon.business_centres` (London), `coupon.ex_dividend_days` (7); pass the terms file on instead"
    );
}

/// What is changed in terms that a document can say, and what is then refused.
type Change = (fn(&mut Terms), &'static str);
/// The same of a floating coupon.
type FloatingChange = (fn(&mut Floating), &'static str);

const CHANGES: [Change; 13] = [
    (|terms| terms.coupon.day_count = DayCount::Thirty360European, "`coupon.day_count` (30E/360)"),
    (
        |terms| terms.coupon.business_day_convention = BusinessDayConvention::Unadjusted,
        "`coupon.business_day_convention` (unadjusted, with unadjusted periods)",
    ),
    (
        |terms| terms.coupon.adjusted = true,
        "`coupon.business_day_convention` (following, with adjusted periods)",
    ),
    (
        |terms| terms.coupon.business_centres.push(BusinessCentre::NewYork),
        "`coupon.business_centres` (TARGET, New York)",
    ),
    (|terms| terms.coupon.frequency = 12, "`coupon.frequency` (12 a year)"),
    (|terms| terms.coupon.end_of_month = true, "`coupon.end_of_month` (true)"),
    (
        |terms| terms.coupon.last_regular_date = Some("2031-05-14".parse().unwrap()),
        "`coupon.last_regular_date` (2031-05-14)",
    ),
    (
        |terms| {
            terms.coupon.ex_dividend_days = Some(3);
            terms.coupon.record_days = 3;
        },
        "`coupon.ex_dividend_days` (3)",
    ),
    (|terms| terms.coupon.record_days = 5, "`coupon.record_days` (5)"),
    (
        |terms| {
            let (date, percentage) = ("2030-05-14".parse().unwrap(), "25".parse().unwrap());
            terms.amortisations = vec![Amortisation { date, percentage }];
        },
        "`amortisation` (1 of them)",
    ),
    (|terms| terms.calls = vec![option(Some(10))], "`call.notice_days` (10)"),
    (|terms| terms.puts = vec![option(Some(10))], "`put.notice_days` (10)"),
    (
        |terms| (terms.calls, terms.puts) = (vec![option(None)], vec![option(None)]),
        "`put` (beside calls)",
    ),
];

fn option(notice_days: Option<u8>) -> EarlyRedemption {
    let (date, price) = ("2030-05-14".parse().unwrap(), "101.5".parse().unwrap());
    EarlyRedemption { date, price, notice_days }
}

#[test]
fn each_thing_that_has_no_place_is_refused_alone() {
    for (change, expected) in CHANGES {
        let mut terms = real("eib-2032-eur");
        change(&mut terms);
        assert_eq!(refused(&terms), [expected]);
    }
    let changes: [FloatingChange; 3] = [
        (|floating| floating.lookback_days = 5, "`coupon.lookback_days` (5)"),
        (
            |floating| floating.minimum_rate = Some("0".parse().unwrap()),
            "`coupon.minimum_rate` (0 %)",
        ),
        (|floating| floating.rate_decimals = Some(5), "`coupon.rate_decimals` (5)"),
    ];
    for (change, expected) in changes {
        let mut terms = floating("0.46");
        let CouponKind::Floating(floating) = &mut terms.coupon.kind else { panic!("floating") };
        change(floating);
        assert_eq!(refused(&terms), [expected]);
    }
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
        let missing = export(terms).unwrap().missing;
        let more = missing.iter().filter(|element| !NEVER_GIVEN.contains(element));
        (more.copied().collect::<Vec<_>>(), missing.len())
    };
    let mut gilt = Terms::load("treasury-gilt-2040").unwrap();
    gilt.coupon.business_centres = Vec::new();
    (gilt.coupon.ex_dividend_days, gilt.coupon.record_days) = (None, 1);
    assert_eq!(missing(&gilt).0, ["PricingDate", "IssuePrice", "BusinessDayCenter"]);

    let mut terms = Terms::load("world-bank-bond-i").unwrap();
    terms.coupon.business_centres = vec![BusinessCentre::NewYork];
    let (more, count) = missing(&terms);
    assert_eq!((more.len(), count), (0, NEVER_GIVEN.len()), "{more:?}");
    terms.issuer.lei = None;
    terms.coupon.kind = CouponKind::Zero;
    assert_eq!(missing(&terms).0, ["LEIIdentifier", "PayableDate", "FirstPayment"]);
}

#[test]
fn days_on_which_it_may_end_are_of_the_issuer_or_of_the_holders() {
    let earlier = EarlyRedemption { date: "2028-05-14".parse().unwrap(), ..option(None) };
    let options = vec![earlier, option(None)];
    let mut terms = real("eib-2032-eur");
    terms.calls = options.clone();
    let called = back(&terms);
    assert_eq!((&called.calls, &called.puts), (&options, &Vec::new()));

    (terms.calls, terms.puts) = (Vec::new(), options.clone());
    let put = export(&terms).unwrap().xml;
    assert_eq!(parse(&round(&put).unwrap()).puts, options);
    let long = put.replacen(
        "<EndDate>\n            <Date>2028-05-14",
        "<EndDate>\n            <Date>2028-06-14",
        1,
    );
    assert!(round(&long).unwrap_err().to_string().contains("`Date` is `2028-06-14`"), "{long}");
}

#[test]
fn names_are_escaped() {
    let mut terms = real("eib-2032-eur");
    terms.issuer.name = "A & B <C>".to_owned();
    let xml = export(&terms).unwrap().xml;
    assert!(xml.contains("<PartyName>A &amp; B &lt;C&gt;</PartyName>"), "{xml}");
    assert!(round(&xml).unwrap().contains("name = \"A & B <C>\""));
    for name in ["A\u{1}B", "A\nB", "A\u{ffff}", " A"] {
        terms.issuer.name = name.to_owned();
        let error = export(&terms).unwrap_err();
        assert!(matches!(error, ExportError::Unwritable { .. }), "{name:?}: {error}");
        assert!(error.to_string().contains("`issuer.name`"), "{error}");
    }
}

#[test]
fn wrong_documents_are_refused_with_their_line() {
    let whole = export(&real("eib-2032-eur")).unwrap().xml;
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
            "`MaturityDate` is `2032-05-14 id = 1`, which is no date; write one such as 2026-11-20",
        ),
        (
            "    </Issuance>",
            "<RedemptionPaymentBasis>INSTALLMENT</RedemptionPaymentBasis></Issuance>",
            "`RedemptionPaymentBasis` is `INSTALLMENT`, which terms have no word for; write the terms by hand",
        ),
        (
            "    <Issuance>",
            "    <Issuance/>\n    <Issuance>",
            "bond.xml:12: `ICMABondDataTaxonomy` has `Issuance` more than once, and terms have one; write the terms by hand",
        ),
        (
            "    <Product>",
            "    <Product><InterestPayment/>",
            "`Product` has `InterestPayment` more than once, and terms have one; write the terms by hand",
        ),
        (">ISSUER<", ">DEALER<", "bond.xml:3: `ICMABondDataTaxonomy` has no `PartyRole`; add it"),
        (
            "<Party PID=\"",
            "<Party PID=\"other-",
            "bond.xml:4: the `PartyRole` of the ISSUER names the party `PARTY-0`, which is not there once; correct the `PID`",
        ),
        (
            ">FIXED<",
            ">ZERO_COUPON<",
            "`InterestPayment` has an `InterestRate`, and its `InterestType` is of no interest; take one of the two out",
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

#[test]
fn the_issuer_is_the_party_of_that_role_and_a_comment_parts_no_figure() {
    let terms = real("eib-2032-eur");
    let xml = export(&terms).unwrap().xml;
    let dealer = "<PartyRole><PartyRoleType>DEALER</PartyRoleType><PartyID PID=\"D\"/></PartyRole>\
                  <Party PID=\"D\"><PartyName>Dealer Bank</PartyName></Party>\n    <PartyRole>";
    let more = xml
        .replacen("<PartyRole>", dealer, 1)
        .replace("<AggregateNominalAmount>", "<AggregateNominalAmount><!-- all of it -->")
        .replace("00</AggregateNominalAmount>", "<?note?>0<![CDATA[0]]></AggregateNominalAmount>")
        .replace("<PartyName>European Investment", "<PartyName>European\n  Investment")
        .replace("<MaturityDate>", "<PartPaid>true</PartPaid><MaturityDate>")
        .replace("<InterestType>", "<MaximumInterestRate>3</MaximumInterestRate><InterestType>");
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("bond.xml");
    fs::write(&path, &more).unwrap();
    let read = import(&path, "2026-11-27".parse().unwrap()).unwrap();
    let back = parse(&read.terms);
    assert_eq!((&back.issuer, back.issue_amount), (&terms.issuer, terms.issue_amount));
    let left_out =
        ["Party", "PartyRole", "Product/InterestPayment/MaximumInterestRate", "Product/PartPaid"];
    assert_eq!(read.left_out, left_out, "{more}");
}

/// What a bond may say, each of it drawn on its own; the first of each list is what a document has a place for.
#[derive(Clone, Debug)]
struct Said {
    kind: &'static str,
    frequency: i16,
    roll: i8,
    months: i64,
    periods: i16,
    stubs: (i64, i64),
    day_count: &'static str,
    moved: (&'static str, bool),
    centres: &'static str,
    register: &'static str,
    early: &'static str,
    notice: Option<u8>,
    parts: bool,
    floating: &'static str,
    spread: i32,
    rate: u32,
}

const DAY_COUNT_NAMES: [&str; 5] = ["ACT/ACT ICMA", "30/360 US", "ACT/360", "ACT/365F", "30E/360"];
const MOVED: [(&str, bool); 8] = [
    ("following", false),
    ("preceding", false),
    ("modified following", true),
    ("following", true),
    ("preceding", true),
    ("modified following", false),
    ("unadjusted", false),
    ("unadjusted", true),
];
const CENTRE_NAMES: [&str; 7] = [
    "",
    "\"TARGET\"",
    "\"New York\"",
    "\"London\"",
    "\"SOFR\"",
    "\"US government securities\"",
    "\"London\", \"TARGET\"",
];

prop_compose! {
    /// Terms of every kind; with `placed`, such as a document can say.
    fn said(placed: bool)(
        kind in prop::sample::select(vec!["fixed", "zero", "floating", "step-up"][..if placed { 3 } else { 4 }].to_vec()),
        frequency in prop::sample::select(vec![1i16, 2, 4, 12][..if placed { 3 } else { 4 }].to_vec()),
        roll in if placed { 1i8..29 } else { 1i8..32 },
        months in 0i64..120,
        periods in 3i16..16,
        stubs in (0i64..27, if placed { 0i64..1 } else { 0i64..27 }),
        day_count in prop::sample::select(DAY_COUNT_NAMES[..if placed { 4 } else { 5 }].to_vec()),
        moved in prop::sample::select(MOVED[..if placed { 3 } else { 8 }].to_vec()),
        centres in prop::sample::select(CENTRE_NAMES[..if placed { 3 } else { 7 }].to_vec()),
        register in prop::sample::select(vec!["", "record_days = 1\n", "record_days = 4\n", "ex_dividend_days = 7\n"][..if placed { 2 } else { 4 }].to_vec()),
        early in prop::sample::select(vec!["", "call", "put", "both"][..if placed { 3 } else { 4 }].to_vec()),
        notice in if placed { Just(None).boxed() } else { prop::option::of(0u8..9).boxed() },
        parts in if placed { Just(false).boxed() } else { any::<bool>().boxed() },
        floating in prop::sample::select(vec!["", "observation_shift = true\n", "lookback_days = 5\n", "minimum_rate = \"0\"\n", "rate_decimals = 4\n"][..if placed { 2 } else { 5 }].to_vec()),
        spread in -20_000i32..20_000,
        rate in 0u32..150_000,
    ) -> Said {
        Said { kind, frequency, roll, months, periods, stubs, day_count, moved, centres, register, early, notice, parts, floating, spread, rate }
    }
}

impl Said {
    /// The day on which the period of that number ends.
    fn due(&self, index: i16) -> Date {
        let months = i64::from(index * (12 / self.frequency)) + self.months;
        let first = Date::constant(2021, 1, 1).saturating_add(months.months());
        Date::new(first.year(), first.month(), self.roll.min(first.days_in_month())).unwrap()
    }

    fn terms(&self) -> Terms {
        let issue = self.due(0).saturating_add(self.stubs.0.days());
        let maturity = self.due(self.periods).saturating_add(self.stubs.1.days());
        let (convention, adjusted) = self.moved;
        let mut text = format!(
            "[coupon]\nkind = \"{}\"\nday_count = \"{}\"\nbusiness_day_convention = \"{convention}\"\n",
            self.kind, self.day_count
        );
        if !self.centres.is_empty() {
            text.push_str(&format!("business_centres = [{}]\n", self.centres));
        }
        if self.kind != "zero" {
            text.push_str(&format!("adjusted = {adjusted}\n"));
            self.payments(&mut text);
        }
        terms(&issue.to_string(), &maturity.to_string(), &text)
    }

    fn payments(&self, text: &mut String) {
        let mut dates: Vec<String> = (0..self.frequency)
            .map(|index| {
                let due = self.due(index);
                let length = Date::new(2001, due.month(), 1).unwrap().days_in_month();
                format!("{:02}-{:02}", due.month(), self.roll.min(length))
            })
            .collect();
        dates.sort_unstable();
        text.push_str(&format!(
            "frequency = {}\ndates = {dates:?}\nend_of_month = {}\nfirst_date = {}\n",
            self.frequency,
            self.roll > 28,
            self.due(1)
        ));
        if self.stubs.1 > 0 {
            text.push_str(&format!("last_regular_date = {}\n", self.due(self.periods)));
        }
        let rate = crate::terms::Rate::from_millionths(self.rate);
        let spread = crate::terms::SignedRate::from_millionths(self.spread);
        if self.kind == "floating" {
            let register = self.register.replace("ex_dividend", "record");
            let rates =
                format!("reference_rate = \"SOFR\"\nspread = \"{spread}\"\n{}", self.floating);
            text.push_str(&format!("{register}{rates}"));
        } else {
            text.push_str(&format!("{}rate = \"{rate}\"\n", self.register));
        }
        let day = self.due(2);
        if self.kind == "step-up" {
            text.push_str(&format!("[[coupon.step]]\nfrom = {day}\nrate = \"5\"\n"));
        }
        if self.parts {
            text.push_str(&format!("[[amortisation]]\ndate = {day}\npercentage = \"10\"\n"));
        }
        let notice = self.notice.map(|days| format!("notice_days = {days}\n")).unwrap_or_default();
        for option in ["call", "put"].iter().filter(|one| [**one, "both"].contains(&self.early)) {
            text.push_str(&format!("[[{option}]]\ndate = {day}\nprice = \"101\"\n{notice}"));
        }
    }
}

/// That terms came back as they were.
fn require_same(back: &Terms, terms: &Terms) -> Result<(), TestCaseError> {
    prop_assert_eq!(Schedule::of(back).unwrap().periods, Schedule::of(terms).unwrap().periods);
    let flows = |terms| CashFlows::of(terms, pounds(1_000_000), None).unwrap().flows;
    prop_assert_eq!(flows(back), flows(terms));
    prop_assert_eq!(&back.coupon, &terms.coupon);
    prop_assert_eq!((&back.calls, &back.puts), (&terms.calls, &terms.puts));
    prop_assert_eq!(back.redemption_price, terms.redemption_price);
    prop_assert_eq!(&back.amortisations, &terms.amortisations);
    prop_assert_eq!((back.currency, &back.issuer), (terms.currency, &terms.issuer));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn terms_that_have_a_place_come_back_as_they_were(said in said(true)) {
        let terms = said.terms();
        require_same(&back(&terms), &terms)?;
    }

    /// Whatever terms say, they come back as they were or are refused by the name of a field.
    #[test]
    fn no_terms_come_back_otherwise(said in said(false)) {
        let terms = said.terms();
        match export(&terms) {
            Ok(export) => require_same(&parse(&round(&export.xml).unwrap()), &terms)?,
            Err(error) => {
                let names_some = matches!(&error, ExportError::NoPlace { fields, .. } if !fields.is_empty());
                prop_assert!(names_some);
                let known = ["`coupon.", "`call.", "`put", "`amortisation"];
                prop_assert!(known.iter().any(|field| error.to_string().contains(field)), "{}", error);
            }
        }
    }
}
