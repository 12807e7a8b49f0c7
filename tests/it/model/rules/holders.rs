//! Rules about who holds, and since when.

use corridor_deploy::profile::{HolderLimit, LotClock};

use crate::model::attempt::Attempt;
use crate::model::books::is_in;
use crate::model::months_later;

/// HolderLimit.
pub(super) fn are_too_many(attempt: &Attempt<'_>, rule: &HolderLimit) -> bool {
    let Some(to) = attempt.to.filter(|_| !attempt.changes_nothing()) else { return false };
    let is_of_class = is_in(rule.class, &attempt.model.seen(to));
    if attempt.instrument.balance(to) != 0 || !is_of_class {
        return false;
    }
    let Some(book) = attempt.instrument.holders().filter(|book| book.complete) else { return true };
    if book.is_holder(&attempt.model.holder(to)) {
        return false;
    }
    let gives_all = |_: &&_| attempt.amount == attempt.held;
    let leaver = attempt.from.filter(gives_all).and_then(|from| book.only_by(from));
    let leaving = leaver.filter(|seen| is_in(rule.class, seen)).into_iter().count();
    book.count(rule.class) - leaving >= rule.highest as usize
}

/// LotClock.
pub(super) fn holds_too_young(attempt: &Attempt<'_>, rule: &LotClock) -> bool {
    let Some(from) = attempt.from.filter(|_| !attempt.changes_nothing()) else { return false };
    let Some(book) = attempt.instrument.lots().filter(|book| book.is_ready()) else { return true };
    let is_young = |day| attempt.today() < months_later(day, rule.months.into());
    let leaving = book.leaving(from, attempt.amount);
    let is_kept = attempt.recipient_carries(&rule.without);
    let lifted =
        !is_kept && rule.lifted_for.is_some_and(|category| attempt.recipient_holds(category));
    leaving.iter().filter_map(|lot| lot.day).any(is_young) && !lifted
}
