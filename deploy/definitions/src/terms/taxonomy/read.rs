//! Reading XML as the text of a terms file.

use std::path::Path;

use jiff::civil::Date;
use roxmltree::{Document, Node};

use super::{
    BENCHMARKS, CALLED_BY_ISSUER, CENTRES, COMPOUNDED, CONVENTIONS, DAY_COUNTS, FREQUENCIES,
    IN_PARTS, NAMESPACE, OBSERVATION_METHODS, PER_CENT, PUT_BY_INVESTOR,
};
use crate::source::{Source, SourceError, quoted};

/// Longest name of a token.
const MAX_NAME: usize = 31;

/// Why a document is not terms.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TaxonomyError {
    /// The file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It is no XML.
    #[error("{file}: not well-formed XML: {cause}; correct the syntax")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        cause: roxmltree::Error,
    },
    /// Another document.
    #[error(
        "{file}: the root is not `Document` of {NAMESPACE}; give a file of the ICMA Bond Data Taxonomy"
    )]
    OtherDocument {
        /// The file.
        file: String,
    },
    /// An element that terms need is missing.
    #[error("{file}:{line}: `{parent}` has no `{element}`; add it")]
    Missing {
        /// The file.
        file: String,
        /// The line of the parent.
        line: u32,
        /// The parent.
        parent: String,
        /// The element.
        element: &'static str,
    },
    /// No date.
    #[error(
        "{file}:{line}: `{element}` is `{given}`, which is no date; write one such as 2026-11-20"
    )]
    NoDate {
        /// The file.
        file: String,
        /// The line.
        line: u32,
        /// The element.
        element: &'static str,
        /// Its text.
        given: String,
    },
    /// A code that terms have no word for.
    #[error(
        "{file}:{line}: `{element}` is `{given}`, which terms have no word for; write the terms by hand"
    )]
    UnknownCode {
        /// The file.
        file: String,
        /// The line.
        line: u32,
        /// The element.
        element: &'static str,
        /// Its text.
        given: String,
    },
}

/// The text of a terms file with what a document says. What it cannot know (names, legs) is for a person to complete.
pub fn import(path: &Path, today: Date) -> Result<String, TaxonomyError> {
    let source = Source::read(path)?;
    let file = source.name().to_owned();
    let document = Document::parse(source.text())
        .map_err(|cause| TaxonomyError::Malformed { file: file.clone(), cause })?;
    let root = document.root_element();
    if root.tag_name().name() != "Document" || root.tag_name().namespace() != Some(NAMESPACE) {
        return Err(TaxonomyError::OtherDocument { file });
    }
    let (lines, gives, assumed) = (Vec::new(), Vec::new(), Vec::new());
    Reader { file, text: source.text(), root, lines, gives, assumed }.terms(today)
}

struct Reader<'d> {
    file: String,
    text: &'d str,
    root: Node<'d, 'd>,
    lines: Vec<String>,
    gives: Vec<String>,
    /// Fields that no document has, and why they say what they do.
    assumed: Vec<(&'static str, &'static str)>,
}

impl<'d> Reader<'d> {
    fn terms(mut self, today: Date) -> Result<String, TaxonomyError> {
        let taxonomy = self.child(self.root, "ICMABondDataTaxonomy")?;
        let party = self.child(taxonomy, "Party")?;
        let issuance = self.child(taxonomy, "Issuance")?;
        let product = self.child(taxonomy, "Product")?;
        let list = self.child(product, "SecurityIdentifierList")?;
        let isin = self.text_of(self.child(list, "SecurityIdentifier")?, "ISIN")?;
        self.head(isin);
        self.issuance(issuance, product)?;
        self.lines.push("\n[issuer]".to_owned());
        let name = self.text_of(party, "PartyName")?;
        self.figure("issuer.name", quoted(name));
        if let Some(lei) = optional(party, "LEIIdentifier") {
            self.figure("issuer.lei", quoted(lei));
        }
        self.coupon(product)?;
        self.options(issuance)?;
        let gives: Vec<String> = self.gives.iter().map(|path| quoted(path)).collect();
        let note = match isin.starts_with("ZZ") {
            true => "\nnote = \"ZZ is user-assigned.\"",
            false => "",
        };
        self.lines.push(format!(
            "\n[[leg]]\nprofile = \"none\"\nleg = \"none\"\nisin = {}{note}\n\n[[source]]\ntitle = \"ICMA Bond Data Taxonomy \
             document\"\nurl = {}\naccessed = {today}\ngives = [{}]\n",
            quoted(isin), quoted(&self.file), gives.join(", "),
        ));
        for (field, reason) in &self.assumed {
            let (field, reason) = (quoted(field), quoted(reason));
            self.lines.push(format!("[[assumption]]\nfield = {field}\nreason = {reason}\n"));
        }
        Ok(self.lines.join("\n"))
    }

