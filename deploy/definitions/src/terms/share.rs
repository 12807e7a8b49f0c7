//! The terms of a share.

use std::fmt;
use std::str::FromStr;

use alloy_primitives::{B256, keccak256};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Assumption, Issuer, LegIdentifier, Reference, TermsError};
use crate::identifiers::{Currency, IdentifierError, Isin, MoneyCurrency};
use crate::money::Amount;
use crate::source::{Advice, Document};

/// The terms of a share. It has neither coupons nor a maturity, and is counted by number.
#[derive(Clone, Debug)]
pub struct ShareTerms {
    /// Short name, unique among terms.
    pub id: String,
    /// What the file is not.
    pub replica: String,
    /// Name of the token, at most 31 bytes.
    pub name: String,
    /// Symbol of the token, at most 31 bytes.
    pub symbol: String,
    /// Whose share it is.
    pub issuer: Issuer,
    /// Identifier of the share itself; each leg has one as well.
    pub isin: Isin,
    /// Classification.
    pub cfi: Cfi,
    /// What the articles call its class, at most 31 bytes.
    pub share_class: String,
    /// Nominal or par value; none for a share without one.
    pub nominal_value: Option<NominalValue>,
    /// Highest number of shares that may be outstanding before more are authorised.
    pub shares_authorised: Amount,
    /// Day the class was first issued.
    pub issue_date: Date,
    /// Identifier of the share on each leg of each profile.
    pub legs: Vec<LegIdentifier>,
    /// Where the figures come from.
    pub sources: Vec<Reference>,
    /// Figures that no source gives.
    pub assumptions: Vec<Assumption>,
    pub(super) document: Document,
}

impl ShareTerms {
    /// The file as canonical JSON (RFC 8785).
    pub fn canonical(&self) -> Result<String, TermsError> {
        Ok(self.document.canonical()?)
    }

    /// Keccak-256 of [`Self::canonical`]: what the asset registry carries.
    pub fn hash(&self) -> Result<B256, TermsError> {
        Ok(keccak256(self.canonical()?))
    }
}

/// A classification of ISO 10962 in its category of equities: six letters, the first an E.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Cfi([u8; 6]);

impl Cfi {
    /// The six ASCII bytes, as the contracts store them.
    pub fn bytes(self) -> [u8; 6] {
        self.0
    }
}

/// Why a text is no classification of a share.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no classification of a share (ISO 10962)")]
pub struct CfiError {
    given: String,
}

impl Advice for CfiError {
    fn hint(&self) -> String {
        "write six capital letters, the first an E: ESVUFR is a registered ordinary share with votes".to_owned()
    }
}

impl FromStr for Cfi {
    type Err = CfiError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match <[u8; 6]>::try_from(text.as_bytes()) {
            Ok(letters) if letters[0] == b'E' && letters.iter().all(u8::is_ascii_uppercase) => {
                Ok(Self(letters))
            }
            _ => Err(CfiError { given: text.to_owned() }),
        }
    }
}

impl fmt::Display for Cfi {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(formatter, "{}", char::from(*letter)))
    }
}

impl fmt::Debug for Cfi {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl Serialize for Cfi {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Decimals of a nominal value: many a par value is a small part of a cent.
const DECIMALS: usize = 8;

/// A nominal value: an amount of money of at most eight decimals, which may be finer than the smallest unit of its currency.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NominalValue {
    /// Its currency.
    pub currency: Currency,
    /// Hundred-millionths of the currency, as the contracts store it; never zero.
    pub hundred_millionths: u128,
}

/// Why a text is no nominal value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NominalValueError {
    /// The currency in front is none.
    #[error("nominal value `{given}`: {cause}")]
    Currency {
        /// What was given.
        given: String,
        /// What is wrong with the code.
        cause: IdentifierError,
    },
    /// What follows is no positive number of at most eight decimals.
    #[error("nominal value `{given}` is no positive number of at most {DECIMALS} decimals")]
    Malformed {
        /// What was given.
        given: String,
    },
}

impl Advice for NominalValueError {
    fn hint(&self) -> String {
        match self {
            Self::Currency { cause, .. } => cause.hint(),
            Self::Malformed { .. } => {
                "write it like \"USD 0.00001\", or leave it out when the share has none".to_owned()
            }
        }
    }
}

impl FromStr for NominalValue {
    type Err = NominalValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || NominalValueError::Malformed { given: text.to_owned() };
        let (code, number) = text.split_once(' ').ok_or_else(malformed)?;
        let MoneyCurrency(currency) = code
            .parse()
            .map_err(|cause| NominalValueError::Currency { given: text.to_owned(), cause })?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > DECIMALS {
            return Err(malformed());
        }
        match format!("{whole}{fraction:0<DECIMALS$}").parse() {
            Ok(hundred_millionths) if hundred_millionths != 0 => {
                Ok(Self { currency, hundred_millionths })
            }
            _ => Err(malformed()),
        }
    }
}

impl fmt::Display for NominalValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10u128.pow(8);
        let (whole, fraction) = (self.hundred_millionths / scale, self.hundred_millionths % scale);
        let text = format!("{whole}.{fraction:0>DECIMALS$}");
        write!(formatter, "{} {}", self.currency, text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl fmt::Debug for NominalValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl Serialize for NominalValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
