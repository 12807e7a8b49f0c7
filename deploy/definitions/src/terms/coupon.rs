//! Interest: its kinds, when it is due, and how it is counted.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Rate, SignedRate};
use crate::schedule::BusinessCentre;
use crate::source::{Advice, SourceError};

/// Business days from the record day to the payment day, when a file does not say.
pub(super) const RECORD_DAYS: u8 = 1;

/// Interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coupon {
    /// How the rate comes about.
    pub kind: CouponKind,
    /// Per cent a year: of every period when it is fixed, of the first ones when it steps up, else zero.
    pub rate: Rate,
    /// Payments a year; for a bond without coupons, how often its yield is compounded.
    pub frequency: u8,
    /// Day count fraction.
    pub day_count: DayCount,
    /// What happens to a payment day that is no business day.
    pub business_day_convention: BusinessDayConvention,
    /// Whose holidays are no business days; without any, Saturdays and Sundays alone are none.
    pub business_centres: Vec<BusinessCentre>,
    /// Whether the days between which interest accrues move with the payment days.
    pub adjusted: bool,
    /// Days of the year that interest is due, in calendar order.
    pub dates: Vec<MonthDay>,
    /// Whether 28 February among them is the end of the month.
    pub end_of_month: bool,
    /// First day that interest is due.
    pub first_date: Date,
    /// Last day that interest is due before maturity, when the last period is not a regular one.
    pub last_regular_date: Option<Date>,
    /// Business days between the last day with the coupon and the payment day; none when there is no such custom.
    pub ex_dividend_days: Option<u8>,
    /// Business days between the record day and the payment day.
    pub record_days: u8,
}

/// How the rate comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CouponKind {
    /// One rate.
    Fixed,
    /// No interest.
    Zero,
    /// Another rate from given days on.
    StepUp {
        /// In order of their days.
        steps: Vec<Step>,
    },
    /// An overnight rate, compounded in arrears.
    Floating(Floating),
}

/// From when on another rate is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// First day of the first period with it.
    pub from: Date,
    /// Per cent a year.
    pub rate: Rate,
}

/// An overnight rate, compounded in arrears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Floating {
    /// The rate.
    pub reference_rate: ReferenceRate,
    /// What is added to the compounded rate, or taken from it.
    pub spread: SignedRate,
    /// What a period pays at least, spread included; none when a period whose rate is below zero would have holders pay.
    pub minimum_rate: Option<Rate>,
    /// How many business days earlier a day's rate is observed.
    pub lookback_days: u8,
    /// Whether a rate counts for the days it was observed for rather than for those it is paid for.
    pub observation_shift: bool,
    /// Decimals, in per cent, that the compounded rate is rounded to; none when it is not rounded.
    pub rate_decimals: Option<u8>,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            const NAMES: &'static [&'static str] = &[$($text),*];

            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The word in files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            pub(super) fn read(cursor: &crate::source::Cursor<'_>) -> Result<Self, SourceError> {
                cursor.named($what, Self::NAMES, Self::from_name)
            }
        }
    };
}

named! {
    /// How days make a fraction of a year.
    DayCount, "day count" {
        /// ICMA: actual days over actual days of the period times the frequency.
        ActualActualIcma = "ACT/ACT ICMA",
        /// Months of 30 days, US rule for month ends.
        Thirty360Us = "30/360 US",
        /// Months of 30 days, European rule for month ends.
        Thirty360European = "30E/360",
        /// Actual days over 360.
        Actual360 = "ACT/360",
        /// Actual days over 365.
        Actual365Fixed = "ACT/365F",
    }
}

named! {
    /// What happens to a payment day that is no business day.
    BusinessDayConvention, "business day convention" {
        /// The next business day pays.
        Following = "following",
        /// The next business day pays unless it is in the next month, then the one before.
        ModifiedFollowing = "modified following",
        /// The business day before pays.
        Preceding = "preceding",
        /// The day stays as it is.
        Unadjusted = "unadjusted",
    }
}

named! {
    /// An overnight rate that somebody publishes.
    ReferenceRate, "reference rate" {
        /// Sterling Overnight Index Average, of the Bank of England.
        Sonia = "SONIA",
        /// Secured Overnight Financing Rate, of the Federal Reserve Bank of New York.
        Sofr = "SOFR",
    }
}

impl ReferenceRate {
    /// Whose business days have a rate.
    pub fn centre(self) -> BusinessCentre {
        match self {
            Self::Sonia => BusinessCentre::London,
            Self::Sofr => BusinessCentre::Sofr,
        }
    }

    /// Days that a year has for it.
    pub fn days_a_year(self) -> u32 {
        match self {
            Self::Sonia => 365,
            Self::Sofr => 360,
        }
    }
}

/// A day of every year, written as month-day: "06-07".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// Month, from 1.
    pub month: i8,
    /// Day, from 1.
    pub day: i8,
}

/// Why a text is not a day of every year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a day of every year")]
pub struct MonthDayError {
    given: String,
}

impl Advice for MonthDayError {
    fn hint(&self) -> String {
        "write month and day, e.g. \"06-07\" for 7 June; 29 February is not in every year"
            .to_owned()
    }
}

impl FromStr for MonthDay {
    type Err = MonthDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // 2001 is a common year, so that 29 February is refused.
        match format!("2001-{text}").parse::<Date>() {
            Ok(date) if text.len() == 5 => Ok(Self { month: date.month(), day: date.day() }),
            _ => Err(MonthDayError { given: text.to_owned() }),
        }
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}-{:02}", self.month, self.day)
    }
}

impl Serialize for MonthDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
