//! OfferingClock: a party of a restricted jurisdiction has to wait.

use super::facts::Facts;
use crate::calendar::{Period, UtcDay, deadline};
use crate::identifiers::Country;
use crate::profile::Jurisdictions;
use crate::vocabulary::Party;

pub(super) fn details(
    days: u16,
    restricted: &Jurisdictions,
    parties: &[Party],
    facts: &Facts,
) -> Vec<String> {
    let is_restricted = |numeric| {
        Country::from_numeric(numeric).is_some_and(|country| restricted.contains(country))
    };
    let failing = facts.among(parties).filter(|party| {
        is_restricted(party.standing.jurisdiction())
            // Who has no jurisdiction is outside every list, and so inside one that lists who is free.
            || (party.standing.jurisdiction() == 0 && restricted.is_exclusive())
    });
    let mut details: Vec<String> = failing
        .map(|party| {
            format!("{}: jurisdiction {} is restricted", party.name(), party.jurisdiction())
        })
        .collect();
    details.push(match facts.state.clock_start_day() {
        None => format!("the offering clock has not started, so its {days} days have not begun"),
        Some(start) => clock(UtcDay::from_number(start), days, facts),
    });
    details
}

fn clock(start: UtcDay, days: u16, facts: &Facts) -> String {
    let elapsed = facts.day().saturating_sub(u32::from(start.number()));
    match deadline(start, Period::Days(days)) {
        Ok(end) => format!("the {days} days since {start} end on {end}; {elapsed} have elapsed"),
        Err(_) => format!("the {days} days since {start} never end; {elapsed} have elapsed"),
    }
}
