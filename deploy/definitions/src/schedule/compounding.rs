//! Overnight rates, compounded in arrears.

use alloy_primitives::U256;
use jiff::civil::Date;

use super::day_count::days;
use super::fixings::Needed;
use super::{BusinessDays, Fixings, Fraction, ScheduleError, SignedFraction};
use crate::terms::{Floating, Rate, SignedRate};

/// What growth is counted in: 27 decimals.
const ONE: u128 = 10u128.pow(27);
/// Millionths of the whole.
const MILLION: u128 = 1_000_000;

/// A rate that counts for some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Observation {
    day: Date,
    days: u128,
}

/// The rate of a year for the days from `start` to `end`, with the spread, and at least the minimum rate; `None` while a rate is not
/// known yet. It is rounded to `decimals` of a per cent before the spread is added.
pub(super) fn compounded(
    floating: &Floating,
    fixings: &Fixings,
    (start, end): (Date, Date),
    decimals: Option<u8>,
) -> Result<Option<SignedFraction>, ScheduleError> {
    let needed = Needed { rate: floating.reference_rate, start, end };
    let days_a_year = u128::from(floating.reference_rate.days_a_year());
    let below = days_a_year * MILLION;
    let mut growth = U256::from(ONE);
    let mut whole = 0u128;
    for observation in observations(floating, start, end)? {
        let Some(rate) = fixings.rate(observation.day, needed)? else { return Ok(None) };
        let earned = u128::from(rate.size().millionths()) * observation.days;
        let above = match rate.is_negative() {
            true => below.checked_sub(earned).ok_or(ScheduleError::TooLarge)?,
            false => below + earned,
        };
        // Rates are below 2^32 millionths, so this stays far from 2^256.
        growth = (growth * U256::from(above) + U256::from(below / 2)) / U256::from(below);
        whole += observation.days;
    }
    let growth = u128::try_from(growth).map_err(|_| ScheduleError::TooLarge)?;
    let annual = Fraction::new(days_a_year, whole.max(1))?.of(growth.abs_diff(ONE))?;
    let size = match decimals {
        None => Fraction::new(annual, ONE)?,
        Some(decimals) => {
            // The decimals are of a per cent.
            let scale = 10u128.pow(u32::from(decimals) + 2);
            Fraction::new(Fraction::new(scale, ONE)?.of(annual)?, scale)?
        }
    };
    let rate = SignedFraction::new(growth < ONE, size).plus(of_signed(floating.spread)?)?;
    floating.minimum_rate.map_or(Ok(rate), |least| rate.at_least(of_rate(least)?)).map(Some)
}

/// A per cent figure as a fraction.
pub(super) fn of_rate(rate: Rate) -> Result<Fraction, ScheduleError> {
    Fraction::new(u128::from(rate.millionths()), MILLION)
}

fn of_signed(rate: SignedRate) -> Result<SignedFraction, ScheduleError> {
    Ok(SignedFraction::new(rate.is_negative(), of_rate(rate.size())?))
}

/// Which rates count, and for how many days: of the period, or of the days it is observed in.
fn observations(
    floating: &Floating,
    start: Date,
    end: Date,
) -> Result<Vec<Observation>, ScheduleError> {
    let business_days = BusinessDays::of(&[floating.reference_rate.centre()]);
    let lookback = floating.lookback_days;
    if !floating.observation_shift {
        return each_business_day(&business_days, start, end, lookback);
    }
    let from = business_days.before(start, lookback)?;
    each_business_day(&business_days, from, business_days.before(end, lookback)?, 0)
}

fn each_business_day(
    business_days: &BusinessDays,
    start: Date,
    end: Date,
    lookback: u8,
) -> Result<Vec<Observation>, ScheduleError> {
    let mut observations = Vec::new();
    // A period that begins on a holiday begins with the rate of the business day before.
    let mut day = business_days.before(start, 0)?;
    while day < end {
        let next = business_days.after(day)?;
        observations.push(Observation {
            day: business_days.before(day, lookback)?,
            days: days(day.max(start), next.min(end)),
        });
        day = next;
    }
    Ok(observations)
}

/// Days that have a rate, for tests.
#[cfg(test)]
pub(super) fn observed_days(
    floating: &Floating,
    start: Date,
    end: Date,
) -> Result<u128, ScheduleError> {
    Ok(observations(floating, start, end)?.iter().map(|observation| observation.days).sum())
}
