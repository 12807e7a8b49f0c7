//! Writing terms as XML.

use std::fmt::Write as _;

use super::super::{CouponKind, EarlyRedemption, Floating, Terms};
use super::{
    BENCHMARKS, CALLED_BY_ISSUER, CENTRES, CONVENTIONS, DAY_COUNTS, FREQUENCIES, NAMESPACE,
    PAYABLE_DATES, PER_CENT, PUT_BY_INVESTOR,
};
use crate::money::Amount;

/// A document, and what it does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The document.
    pub xml: String,
    /// Fields of the terms that are not in it.
    pub left_out: Vec<&'static str>,
    /// Elements that the schema requires and the terms do not give, in its order: the document is valid once somebody has added them.
    pub missing: Vec<&'static str>,
}

/// Writes the fields of terms that the taxonomy has.
pub fn export(terms: &Terms) -> Export {
    let mut export = Writer::default();
    export.document(terms);
    Export { xml: export.xml, left_out: export.left_out, missing: export.missing }
}

#[derive(Default)]
struct Writer {
    xml: String,
    depth: usize,
    left_out: Vec<&'static str>,
    missing: Vec<&'static str>,
}

impl Writer {
    fn document(&mut self, terms: &Terms) {
        self.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.line(&format!("<Document xmlns=\"{NAMESPACE}\">"));
        self.depth = 1;
        self.inside("ICMABondDataTaxonomy", |writer| {
            writer.issuer(terms);
            writer.inside("Issuance", |writer| writer.issuance(terms));
            writer.inside("Product", |writer| writer.product(terms));
        });
        self.depth = 0;
        self.line("</Document>");
        self.what_is_left_out(terms);
    }

    fn issuer(&mut self, terms: &Terms) {
        let lei = terms.issuer.lei.map(|lei| lei.to_string());
        let id = lei.as_ref().map_or_else(|| "PARTY-0".to_owned(), |lei| format!("LEI-{lei}"));
        self.inside("PartyRole", |writer| {
            writer.element("PartyRoleType", "ISSUER");
            writer.line(&format!("<PartyID PID=\"{id}\"/>"));
        });
        self.line(&format!("<Party PID=\"{id}\">"));
        self.depth += 1;
        self.element("PartyName", &terms.issuer.name);
        self.known("LEIIdentifier", lei.as_deref());
        self.depth -= 1;
        self.line("</Party>");
    }

    fn issuance(&mut self, terms: &Terms) {
        self.missing.push("IssuanceType");
        self.element("SpecifiedDenomination", &plain(terms.denomination));
        self.element("FinalRedemptionAmountPercentage", &terms.redemption_price.to_string());
        self.element("SpecifiedCurrency", &terms.currency.to_string());
        self.known("PricingDate", terms.pricing_date.map(|date| date.to_string()).as_deref());
        self.element("IssueDate", &terms.issue_date.to_string());
        self.element("SettlementDate", &terms.settlement_date.to_string());
        self.known("IssuePrice", terms.issue_price.map(|price| price.to_string()).as_deref());
        if let Some(rate) = terms.issue_yield {
            self.element("IndicationOfYield", &rate.to_string());
        }
        self.missing.extend(["Listing", "GoverningLaw", "SellingRestrictions"]);
        self.missing.push("ManufacturerTargetMarket");
        match (terms.calls.as_slice(), terms.puts.as_slice()) {
            (calls, []) => self.options(CALLED_BY_ISSUER, calls),
            ([], puts) => self.options(PUT_BY_INVESTOR, puts),
            // A document says of all options at once whose they are.
            _ => self.left_out.extend(["call", "put"]),
        }
        if !terms.amortisations.is_empty() {
            self.element("RedemptionPaymentBasis", "INSTALLMENT");
        }
    }

    fn options(&mut self, whose: &str, options: &[EarlyRedemption]) {
        if options.is_empty() {
            return;
        }
        self.element("CallPutOption", whose);
        for option in options {
            self.inside("OptionalRedemption", |writer| {
                writer.inside("OptionalRedemptionDate", |writer| {
                    for end in ["StartDate", "EndDate"] {
                        writer.inside(end, |writer| {
                            writer.element("Date", &option.date.to_string());
                        });
                    }
                });
                writer.inside("OptionalRedemptionAmount", |writer| {
                    writer.element("Amount", &option.price.to_string());
                    writer.element("AmountType", PER_CENT);
                });
            });
        }
    }

    fn product(&mut self, terms: &Terms) {
        self.inside("SecurityIdentifierList", |writer| {
            writer.inside("SecurityIdentifier", |writer| {
                writer.element("ISIN", &terms.isin.to_string());
                writer.element("IdentifierType", "ISIN");
            });
        });
        self.missing.extend(["FormOfNote", "StatusOfNote"]);
        self.element("AggregateNominalAmount", &plain(terms.issue_amount));
        self.element("MaturityDate", &terms.maturity_date.to_string());
        self.inside("InterestPayment", |writer| writer.interest(terms));
        let coupon = &terms.coupon;
        let day_count = DAY_COUNTS.iter().find(|(day_count, _)| *day_count == coupon.day_count);
        self.coded("DayCountFraction", "coupon.day_count", day_count.map(|(_, code)| *code));
        let moved = (coupon.business_day_convention, coupon.adjusted);
        let convention = CONVENTIONS.iter().find(|(name, adjusted, _)| (*name, *adjusted) == moved);
        let convention = convention.map(|(_, _, code)| *code);
        self.coded("BusinessDayConvention", "coupon.business_day_convention", convention);
        // A document has place for one: some centres without the others would be other business days.
        match coupon.business_centres.as_slice() {
            [] => self.missing.push("BusinessDayCenter"),
            [centre] => {
                let code = CENTRES.iter().find(|(known, _)| known == centre).map(|(_, code)| *code);
                self.coded("BusinessDayCenter", "coupon.business_centres", code);
            }
            _ => self.coded("BusinessDayCenter", "coupon.business_centres", None),
        }
    }