    fn head(&mut self, isin: &str) {
        self.lines.push(
            "# Imported; complete id, names, legs, and what the document does not have.".to_owned(),
        );
        self.lines.push("schema = 1".to_owned());
        self.lines.push(format!("id = {}", quoted(&isin.to_lowercase())));
        self.lines.push("replica = \"Imported; say here what it is not.\"".to_owned());
        self.lines
            .push(format!("name = {}", quoted(&isin.chars().take(MAX_NAME).collect::<String>())));
        self.lines.push(format!("symbol = {}", quoted(isin)));
        self.figure("isin", quoted(isin));
    }

    fn issuance(
        &mut self,
        issuance: Node<'d, 'd>,
        product: Node<'d, 'd>,
    ) -> Result<(), TaxonomyError> {
        let currency = self.text_of(issuance, "SpecifiedCurrency")?;
        self.figure("currency", quoted(currency));
        let denomination = self.text_of(issuance, "SpecifiedDenomination")?;
        self.figure("denomination", quoted(&format!("{currency} {denomination}")));
        let amount = self.text_of(product, "AggregateNominalAmount")?;
        self.figure("issue_amount", quoted(&format!("{currency} {amount}")));
        if let Some(price) = optional(issuance, "IssuePrice") {
            self.figure("issue_price", quoted(price));
        }
        if let Some(rate) = optional(issuance, "IndicationOfYield") {
            self.figure("issue_yield", quoted(rate));
        }
        if elements(issuance, "PricingDate").next().is_some() {
            let date = self.date_of(issuance, "PricingDate")?;
            self.figure("pricing_date", date.to_string());
        }
        let interest = self.child(product, "InterestPayment")?;
        for (field, parent, element) in [
            ("issue_date", interest, "InterestCommencementDate"),
            ("settlement_date", issuance, "SettlementDate"),
            ("maturity_date", product, "MaturityDate"),
        ] {
            let date = self.date_of(parent, element)?;
            self.figure(field, date.to_string());
        }
        let basis = elements(issuance, "RedemptionPaymentBasis").next();
        if let Some(basis) = basis.filter(|node| text(*node) == IN_PARTS) {
            return Err(self.unknown(basis, "RedemptionPaymentBasis"));
        }
        let redemption = self.text_of(issuance, "FinalRedemptionAmountPercentage")?;
        self.figure("redemption_price", quoted(redemption));
        Ok(())
    }

    fn coupon(&mut self, product: Node<'d, 'd>) -> Result<(), TaxonomyError> {
        self.lines.push("\n[coupon]".to_owned());
        let interest = self.child(product, "InterestPayment")?;
        let day_count = self.code(product, "DayCountFraction", &DAY_COUNTS)?.name();
        self.figure("coupon.day_count", quoted(day_count));
        let codes = CONVENTIONS.map(|(convention, adjusted, code)| ((convention, adjusted), code));
        let (convention, adjusted) = self.code(product, "BusinessDayConvention", &codes)?;
        self.figure("coupon.business_day_convention", quoted(convention.name()));
        let centres: Vec<_> = elements(product, "BusinessDayCenter").collect();
        let centres = centres
            .into_iter()
            .map(|node| Ok(quoted(self.code_of(node, "BusinessDayCenter", &CENTRES)?.name())))
            .collect::<Result<Vec<_>, TaxonomyError>>()?;
        if !centres.is_empty() {
            self.figure("coupon.business_centres", format!("[{}]", centres.join(", ")));
        }
        let kinds = [("fixed", "FIXED"), ("zero", "ZERO_COUPON"), ("floating", "FLOATING")];
        let kind = self.code(interest, "InterestType", &kinds)?;
        self.figure("coupon.kind", quoted(kind));
        if kind == "zero" {
            return Ok(());
        }
        if adjusted {
            self.figure("coupon.adjusted", "true".to_owned());
        }
        if kind == "floating" {
            self.floating(self.child(interest, "FloatingRatePayment")?)?;
        } else {
            let rate = self.text_of(interest, "InterestRate")?;
            self.figure("coupon.rate", quoted(rate));
        }
        self.payments(interest)
    }

    fn floating(&mut self, payment: Node<'d, 'd>) -> Result<(), TaxonomyError> {
        let benchmark = self.child(payment, "Benchmark")?;
        let rate = self.code(benchmark, "BenchmarkCode", &BENCHMARKS)?;
        self.figure("coupon.reference_rate", quoted(rate.name()));
        self.code(payment, "CalculationType", &[((), COMPOUNDED)])?;
        let shift = self.code(payment, "ObservationMethod", &OBSERVATION_METHODS)?;
        self.figure("coupon.observation_shift", shift.to_string());
        let margin = self.text_of(payment, "Margin")?;
        self.figure("coupon.spread", quoted(margin));
        self.lines.push("lookback_days = 0".to_owned());
        self.assumed.push((
            "coupon.lookback_days",
            "The document has no place for it; take it from the final terms.",
        ));
        Ok(())
    }

