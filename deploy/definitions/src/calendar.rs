//! UTC days and the legal periods that are counted in them.
//!
//! This is the one place off chain that computes a deadline.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::Advice;

const SECONDS_PER_DAY: i64 = 86_400;

/// Why a text or a date is not a day that can be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not a date that exists, written as ISO 8601.
    #[error("`{given}` is not a date")]
    Malformed {
        /// What was given.
        given: String,
    },
    /// Before 1970-01-01 or after 2149-06-06.
    #[error("`{given}` is outside 1970-01-01 to 2149-06-06, the days that the contracts can count")]
    OutOfRange {
        /// What was given.
        given: String,
    },
}

impl Advice for CalendarError {
    fn hint(&self) -> String {
        match self {
            Self::Malformed { .. } => {
                "write a day that exists as year-month-day, e.g. 2027-12-31".to_owned()
            }
            Self::OutOfRange { .. } => "write a date inside that range".to_owned(),
        }
    }
}

/// A day in UTC, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UtcDay(u16);

impl UtcDay {
    /// Day `number` after 1970-01-01.
    pub fn from_number(number: u16) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The day of a calendar date.
    pub fn from_date(date: Date) -> Result<Self, CalendarError> {
        let epoch = Date::constant(1970, 1, 1);
        let days = epoch.until(date).map(|span| span.get_days()).unwrap_or(-1);
        u16::try_from(days)
            .map(Self)
            .map_err(|_| CalendarError::OutOfRange { given: date.to_string() })
    }

    /// The day that holds the instant `seconds` after 1970-01-01T00:00:00Z; `None` when it cannot be counted.
    pub fn from_seconds(seconds: u64) -> Option<Self> {
        u16::try_from(seconds / SECONDS_PER_DAY.unsigned_abs()).ok().map(Self)
    }

    /// The day it is now.
    pub fn today() -> Self {
        let date = Timestamp::now().to_zoned(TimeZone::UTC).date();
        Self::from_date(date).unwrap_or(Self(u16::MAX))
    }

    /// The calendar date.
    pub fn date(self) -> Date {
        Date::constant(1970, 1, 1).saturating_add(i64::from(self.0).days())
    }

    /// Calendar months from January 1970 to the month of this day.
    pub fn month_number(self) -> u16 {
        let date = self.date();
        let months = (i32::from(date.year()) - 1970) * 12 + i32::from(date.month()) - 1;
        u16::try_from(months).unwrap_or_default()
    }

    /// First second of the day.
    pub fn start_seconds(self) -> u64 {
        u64::from(self.0) * SECONDS_PER_DAY.unsigned_abs()
    }

    /// First second behind the day.
    pub fn end_seconds(self) -> u64 {
        self.start_seconds() + SECONDS_PER_DAY.unsigned_abs()
    }

    /// Whole days from `start` to this day; 0 when it is earlier.
    pub fn elapsed_since(self, start: Self) -> u16 {
        self.0.saturating_sub(start.0)
    }
}

/// A legal period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Elapsed days.
    Days(u16),
    /// Calendar months; a month end clamps (31 August and six months is 28 or 29 February).
    Months(u16),
    /// Calendar years; 29 February clamps to 28.
    Years(u16),
}

/// First day on which `period`, counted from `start`, has elapsed: an elapsed period equal to the required one passes.
pub fn deadline(start: UtcDay, period: Period) -> Result<UtcDay, CalendarError> {
    let out_of_range = || CalendarError::OutOfRange { given: format!("{start} and {period}") };
    let span = match period {
        Period::Days(days) => i64::from(days).days(),
        Period::Months(months) => i64::from(months).months(),
        Period::Years(years) => (i64::from(years) * 12).months(),
    };
    let end = start.date().checked_add(span).map_err(|_| out_of_range())?;
    UtcDay::from_date(end).map_err(|_| out_of_range())
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self {
            Self::Days(count) => (count, "day"),
            Self::Months(count) => (count, "month"),
            Self::Years(count) => (count, "year"),
        };
        write!(formatter, "{count} {unit}{}", if *count == 1 { "" } else { "s" })
    }
}

impl FromStr for UtcDay {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || CalendarError::Malformed { given: text.to_owned() };
        let iso =
            text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !iso {
            return Err(malformed());
        }
        Self::from_date(text.parse().map_err(|_| malformed())?)
    }
}

impl fmt::Display for UtcDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.date())
    }
}

impl fmt::Debug for UtcDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl Serialize for UtcDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> UtcDay {
        text.parse().unwrap()
    }

    #[test]
    fn days_count_from_the_epoch() {
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("2026-11-20").number(), 20_777);
        assert_eq!(day("2149-06-06").number(), u16::MAX);
        assert_eq!(UtcDay::from_seconds(86_399), Some(day("1970-01-01")));
        assert_eq!(UtcDay::from_seconds(86_400), Some(day("1970-01-02")));
        assert_eq!(UtcDay::from_seconds(u64::MAX), None);
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in
            ["2026-02-30", "2026-13-01", "2026-1-1", "20260101", "tomorrow", "", "2026-01-01T00:00"]
        {
            assert!(
                matches!(text.parse::<UtcDay>(), Err(CalendarError::Malformed { .. })),
                "{text}"
            );
        }
        for text in ["1969-12-31", "2149-06-07"] {
            assert!(
                matches!(text.parse::<UtcDay>(), Err(CalendarError::OutOfRange { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn periods_end_where_the_law_says() {
        for (start, period, end) in [
            ("2026-01-01", Period::Days(0), "2026-01-01"),
            ("2026-01-01", Period::Days(40), "2026-02-10"),
            ("2026-08-31", Period::Months(6), "2027-02-28"),
            ("2027-08-31", Period::Months(6), "2028-02-29"),
            ("2028-02-29", Period::Years(1), "2029-02-28"),
            ("2026-10-15", Period::Months(3), "2027-01-15"),
        ] {
            assert_eq!(deadline(day(start), period).unwrap(), day(end), "{start} {period}");
        }
        assert!(deadline(day("2149-06-06"), Period::Days(1)).is_err());
    }

    #[test]
    fn day_39_is_before_and_day_40_is_on_the_deadline() {
        let (start, end) =
            (day("2026-01-01"), deadline(day("2026-01-01"), Period::Days(40)).unwrap());
        assert!(day("2026-02-09") < end && day("2026-02-09").elapsed_since(start) == 39);
        assert!(day("2026-02-10") >= end && day("2026-02-10").elapsed_since(start) == 40);
        assert_eq!(start.elapsed_since(end), 0);
    }

    proptest! {
        #[test]
        fn dates_and_numbers_agree(number: u16) {
            let day = UtcDay::from_number(number);
            prop_assert_eq!(day.to_string().parse::<UtcDay>().unwrap(), day);
            prop_assert_eq!(UtcDay::from_seconds(day.start_seconds()), Some(day));
        }
    }
}
