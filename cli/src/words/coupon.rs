//! What became of distributions, in words.

use corridor_operations::{DistributionState, DistributionStatus, DistributionView};

/// What became of one, and what is to be claimed of it.
pub(crate) fn state(one: &DistributionView) -> String {
    let state = match one.state {
        DistributionState::Unclaimed => unclaimed(&one.unclaimed),
        state => state.name().to_owned(),
    };
    let is_closed = one.status == DistributionStatus::Closed && !one.late;
    if is_closed { format!("{state}, closed") } else { state }
}

/// Everybody has had their turn, and who could not be paid then claims it.
pub(crate) fn unclaimed(amount: &str) -> String {
    format!("paid, {amount} unclaimed")
}
