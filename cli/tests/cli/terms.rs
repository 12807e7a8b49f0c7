//! `corridor terms`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn terms_go_out_as_xml_and_come_back() {
    let bench = Bench::new();
    bench
        .run("terms export world-bank-bond-i")
        .success()
        .stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:icma:xsd:ICMABondDataTaxonomy">
  <ICMABondDataTaxonomy>
    <PartyRole>
      <PartyRoleType>ISSUER</PartyRoleType>
      <PartyID PID="LEI-ZTMSNXROF84AHWJNKQ93"/>
    </PartyRole>
    <Party PID="LEI-ZTMSNXROF84AHWJNKQ93">
      <PartyName>International Bank for Reconstruction and Development</PartyName>
      <LEIIdentifier>ZTMSNXROF84AHWJNKQ93</LEIIdentifier>
    </Party>
    <Issuance>
      <SpecifiedDenomination>1000</SpecifiedDenomination>
      <FinalRedemptionAmountPercentage>100</FinalRedemptionAmountPercentage>
      <SpecifiedCurrency>AUD</SpecifiedCurrency>
      <PricingDate>2018-08-23</PricingDate>
      <IssueDate>2018-08-28</IssueDate>
      <SettlementDate>2018-08-28</SettlementDate>
      <IssuePrice>99.901</IssuePrice>
      <IndicationOfYield>2.251</IndicationOfYield>
    </Issuance>
    <Product>
      <SecurityIdentifierList>
        <SecurityIdentifier>
          <ISIN>ZZBONDI00006</ISIN>
          <IdentifierType>ISIN</IdentifierType>
        </SecurityIdentifier>
      </SecurityIdentifierList>
      <AggregateNominalAmount>110000000</AggregateNominalAmount>
      <MaturityDate>2020-08-28</MaturityDate>
      <InterestPayment>
        <InterestType>FIXED</InterestType>
        <InterestRate>2.2</InterestRate>
        <InterestCommencementDate>2018-08-28</InterestCommencementDate>
        <InterestPayments>
          <InterestPaymentFrequency>SEMIANNUALLY</InterestPaymentFrequency>
          <PayableDate>
            <Day>28</Day>
            <Month>2</Month>
          </PayableDate>
          <PayableDate>
            <Day>28</Day>
            <Month>8</Month>
          </PayableDate>
          <FirstPayment>
            <PaymentDate>2019-02-28</PaymentDate>
          </FirstPayment>
        </InterestPayments>
      </InterestPayment>
      <DayCountFraction>ICMA_ACT/ACT</DayCountFraction>
      <BusinessDayConvention>FOLLOWING_UNADJUSTED</BusinessDayConvention>
    </Product>
  </ICMABondDataTaxonomy>
</Document>

"#]])
        .stderr_eq(str![[r#"
to be completed: the schema of the taxonomy (1.2) requires as well IssuanceType, Listing, GoverningLaw, SellingRestrictions, ManufacturerTargetMarket, FormOfNote, StatusOfNote, BusinessDayCenter
left out, because no place for it is known: tap

"#]]);
    bench.run("terms export world-bank-bond-i --out bond.xml --quiet").success().stdout_eq(str![[
        r#"
world-bank-bond-i is written

"#
    ]]);
    bench
        .run("terms import bond.xml --out back.toml")
        .success()
        .stdout_eq(str![[r#"
the terms are written

"#]])
        .stderr_eq(str![[r#"
read without its schema; complete id, names, legs, and what the document does not have

"#]]);
    bench.run("coupon schedule back.toml --quiet").success().stdout_eq(str![[r#"
zzbondi00006: ZZBONDI00006
  nominal       AUD 1,000
  day count     ACT/ACT ICMA
  payment days  following; Monday to Friday

FROM        TO          PAID        RECORD DAY  EX-DIVIDEND  RATE %  INTEREST  PRINCIPAL
2018-08-28  2019-02-28  2019-02-28  2019-02-27  -            2.2     11        0
2019-02-28  2019-08-28  2019-08-28  2019-08-27  -            2.2     11        0
2019-08-28  2020-02-28  2020-02-28  2020-02-27  -            2.2     11        0
2020-02-28  2020-08-28  2020-08-28  2020-08-27  -            2.2     11        1,000

"#]]);
}

#[test]
fn what_is_no_such_document_is_refused() {
    let bench = Bench::new();
    bench.run("terms export treasury-gilt-2040 --out gilt.xml --quiet").success();
    let gilt = fs::read_to_string(bench.path().join("gilt.xml")).expect("the document");
    bench.private_file("floating.xml", &gilt.replace("FIXED", "FLOATING"));
    bench.private_file(
        "dateless.xml",
        &gilt.replace("    <MaturityDate>2040-12-07</MaturityDate>", ""),
    );
    bench.private_file("other.xml", "<html/>");
    bench.private_file("broken.xml", "<Document>");
    let refuse = |arguments: &str| bench.run(arguments).code(1).stdout_eq(str![[r#""#]]);
    refuse("terms import floating.xml").stderr_eq(str![[r#"
error: floating.xml:29: `InterestType` is `FLOATING`, which terms have no word for; write the terms by hand

"#]]);
    refuse("terms import dateless.xml").stderr_eq(str![[r#"
error: dateless.xml:19: `Product` has no `MaturityDate`; add it

"#]]);
    refuse("terms import other.xml").stderr_eq(str![[r#"
error: other.xml: the root is not `Document` of urn:icma:xsd:ICMABondDataTaxonomy; give a file of the ICMA Bond Data Taxonomy

"#]]);
    refuse("terms import broken.xml").stderr_eq(str![[r#"
error: broken.xml: not well-formed XML: the root node was opened but never closed; correct the syntax

"#]]);
    refuse("terms import missing.xml").stderr_eq(str![[r#"
error: missing.xml: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
    refuse("terms export missing").stderr_eq(str![[r#"
error: there are no terms `missing`; use one of: treasury-gilt-2040, world-bank-bond-i, or give the path of a terms file

"#]]);
}
