//! Calendar months, counted on the fingers: the project's own calendar is not asked.

use corridor_deploy::calendar::UtcDay;

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Year, month and day of the month, each from 1 but for the year.
fn date(day: UtcDay) -> (u16, u16, u16) {
    let (mut rest, mut year, mut month) = (day.number(), 1970, 1);
    while rest >= if is_leap(year) { 366 } else { 365 } {
        rest -= if is_leap(year) { 366 } else { 365 };
        year += 1;
    }
    while rest >= days_in(year, month) {
        rest -= days_in(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

fn day(year: u16, month: u16, day_of_month: u16) -> UtcDay {
    let years: u16 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let months: u16 = (1..month).map(|month| days_in(year, month)).sum();
    UtcDay::from_number(years + months + day_of_month - 1)
}

/// The day of the same number so many months later, or the last one of that month when it has no such day.
pub(crate) fn months_later(start: UtcDay, months: u16) -> UtcDay {
    let (year, month, day_of_month) = date(start);
    let months = month - 1 + months;
    let (year, month) = (year + months / 12, months % 12 + 1);
    day(year, month, day_of_month.min(days_in(year, month)))
}

/// Calendar months since January 1970.
pub(super) fn month_of(day: UtcDay) -> u16 {
    let (year, month, _) = date(day);
    (year - 1970) * 12 + month - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_the_law_says() {
        for (start, months, end) in [
            ("2026-08-31", 6, "2027-02-28"),
            ("2027-08-31", 6, "2028-02-29"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-10-15", 3, "2027-01-15"),
            ("2026-12-01", 1, "2027-01-01"),
        ] {
            assert_eq!(months_later(start.parse().unwrap(), months), end.parse().unwrap());
        }
        assert_eq!(month_of("2026-11-20".parse().unwrap()), 56 * 12 + 10);
    }
}
