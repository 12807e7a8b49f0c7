//! Rules about whom the issuer offers and sells to, and how much.

use std::collections::BTreeSet;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::profile::{OffereeLimit, OfferingTotal, PurchaserLimit};

use crate::model::Instrument;
use crate::model::attempt::Attempt;
use crate::model::history::Holder;
use crate::model::months_later;

/// PurchaserLimit.
pub(super) fn has_too_many_purchasers(attempt: &Attempt<'_>, rule: &PurchaserLimit) -> bool {
    let Some(to) = attempt.to.filter(|_| attempt.amount != 0) else { return false };
    if rule.not_counted.is_some_and(|category| attempt.recipient_holds(category)) {
        return false;
    }
    let today = attempt.today().number();
    let since = if rule.days == 0 { 0 } else { (today + 1).saturating_sub(rule.days) };
    let since = UtcDay::from_number(since);
    let of_issuer = |one: &&Instrument| one.is_sold_by_issuer_of(attempt.instrument);
    let sold = attempt.model.instruments.iter().filter(of_issuer);
    let known: BTreeSet<Holder> =
        sold.flat_map(|one| one.purchasers(since, rule.not_counted)).collect();
    !known.contains(&attempt.model.holder(to)) && known.len() >= usize::from(rule.highest)
}

/// OffereeLimit.
pub(super) fn has_too_many_offerees(attempt: &Attempt<'_>, rule: &OffereeLimit) -> bool {
    let offerees = attempt.instrument.offerees();
    let counted = offerees.values().filter(|(_, seen)| {
        rule.jurisdiction.is_none_or(|country| seen.country == Some(country))
            && rule.not_counted.is_none_or(|category| !seen.categories.contains(&category))
    });
    counted.count() >= usize::from(rule.fewer_than)
}

/// OfferMade.
pub(super) fn was_not_offered(attempt: &Attempt<'_>) -> bool {
    let number = attempt.to.and_then(|to| attempt.model.owners.get(to));
    let offerees = attempt.instrument.offerees();
    !number.is_some_and(|number| offerees.contains_key(number))
}

/// OfferingTotal.
pub(super) fn is_too_much(attempt: &Attempt<'_>, rule: &OfferingTotal) -> bool {
    if attempt.amount == 0 {
        return false;
    }
    let Some(pool) = attempt.instrument.pool() else { return true };
    let today = attempt.today();
    let counts = |day| rule.months == 0 || months_later(day, rule.months) > today;
    let members = attempt.model.instruments.iter().filter(|one| one.pool() == Some(pool));
    let total: u128 = members.map(|one| one.offered_in_pool(counts)).sum();
    total + attempt.amount > rule.cap.units()
}
