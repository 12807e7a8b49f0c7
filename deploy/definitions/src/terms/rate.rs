//! Per cent figures.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::source::Advice;

/// A per cent figure, exact to the millionth of the whole: 4.25 % is 42,500.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u32);

impl Rate {
    /// Millionths of the whole, as the contracts store it.
    pub fn millionths(self) -> u32 {
        self.0
    }

    /// The per cent figure of so many millionths of the whole.
    pub fn from_millionths(millionths: u32) -> Self {
        Self(millionths)
    }
}

/// Why a text is not a rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a per cent figure")]
pub struct RateError {
    given: String,
}

impl Advice for RateError {
    fn hint(&self) -> String {
        "write digits with at most four decimals and no sign, e.g. \"4.25\"".to_owned()
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || RateError { given: text.to_owned() };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 4 {
            return Err(malformed());
        }
        format!("{whole}{fraction:0<4}").parse().map(Self).map_err(|_| malformed())
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:04}", self.0 / 10_000, self.0 % 10_000);
        formatter.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self} %")
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A per cent figure that may be below zero, exact to the millionth of the whole: -0.25 % is -2,500.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignedRate(i32);

impl SignedRate {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Millionths of the whole.
    pub fn millionths(self) -> i32 {
        self.0
    }

    /// The per cent figure of so many millionths of the whole.
    pub fn from_millionths(millionths: i32) -> Self {
        Self(millionths)
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The figure without its sign.
    pub fn size(self) -> Rate {
        Rate(self.0.unsigned_abs())
    }
}

/// Why a text is not a rate that may be below zero.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a per cent figure")]
pub struct SignedRateError {
    given: String,
}

impl Advice for SignedRateError {
    fn hint(&self) -> String {
        "write digits with at most four decimals, behind a minus sign when it is below zero, e.g. \"4.25\" or \"-0.5\""
            .to_owned()
    }
}

impl FromStr for SignedRate {
    type Err = SignedRateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || SignedRateError { given: text.to_owned() };
        let (is_negative, digits) =
            text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let size: Rate = digits.parse().map_err(|_| malformed())?;
        let size = i32::try_from(size.millionths()).map_err(|_| malformed())?;
        Ok(Self(if is_negative { -size } else { size }))
    }
}

impl fmt::Display for SignedRate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        write!(formatter, "{sign}{}", self.size())
    }
}

impl fmt::Debug for SignedRate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self} %")
    }
}

impl Serialize for SignedRate {
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
        for text in ["", "-", "--1", "+1", "- 1", "-.5", "-1.", "1e3", "0.00001", "-214748.3648"] {
            assert!(text.parse::<SignedRate>().is_err(), "{text}");
        }
        assert_eq!("-0".parse::<SignedRate>().unwrap(), SignedRate::ZERO);
        assert_eq!("-0.25".parse::<SignedRate>().unwrap().millionths(), -2_500);
    }

    proptest! {
        #[test]
        fn rates_print_as_they_read(millionths: u32, signed in -i32::MAX..i32::MAX) {
            let rate = Rate(millionths);
            prop_assert_eq!(rate.to_string().parse::<Rate>().unwrap(), rate);
            let rate = SignedRate(signed);
            prop_assert_eq!(rate.to_string().parse::<SignedRate>().unwrap(), rate);
        }
    }
}
