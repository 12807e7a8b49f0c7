//! Writing terms as XML.

use std::fmt::Write as _;

use super::super::{CouponKind, Terms};
use super::{CENTRES, CONVENTIONS, DAY_COUNTS, FREQUENCIES, NAMESPACE, NOT_CHECKED};
use crate::money::Amount;

/// A document, and what it does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The document.
    pub xml: String,
    /// Fields of the terms that are not in it.
    pub left_out: Vec<&'static str>,
}

/// Writes the fields of terms that the taxonomy has.
pub fn export(terms: &Terms) -> Export {
    let mut export = Writer::default();
    export.document(terms);
    Export { xml: export.xml, left_out: export.left_out }
}

#[derive(Default)]
struct Writer {
    xml: String,
    depth: usize,
    left_out: Vec<&'static str>,
}

impl Writer {
    fn document(&mut self, terms: &Terms) {
        self.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.line(&format!("<!-- {NOT_CHECKED} -->"));
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
        if let Some(lei) = lei {
            self.element("LEIIdentifier", &lei);
        }
        self.depth -= 1;
        self.line("</Party>");
    }

    fn issuance(&mut self, terms: &Terms) {
        self.element("SpecifiedDenomination", &plain(terms.denomination));
        self.element("FinalRedemptionAmountPercentage", &terms.redemption_price.to_string());
        self.element("SpecifiedCurrency", &terms.currency.to_string());
        if let Some(date) = terms.pricing_date {
            self.element("PricingDate", &date.to_string());
        }
        self.element("IssueDate", &terms.issue_date.to_string());
        self.element("SettlementDate", &terms.settlement_date.to_string());
        if let Some(price) = terms.issue_price {
            self.element("IssuePrice", &price.to_string());
        }
    }

    fn product(&mut self, terms: &Terms) {
        self.inside("SecurityIdentifierList", |writer| {
            writer.inside("SecurityIdentifier", |writer| {
                writer.element("ISIN", &terms.isin.to_string());
                writer.element("IdentifierType", "ISIN");
            });
        });
        self.element("AggregateNominalAmount", &plain(terms.issue_amount));
        self.element("MaturityDate", &terms.maturity_date.to_string());
        self.inside("InterestPayment", |writer| writer.interest(terms));
        let coupon = &terms.coupon;
        match DAY_COUNTS.iter().find(|(day_count, _)| *day_count == coupon.day_count) {
            Some((_, code)) => self.element("DayCountFraction", code),
            None => self.left_out.push("coupon.day_count"),
        }
        let convention = (coupon.business_day_convention, coupon.adjusted);
        match CONVENTIONS.iter().find(|(name, adjusted, _)| (*name, *adjusted) == convention) {
            Some((_, _, code)) => self.element("BusinessDayConvention", code),
            None => self.left_out.push("coupon.business_day_convention"),
        }
        let code =
            |centre| CENTRES.iter().find(|(known, _)| *known == centre).map(|(_, code)| *code);
        let codes: Option<Vec<&str>> = coupon.business_centres.iter().copied().map(code).collect();
        match codes {
            Some(codes) => codes.iter().for_each(|code| self.element("BusinessDayCenter", code)),
            // Some centres without the others would be other business days.
            None => self.left_out.push("coupon.business_centres"),
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
                return writer.element("InterestPaymentFrequency", "NONE");
            }
            match FREQUENCIES.iter().find(|(count, _)| *count == coupon.frequency) {
                Some((_, code)) => writer.element("InterestPaymentFrequency", code),
                None => writer.left_out.push("coupon.frequency"),
            }
            for date in &coupon.dates {
                writer.inside("PayableDate", |writer| {
                    writer.element("Day", &date.day.to_string());
                    writer.element("Month", &date.month.to_string());
                });
            }
            writer.inside("FirstPayment", |writer| {
                writer.element("PaymentDate", &coupon.first_date.to_string());
            });
        });
    }

    /// Fields that the taxonomy has no place for, or none that is known here.
    fn what_is_left_out(&mut self, terms: &Terms) {
        let coupon = &terms.coupon;
        let floating = matches!(coupon.kind, CouponKind::Floating(_));
        let fields = [
            (matches!(coupon.kind, CouponKind::StepUp { .. }), "coupon.step"),
            (floating, "coupon.reference_rate"),
            (floating, "coupon.spread"),
            (floating, "coupon.lookback_days"),
            (coupon.end_of_month, "coupon.end_of_month"),
            (coupon.last_regular_date.is_some(), "coupon.last_regular_date"),
            (coupon.ex_dividend_days.is_some(), "coupon.ex_dividend_days"),
            (!terms.amortisations.is_empty(), "amortisation"),
            (!terms.calls.is_empty(), "call"),
            (!terms.puts.is_empty(), "put"),
            (!terms.taps.is_empty(), "tap"),
            (terms.issue_yield.is_some(), "issue_yield"),
        ];
        self.left_out.extend(fields.iter().filter(|(is_set, _)| *is_set).map(|(_, field)| *field));
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
