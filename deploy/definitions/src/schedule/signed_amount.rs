//! Amounts that may be below zero.

use std::fmt;

use serde::{Serialize, Serializer};

use super::ScheduleError;
use crate::identifiers::Currency;
use crate::money::Amount;

/// An amount that may be negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedAmount {
    units: i128,
    currency: Currency,
}

impl SignedAmount {
    /// `units` smallest units of `currency`.
    pub fn from_units(units: i128, currency: Currency) -> Self {
        Self { units, currency }
    }

    /// Number of smallest units.
    pub fn units(self) -> i128 {
        self.units
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The amount; `None` when it is below zero.
    pub fn not_negative(self) -> Option<Amount> {
        let units = u128::try_from(self.units).ok()?;
        Some(Amount::from_units(units, self.currency))
    }

    /// The sum of two amounts of one currency.
    pub(super) fn plus(self, other: Self) -> Result<Self, ScheduleError> {
        let units = self.units.checked_add(other.units).ok_or(ScheduleError::TooLarge)?;
        Ok(Self { units, currency: self.currency })
    }

    /// The number alone, grouped: "1,000,000" or "-0.01".
    pub fn number(self) -> String {
        let sign = if self.units < 0 { "-" } else { "" };
        let size = Amount::from_units(self.units.unsigned_abs(), self.currency);
        format!("{sign}{}", size.number())
    }
}

impl fmt::Display for SignedAmount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.currency, self.number())
    }
}

impl Serialize for SignedAmount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
