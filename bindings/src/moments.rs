//! Seconds and days of errors, as people write them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Arguments of errors that are unix seconds.
const SECONDS: [&str; 11] = [
    "at",
    "deadline",
    "electionEnd",
    "end",
    "issueDate",
    "issuedAt",
    "lastMoment",
    "maturityDate",
    "paymentDate",
    "recordDate",
    "start",
];

/// Arguments of errors that are days since 1970-01-01.
const DAYS: [&str; 3] = ["day", "lastDay", "noticeDay"];

const DAY: i64 = 86_400;

/// The value of an argument of an error, in words when it is a moment. Zero stands for none, and stays what it is.
pub(crate) fn in_words(name: &str, value: String) -> String {
    let number = value.parse::<i64>().ok().filter(|number| *number > 0);
    let words = number.and_then(|number| match name {
        _ if SECONDS.contains(&name) => time(number).map(|time| time.to_string()),
        _ if DAYS.contains(&name) => day(number).map(|day| day.to_string()),
        _ => None,
    });
    words.unwrap_or(value)
}

fn time(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}

fn day(number: i64) -> Option<Date> {
    let time = time(number.checked_mul(DAY)?)?;
    Some(time.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_in_words_and_nothing_else_is() {
        for (name, value, words) in [
            ("deadline", "1825113859", "2027-11-02T00:04:19Z"),
            ("day", "20786", "2026-11-29"),
            ("start", "0", "0"),
            (
                "lastDay",
                "340282366920938463463374607431768211456",
                "340282366920938463463374607431768211456",
            ),
            ("at", "9223372036854775807", "9223372036854775807"),
            ("id", "1825113859", "1825113859"),
        ] {
            assert_eq!(in_words(name, value.to_owned()), words, "{name}");
        }
    }
}
