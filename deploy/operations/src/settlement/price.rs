//! What is paid for what is issued.

use corridor_deploy::explain::LegHandle;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::schedule::{Fraction, PerCent, PerCentError};
use corridor_deploy::source::Advice;

use crate::rows::Wrong;
use crate::{CashHandle, OperationError};

/// Hundred-millionths of a per cent in the whole.
const PER_CENT: u128 = 10_000_000_000;

/// A price: two of one offering are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IssuePrice {
    /// Of a bond: per cent of the nominal amount.
    PerCent(PerCent),
    /// Of a share: cash units.
    PerShare(u128),
}

impl IssuePrice {
    /// Whether what is issued is counted in shares, which have no nominal amount to take a part of.
    #[must_use]
    pub fn is_per_share(leg: &LegHandle) -> bool {
        leg.currency == Currency::UNIT
    }

    /// Reads the price of a share, an amount of cash.
    ///
    /// # Errors
    ///
    /// It is none, or too large.
    pub fn per_share(text: &str, cash: &CashHandle) -> Result<Self, OperationError> {
        let units = cash.parse(text)?;
        let large = || OperationError::NoPrice { price: cash.words(units) };
        Ok(Self::PerShare(u128::try_from(units).map_err(|_| large())?))
    }

    /// Cash units for a token unit.
    pub(super) fn fraction(
        self,
        leg: &LegHandle,
        cash: &CashHandle,
    ) -> Result<Fraction, OperationError> {
        let nothing = || OperationError::NoPrice { price: self.words(cash) };
        match self {
            Self::PerShare(units) => {
                let units = Some(units).filter(|units| *units != 0);
                Ok(Fraction::new(units.ok_or_else(nothing)?, 1)?)
            }
            Self::PerCent(price) => {
                let units = u128::try_from(price.units()).ok().filter(|units| *units != 0);
                let units = units.ok_or_else(nothing)?;
                let scale = Fraction::new(cash.scale(leg.currency)?, 1)?;
                Ok(Fraction::new(units, PER_CENT)?.times(scale)?)
            }
        }
    }

    /// Reads a limit of an order book.
    pub(super) fn limit(text: &str, leg: &LegHandle, cash: &CashHandle) -> Result<Self, Wrong> {
        if Self::is_per_share(leg) {
            let hint = "write the highest price of a share";
            return Self::per_share(text, cash)
                .map_err(|error| ("limit", error.to_string(), hint.to_owned()));
        }
        let limit: PerCent = text.parse().map_err(|error: PerCentError| {
            let hint = error.hint();
            ("limit", error.to_string(), hint)
        })?;
        match limit.units() < 0 {
            true => Err((
                "limit",
                format!("`{text}` is negative"),
                "write the highest price".to_owned(),
            )),
            false => Ok(Self::PerCent(limit)),
        }
    }

    /// What tells it from another one.
    pub(super) fn bytes(self) -> Vec<u8> {
        match self {
            Self::PerCent(price) => price.units().to_be_bytes().to_vec(),
            Self::PerShare(units) => units.to_be_bytes().to_vec(),
        }
    }

    /// Its number: 99.5, or tUSD 12.5.
    pub(super) fn number(self, cash: &CashHandle) -> String {
        match self {
            Self::PerCent(price) => price.to_string(),
            Self::PerShare(units) => cash.words(alloy::primitives::U256::from(units)),
        }
    }

    /// What it is of: "99.5 %", or "tUSD 12.5 a share".
    pub(super) fn words(self, cash: &CashHandle) -> String {
        let number = self.number(cash);
        match self {
            Self::PerCent(_) => format!("{number} %"),
            Self::PerShare(_) => format!("{number} a share"),
        }
    }
}
