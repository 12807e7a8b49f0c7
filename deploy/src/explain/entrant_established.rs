//! EntrantEstablished: the entrant is established elsewhere.

use super::facts::{Facts, list};
use crate::identifiers::Country;

pub(super) fn details(jurisdictions: &[Country], facts: &Facts) -> Vec<String> {
    let Some(entrant) = facts.ledger.lei() else {
        return vec!["the instrument is not enrolled under an entrant".to_owned()];
    };
    let found = Country::from_numeric(facts.ledger.entrant.jurisdiction);
    let found = found.map_or_else(|| "nowhere".to_owned(), |country| country.to_string());
    let needed = list(jurisdictions);
    vec![format!(
        "entrant {entrant} is recorded as established in {found}, needed is one of: {needed}"
    )]
}
