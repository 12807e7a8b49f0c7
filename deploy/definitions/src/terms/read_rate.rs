//! Reading per cent figures, within what bonds have.
//!
//! The bounds are wide: they tell a figure from a slip of the pen, such as basis points in the place of per cent, and nothing more.

use super::{Rate, SignedRate};
use crate::source::{Cursor, SourceError};

/// Most that a rate, a yield or a price may be, in millionths: ten times the whole.
const MOST: u32 = 10_000_000;
/// A rate or yield is above that, in millionths: nothing falls by more than the whole of it.
const LEAST: i32 = -1_000_000;

/// A rate of zero or more.
pub(super) fn rate(cursor: &Cursor<'_>) -> Result<Rate, SourceError> {
    let rate: Rate = cursor.parsed()?;
    at_most(cursor, rate)?;
    Ok(rate)
}

/// A rate or yield that may be below zero.
pub(super) fn signed(cursor: &Cursor<'_>) -> Result<SignedRate, SourceError> {
    let rate: SignedRate = cursor.parsed()?;
    if rate.millionths() <= LEAST {
        let wrong = format!("{rate} % is a loss of everything within a year");
        return Err(cursor.error(wrong, "write per cent a year, e.g. \"-0.5\""));
    }
    if !rate.is_negative() {
        at_most(cursor, rate.size())?;
    }
    Ok(rate)
}

/// A price that somebody pays.
pub(super) fn price(cursor: &Cursor<'_>) -> Result<Rate, SourceError> {
    let price: Rate = cursor.parsed()?;
    if price.millionths() == 0 {
        let hint = "write per cent of the principal, e.g. \"100\" at par";
        return Err(cursor.error("a price of 0 %", hint));
    }
    at_most(cursor, price)?;
    Ok(price)
}

fn at_most(cursor: &Cursor<'_>, figure: Rate) -> Result<(), SourceError> {
    if figure.millionths() > MOST {
        let wrong = format!("{figure} % is more than {} %", Rate::from_millionths(MOST));
        return Err(cursor.error(wrong, "write it in per cent: \"4.25\" is 4.25 of a hundred"));
    }
    Ok(())
}
