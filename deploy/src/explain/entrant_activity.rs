//! EntrantActivity: the entrant is not permitted to do this.

use super::facts::{Facts, list};
use crate::vocabulary::Activity;

pub(super) fn details(required: &[Activity], facts: &Facts) -> Vec<String> {
    let Some(entrant) = facts.ledger.lei() else {
        return vec!["the instrument is not enrolled under an entrant".to_owned()];
    };
    let permitted = Activity::in_mask(u32::from(facts.ledger.entrant.activities));
    let missing: Vec<Activity> =
        required.iter().copied().filter(|one| !permitted.contains(one)).collect();
    let permitted = if permitted.is_empty() { "nothing".to_owned() } else { list(&permitted) };
    vec![format!("entrant {entrant} is permitted: {permitted}; missing: {}", list(&missing))]
}
