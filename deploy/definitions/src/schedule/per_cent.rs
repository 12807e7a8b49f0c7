//! Prices and yields.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{ScheduleError, SignedFraction};
use crate::source::Advice;

const DECIMALS: usize = 8;
const SCALE: i64 = 100_000_000;

/// A per cent figure with a sign and at most eight decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerCent(i64);

impl PerCent {
    /// So many hundred-millionths of a per cent.
    pub fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// A share of the whole, rounded to eight decimals of a per cent.
    pub fn of(share: impl Into<SignedFraction>) -> Result<Self, ScheduleError> {
        let units = share.into().of(100 * u128::from(SCALE.unsigned_abs()))?;
        i64::try_from(units).map(Self).map_err(|_| ScheduleError::TooLarge)
    }

    /// Hundred-millionths of a per cent.
    pub fn units(self) -> i64 {
        self.0
    }

    /// The nearest figure with six decimals; `None` beyond 10^9 per cent.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    pub(super) fn rounded(per_cent: f64) -> Option<Self> {
        let millionths = (per_cent * 1e6).round();
        (millionths.abs() < 1e15).then(|| Self(millionths as i64 * 100))
    }

    #[expect(clippy::cast_precision_loss, reason = "yields are solved in floating point")]
    pub(super) fn to_f64(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }
}

/// Why a text is not a per cent figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a per cent figure")]
pub struct PerCentError {
    given: String,
}

impl Advice for PerCentError {
    fn hint(&self) -> String {
        "write digits with at most eight decimals, e.g. 99.484375".to_owned()
    }
}

impl FromStr for PerCent {
    type Err = PerCentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || PerCentError { given: text.to_owned() };
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) || fraction.len() > DECIMALS {
            return Err(malformed());
        }
        let units: i64 =
            format!("{whole}{fraction:0<DECIMALS$}").parse().map_err(|_| malformed())?;
        Ok(Self(sign * units))
    }
}

impl fmt::Display for PerCent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (size, scale) = (self.0.unsigned_abs(), SCALE.unsigned_abs());
        let text = format!("{sign}{}.{:0DECIMALS$}", size / scale, size % scale);
        formatter.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl fmt::Debug for PerCent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self} %")
    }
}

impl Serialize for PerCent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_figure_is_refused() {
        for text in ["", "-", "1.", ".5", "+1", "1e3", "1.123456789", "99999999999999999999", "1,0"]
        {
            assert!(text.parse::<PerCent>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn figures_print_as_they_read(units in -1_000_000_000_000i64..1_000_000_000_000) {
            let figure = PerCent::from_units(units);
            prop_assert_eq!(figure.to_string().parse::<PerCent>().unwrap(), figure);
        }
    }
}