    fn interest(&mut self, terms: &Terms) {
        let coupon = &terms.coupon;
        let (kind, has_rate) = match coupon.kind {
            CouponKind::Fixed | CouponKind::StepUp { .. } => ("FIXED", true),
            CouponKind::Zero => ("ZERO_COUPON", false),
            CouponKind::Floating(_) => ("FLOATING", false),
        };
        self.element("InterestType", kind);
        if has_rate {
            self.element("InterestRate", &coupon.rate.to_string());
        }
        self.element("InterestCommencementDate", &terms.issue_date.to_string());
        self.inside("InterestPayments", |writer| {
            if coupon.kind == CouponKind::Zero {
                // What pays no interest has no days to name, though the schema requires them.
                writer.missing.extend(["PayableDate", "FirstPayment"]);
                return writer.element("InterestPaymentFrequency", "NONE");
            }
            let frequency = FREQUENCIES.iter().find(|(count, _)| *count == coupon.frequency);
            let frequency = frequency.map(|(_, code)| *code);
            writer.coded("InterestPaymentFrequency", "coupon.frequency", frequency);
            writer.payable_dates(terms);
            writer.inside("FirstPayment", |writer| {
                writer.element("PaymentDate", &coupon.first_date.to_string());
            });
        });
        if let CouponKind::Floating(floating) = &coupon.kind {
            self.inside("FloatingRatePayment", |writer| writer.floating(floating));
        }
    }

    fn payable_dates(&mut self, terms: &Terms) {
        if terms.coupon.dates.len() > PAYABLE_DATES {
            self.missing.push("PayableDate");
            return self.left_out.push("coupon.dates");
        }
        for date in &terms.coupon.dates {
            self.inside("PayableDate", |writer| {
                writer.element("Day", &date.day.to_string());
                writer.element("Month", &date.month.to_string());
            });
        }
    }

    fn floating(&mut self, floating: &Floating) {
        let benchmark = BENCHMARKS.iter().find(|(rate, _)| *rate == floating.reference_rate);
        self.inside("Benchmark", |writer| {
            if let Some((_, code)) = benchmark {
                writer.element("BenchmarkCode", code);
            }
        });
        self.element("CalculationType", "COMPOUND_DAILY");
        let shift = floating.observation_shift;
        self.element("ObservationMethod", if shift { "OBSERVATION_SHIFT" } else { "LAG" });
        self.element("Margin", &floating.spread.to_string());
    }

    /// Fields that the taxonomy has no place for, or none that is known here.
    fn what_is_left_out(&mut self, terms: &Terms) {
        let coupon = &terms.coupon;
        let floating = match &coupon.kind {
            CouponKind::Floating(floating) => Some(floating),
            _ => None,
        };
        let has_notice = |option: &EarlyRedemption| option.notice_days.is_some();
        let fields = [
            (matches!(coupon.kind, CouponKind::StepUp { .. }), "coupon.step"),
            (floating.is_some(), "coupon.lookback_days"),
            (floating.is_some_and(|one| one.rate_decimals.is_some()), "coupon.rate_decimals"),
            (coupon.end_of_month, "coupon.end_of_month"),
            (coupon.last_regular_date.is_some(), "coupon.last_regular_date"),
            (coupon.ex_dividend_days.is_some(), "coupon.ex_dividend_days"),
            (!terms.amortisations.is_empty(), "amortisation"),
            (terms.calls.iter().any(has_notice), "call.notice_days"),
            (terms.puts.iter().any(has_notice), "put.notice_days"),
            (!terms.taps.is_empty(), "tap"),
        ];
        self.left_out.extend(fields.iter().filter(|(is_set, _)| *is_set).map(|(_, field)| *field));
    }

    /// An element that the schema requires, where the terms give it.
    fn known(&mut self, name: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.element(name, text),
            None => self.missing.push(name),
        }
    }

    /// The code of a field that terms always give; there may be none for what it says.
    fn coded(&mut self, name: &'static str, field: &'static str, code: Option<&str>) {
        if code.is_none() {
            self.left_out.push(field);
        }
        self.known(name, code);
    }

    fn inside(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.line(&format!("<{name}>"));
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    fn element(&mut self, name: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.line(&format!("<{name}>{text}</{name}>"));
    }

    fn line(&mut self, text: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.xml, "{:width$}{text}", "", width = 2 * self.depth);
    }
}

/// Digits without commas.
fn plain(amount: Amount) -> String {
    amount.number().replace(',', "")
}