    fn payments(&mut self, interest: Node<'d, 'd>) -> Result<(), TaxonomyError> {
        let payments = self.child(interest, "InterestPayments")?;
        let frequency = self.code(payments, "InterestPaymentFrequency", &FREQUENCIES)?;
        self.figure("coupon.frequency", frequency.to_string());
        let mut dates = Vec::new();
        for date in elements(payments, "PayableDate") {
            let (month, day) = (self.text_of(date, "Month")?, self.text_of(date, "Day")?);
            dates.push(quoted(&format!("{month:0>2}-{day:0>2}")));
        }
        dates.sort_unstable();
        self.figure("coupon.dates", format!("[{}]", dates.join(", ")));
        let first = self.child(payments, "FirstPayment")?;
        let first = self.date_of(first, "PaymentDate")?;
        self.figure("coupon.first_date", first.to_string());
        Ok(())
    }

    /// Days on which it may end early; one day each, as terms have them.
    fn options(&mut self, issuance: Node<'d, 'd>) -> Result<(), TaxonomyError> {
        let kinds = [("call", CALLED_BY_ISSUER), ("put", PUT_BY_INVESTOR)];
        let options: Vec<_> = elements(issuance, "OptionalRedemption").collect();
        for (index, option) in options.into_iter().enumerate() {
            let kind = self.code(issuance, "CallPutOption", &kinds)?;
            let range = self.child(option, "OptionalRedemptionDate")?;
            let amount = self.child(option, "OptionalRedemptionAmount")?;
            let day = self.date_of(self.child(range, "StartDate")?, "Date")?;
            let end = self.child(range, "EndDate")?;
            if self.date_of(end, "Date")? != day {
                return Err(self.unknown(self.child(end, "Date")?, "Date"));
            }
            self.code(amount, "AmountType", &[((), PER_CENT)])?;
            let price = self.text_of(amount, "Amount")?;
            self.lines.push(format!("\n[[{kind}]]\ndate = {day}\nprice = {}", quoted(price)));
            let number = index + 1;
            self.gives.extend(["date", "price"].map(|key| format!("{kind}[{number}].{key}")));
        }
        Ok(())
    }

    /// A line of the terms, its key being the end of `path`.
    fn figure(&mut self, path: &str, value: String) {
        let key = path.rsplit('.').next().unwrap_or(path);
        self.lines.push(format!("{key} = {value}"));
        self.gives.push(path.to_owned());
    }

    fn child(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
    ) -> Result<Node<'d, 'd>, TaxonomyError> {
        elements(parent, element).next().ok_or_else(|| TaxonomyError::Missing {
            file: self.file.clone(),
            line: self.line(parent),
            parent: parent.tag_name().name().to_owned(),
            element,
        })
    }

    fn text_of(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
    ) -> Result<&'d str, TaxonomyError> {
        Ok(text(self.child(parent, element)?))
    }

    fn date_of(&self, parent: Node<'d, 'd>, element: &'static str) -> Result<Date, TaxonomyError> {
        let node = self.child(parent, element)?;
        let given = text(node);
        given.parse().ok().filter(|_| given.len() == 10).ok_or_else(|| TaxonomyError::NoDate {
            file: self.file.clone(),
            line: self.line(node),
            element,
            given: given.to_owned(),
        })
    }

    fn code<T: Copy>(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
        codes: &[(T, &str)],
    ) -> Result<T, TaxonomyError> {
        self.code_of(self.child(parent, element)?, element, codes)
    }

    fn code_of<T: Copy>(
        &self,
        node: Node<'d, 'd>,
        element: &'static str,
        codes: &[(T, &str)],
    ) -> Result<T, TaxonomyError> {
        let given = text(node);
        let known = codes.iter().find(|(_, code)| *code == given).map(|(value, _)| *value);
        known.ok_or_else(|| self.unknown(node, element))
    }

    fn unknown(&self, node: Node<'d, 'd>, element: &'static str) -> TaxonomyError {
        TaxonomyError::UnknownCode {
            file: self.file.clone(),
            line: self.line(node),
            element,
            given: text(node).to_owned(),
        }
    }

    fn line(&self, node: Node<'d, 'd>) -> u32 {
        let before = self.text.get(..node.range().start).unwrap_or_default();
        u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
    }
}

fn elements<'d>(parent: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    parent.children().filter(move |node| node.has_tag_name((NAMESPACE, name)))
}

fn optional<'d>(parent: Node<'d, 'd>, name: &'static str) -> Option<&'d str> {
    elements(parent, name).next().map(text)
}

fn text<'d>(node: Node<'d, 'd>) -> &'d str {
    node.text().unwrap_or_default().trim()
}
