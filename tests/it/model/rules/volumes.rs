//! Rules about how much is sold within a window.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::profile::{AffiliateVolume, VolumeCap, VolumeScope, Window};
use corridor_scenario::Wallet;

use crate::model::attempt::Attempt;
use crate::model::history::Holder;
use crate::model::months_later;

const MILLION: u128 = 1_000_000;

/// Whether a day is inside the window that ends today.
fn is_inside(day: UtcDay, window: Window, today: UtcDay) -> bool {
    match window {
        Window::Days(days) => day.number() + days > today.number(),
        Window::Months(months) => months_later(day, months) > today,
    }
}

/// VolumeCap.
pub(super) fn is_above_cap(attempt: &Attempt<'_>, rule: &VolumeCap) -> bool {
    if attempt.changes_nothing() {
        return false;
    }
    let today = attempt.today();
    let sold = |by: Option<&Holder>, to: Option<&Holder>| {
        attempt.instrument.sold(by, to, |day| is_inside(day, rule.window, today))
    };
    // Nobody has neither given nor received anything.
    let of = |wallet: Option<&Wallet>| wallet.map(|wallet| attempt.model.holder(wallet));
    let sold = match rule.scope {
        VolumeScope::Instrument => sold(None, None),
        VolumeScope::Sender => of(attempt.from).map_or(0, |giver| sold(Some(&giver), None)),
        VolumeScope::Recipient => of(attempt.to).map_or(0, |taker| sold(None, Some(&taker))),
    };
    sold + attempt.amount > rule.cap.units()
}

/// AffiliateVolume.
pub(super) fn is_above_share(attempt: &Attempt<'_>, rule: &AffiliateVolume) -> bool {
    if attempt.changes_nothing() || !attempt.seller_carries(&rule.flags) {
        return false;
    }
    let giver = attempt.from.map(|from| attempt.model.holder(from));
    let today = attempt.today();
    let window = Window::Months(rule.months.into());
    let counts = |day| rule.months == 0 || is_inside(day, window, today);
    let sold = attempt.instrument.sold(giver.as_ref(), None, counts);
    let outstanding = attempt.instrument.outstanding();
    (sold + attempt.amount) * MILLION > u128::from(rule.share.millionths()) * outstanding
}
