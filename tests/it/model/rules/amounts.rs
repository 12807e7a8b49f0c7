//! Rules about how much moves, and how much somebody has afterwards.

use corridor_deploy::profile::HoldingCap;

use crate::model::attempt::Attempt;

const MILLION: u128 = 1_000_000;

/// Denomination.
pub(super) fn is_no_denomination(attempt: &Attempt<'_>, minimum: u128, multiple: u128) -> bool {
    let (amount, held) = (attempt.amount, attempt.held);
    let is_whole_holding = held != 0 && amount == held;
    let is_multiple = multiple == 0 || amount.is_multiple_of(multiple);
    let leaves_too_little = amount < held && held - amount < minimum;
    !is_whole_holding && (amount < minimum || !is_multiple || leaves_too_little)
}

/// HoldingCap.
pub(super) fn is_above_cap(attempt: &Attempt<'_>, rule: &HoldingCap) -> bool {
    if attempt.changes_nothing() {
        return false;
    }
    // Nobody has nothing, and would have the amount.
    let wallets = attempt.to.map(|to| attempt.model.wallets_with(to)).unwrap_or_default();
    let held: u128 = wallets.iter().map(|wallet| attempt.instrument.balance(wallet)).sum();
    let position = held + attempt.amount;
    let above_cap = rule.cap.is_some_and(|cap| position > cap.units());
    let above_share = rule.share.is_some_and(|share| {
        position * MILLION > u128::from(share.millionths()) * attempt.instrument.issue_volume
    });
    above_cap || above_share
}
