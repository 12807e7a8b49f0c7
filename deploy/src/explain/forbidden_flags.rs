//! ForbiddenFlags: a party carries a flag that it may not have.

use super::facts::Facts;
use crate::vocabulary::{Flag, Party};

pub(super) fn details(flags: &[Flag], parties: &[Party], facts: &Facts) -> Vec<String> {
    let named = facts.among(parties).map(|party| (party, party.flags_among(flags)));
    let failing = named.filter(|(_, carried)| !carried.is_empty());
    failing
        .map(|(party, carried)| format!("{} is flagged: {}", party.name(), carried.join(", ")))
        .collect()
}
