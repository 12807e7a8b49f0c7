//! Days as fractions of a year.

use fasti::{Act360, Act365Fixed, DayCount as _, Thirty360European, Thirty360US};
use jiff::civil::Date;

use super::business_day::serial;
use super::{Fraction, ScheduleError};
use crate::terms::DayCount;

/// How days are counted, and against what.
#[derive(Clone, Debug)]
pub struct DayCounter {
    day_count: DayCount,
    frequency: u8,
    /// For ACT/ACT ICMA: the days on which regular periods begin and end, as far as they are needed.
    grid: Vec<Date>,
}

impl DayCounter {
    /// A counter for a bond whose regular periods begin and end on the days of `grid`.
    pub(super) fn new(day_count: DayCount, frequency: u8, grid: Vec<Date>) -> Self {
        Self { day_count, frequency, grid }
    }

    /// The fraction of a year from `start` to `end`; nothing when the end is not after the start.
    pub fn fraction(&self, start: Date, end: Date) -> Result<Fraction, ScheduleError> {
        if end <= start {
            return Ok(Fraction::ZERO);
        }
        let (from, to) = (serial(start)?, serial(end)?);
        let (numerator, denominator) = match self.day_count {
            DayCount::ActualActualIcma => return self.icma(start, end),
            DayCount::Thirty360Us => Thirty360US.year_fraction(from, to).parts(),
            DayCount::Thirty360European => Thirty360European.year_fraction(from, to).parts(),
            DayCount::Actual360 => Act360.year_fraction(from, to).parts(),
            DayCount::Actual365Fixed => Act365Fixed.year_fraction(from, to).parts(),
        };
        // 30/360 has no days between the 30th and the 31st.
        Fraction::new(u128::try_from(numerator).unwrap_or(0), u128::from(denominator))
    }

    /// ICMA rule 251: in each regular or notional period, its days over all its days times the periods of a year.
    fn icma(&self, start: Date, end: Date) -> Result<Fraction, ScheduleError> {
        let mut sum = Fraction::ZERO;
        for period in self.grid.windows(2) {
            let &[first, last] = period else { continue };
            let (from, to) = (start.max(first), end.min(last));
            if from < to {
                let whole = days(first, last) * u128::from(self.frequency);
                sum = sum.plus(Fraction::new(days(from, to), whole)?)?;
            }
        }
        Ok(sum)
    }
}

/// Actual days from `start` to `end`; none when the end is before the start.
pub(super) fn days(start: Date, end: Date) -> u128 {
    // Dates differ by days alone unless another unit is asked for.
    let days = start.until(end).map_or(0, |span| span.get_days());
    u128::try_from(days).unwrap_or(0)
}
