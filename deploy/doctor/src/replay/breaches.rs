//! Days on which more was sold than a share of the average.

use std::collections::BTreeMap;

use alloy::primitives::{Address, U256, U512};
use corridor_deploy::calendar::UtcDay;

use super::{Movement, Origin, Permits};

/// The book of breaches.
#[derive(Debug, Default)]
pub(crate) struct Breaches {
    /// Volume of each day on which a tier was set.
    volumes: BTreeMap<u16, U256>,
    /// Days that were breached.
    pub(crate) days: Vec<u16>,
    pub(crate) since: Option<Origin>,
}

impl Breaches {
    pub(super) fn record(
        &mut self,
        sale: &Movement,
        token: Address,
        share: u32,
        permits: &Permits,
    ) {
        let day = sale.moment.day();
        let volume = self.volumes.entry(day).or_default();
        *volume = volume.saturating_add(sale.amount).min(U256::from(u128::MAX));
        let last_month = month(day).checked_sub(1);
        let average = last_month.map(|month| permits.average(token, month)).unwrap_or_default();
        let most = U512::from(average) * U512::from(share);
        let is_above = U512::from(*volume) * U512::from(1_000_000_u32) > most;
        if is_above && self.days.last() != Some(&day) {
            self.days.push(day);
            self.since = Some(sale.moment.origin);
        }
    }

    /// What was sold on a day.
    pub(super) fn volume_of(&self, day: u16) -> U256 {
        self.volumes.get(&day).copied().unwrap_or_default()
    }
}

/// Months since January 1970.
fn month(day: u16) -> u16 {
    UtcDay::from_number(day).month_number()
}
