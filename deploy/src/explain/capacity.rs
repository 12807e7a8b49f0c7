//! Capacity: the amount does not fit under the entrant's limit.

use alloy::primitives::U256;

use super::facts::{Facts, amount_in};
use crate::calendar::UtcDay;

pub(super) fn details(facts: &Facts) -> Vec<String> {
    if facts.enrolment.entrant.is_zero() {
        return vec![
            "the instrument is not enrolled under an entrant, so nothing may be issued".to_owned(),
        ];
    }
    let entrant = String::from_utf8_lossy(facts.enrolment.entrant.as_slice()).into_owned();
    let class = facts.enrolment.assetClass;
    let class = String::from_utf8_lossy(class.as_slice()).trim_end_matches('\0').to_owned();
    let capacity = &facts.capacity;
    if capacity.currency.is_zero() {
        return vec![format!(
            "no limit was set for {class} of {entrant}, so nothing may be issued"
        )];
    }
    if capacity.used == U256::MAX || (is_foreign(facts) && facts.rate.0.is_zero()) {
        let limit = String::from_utf8_lossy(capacity.currency.as_slice()).into_owned();
        return vec![format!(
            "no rate to {limit}, the currency of the limit, is recorded for what is outstanding or asked"
        )];
    }
    let mut details = vec![format!(
        "limit of {class} of {entrant} {}, used {}, asked {}, remaining {}",
        amount_in(capacity.currency, capacity.limit),
        amount_in(capacity.currency, capacity.used),
        facts.amount(),
        facts.words.amount(facts.headroom),
    )];
    if is_foreign(facts) {
        let day = UtcDay::from_number(facts.rate.1);
        details.push(format!("converted at the supervisor's rate of {day}"));
    }
    details
}

/// Whether the instrument is in another currency than its limit.
fn is_foreign(facts: &Facts) -> bool {
    facts.enrolment.currency != facts.capacity.currency
}
