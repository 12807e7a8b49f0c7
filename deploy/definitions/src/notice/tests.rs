//! Tests of notices.

use roxmltree::{Document, Node};

use super::*;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn notice() -> Notice {
    Notice {
        reference: "gilt-2027-01-31".to_owned(),
        event: DistributionKind::Interest,
        isin: "GB00B6460505".parse().expect("an ISIN"),
        issuer: "A & B <Treasury>".to_owned(),
        lei: Some("506700GE1G29325QX363".parse().expect("an LEI")),
        currency: "GBP".to_owned(),
        record_date: date("2027-01-29"),
        ex_date: Some(date("2027-01-20")),
        payment_date: date("2027-02-01"),
        period: Some((date("2026-07-31"), date("2027-01-31"))),
        annual_rate: Some(Percentage("4.25".to_owned())),
        period_rate: Some(Percentage("2.125".to_owned())),
        price: None,
        part: None,
    }
}

/// The text at a path of element names.
fn text<'d>(document: &'d Document<'d>, path: &str) -> Option<&'d str> {
    let start = Some(document.root_element());
    let found = path.split('/').fold(start, |node: Option<Node<'d, 'd>>, name| {
        node?.children().find(|child| child.tag_name().name() == name)
    });
    found?.text()
}

#[test]
fn a_notification_says_what_is_paid_and_when() {
    let Message { definition, xml, left_out } = notification(&notice());
    let document = Document::parse(&xml).expect("XML");
    let namespace = document.root_element().tag_name().namespace();
    assert_eq!(namespace, Some("urn:iso:std:iso:20022:tech:xsd:seev.031.001.16"));
    assert_eq!(definition, "seev.031.001.16");
    let at = |path: &str| text(&document, &format!("CorpActnNtfctn/{path}"));
    assert_eq!(at("CorpActnGnlInf/EvtTp/Cd"), Some("INTR"));
    assert_eq!(at("CorpActnGnlInf/MndtryVlntryEvtTp/Cd"), Some("MAND"));
    assert_eq!(at("CorpActnGnlInf/UndrlygScty/FinInstrmId/ISIN"), Some("GB00B6460505"));
    assert_eq!(at("CorpActnDtls/DtDtls/RcrdDt/Dt"), Some("2027-01-29"));
    assert_eq!(at("CorpActnDtls/RateAndAmtDtls/IntrstRate/Rate"), Some("4.25"));
    let movement = "CorpActnOptnDtls/CshMvmntDtls";
    assert_eq!(at(&format!("{movement}/DtDtls/PmtDt/Dt")), Some("2027-02-01"));
    let rate = at(&format!("{movement}/RateAndAmtDtls/GrssIntrstRateUsdForPmt/Rate"));
    assert_eq!(rate, Some("2.125"));
    let narrative = at("AddtlInf/AddtlTxt/AddtlInf").expect("a narrative");
    assert!(
        narrative.starts_with("Issuer A & B <Treasury>. Interest from 2026-07-31"),
        "{narrative}"
    );
    assert_eq!(at("CorpActnDtls/PrdDtls/IntrstPrd/Prd/EndDt/Dt"), Some("2027-01-31"));
    assert_eq!(at("Issr/LEI"), Some("506700GE1G29325QX363"));
    assert_eq!(left_out, [""; 0]);
    let Message { xml, .. } = notification(&Notice { lei: None, ..notice() });
    let document = Document::parse(&xml).expect("XML");
    let name = text(&document, "CorpActnNtfctn/Issr/NmAndAdr/Nm");
    assert_eq!(name, Some("A & B <Treasury>"));
    let Message { xml, .. } = notification(&Notice { issuer: "x".repeat(9_000), ..notice() });
    assert!(!xml.contains(&"x".repeat(351)), "{xml}");
}

#[test]
fn a_redemption_has_a_price_and_a_put_a_choice() {
    for (event, code, choice) in [
        (DistributionKind::Redemption, "REDM", "MAND"),
        (DistributionKind::Call, "MCAL", "MAND"),
        (DistributionKind::PartialCall, "PCAL", "MAND"),
        (DistributionKind::PartialRedemption, "PCAL", "MAND"),
        (DistributionKind::Put, "BPUT", "VOLU"),
    ] {
        let price = Some(Percentage("100".to_owned()));
        let (annual_rate, period_rate, period) = (None, None, None);
        let notice = Notice { event, price, annual_rate, period_rate, period, ..notice() };
        let Message { xml, left_out, .. } = notification(&notice);
        let document = Document::parse(&xml).expect("XML");
        let at = |path: &str| text(&document, &format!("CorpActnNtfctn/{path}"));
        let complete = at("NtfctnGnlInf/PrcgSts/Cd/EvtCmpltnsSts");
        let is_complete = choice == "MAND";
        assert_eq!(complete, Some(if is_complete { "COMP" } else { "INCO" }));
        assert_eq!(left_out.is_empty(), is_complete, "{left_out:?}");
        assert_eq!(at("CorpActnGnlInf/EvtTp/Cd"), Some(code));
        assert_eq!(at("CorpActnGnlInf/MndtryVlntryEvtTp/Cd"), Some(choice));
        let price = "CorpActnOptnDtls/CshMvmntDtls/PricDtls/GncCshPricRcvdPerPdct/PctgPric/PricVal";
        assert_eq!(at(price), Some("100"));
        assert!(!xml.contains("per cent is redeemed"), "{xml}");
    }
}

