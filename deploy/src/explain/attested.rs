//! Attested: a party does not hold a category on the day.

use super::facts::{Facts, PartyFacts, unregistered};
use super::missing::Found;
use crate::calendar::UtcDay;
use crate::vocabulary::{Category, Party};

pub(super) fn details(category: Category, parties: &[Party], facts: &Facts) -> Found {
    let day = facts.day();
    let failing = facts.among(parties).filter(|party| !party.standing.holds(category.bit(), day));
    let failing: Vec<&PartyFacts> = failing.collect();
    let details = failing
        .iter()
        .map(|party| {
            let (name, title) = (party.name(), category.title());
            match party.standing.expiry_day(category.bit()) {
                0 if !party.standing.is_registered() => {
                    format!("{name} is not registered, so it holds no `{title}`")
                }
                0 => format!("{name} does not hold the attestation `{title}`: it was never given, or was revoked"),
                last => format!(
                    "the attestation `{title}` of {name} expired after {}",
                    UtcDay::from_number(last)
                ),
            }
        })
        .collect();
    Found { details, missing: unregistered(&failing) }
}
