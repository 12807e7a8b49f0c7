//! Rules about what is on record of the instrument and of the movement.

use corridor_deploy::profile::{CashLeg, InstrumentFact};

use crate::model::attempt::Attempt;

/// InstrumentFact.
pub(super) fn fact_is_wrong(attempt: &Attempt<'_>, rule: &InstrumentFact) -> bool {
    if !rule.only_from.is_empty() && !attempt.seller_carries(&rule.only_from) {
        return false;
    }
    let until = attempt.instrument.facts.get(&rule.fact);
    let holds = until.is_some_and(|until| attempt.today() <= *until);
    holds == rule.absent
}

/// ApprovedTransfer.
pub(super) fn is_not_approved(attempt: &Attempt<'_>) -> bool {
    let (Some(from), Some(to)) = (attempt.from, attempt.to) else { return true };
    let approval = attempt.instrument.approvals.get(&(from.clone(), to.clone()));
    let approval = approval.filter(|one| one.units != 0 && attempt.today() <= one.until);
    approval.is_none_or(|one| attempt.amount > attempt.instrument.left_of(one, from, to))
}

/// NamedVenue.
pub(super) fn is_off_venue(attempt: &Attempt<'_>) -> bool {
    let wallets = [attempt.from, attempt.to, attempt.mover];
    !wallets.into_iter().flatten().any(|wallet| attempt.instrument.venues.contains(wallet))
}

/// CashLeg: what is not paid for passes.
pub(super) fn pays_with_something_else(attempt: &Attempt<'_>, rule: &CashLeg) -> bool {
    let class = |cash| attempt.model.cash.get(cash);
    attempt.cash.is_some_and(|cash| !class(cash).is_some_and(|class| rule.classes.contains(class)))
}
