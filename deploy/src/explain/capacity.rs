//! Capacity: the amount does not fit under the entrant's limit.

use alloy::primitives::U256;

use super::facts::{Facts, amount_in};
use crate::calendar::UtcDay;

pub(super) fn details(facts: &Facts) -> Vec<String> {
    let Some(entrant) = facts.ledger.lei() else {
        return vec![
            "the instrument is not enrolled under an entrant, so nothing may be issued".to_owned(),
        ];
    };
    let class = facts.ledger.enrolment.assetClass;
    let class = String::from_utf8_lossy(class.as_slice()).trim_end_matches('\0').to_owned();
    let capacity = &facts.ledger.capacity;
    if capacity.currency.is_zero() {
        return vec![format!(
            "no limit was set for {class} of {entrant}, so nothing may be issued"
        )];
    }
    // An instrument in another currency than its limit is converted at the supervisor's rate.
    let is_foreign = facts.ledger.enrolment.currency != capacity.currency;
    let (rate, day) = facts.ledger.rate;
    if capacity.used == U256::MAX || (is_foreign && rate.is_zero()) {
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
        facts.words.amount(facts.ledger.headroom),
    )];
    if is_foreign {
        let day = UtcDay::from_number(day);
        details.push(format!("converted at the supervisor's rate of {day}"));
    }
    details
}
