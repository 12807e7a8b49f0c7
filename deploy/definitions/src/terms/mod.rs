//! Terms: what a bond pays and when, what a share is of, and where each figure comes from.
//!
//! [`Terms`] are those of a bond, [`ShareTerms`] those of a share, and [`Security`] either of them, for whoever issues or moves it.
//!
//! A terms file (see `deploy/terms/README.md`) uses field names in the manner of the ICMA Bond Data Taxonomy. What no
//! source gives is listed under `[[assumption]]`, and every file says that it is a replica on a test chain.
//!
//! ```
//! use corridor_definitions::terms::Terms;
//!
//! let gilt = Terms::load("treasury-gilt-2040")?;
//! assert_eq!(gilt.coupon.rate.millionths(), 42_500);
//! assert_eq!(gilt.isin_of("uk-sandbox", "uk").unwrap(), gilt.isin);
//! # Ok::<(), corridor_definitions::terms::TermsError>(())
//! ```

mod coupon;
mod rate;
mod read;
mod read_coupon;
mod read_rate;
mod read_share;
mod security;
mod share;
mod tapped;
pub mod taxonomy;

#[cfg(test)]
mod tests;

use std::path::Path;

use alloy_primitives::{B256, keccak256};
use jiff::civil::Date;
use serde::Serialize;

use crate::identifiers::{Currency, Isin, Lei};
use crate::instrument::InstrumentKind;
use crate::money::Amount;
use crate::source::{Document, Source, SourceError, one_of};

pub use coupon::{
    BusinessDayConvention, Coupon, CouponKind, DayCount, Floating, MonthDay, MonthDayError,
    ReferenceRate, Step,
};
pub use rate::{Rate, RateError, SignedRate, SignedRateError};
pub use security::Security;
pub use share::{Cfi, CfiError, NominalValue, NominalValueError, ShareTerms};

/// The terms that are compiled in: id and text.
const BUILTIN: [(&str, &str); 2] = [
    ("treasury-gilt-2040", include_str!("../../../terms/treasury-gilt-2040.toml")),
    ("world-bank-bond-i", include_str!("../../../terms/world-bank-bond-i.toml")),
];

/// Why terms cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TermsError {
    /// The file is wrong.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Neither compiled-in terms nor a file.
    #[error("there are no terms `{given}`; {hint}, or give the path of a terms file")]
    UnknownTerms {
        /// What was asked for.
        given: String,
        /// What might have been meant.
        hint: String,
    },
}

/// The terms of a bond.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Short name, unique among terms.
    pub id: String,
    /// What the file is not.
    pub replica: String,
    /// Name of the token, at most 31 bytes.
    pub name: String,
    /// Symbol of the token, at most 31 bytes.
    pub symbol: String,
    /// Who owes.
    pub issuer: Issuer,
    /// Identifier of the bond itself; each leg has one as well.
    pub isin: Isin,
    /// Currency of principal and interest.
    pub currency: Currency,
    /// Smallest amount that the terms let move.
    pub denomination: Amount,
    /// Amount of the first issue, without taps.
    pub issue_amount: Amount,
    /// Price of the first issue, in per cent of the nominal amount.
    pub issue_price: Option<Rate>,
    /// Yield at that price, which may be below zero.
    pub issue_yield: Option<SignedRate>,
    /// Day the terms were priced.
    pub pricing_date: Option<Date>,
    /// Day interest starts to accrue.
    pub issue_date: Date,
    /// Day the first issue was paid for.
    pub settlement_date: Date,
    /// Day the principal is due.
    pub maturity_date: Date,
    /// Redemption, in per cent of the nominal amount.
    pub redemption_price: Rate,
    /// Interest.
    pub coupon: Coupon,
    /// Parts of the principal that are repaid before maturity.
    pub amortisations: Vec<Amortisation>,
    /// Days on which the issuer may repay.
    pub calls: Vec<EarlyRedemption>,
    /// Days on which holders may ask for repayment.
    pub puts: Vec<EarlyRedemption>,
    /// Later issues of the same bond.
    pub taps: Vec<Tap>,
    /// Identifier of the bond on each leg of each profile.
    pub legs: Vec<LegIdentifier>,
    /// Where the figures come from.
    pub sources: Vec<Reference>,
    /// Figures that no source gives.
    pub assumptions: Vec<Assumption>,
    document: Document,
}

/// Who owes the bond, or is owned in shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issuer {
    /// Name.
    pub name: String,
    /// Identifier, when a source gives it.
    pub lei: Option<Lei>,
}

