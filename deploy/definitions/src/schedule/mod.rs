//! What a bond pays and when: periods, interest, repayment, accrued interest, price and yield.
//!
//! QuantLib is the reference: `deploy/definitions/tests/quantlib.rs` compares all of it, to the smallest unit of the currency.
//!
//! ```
//! use corridor_definitions::schedule::{CashFlows, Redemption};
//! use corridor_definitions::terms::Terms;
//!
//! let bond = Terms::load("world-bank-bond-i")?;
//! let flows = CashFlows::of(&bond, "AUD 1,000".parse()?, None)?;
//! assert_eq!(flows.flows[0].interest.map(|interest| interest.to_string()).as_deref(), Some("AUD 11"));
//! let tap = bond.taps[0].settlement_date;
//! assert_eq!(flows.yield_at(tap, "101.318".parse()?, Redemption::Maturity)?.to_string(), "0.91518");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Rounding
//!
//! - Day count fractions, rates and their products are exact fractions. Interest of a nominal amount is the principal that is
//!   outstanding of it times the rate times the fraction, rounded once, to the nearest smallest unit; a half goes up. Accrued
//!   interest is rounded the same way, a negative amount by its size.
//! - A repayment before maturity brings what is repaid in all to the share that is due by then, rounded down; the last one is
//!   the rest. So the parts add up to the nominal amount.
//! - A compounded rate is carried with 27 decimals and rounded to `rate_decimals`, when the terms give them, before the spread
//!   is added. A part of a period accrues at the rate as compounded until then, which is not rounded.
//! - Overnight rates, compounded rates, spreads and their sum may be below zero, and are not raised to it, as QuantLib and the ISDA
//!   Definitions have it, unless the terms state a `minimum_rate`: the sum is then at least that. Interest below zero is rounded by its size.
//! - Yields and prices that follow from yields are solved in floating point and rounded to six decimals of a per cent.
//!
//! ## Accrued interest
//!
//! A sale that settles after the ex-dividend day is without the next coupon: accrued interest is then negative, for the days
//! from settlement to the end of the period. On the ex-dividend day itself it is still with it, as the UK Debt Management
//! Office counts.

mod accrued;
mod business_day;
mod cash_flows;
mod compounding;
mod day_count;
mod fixings;
mod fraction;
mod per_cent;
mod periods;
mod price;
mod quote;
mod signed_amount;

#[cfg(test)]
pub(crate) mod tests;

use jiff::civil::Date;

use crate::terms::ReferenceRate;

pub use accrued::Accrued;
pub use business_day::{BusinessCentre, BusinessDays};
pub use cash_flows::{CashFlow, CashFlows};
pub use day_count::DayCounter;
pub use fixings::{FixingDoubt, Fixings};
pub use fraction::{Fraction, SignedFraction};
pub use per_cent::{PerCent, PerCentError};
pub use periods::{Period, Schedule};
pub use price::Redemption;
pub use quote::{EarlyYield, Given, Price, Quote};
pub use signed_amount::SignedAmount;

pub(crate) use periods::{due_dates, is_due};

/// Why a schedule, an amount or a price cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// A day outside what calendars hold.
    #[error(
        "{date} is outside the years 1901 to 2199, for which business days are known; correct the date"
    )]
    OutOfRange {
        /// The day.
        date: Date,
    },
    /// A number beyond 128 bits.
    #[error("an amount or fraction is beyond 128 bits; take a smaller nominal amount")]
    TooLarge,
    /// Neither issued nor repaid.
    #[error(
        "nothing is outstanding on {settlement}: the bond runs from {issue} to {end}; take a day between them"
    )]
    NotOutstanding {
        /// The day asked about.
        settlement: Date,
        /// Day interest starts to accrue.
        issue: Date,
        /// Day of the last payment.
        end: Date,
    },
    /// A floating coupon, and no rates.
    #[error(
        "the coupon follows {rate}, and no fixings are given; give a CSV file with the columns date and rate"
    )]
    NoFixings {
        /// The reference rate.
        rate: ReferenceName,
    },
    /// A rate of a day is missing, and later ones are known.
    #[error(
        "{file} has no {rate} for {date}, which the period from {start} to {end} needs; add a line"
    )]
    MissingFixing {
        /// The file.
        file: String,
        /// The reference rate.
        rate: ReferenceName,
        /// The day.
        date: Date,
        /// First day of the period.
        start: Date,
        /// Its end.
        end: Date,
    },
    /// Coupons to come are not known.
    #[error(
        "a price or yield needs every coupon to come, and those of a floating rate are not known; ask for accrued interest alone"
    )]
    UnknownCoupons,
    /// A yield gives no price.
    #[error("the yield {annual} % gives no price on {settlement}; give one that is nearer to zero")]
    NoPrice {
        /// The yield.
        annual: PerCent,
        /// The day of settlement.
        settlement: Date,
    },
    /// No yield gives the price.
    #[error(
        "no yield gives the price {price} on {settlement}; give a price above zero, and a day some time before the last payment"
    )]
    NoYield {
        /// The clean price.
        price: PerCent,
        /// The day of settlement.
        settlement: Date,
    },
}

/// A reference rate as messages have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceName(pub ReferenceRate);

impl std::fmt::Display for ReferenceName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0.name())
    }
}
