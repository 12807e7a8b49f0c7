//! Entrants, their limits, rates, and what their instruments have outstanding.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, FixedBytes, U256, U512};
use corridor_bindings::EntrantLedger::EntrantLedgerEvents as Events;

use super::{Dispute, Leg, Origin, Traced};

/// ISO 4217 alphabetic code.
pub(crate) type Code = FixedBytes<3>;

/// An entrant and an asset class.
pub(crate) type PoolKey = (FixedBytes<20>, B256);

/// What the supervisor wrote of an entrant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) jurisdiction: u16,
    pub(crate) stage: u8,
    pub(crate) activities: u16,
}

/// The entrant ledger.
#[derive(Debug, Default)]
pub(crate) struct Entrants {
    pub(crate) records: BTreeMap<FixedBytes<20>, Traced<Record>>,
    pub(crate) limits: BTreeMap<PoolKey, Traced<(Code, U256)>>,
    /// Rate and its day by currency and currency of the limit.
    pub(crate) rates: BTreeMap<(Code, Code), Traced<(U256, u16)>>,
    /// Pool and currency by instrument.
    pub(crate) members: BTreeMap<Address, Traced<(PoolKey, Code)>>,
}

impl Entrants {
    pub(super) fn apply(
        &mut self,
        event: &Events,
        legs: &BTreeMap<Address, Leg>,
        origin: Origin,
    ) -> Option<Dispute> {
        match event {
            Events::EntrantSet(set) => {
                let (jurisdiction, stage) = (set.jurisdiction, set.stage);
                let record = Record { jurisdiction, stage, activities: set.activities };
                self.records.insert(set.entrant, Traced::new(record, origin));
            }
            Events::LimitSet(set) => {
                let limit = Traced::new((set.currency, set.limit), origin);
                self.limits.insert((set.entrant, set.assetClass), limit);
            }
            Events::RateSet(set) => {
                let rate = Traced::new((set.rate, set.day), origin);
                self.rates.insert((set.currency, set.limitCurrency), rate);
            }
            Events::InstrumentEnrolled(enrolled) => {
                let member = ((enrolled.entrant, enrolled.assetClass), enrolled.currency);
                self.members.insert(enrolled.instrument, Traced::new(member, origin));
            }
            Events::OutstandingChanged(changed) => {
                let supply = legs.get(&changed.instrument).map_or(U256::ZERO, Leg::outstanding);
                return (supply != changed.outstanding).then(|| Dispute {
                    check: "outstanding",
                    token: changed.instrument,
                    what: "outstanding as it was reported".to_owned(),
                    said: changed.outstanding.to_string(),
                    recounted: supply.to_string(),
                    origin,
                });
            }
            _ => {}
        }
        None
    }

    /// Every pool that was limited or has an instrument.
    pub(crate) fn pools(&self) -> impl Iterator<Item = PoolKey> {
        let enrolled = self.members.values().map(|member| member.value.0);
        let all: std::collections::BTreeSet<PoolKey> =
            enrolled.chain(self.limits.keys().copied()).collect();
        all.into_iter()
    }

    /// What the instruments of a pool use of its limit, each currency converted and rounded up; the highest number when a currency
    /// has no rate.
    pub(crate) fn used(&self, pool: PoolKey, legs: &BTreeMap<Address, Leg>) -> Traced<U256> {
        const UNIT: u64 = 1_000_000_000_000_000_000;
        let limit = self.limits.get(&pool).map(|limit| limit.value.0).unwrap_or_default();
        let mut outstanding: BTreeMap<Code, U512> = BTreeMap::new();
        let mut since = Origin { block: 0, transaction: B256::ZERO };
        for (token, member) in self.members.iter().filter(|(_, member)| member.value.0 == pool) {
            let supply = legs.get(token).and_then(|leg| leg.supply);
            let latest = supply.map_or(member.since, |supply| supply.since);
            if latest.block >= since.block {
                since = latest;
            }
            let units = supply.map_or(U256::ZERO, |supply| supply.value);
            *outstanding.entry(member.value.1).or_default() += U512::from(units);
        }
        let mut used = U512::ZERO;
        for (currency, units) in outstanding.into_iter().filter(|(_, units)| !units.is_zero()) {
            let rate = if currency == limit {
                U256::from(UNIT)
            } else {
                let rate = self.rates.get(&(currency, limit));
                rate.map_or(U256::ZERO, |rate| rate.value.0)
            };
            if rate.is_zero() {
                return Traced::new(U256::MAX, since);
            }
            used += (units * U512::from(rate)).div_ceil(U512::from(UNIT));
        }
        Traced::new(U256::saturating_from(used), since)
    }
}
