//! Windows that are looked back: elapsed days or calendar months.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::calendar::Period;
use crate::source::Advice;

/// A window that is looked back; today is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Days.
    Days(u16),
    /// Calendar months.
    Months(u16),
}

/// Not a window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a window")]
pub struct NoWindow {
    given: String,
}

impl Advice for NoWindow {
    fn hint(&self) -> String {
        "write a number of days or months, e.g. \"30 days\" or \"12 months\"".to_owned()
    }
}

impl Window {
    /// The period that it covers.
    pub fn period(self) -> Period {
        match self {
            Self::Days(days) => Period::Days(days),
            Self::Months(months) => Period::Months(months),
        }
    }
}

impl FromStr for Window {
    type Err = NoWindow;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NoWindow { given: text.to_owned() };
        let (count, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let count: u16 = count.parse().map_err(|_| wrong())?;
        match (count, unit) {
            (0, _) => Err(wrong()),
            (_, "day" | "days") => Ok(Self::Days(count)),
            (_, "month" | "months") => Ok(Self::Months(count)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.period())
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_have_a_length_and_a_unit() {
        assert_eq!("1 day".parse(), Ok(Window::Days(1)));
        assert_eq!("12 months".parse(), Ok(Window::Months(12)));
        assert_eq!(Window::Days(30).to_string(), "30 days");
        for wrong in ["", "30", "0 days", "-1 days", "2 years", "70000 days"] {
            assert!(wrong.parse::<Window>().is_err(), "{wrong}");
        }
    }
}
