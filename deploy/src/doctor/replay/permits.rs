//! What was approved in advance, and the average volumes that tiers are a share of.

use std::collections::BTreeMap;

use alloy::primitives::{Address, U256};
use corridor_bindings::Permits::PermitsEvents as Events;

use super::Moment;

/// A transfer that was approved in advance.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::doctor) struct Approval {
    pub(in crate::doctor) id: u64,
    pub(in crate::doctor) units: U256,
}

/// The permits that books ask for.
#[derive(Debug, Default)]
pub(in crate::doctor) struct Permits {
    approvals: BTreeMap<(Address, Address, Address), Approval>,
    averages: BTreeMap<(Address, u16), U256>,
}

impl Permits {
    pub(super) fn apply(&mut self, event: &Events, _moment: Moment) {
        match event {
            Events::TransferApproved(approved) => {
                let pair = (approved.instrument, approved.from, approved.to);
                let approval = Approval { id: approved.id, units: U256::from(approved.units) };
                self.approvals.insert(pair, approval);
            }
            Events::AverageVolumeSet(set) => {
                self.averages.insert((set.instrument, set.month), U256::from(set.volume));
            }
            _ => {}
        }
    }

    pub(super) fn approval(&self, token: Address, from: Address, to: Address) -> Approval {
        self.approvals.get(&(token, from, to)).copied().unwrap_or_default()
    }

    /// The average daily volume of a month, in months since January 1970.
    pub(super) fn average(&self, token: Address, month: u16) -> U256 {
        self.averages.get(&(token, month)).copied().unwrap_or_default()
    }
}
