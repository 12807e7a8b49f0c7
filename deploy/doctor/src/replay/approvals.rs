//! What was used up of transfers approved in advance.

use std::collections::BTreeMap;

use alloy::primitives::{Address, U256};

use super::permits::Approval;
use super::{Movement, Traced};

/// The book of approvals.
#[derive(Debug, Default)]
pub(crate) struct Approvals {
    /// The approval that was used last of each pair, and how much of it.
    pub(crate) used: BTreeMap<(Address, Address), Traced<(u64, U256)>>,
}

impl Approvals {
    /// Uses up an approval, at most what is left of it.
    pub(super) fn record(&mut self, movement: &Movement, approval: Approval) {
        if approval.units.is_zero() {
            return;
        }
        let origin = movement.moment.origin;
        let unused = Traced::new((approval.id, U256::ZERO), origin);
        let used = self.used.entry((movement.from, movement.to)).or_insert(unused);
        let before = if used.value.0 == approval.id { used.value.1 } else { U256::ZERO };
        let after = before.saturating_add(movement.amount).min(approval.units);
        *used = Traced::new((approval.id, after), origin);
    }
}
