//! Capacity: the amount does not fit under the entrant's limit.

use alloy::primitives::U256;

use super::facts::{Facts, amount_in};
use super::missing::{Found, Missing};
use crate::calendar::UtcDay;

pub(super) fn details(facts: &Facts) -> Found {
    let Some(entrant) = facts.ledger.lei() else {
        return vec![
            "the instrument is not enrolled under an entrant, so nothing may be issued".to_owned(),
        ]
        .into();
    };
    let class = facts.ledger.enrolment.assetClass;
    let class = String::from_utf8_lossy(class.as_slice()).trim_end_matches('\0').to_owned();
    let capacity = &facts.ledger.capacity;
    if capacity.currency.is_zero() {
        let none = format!("no limit was set for {class} of {entrant}, so nothing may be issued");
        return Missing::Limit { entrant: entrant.to_string(), class }.said(none);
    }
    // An instrument in another currency than its limit is converted at the supervisor's rate.
    let is_foreign = facts.ledger.enrolment.currency != capacity.currency;
    let (rate, day) = facts.ledger.rate;
    if capacity.used == U256::MAX || (is_foreign && rate.is_zero()) {
        let limit = String::from_utf8_lossy(capacity.currency.as_slice()).into_owned();
        let none = format!(
            "no rate to {limit}, the currency of the limit, is recorded for what is outstanding or asked"
        );
        let own = String::from_utf8_lossy(facts.ledger.enrolment.currency.as_slice()).into_owned();
        let from = (is_foreign && rate.is_zero()).then_some(own);
        return Missing::Rate { from, to: limit }.said(none);
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
    details.into()
}