/// A later issue of the same bond.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tap {
    /// Nominal amount.
    pub amount: Amount,
    /// Price, in per cent of the nominal amount.
    pub price: Option<Rate>,
    /// Yield at that price, which may be below zero.
    #[serde(rename = "yield")]
    pub yield_: Option<SignedRate>,
    /// Day it was priced.
    pub pricing_date: Option<Date>,
    /// Day it was paid for.
    pub settlement_date: Date,
}

/// A part of the principal that is repaid before maturity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Amortisation {
    /// The day interest is due on which it is repaid.
    pub date: Date,
    /// Per cent of the principal as issued.
    pub percentage: Rate,
}

/// A day on which the bond may be repaid early, in whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EarlyRedemption {
    /// The day interest is due on which it may be.
    pub date: Date,
    /// Per cent of the principal that is paid.
    pub price: Rate,
    /// Business days before it by which notice is given.
    pub notice_days: Option<u8>,
}

/// The identifier of the instrument on one leg of one profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegIdentifier {
    /// Profile.
    pub profile: String,
    /// Leg of it.
    pub leg: String,
    /// Identifier.
    pub isin: Isin,
    /// Says so when no numbering agency assigned it.
    pub note: Option<String>,
}

/// A source of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Day it was read.
    pub accessed: Date,
    /// Fields it gives.
    pub gives: Vec<String>,
}

/// A figure that no source gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// The field, as a path from the top of the file.
    pub field: String,
    /// Why it was chosen.
    pub reason: String,
}

/// The compiled-in text of that id, or the file at that path.
fn source(id_or_path: &str) -> Result<Source, TermsError> {
    if let Some((id, text)) = BUILTIN.iter().find(|(id, _)| *id == id_or_path) {
        return Ok(Source::from_text(format!("terms/{id}.toml"), *text));
    }
    let path = Path::new(id_or_path);
    if !path.exists() && path.extension().is_none() {
        let hint = one_of(id_or_path, Terms::builtin_ids());
        return Err(TermsError::UnknownTerms { given: id_or_path.to_owned(), hint });
    }
    Ok(Source::read(path)?)
}

/// What the terms are of: a bond unless they say otherwise.
fn kind(document: &Document) -> Result<InstrumentKind, SourceError> {
    match document.root().fields()?.optional("kind") {
        None => Ok(InstrumentKind::Debt),
        Some(kind) => kind.named("kind", &InstrumentKind::NAMES, InstrumentKind::from_name),
    }
}

impl Terms {
    /// Ids of the terms that are compiled in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(id, _)| *id)
    }

    /// The compiled-in terms of that id, or the file at that path; of a bond, since those of a share say nothing of payments.
    pub fn load(id_or_path: &str) -> Result<Self, TermsError> {
        Self::parse(source(id_or_path)?)
    }

    /// Reads a terms file.
    pub fn read(path: &Path) -> Result<Self, TermsError> {
        Self::parse(Source::read(path)?)
    }

    /// Parses and checks the text of a terms file.
    pub fn parse(source: Source) -> Result<Self, TermsError> {
        let document = Document::parse(source)?;
        if kind(&document)? == InstrumentKind::Equity {
            let wrong = "these are the terms of a share, which has neither coupons nor a maturity";
            return Err(document.root().error(wrong, "name the terms of a bond").into());
        }
        Ok(read::terms(document)?)
    }

    /// What messages call the file.
    pub fn file(&self) -> &str {
        self.document.source().name()
    }

    /// The file as canonical JSON (RFC 8785).
    pub fn canonical(&self) -> Result<String, TermsError> {
        Ok(self.document.canonical()?)
    }

    /// Keccak-256 of [`Self::canonical`]: what the asset registry carries.
    pub fn hash(&self) -> Result<B256, TermsError> {
        Ok(keccak256(self.canonical()?))
    }

    /// The instrument's identifier on chain: keccak-256 of its id.
    pub fn asset_id(&self) -> B256 {
        keccak256(&self.id)
    }

    /// The identifier of the bond on a leg of a profile.
    pub fn isin_of(&self, profile: &str, leg: &str) -> Option<Isin> {
        self.legs.iter().find(|one| one.profile == profile && one.leg == leg).map(|one| one.isin)
    }

    /// First issue and taps together.
    pub fn total_amount(&self) -> Amount {
        let taps = self.taps.iter().fold(0u128, |sum, tap| sum.saturating_add(tap.amount.units()));
        Amount::from_units(self.issue_amount.units().saturating_add(taps), self.currency)
    }
}
