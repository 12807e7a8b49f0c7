//! Writing terms as XML.

use std::fmt::Write as _;

use super::super::{CouponKind, EarlyRedemption, Floating, Terms};
use super::place::{Codes, ExportError};
use super::{
    CALLED_BY_ISSUER, COMPOUNDED, ISSUER, NAMESPACE, OBSERVATION_METHODS, PER_CENT, PUT_BY_INVESTOR,
};
use crate::money::Amount;

/// A document, and what it does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The document.
    pub xml: String,
    /// Fields of the terms that are not in it, since a document is of one issue under one ISIN: later issues, and the
    /// ISINs that legs have of their own.
    pub left_out: Vec<&'static str>,
    /// Elements that the schema requires and the terms do not give, in its order: the document is valid once somebody has added them.
    pub missing: Vec<&'static str>,
}

/// Writes terms that the taxonomy has a place for.
pub fn export(terms: &Terms) -> Result<Export, ExportError> {
    let codes = Codes::of(terms)?;
    let mut export = Writer { codes, xml: String::new(), depth: 0, missing: Vec::new() };
    export.document(terms);
    let further = [("tap", terms.taps.is_empty()), ("leg", terms.legs.is_empty())];
    let left_out = further.into_iter().filter(|(_, is_empty)| !is_empty);
    let left_out = left_out.map(|(field, _)| field).collect();
    Ok(Export { xml: export.xml, left_out, missing: export.missing })
}

struct Writer {
    codes: Codes,
    xml: String,
    depth: usize,
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
    }

    fn issuer(&mut self, terms: &Terms) {
        let lei = terms.issuer.lei.map(|lei| lei.to_string());
        let id = lei.as_ref().map_or_else(|| "PARTY-0".to_owned(), |lei| format!("LEI-{lei}"));
        self.inside("PartyRole", |writer| {
            writer.element("PartyRoleType", ISSUER);
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
        self.options(CALLED_BY_ISSUER, &terms.calls);
        self.options(PUT_BY_INVESTOR, &terms.puts);
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
        self.element("DayCountFraction", self.codes.day_count);
        self.element("BusinessDayConvention", self.codes.convention);
        self.known("BusinessDayCenter", self.codes.centre);
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
            writer.element("InterestPaymentFrequency", writer.codes.frequency);
            if coupon.kind == CouponKind::Zero {
                // What pays no interest has no days to name, though the schema requires them.
                return writer.missing.extend(["PayableDate", "FirstPayment"]);
            }
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
        for date in &terms.coupon.dates {
            self.inside("PayableDate", |writer| {
                writer.element("Day", &date.day.to_string());
                writer.element("Month", &date.month.to_string());
            });
        }
    }

    fn floating(&mut self, floating: &Floating) {
        self.inside("Benchmark", |writer| writer.known("BenchmarkCode", writer.codes.benchmark));
        self.element("CalculationType", COMPOUNDED);
        let shift = floating.observation_shift;
        let method = OBSERVATION_METHODS.iter().find(|(known, _)| *known == shift);
        self.known("ObservationMethod", method.map(|(_, code)| *code));
        self.element("Margin", &floating.spread.to_string());
    }

    /// An element that the schema requires, where the terms give it.
    fn known(&mut self, name: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.element(name, text),
            None => self.missing.push(name),
        }
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
