//! Rules of trading venues.

use corridor_deploy::profile::{SymbolLimit, VolumeLadder};

use crate::model::attempt::Attempt;
use crate::model::calendar::month_of;
use crate::model::months_later;
use crate::model::symbols::Symbol;

/// VolumeLadder.
pub(super) fn is_suspended(attempt: &Attempt<'_>, rule: &VolumeLadder) -> bool {
    let today = attempt.today();
    let instrument = attempt.instrument;
    let average = month_of(today).checked_sub(1).and_then(|month| instrument.averages.get(&month));
    let is_measured = average.is_some_and(|average| *average != 0)
        && instrument.volume_share == rule.share.millionths();
    if !is_measured {
        return true;
    }
    let breaches = instrument.breaches();
    let last = breaches.last().map(|last| months_later(*last, rule.months.into()));
    breaches.len() > usize::from(rule.tolerated) && last.is_some_and(|end| today < end)
}

/// SymbolLimit.
pub(super) fn is_no_symbol(attempt: &Attempt<'_>, rule: SymbolLimit) -> bool {
    let instruments = &attempt.model.instruments;
    let place = instruments.iter().position(|one| std::ptr::eq(one, attempt.instrument));
    let rank = place
        .map(Symbol::Instrument)
        .and_then(|symbol| attempt.model.symbols.rank(&symbol, attempt.today()));
    rank.is_none_or(|rank| rank > usize::from(rule.highest))
}
