//! Windows that are looked back, as the contracts count them.

use crate::calendar::{Period, UtcDay, deadline};

/// The first day since which less than `period` has elapsed on `day`; the window ends with `day`.
pub(super) fn first_day(day: UtcDay, period: Period) -> UtcDay {
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

#[cfg(test)]
mod tests {
    use super::*;

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
