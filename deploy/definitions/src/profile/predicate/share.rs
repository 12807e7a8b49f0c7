//! Shares in percent, exact to a millionth.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::source::Advice;

const WHOLE: u32 = 1_000_000;
const DECIMALS: usize = 4;

/// A share of a whole, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u32);

/// Not a share.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a share")]
pub struct NoShare {
    given: String,
}

impl Advice for NoShare {
    fn hint(&self) -> String {
        "write a percentage up to 100 % with at most four decimals, e.g. \"0.25 %\"".to_owned()
    }
}

impl Share {
    /// Millionths of the whole.
    pub const fn from_millionths(millionths: u32) -> Self {
        Self(millionths)
    }

    /// In millionths.
    pub fn millionths(self) -> u32 {
        self.0
    }
}

impl FromStr for Share {
    type Err = NoShare;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NoShare { given: text.to_owned() };
        let number = text.trim().strip_suffix('%').ok_or_else(wrong)?.trim_end();
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || decimals.len() > DECIMALS || whole.len() > 3 {
            return Err(wrong());
        }
        let millionths = format!("{whole}{decimals:0<DECIMALS$}").parse().map_err(|_| wrong())?;
        if millionths > WHOLE { Err(wrong()) } else { Ok(Self(millionths)) }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10_000, self.0 % 10_000);
        if rest == 0 {
            return write!(formatter, "{whole} %");
        }
        write!(formatter, "{whole}.{} %", format!("{rest:04}").trim_end_matches('0'))
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        for (text, millionths, again) in [
            ("10 %", 100_000, "10 %"),
            ("0.25%", 2_500, "0.25 %"),
            ("2.50 %", 25_000, "2.5 %"),
            ("100 %", WHOLE, "100 %"),
            ("0.0001 %", 1, "0.0001 %"),
        ] {
            let share: Share = text.parse().unwrap();
            assert_eq!((share.millionths(), share.to_string().as_str()), (millionths, again));
        }
        for wrong in ["10", "", "%", "-1 %", "101 %", "1. %", "0.00001 %", "1e1 %", "100.0001 %"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }
}
