//! Subdivision: a party is of a subdivision that is not admitted.

use super::chain::subdivision;
use super::facts::{Facts, list};
use crate::profile::{Subdivision, SubdivisionCode};
use crate::vocabulary::Party;

pub(super) fn details(rule: &Subdivision, parties: &[Party], facts: &Facts) -> Vec<String> {
    let country = rule.jurisdiction;
    let bound = facts
        .among(parties)
        .filter(|party| party.standing.jurisdiction() == country.numeric())
        .map(|party| (party.name(), SubdivisionCode::from_number(subdivision(party.standing))));
    let failing = bound.filter(|(_, code)| {
        code.is_none_or(|code| rule.subdivisions.contains(&code) == rule.excludes)
    });
    let mut details: Vec<String> = failing
        .map(|(name, code)| match code {
            Some(code) => format!("{name} is of {country}-{code}"),
            None => format!("{name} is of {country}, and its subdivision is not on record"),
        })
        .collect();
    let word = if rule.excludes { "refused" } else { "admitted" };
    details.push(format!("{word} subdivisions of {country}: {}", list(&rule.subdivisions)));
    details
}