#[test]
fn a_rate_that_is_not_known_is_left_out() {
    let notice = Notice { annual_rate: None, period_rate: None, ..notice() };
    let Message { xml, left_out, .. } = notification(&notice);
    assert!(xml.contains("<EvtCmpltnsSts>INCO<"), "{xml}");
    assert_eq!(left_out, ["the rate of interest, which is not known without fixings"]);
}

#[test]
fn a_redemption_of_a_part_says_how_much() {
    let part = Some(Percentage("12.5".to_owned()));
    let notice = Notice { event: DistributionKind::PartialRedemption, part, ..notice() };
    let Message { xml, .. } = notification(&notice);
    let document = Document::parse(&xml).expect("XML");
    let narrative = text(&document, "CorpActnNtfctn/AddtlInf/AddtlTxt/AddtlInf");
    let narrative = narrative.expect("a narrative");
    assert!(narrative.contains("12.5 per cent is redeemed, rounded down to the minor unit of GBP"));
}

#[test]
fn a_confirmation_says_what_one_wallet_was_paid() {
    let amount = |text: &str| text.parse::<Amount>().expect("an amount");
    let movement = Movement {
        wallet: "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f".to_owned(),
        balance: amount("GBP 2,000,000"),
        paid: amount("GBP 42,500.50"),
        posted: date("2027-02-03"),
        unrounded: None,
    };
    let Message { xml, left_out, .. } = confirmation(&notice(), &movement);
    let document = Document::parse(&xml).expect("XML");
    let at = |path: &str| text(&document, &format!("CorpActnMvmntConf/{path}"));
    assert_eq!(at("AcctDtls/BlckChainAdrOrWllt"), Some(movement.wallet.as_str()));
    assert_eq!(at("AcctDtls/Bal/ConfdBal/Bal/QtyChc/Qty/FaceAmt"), Some("2000000"));
    assert_eq!(at("CorpActnConfDtls/CshMvmntDtls/AmtDtls/PstngAmt"), Some("42500.50"));
    assert_eq!(at("CorpActnConfDtls/CshMvmntDtls/DtDtls/PstngDt/Dt"), Some("2027-02-03"));
    assert_eq!(at("CorpActnConfDtls/CshMvmntDtls/DtDtls/PmtDt"), Some("2027-02-01"));
    assert!(xml.contains("<PstngAmt Ccy=\"GBP\">"));
    assert!(left_out.is_empty() && at("AddtlInf/AddtlTxt").is_none());
}

#[test]
fn a_confirmation_says_what_was_rounded() {
    let amount = |text: &str| text.parse::<Amount>().expect("an amount");
    let share = Fraction::new(17, 800).expect("a fraction");
    let unrounded = |text| super::unrounded(share, amount(text)).expect("small");
    assert_eq!(unrounded("GBP 2,000,000"), None);
    assert_eq!(unrounded("JPY 1"), Some("0.02125".to_owned()));
    let third = super::unrounded(Fraction::new(1, 3).expect("a fraction"), amount("GBP 1"));
    assert_eq!(third, Ok(Some("0.3333333333".to_owned())));
    let movement = Movement {
        wallet: "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f".to_owned(),
        balance: amount("GBP 100,028.98"),
        paid: amount("GBP 2,125.61"),
        posted: date("2027-02-01"),
        unrounded: unrounded("GBP 100,028.98").map(Unrounded::Due),
    };
    let Message { xml, .. } = confirmation(&notice(), &movement);
    let document = Document::parse(&xml).expect("XML");
    let at = |path: &str| text(&document, &format!("CorpActnMvmntConf/{path}"));
    assert_eq!(at("CorpActnConfDtls/CshMvmntDtls/AmtDtls/PstngAmt"), Some("2125.61"));
    let narrative = at("AddtlInf/AddtlTxt").expect("a narrative");
    assert!(narrative.contains("rounded down to the minor unit of GBP; 2125.615825 is due before"));
    // What the message definition has room for.
    assert!(narrative.chars().count() <= 350);
    let paid = Some(Unrounded::Paid("tGBP 2,125.615825".to_owned()));
    let Message { xml, .. } = confirmation(&notice(), &Movement { unrounded: paid, ..movement });
    assert!(xml.contains("minor unit of GBP; tGBP 2,125.615825 was paid."), "{xml}");
}

#[test]
fn percentages_are_exact_as_far_as_messages_go() {
    let of = |numerator, denominator| {
        let share = Fraction::new(numerator, denominator).expect("a fraction");
        Percentage::of(share).expect("a percentage").0
    };
    assert_eq!(of(17, 800), "2.125");
    assert_eq!(of(1, 3), "33.3333333333");
    assert_eq!(of(1, 1), "100");
    assert_eq!(of(0, 1), "0");
}
