//! Windows that are looked back, as the contracts count them.

use crate::calendar::{Period, UtcDay, deadline};

/// The first day since which less than `period` has elapsed on `day`; the window ends with `day`.
#[must_use]
pub fn first_day(day: UtcDay, period: Period) -> UtcDay {
    // No month is longer than 31 days.
    let longest = match period {
        Period::Days(days) => u32::from(days),
        Period::Months(months) => u32::from(months) * 31,
        Period::Years(years) => u32::from(years) * 366,
    };
    let earliest = u32::from(day.number()).saturating_sub(longest);
    let candidates = u16::try_from(earliest).unwrap_or(0)..=day.number();
    let inside = |candidate: &u16| {
        deadline(UtcDay::from_number(*candidate), period).is_ok_and(|end| end > day)
    };
    let mut candidates = candidates.skip_while(|candidate| !inside(candidate));
    UtcDay::from_number(candidates.next().unwrap_or(day.number()))
}

/// The first day from `first` to the day after `last` for which `fits` is true, and with it all later ones; `None` when it is
/// for none of them.
pub(super) async fn first_that_fits<E>(
    first: UtcDay,
    last: UtcDay,
    fits: impl AsyncFn(UtcDay) -> Result<bool, E>,
) -> Result<Option<UtcDay>, E> {
    let (mut low, mut high) = (u32::from(first.number()), u32::from(last.number()) + 1);
    let day = |number: u32| UtcDay::from_number(u16::try_from(number).unwrap_or(u16::MAX));
    if !fits(day(high)).await? {
        return Ok(None);
    }
    // The one that is looked for is in low..=high.
    while low < high {
        let middle = low + (high - low) / 2;
        if fits(day(middle)).await? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(Some(day(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_day_that_fits_is_found() {
        let day = UtcDay::from_number;
        for expected in 10..=21u16 {
            let fits = async |at: UtcDay| Ok::<_, ()>(at.number() >= expected);
            assert_eq!(first_that_fits(day(10), day(20), fits).await, Ok(Some(day(expected))));
        }
        let never = async |_: UtcDay| Ok::<_, ()>(false);
        assert_eq!(first_that_fits(day(10), day(20), never).await, Ok(None));
    }

    #[test]
    fn windows_begin_when_less_than_the_period_has_elapsed() {
        let day = |text: &str| text.parse::<UtcDay>().unwrap();
        for (today, period, expected) in [
            ("2026-11-21", Period::Days(1), "2026-11-21"),
            ("2026-11-21", Period::Days(90), "2026-08-24"),
            ("2026-11-21", Period::Months(12), "2025-11-22"),
            ("2026-04-30", Period::Months(1), "2026-04-01"),
            ("2026-02-28", Period::Months(6), "2025-09-01"),
        ] {
            assert_eq!(first_day(day(today), period), day(expected), "{today} {period}");
        }
    }
}
