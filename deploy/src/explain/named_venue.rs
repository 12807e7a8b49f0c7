//! NamedVenue: nobody in the movement is a venue.

use super::facts::Facts;

pub(super) fn details(facts: &Facts) -> Vec<String> {
    let names: Vec<String> = facts.parties.iter().map(|party| party.name()).collect();
    vec![format!("none of them is a venue of the instrument: {}", names.join(", "))]
}
