//! Reading XML as the text of a terms file.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use jiff::civil::Date;
use roxmltree::{Document, Node, NodeId, ParsingOptions};

use super::{
    BENCHMARKS, CALLED_BY_ISSUER, CENTRES, COMPOUNDED, CONVENTIONS, DAY_COUNTS, FREQUENCIES,
    IN_PARTS, ISSUER, NAMESPACE, OBSERVATION_METHODS, PER_CENT, PUT_BY_INVESTOR, bounds,
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
    /// It is larger than any of the taxonomy.
    #[error(
        "{file}: the file has {bytes} bytes, and a document of one bond has at most {most}; give that of one bond alone"
    )]
    TooLarge {
        /// The file.
        file: String,
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        most: usize,
    },
    /// A tag has more in it than any of the taxonomy.
    #[error(
        "{file}:{line}: a tag has more than {most} bytes of attributes, and those of the taxonomy have some hundred at most; give the document as its issuer published it"
    )]
    LongTag {
        /// The file.
        file: String,
        /// The line on which it begins.
        line: u32,
        /// Bytes that it may have.
        most: usize,
    },
    /// It names more vocabularies than any of the taxonomy.
    #[error(
        "{file}: the document declares more than {most} namespaces, and those of the taxonomy declare a few; give the document as its issuer published it"
    )]
    TooManyNamespaces {
        /// The file.
        file: String,
        /// How many it may declare.
        most: usize,
    },
    /// It has more parts than any of the taxonomy.
    #[error(
        "{file}: the document has more than {most} elements, texts and comments; give that of one bond alone"
    )]
    TooManyNodes {
        /// The file.
        file: String,
        /// How many it may have.
        most: u32,
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
    /// An element that terms have once stands more often, and nothing says which is meant.
    #[error(
        "{file}:{line}: `{parent}` has `{element}` more than once, and terms have one; write the terms by hand"
    )]
    Repeated {
        /// The file.
        file: String,
        /// The line of the second.
        line: u32,
        /// The parent.
        parent: String,
        /// The element.
        element: &'static str,
    },
    /// The issuer is nowhere said.
    #[error(
        "{file}:{line}: the `PartyRole` of the {ISSUER} names the party `{party}`, which is not there once; correct the `PID`"
    )]
    NoParty {
        /// The file.
        file: String,
        /// The line of the role.
        line: u32,
        /// The party that it names.
        party: String,
    },
    /// Interest of what pays none.
    #[error(
        "{file}:{line}: `InterestPayment` has an `InterestRate`, and its `InterestType` is of no interest; take one of the two out"
    )]
    RateOfZero {
        /// The file.
        file: String,
        /// The line.
        line: u32,
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

/// What a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The text of a terms file. What a document cannot know (names, legs) is for a person to complete.
    pub terms: String,
    /// Elements of the document that are not in it, with their parents.
    pub left_out: Vec<String>,
}

/// Reads a document.
pub fn import(path: &Path, today: Date) -> Result<Import, TaxonomyError> {
    let source = Source::read(path)?;
    let file = source.name().to_owned();
    bounds::check(&file, source.text())?;
    let most = bounds::MOST_NODES;
    let options = ParsingOptions { nodes_limit: most, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(source.text(), options).map_err(|cause| match cause {
            roxmltree::Error::NodesLimitReached => {
                TaxonomyError::TooManyNodes { file: file.clone(), most }
            }
            cause => TaxonomyError::Malformed { file: file.clone(), cause },
        })?;
    let root = document.root_element();
    if root.tag_name().name() != "Document" || root.tag_name().namespace() != Some(NAMESPACE) {
        return Err(TaxonomyError::OtherDocument { file });
    }
    let (lines, gives, assumed) = (Vec::new(), Vec::new(), Vec::new());
    let (text, read) = (source.text(), RefCell::default());
    Reader { file, text, root, read, lines, gives, assumed }.document(today)
}

struct Reader<'d> {
    file: String,
    text: &'d str,
    root: Node<'d, 'd>,
    /// What was asked for.
    read: RefCell<HashSet<NodeId>>,
    lines: Vec<String>,
    gives: Vec<String>,
    /// Fields that no document has, and why they say what they do.
    assumed: Vec<(&'static str, &'static str)>,
}

impl<'d> Reader<'d> {
    fn document(mut self, today: Date) -> Result<Import, TaxonomyError> {
        let taxonomy = self.child(self.root, "ICMABondDataTaxonomy")?;
        let terms = self.terms(taxonomy, today)?;
        let mut unread = BTreeSet::new();
        self.unread(taxonomy, "", &mut unread);
        Ok(Import { terms, left_out: unread.into_iter().collect() })
    }

