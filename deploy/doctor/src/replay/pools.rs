//! What the instruments of an offeror issued, by day.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, U256};

use super::entrants::Code;
use super::{Amounts, Moment, Traced, change};

/// The offering pools.
#[derive(Debug, Default)]
pub(crate) struct Pools {
    /// Pool and currency by instrument.
    pub(crate) members: BTreeMap<Address, Traced<(B256, Code)>>,
    /// Issued by pool and day.
    pub(crate) issued: Amounts<(B256, u16)>,
}

impl Pools {
    /// Puts an instrument in a pool; what it has outstanding counts as issued today.
    pub(super) fn join(
        &mut self,
        token: Address,
        pool: (B256, Code),
        outstanding: U256,
        moment: Moment,
    ) {
        self.members.insert(token, Traced::new(pool, moment.origin));
        self.issued(token, outstanding, moment);
    }

    /// Counts an issue of an instrument that may be in a pool.
    pub(super) fn issued(&mut self, token: Address, amount: U256, moment: Moment) {
        let Some(member) = self.members.get(&token) else { return };
        if !amount.is_zero() {
            let key = (member.value.0, moment.day());
            change(&mut self.issued, key, moment.origin, |total| total.saturating_add(amount));
        }
    }
}
