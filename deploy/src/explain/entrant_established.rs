//! EntrantEstablished: the entrant is established elsewhere.

use super::facts::{Facts, list};
use crate::identifiers::Country;

pub(super) fn details(jurisdictions: &[Country], facts: &Facts) -> Vec<String> {
    if facts.enrolment.entrant.is_zero() {
        return vec!["the instrument is not enrolled under an entrant".to_owned()];
    }
    let entrant = String::from_utf8_lossy(facts.enrolment.entrant.as_slice()).into_owned();
    let found = Country::from_numeric(facts.entrant.jurisdiction);
    let found = found.map_or_else(|| "nowhere".to_owned(), |country| country.to_string());
    vec![format!(
        "entrant {entrant} is recorded as established in {found}, needed is one of: {}",
        list(jurisdictions)
    )]
}