    /// The elements below one that nobody asked for, without those in them.
    fn unread(&self, parent: Node<'d, 'd>, path: &str, unread: &mut BTreeSet<String>) {
        for node in parent.children().filter(Node::is_element) {
            let path = format!("{path}{}", node.tag_name().name());
            if self.read.borrow().contains(&node.id()) {
                self.unread(node, &format!("{path}/"), unread);
            } else {
                unread.insert(path);
            }
        }
    }

    fn terms(&mut self, taxonomy: Node<'d, 'd>, today: Date) -> Result<String, TaxonomyError> {
        let party = self.issuer(taxonomy)?;
        let issuance = self.child(taxonomy, "Issuance")?;
        let product = self.child(taxonomy, "Product")?;
        let list = self.child(product, "SecurityIdentifierList")?;
        let isin = self.isin(list)?;
        self.head(&isin);
        self.issuance(issuance, product)?;
        self.lines.push("\n[issuer]".to_owned());
        let name = self.text_of(party, "PartyName")?;
        self.figure("issuer.name", quoted(&name));
        if let Some(lei) = self.optional(party, "LEIIdentifier")? {
            self.figure("issuer.lei", quoted(&lei));
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
            quoted(&isin), quoted(&self.file), gives.join(", "),
        ));
        for (field, reason) in &self.assumed {
            let (field, reason) = (quoted(field), quoted(reason));
            self.lines.push(format!("[[assumption]]\nfield = {field}\nreason = {reason}\n"));
        }
        Ok(self.lines.join("\n"))
    }

    /// The party that a role says is the issuer: dealers and agents are parties too.
    fn issuer(&self, taxonomy: Node<'d, 'd>) -> Result<Node<'d, 'd>, TaxonomyError> {
        let is_issuer = |role: &Node<'d, 'd>| {
            named_elements(*role, "PartyRoleType").any(|kind| text(kind) == ISSUER)
        };
        let roles = named_elements(taxonomy, "PartyRole").filter(is_issuer);
        let role = self.only(taxonomy, "PartyRole", roles)?;
        self.read.borrow_mut().insert(role.id());
        self.child(role, "PartyRoleType")?;
        let named = self.child(role, "PartyID")?.attribute("PID").unwrap_or_default();
        let is_named = |party: &Node<'d, 'd>| party.attribute("PID") == Some(named);
        let parties: Vec<_> = named_elements(taxonomy, "Party").filter(is_named).collect();
        let [party] = parties[..] else {
            let (file, line) = (self.file.clone(), self.line(role));
            return Err(TaxonomyError::NoParty { file, line, party: named.to_owned() });
        };
        self.read.borrow_mut().insert(party.id());
        Ok(party)
    }

    /// The ISIN, beside which a security may have identifiers of other kinds.
    fn isin(&self, list: Node<'d, 'd>) -> Result<String, TaxonomyError> {
        let has_isin = |one: &Node<'d, 'd>| named_elements(*one, "ISIN").next().is_some();
        let identifiers = named_elements(list, "SecurityIdentifier").filter(has_isin);
        let identifier = self.only(list, "SecurityIdentifier", identifiers)?;
        self.read.borrow_mut().insert(identifier.id());
        self.optional(identifier, "IdentifierType")?;
        self.text_of(identifier, "ISIN")
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
        self.figure("currency", quoted(&currency));
        let denomination = self.text_of(issuance, "SpecifiedDenomination")?;
        self.figure("denomination", quoted(&format!("{currency} {denomination}")));
        let amount = self.text_of(product, "AggregateNominalAmount")?;
        self.figure("issue_amount", quoted(&format!("{currency} {amount}")));
        if let Some(price) = self.optional(issuance, "IssuePrice")? {
            self.figure("issue_price", quoted(&price));
        }
        if let Some(rate) = self.optional(issuance, "IndicationOfYield")? {
            self.figure("issue_yield", quoted(&rate));
        }
        if self.optional(issuance, "PricingDate")?.is_some() {
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
        self.expect_issue_date(issuance, interest)?;
        let basis = self.elements(issuance, "RedemptionPaymentBasis").next();
        if let Some(basis) = basis.filter(|node| text(*node) == IN_PARTS) {
            return Err(self.unknown(basis, "RedemptionPaymentBasis"));
        }
        let redemption = self.text_of(issuance, "FinalRedemptionAmountPercentage")?;
        self.figure("redemption_price", quoted(&redemption));
        Ok(())
    }

    /// Terms have one date from which interest accrues; another one of the issue is left out.
    fn expect_issue_date(
        &self,
        issuance: Node<'d, 'd>,
        interest: Node<'d, 'd>,
    ) -> Result<(), TaxonomyError> {
        let accrues = self.text_of(interest, "InterestCommencementDate")?;
        let issued = named_elements(issuance, "IssueDate").filter(|node| text(*node) == accrues);
        self.read.borrow_mut().extend(issued.map(|node| node.id()));
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
        let centres = self
            .elements(product, "BusinessDayCenter")
            .map(|node| Ok(quoted(self.code_of(node, "BusinessDayCenter", &CENTRES)?.name())))
            .collect::<Result<Vec<_>, TaxonomyError>>()?;
        if !centres.is_empty() {
            self.figure("coupon.business_centres", format!("[{}]", centres.join(", ")));
        }
        let kinds = [("fixed", "FIXED"), ("zero", "ZERO_COUPON"), ("floating", "FLOATING")];
        let kind = self.code(interest, "InterestType", &kinds)?;
        self.figure("coupon.kind", quoted(kind));
        if kind == "zero" {
            if self.optional(interest, "InterestRate")?.is_some() {
                let (file, line) = (self.file.clone(), self.line(interest));
                return Err(TaxonomyError::RateOfZero { file, line });
            }
            // What pays no interest has no days, though the schema has a frequency of theirs.
            if let Some(payments) = self.elements(interest, "InterestPayments").next() {
                self.optional(payments, "InterestPaymentFrequency")?;
            }
            return Ok(());
        }
        if adjusted {
            self.figure("coupon.adjusted", "true".to_owned());
        }
        if kind == "floating" {
            self.floating(self.child(interest, "FloatingRatePayment")?)?;
        } else {
            let rate = self.text_of(interest, "InterestRate")?;
            self.figure("coupon.rate", quoted(&rate));
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
        self.figure("coupon.spread", quoted(&margin));
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
        for date in self.elements(payments, "PayableDate") {
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
        let options: Vec<_> = self.elements(issuance, "OptionalRedemption").collect();
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
            self.lines.push(format!("\n[[{kind}]]\ndate = {day}\nprice = {}", quoted(&price)));
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

    /// The elements of a name, which count as read.
    fn elements(
        &self,
        parent: Node<'d, 'd>,
        name: &'static str,
    ) -> impl Iterator<Item = Node<'d, 'd>> + use<'d> {
        let found: Vec<_> = named_elements(parent, name).collect();
        self.read.borrow_mut().extend(found.iter().map(Node::id));
        found.into_iter()
    }

    /// The one element of a name that there may be.
    fn at_most_one(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
        mut found: impl Iterator<Item = Node<'d, 'd>>,
    ) -> Result<Option<Node<'d, 'd>>, TaxonomyError> {
        let first = found.next();
        let Some(second) = found.next() else { return Ok(first) };
        Err(TaxonomyError::Repeated {
            file: self.file.clone(),
            line: self.line(second),
            parent: parent.tag_name().name().to_owned(),
            element,
        })
    }

    /// The one element of a name that there must be.
    fn only(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
        found: impl Iterator<Item = Node<'d, 'd>>,
    ) -> Result<Node<'d, 'd>, TaxonomyError> {
        let found = self.at_most_one(parent, element, found)?;
        found.ok_or_else(|| TaxonomyError::Missing {
            file: self.file.clone(),
            line: self.line(parent),
            parent: parent.tag_name().name().to_owned(),
            element,
        })
    }

    fn child(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
    ) -> Result<Node<'d, 'd>, TaxonomyError> {
        self.only(parent, element, self.elements(parent, element))
    }

    fn text_of(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
    ) -> Result<String, TaxonomyError> {
        Ok(text(self.child(parent, element)?))
    }

    fn optional(
        &self,
        parent: Node<'d, 'd>,
        element: &'static str,
    ) -> Result<Option<String>, TaxonomyError> {
        let found = self.elements(parent, element);
        Ok(self.at_most_one(parent, element, found)?.map(text))
    }

    fn date_of(&self, parent: Node<'d, 'd>, element: &'static str) -> Result<Date, TaxonomyError> {
        let node = self.child(parent, element)?;
        let given = text(node);
        given.parse().ok().filter(|_| given.len() == 10).ok_or_else(|| TaxonomyError::NoDate {
            file: self.file.clone(),
            line: self.line(node),
            element,
            given: given.clone(),
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
            given: text(node),
        }
    }

    fn line(&self, node: Node<'d, 'd>) -> u32 {
        let before = self.text.get(..node.range().start).unwrap_or_default();
        u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
    }
}

fn named_elements<'d>(
    parent: Node<'d, 'd>,
    name: &'static str,
) -> impl Iterator<Item = Node<'d, 'd>> {
    parent.children().filter(move |node| node.has_tag_name((NAMESPACE, name)))
}

/// The text of an element in one line. A comment in the midst of it parts it into several nodes.
fn text(node: Node<'_, '_>) -> String {
    let whole: String =
        node.children().filter_map(|part| part.text().filter(|_| part.is_text())).collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}
