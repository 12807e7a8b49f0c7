//! VolumeLadder: the symbol is suspended, or its volume cannot be judged.

use alloy::primitives::U256;
use corridor_bindings::{InstrumentLedger, Permits};

use super::chain::Chain;
use super::missing::{Found, Missing};
use crate::calendar::{Period, UtcDay, deadline};
use crate::deployment::DeploymentError;
use crate::profile::{VolumeLadder, books};

pub(super) async fn details(
    rule: &VolumeLadder,
    chain: &Chain<'_>,
) -> Result<Found, DeploymentError> {
    let terms = chain.books(InstrumentLedger::termsOfCall { instrument: chain.token }).await?;
    if terms.ready & u16::from(books::BREACHES) == 0 {
        return Ok(vec!["the book of breaches is not kept for this instrument".to_owned()].into());
    }
    let mut found = Found::from(Vec::new());
    if terms.volumeShare != rule.share.millionths() {
        let other = format!(
            "breaches are counted for another share than {}: the supervisor sets it",
            rule.share
        );
        found = Missing::VolumeShare(rule.share.to_string()).said(other);
    }
    let month = month_before(chain.today());
    let average = match month {
        Some(month) => {
            chain.permits(Permits::averageVolumeCall { instrument: chain.token, month }).await?
        }
        None => 0,
    };
    let record = chain.books(InstrumentLedger::breachesOfCall { instrument: chain.token }).await?;
    let suspended = suspension(rule, record.count, record.lastDay, chain.today());
    if average == 0 {
        let none =
            "the average daily volume of the month before is not on record: the supervisor sets it";
        let month = chain.today().month_number().saturating_sub(1);
        found = found.and(Missing::AverageVolume(month).said(none.to_owned()));
    }
    // What is recorded does not help before the suspension ends.
    found.details.extend(suspended);
    Ok(found)
}

/// The suspension that a symbol is in on a day; nothing where it is in none.
fn suspension(rule: &VolumeLadder, count: u16, last: u16, today: UtcDay) -> Option<String> {
    let period = Period::Months(rule.months.into());
    let last = UtcDay::from_number(last);
    let end = deadline(last, period).ok();
    if count <= u16::from(rule.tolerated) || end.is_some_and(|end| today >= end) {
        return None;
    }
    let end = end.map_or_else(|| "never ends".to_owned(), |end| format!("ends on {end}"));
    Some(format!(
        "{count} breaches of {} of the average daily volume, {} tolerated; the suspension of {period} since {last} {end}",
        rule.share, rule.tolerated
    ))
}

/// The calendar month before that of `day`, counted from January 1970.
fn month_before(day: UtcDay) -> Option<U256> {
    day.month_number().checked_sub(1).map(U256::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspension_ends_after_calendar_months() {
        let rule = VolumeLadder { share: "0.25 %".parse().unwrap(), tolerated: 1, months: 3 };
        let last: UtcDay = "2026-11-30".parse().unwrap();
        let on = |count: u16, today: &str| {
            suspension(&rule, count, last.number(), today.parse().unwrap())
        };
        assert_eq!(
            on(2, "2027-02-27").unwrap(),
            "2 breaches of 0.25 % of the average daily volume, 1 tolerated; the suspension of 3 months since 2026-11-30 \
             ends on 2027-02-28"
        );
        assert_eq!((on(2, "2027-02-28"), on(1, "2026-12-01")), (None, None));
    }

    #[test]
    fn months_are_counted_from_january_1970() {
        let month = |text: &str| month_before(text.parse().unwrap());
        assert_eq!(month("1970-01-31"), None);
        assert_eq!(month("1970-02-01"), Some(U256::ZERO));
        assert_eq!(month("2026-11-21"), Some(U256::from(56 * 12 + 9)));
    }
}
