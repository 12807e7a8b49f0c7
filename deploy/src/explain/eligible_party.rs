//! EligibleParty: a party matches no row of the allowlist.

use super::facts::{Facts, PartyFacts, list, unregistered};
use super::missing::Found;
use crate::identifiers::Country;
use crate::profile::{EligibleRow, Jurisdictions};
use crate::vocabulary::{Category, Party};

pub(super) fn details(rows: &[EligibleRow], parties: &[Party], facts: &Facts) -> Found {
    let day = facts.day();
    let failing: Vec<&PartyFacts> = facts
        .among(parties)
        .filter(|party| !rows.iter().any(|row| matches(row, party, day)))
        .collect();
    let mut details: Vec<String> = failing
        .iter()
        .map(|party| {
            if !party.standing.is_registered() {
                return format!("{} is not registered", party.name());
            }
            let (name, jurisdiction) = (party.name(), party.jurisdiction());
            format!(
                "{name}: jurisdiction {jurisdiction}; categories held: {}",
                party.categories(day)
            )
        })
        .collect();
    if !failing.is_empty() {
        details.extend(rows.iter().map(|row| format!("admitted: {}", words(row))));
    }
    Found { details, missing: unregistered(&failing) }
}

fn matches(row: &EligibleRow, party: &PartyFacts, day: u32) -> bool {
    let Some(country) = Country::from_numeric(party.standing.jurisdiction()) else { return false };
    let holds = |category: &Category| party.standing.holds(category.bit(), day);
    row.jurisdictions.contains(country)
        && (row.categories.is_empty() || row.categories.iter().any(holds))
        && party.flags_among(&row.without).is_empty()
}

fn words(row: &EligibleRow) -> String {
    let mut words = match &row.jurisdictions {
        Jurisdictions::Listed(countries) => format!("jurisdiction {}", list(countries)),
        Jurisdictions::Except(countries) if countries.is_empty() => "any jurisdiction".to_owned(),
        Jurisdictions::Except(countries) => format!("any jurisdiction but {}", list(countries)),
    };
    if !row.categories.is_empty() {
        words.push_str(&format!(", holding one of: {}", list(&row.categories)));
    }
    if !row.without.is_empty() {
        words.push_str(&format!(", without the flag {}", list(&row.without)));
    }
    words
}
