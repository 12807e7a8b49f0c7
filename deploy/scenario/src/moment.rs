//! When a step happens: a day, or so long after the scenario's first day.

use corridor_deploy::calendar::{CalendarError, Period, UtcDay, deadline};
use corridor_deploy::source::{Advice, Cursor, SourceError};
use jiff::civil::Date;

/// Seconds of the last moment of a day.
const LAST_SECOND: u64 = 86_399;

/// Why a text is not a moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum MomentError {
    /// Neither a day nor an offset.
    #[error("`{given}` is no moment")]
    Malformed { given: String },
    /// A day that does not exist or can't be counted.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl Advice for MomentError {
    fn hint(&self) -> String {
        match self {
            Self::Malformed { .. } => {
                "write a date (2027-01-02), or an offset from the start such as \"+40 days\", \"+6 months\" or \
                 \"+1 year -1 day\", with a time behind it when it matters (\"+40 days 23:59:59\")"
                    .to_owned()
            }
            Self::Calendar(error) => error.hint(),
        }
    }
}

/// The moment at `cursor`, in unix seconds: a date means its first second, UTC.
pub(super) fn moment(cursor: &Cursor<'_>, start: UtcDay) -> Result<u64, SourceError> {
    if !cursor.is_text() {
        return Ok(count(cursor, cursor.date()?)?.start_seconds());
    }
    let parsed = parse(cursor.text()?, start);
    parsed.map_err(|error| cursor.error(error.to_string(), error.hint()))
}

/// The day at `cursor`.
pub(super) fn day(cursor: &Cursor<'_>, start: UtcDay) -> Result<UtcDay, SourceError> {
    let seconds = moment(cursor, start)?;
    let day = UtcDay::from_seconds(seconds);
    day.filter(|day| day.start_seconds() == seconds).ok_or_else(|| {
        cursor.error("a time of day, where a day is meant", "write the day without a time")
    })
}

fn count(cursor: &Cursor<'_>, date: Date) -> Result<UtcDay, SourceError> {
    UtcDay::from_date(date).map_err(|error| cursor.error(error.to_string(), error.hint()))
}

fn parse(text: &str, start: UtcDay) -> Result<u64, MomentError> {
    let malformed = || MomentError::Malformed { given: text.to_owned() };
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let seconds = match words.last().filter(|word| word.contains(':')) {
        Some(time) => {
            let seconds = time_of_day(time).ok_or_else(malformed)?;
            words.pop();
            seconds
        }
        None => 0,
    };
    let day = match words.as_slice() {
        [] => start,
        [one] => one.parse()?,
        pairs => offset(pairs, start)?.ok_or_else(malformed)?,
    };
    Ok(day.start_seconds() + seconds)
}

/// Applies "+6", "months", "-1", "day" one after the other; `None` when a word is none of these.
fn offset(words: &[&str], start: UtcDay) -> Result<Option<UtcDay>, CalendarError> {
    let mut day = start;
    for pair in words.chunks(2) {
        let &[amount, unit] = pair else { return Ok(None) };
        let (sign, digits) = amount.split_at_checked(1).unwrap_or_default();
        let Ok(count) = digits.parse::<u16>() else { return Ok(None) };
        let period = match unit.trim_end_matches('s') {
            "day" => Period::Days(count),
            "month" => Period::Months(count),
            "year" => Period::Years(count),
            _ => return Ok(None),
        };
        day = match (sign, period) {
            ("+", period) => deadline(day, period)?,
            ("-", Period::Days(days)) => {
                let number = day.number().checked_sub(days);
                let given = || CalendarError::OutOfRange { given: words.join(" ") };
                UtcDay::from_number(number.ok_or_else(given)?)
            }
            _ => return Ok(None),
        };
    }
    Ok(Some(day))
}

/// "23:59:59" or "12:30" as seconds of the day.
fn time_of_day(text: &str) -> Option<u64> {
    let parts: Vec<u64> = text
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() == 2))
        .collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [hours, minutes] if minutes < 60 => hours * 3_600 + minutes * 60,
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            hours * 3_600 + minutes * 60 + seconds
        }
        _ => return None,
    };
    (seconds <= LAST_SECOND).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Result<String, String> {
        let start = "2026-08-31".parse().unwrap();
        let seconds = parse(text, start).map_err(|error| error.to_string())?;
        Ok(jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap().to_string())
    }

    #[test]
    fn offsets_are_counted_as_periods_are() {
        for (text, expected) in [
            ("2027-01-02", "2027-01-02T00:00:00Z"),
            ("2027-01-02 23:59:59", "2027-01-02T23:59:59Z"),
            ("12:30", "2026-08-31T12:30:00Z"),
            ("+0 days", "2026-08-31T00:00:00Z"),
            ("+40 days", "2026-10-10T00:00:00Z"),
            ("+1 day 23:59:59", "2026-09-01T23:59:59Z"),
            // A month end clamps.
            ("+6 months", "2027-02-28T00:00:00Z"),
            ("+6 months -1 day", "2027-02-27T00:00:00Z"),
            ("+1 year +1 day", "2027-09-01T00:00:00Z"),
            ("-10 days", "2026-08-21T00:00:00Z"),
        ] {
            assert_eq!(at(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in
            ["+40", "40 days", "+x days", "+1 week", "-6 months", "24:00:00", "12:60", "+1 day 1:2"]
        {
            assert!(at(text).is_err(), "{text}");
        }
        assert_eq!(at("2027-02-30").unwrap_err(), "`2027-02-30` is not a date");
    }
}
