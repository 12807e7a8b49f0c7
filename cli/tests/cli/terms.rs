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
a document is of the first issue under one ISIN; it is without tap, leg

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

/// Whatever is written is read again as terms that pay the same, so what could not be is not written.
#[test]
fn terms_that_a_document_has_no_place_for_are_not_written() {
    let bench = Bench::new();
    bench.private_file("steps.toml", crate::coupon::STEPS);
    let refuse = |arguments: &str| bench.run(arguments).code(1).stdout_eq(str![[r#""#]]);
    refuse("terms export treasury-gilt-2040 --out gilt.xml").stderr_eq(str![[r#"
error: cannot write the terms `treasury-gilt-2040` as a document of the ICMA Bond Data Taxonomy, which has no place that is known for `coupon.business_centres` (London), `coupon.ex_dividend_days` (7); pass the terms file on instead

"#]]);
    assert!(!bench.path().join("gilt.xml").exists(), "nothing is written");
    bench.run("terms export treasury-gilt-2040 --json").code(1).stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "terms",
    "message": "cannot write the terms `treasury-gilt-2040` as a document of the ICMA Bond Data Taxonomy, which has no place that is known for `coupon.business_centres` (London), `coupon.ex_dividend_days` (7); pass the terms file on instead",
    "hint": null
  }
}

"#]]);
    refuse("terms export steps.toml").stderr_eq(str![[r#"
error: cannot write the terms `steps` as a document of the ICMA Bond Data Taxonomy, which has no place that is known for `coupon.business_centres` (London, TARGET), `coupon.step` (1 of them), `coupon.last_regular_date` (2027-11-30), `coupon.ex_dividend_days` (7), `amortisation` (1 of them), `put` (beside calls), `call.notice_days` (30); pass the terms file on instead

"#]]);
}

#[test]
fn what_is_no_such_document_is_refused() {
    let bench = Bench::new();
    bench.run("terms export world-bank-bond-i --out bond.xml --quiet").success();
    let bond = fs::read_to_string(bench.path().join("bond.xml")).expect("the document");
    bench.private_file("indexed.xml", &bond.replace("FIXED", "INDEX_LINKED_INTEREST"));
    bench.private_file("floating.xml", &bond.replace("FIXED", "FLOATING"));
    bench.private_file(
        "dateless.xml",
        &bond.replace("    <MaturityDate>2020-08-28</MaturityDate>", ""),
    );
    bench.private_file("other.xml", "<html/>");
    bench.private_file("broken.xml", "<Document>");
    let refuse = |arguments: &str| bench.run(arguments).code(1).stdout_eq(str![[r#""#]]);
    refuse("terms import indexed.xml").stderr_eq(str![[r#"
error: indexed.xml:32: `InterestType` is `INDEX_LINKED_INTEREST`, which terms have no word for; write the terms by hand

"#]]);
    refuse("terms import floating.xml").stderr_eq(str![[r#"
error: floating.xml:31: `InterestPayment` has no `FloatingRatePayment`; add it

"#]]);
    refuse("terms import dateless.xml").stderr_eq(str![[r#"
error: dateless.xml:22: `Product` has no `MaturityDate`; add it

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

#[test]
fn terms_are_checked_without_a_chain() {
    let bench = Bench::new();
    bench.run("terms check world-bank-bond-i").success().stdout_eq(str![[r#"
terms world-bank-bond-i are well-formed: of a bond
  name      IBRD 2.20% 28 Aug 2020 bond-i (BOND-I)
  issuer    International Bank for Reconstruction and Development (ZTMSNXROF84AHWJNKQ93)
  isin      ZZBONDI00006
  amount    AUD 110,000,000 in steps of AUD 1,000
  issued    2018-08-28
  matures   2020-08-28 at 100 %
  coupon    2.2 %, 2 a year, ACT/ACT ICMA, following
  payments  4, from 2019-02-28 to 2020-08-28
  taps      1
  leg       uk of uk-sandbox: ZZBONDI0UK06
  leg       reg-s of us-exemption: ZZBONDIREGS7
  leg       144a of us-exemption: ZZBONDI144A0
  leg       uk of uk-us-corridor: ZZBONDI0UK06
  leg       reg-s of uk-us-corridor: ZZBONDIREGS7
  leg       144a of uk-us-corridor: ZZBONDI144A0
  leg       uk of uk-sandbox-dvp: ZZBONDI0UK06
  leg       uk of uk-offer: ZZBONDI0UK06
  leg       reg-s of us-reg-s: ZZBONDIREGS7
  leg       144a of us-144a: ZZBONDI144A0
  leg       506b of us-506b: ZZBONDI506B8
  leg       506c of us-506c: ZZBONDI506C6
  assumed   isin: No page that was read gives the real one; the identifier here is user-assigned.
  assumed   denomination: The World Bank's other Kangaroo bonds have AUD 1,000; no page that was read says so of this one.
  assumed   issue_date: Interest accrues from the settlement date, as is usual.
  assumed   redemption_price: At par, as is usual; no page that was read says so.
  assumed   issuer.lei: Found in public data sets that attribute it to the bank; the register of the Global LEI Foundation was not read. Its check digits are right.
  assumed   coupon.day_count: Usual for Kangaroo bonds with half-yearly coupons; no page that was read says so.
  assumed   coupon.business_day_convention: Usual for Kangaroo bonds; no page that was read says so.
  hash      [HASH]

"#]]);
    let stock = include_str!("../../../tests/terms/venue-stock.toml");
    bench.private_file("stock.toml", stock);
    bench.run("terms check stock.toml --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.terms-check/1",
  "terms": "venue-stock",
  "file": "stock.toml",
  "kind": "equity",
  "name": "Test stock",
  "symbol": "TEST-STOCK",
  "issuer": "Test issuer (no LEI)",
  "isin": "ZZTSVSHARE14",
  "facts": {
    "class": "Common, classified ESVUFR",
    "nominal": "USD 0.00001",
    "authorised": "UNIT 500,000,000",
    "issued": "[DAY]"
  },
  "legs": [
    {
      "profile": "us-tsv",
      "leg": "tsv",
      "isin": "ZZTSVSHRTOK2",
      "note": "ZZ is user-assigned: no numbering agency knows this identifier. The check digit is right."
    }
  ],
  "assumptions": [
    {
      "field": "nominal_value",
      "reason": "Invented with the stock: a par value finer than a cent, as many US companies have."
    },
    {
      "field": "shares_authorised",
      "reason": "Invented with the stock."
    },
    {
      "field": "issue_date",
      "reason": "Invented with the stock."
    },
    {
      "field": "issuer.name",
      "reason": "Invented with the stock."
    }
  ],
  "hash": "[HASH]"
}

"#]]);
    let gilt = include_str!("../../../deploy/terms/treasury-gilt-2040.toml");
    bench.private_file("count.toml", &gilt.replace("ACT/ACT ICMA", "30/360"));
    bench.private_file("syntax.toml", "id = \"x\"\nname = \n");
    bench.private_file(
        "free.toml",
        &gilt.replace("redemption_price = \"100\"", "redemption_price = \"0\""),
    );
    bench.private_file("points.toml", &gilt.replace("rate = \"4.25\"", "rate = \"42500\""));
    let refuse = |arguments: &str| bench.run(arguments).code(1).stdout_eq(str![[r#""#]]);
    refuse("terms check count.toml").stderr_eq(str![[r#"
error: count.toml:24: coupon.day_count: unknown day count `30/360`; did you mean `30/360 US` or `30E/360`?

"#]]);
    refuse("terms check free.toml").stderr_eq(str![[r#"
error: free.toml:15: redemption_price: a price of 0 %; write per cent of the principal, e.g. "100" at par

"#]]);
    refuse("terms check points.toml").stderr_eq(str![[r#"
error: points.toml:22: coupon.rate: 42500 % is more than 1000 %; write it in per cent: "4.25" is 4.25 of a hundred

"#]]);
    refuse("terms check syntax.toml").stderr_eq(str![[r#"
error: syntax.toml:2: not valid TOML: string values must be quoted, expected literal string; correct the syntax (https://toml.io)

"#]]);
    refuse("terms check missing.toml").stderr_eq(str![[r#"
error: missing.toml: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
}
