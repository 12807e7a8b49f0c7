//! When the units of each wallet were acquired.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, U256};

use super::transit::Transit;
use super::{Kind, Movement, Origin, Traced};

/// Lots that a wallet may have beside its part of the tranche; beyond them the two latest become one, of the later day.
const MOST: usize = 16;

/// Units by the day they were acquired.
pub(crate) type ByDay = BTreeMap<u16, U256>;

/// The book of lots.
#[derive(Debug, Default)]
pub(crate) struct Lots {
    /// Day of the tranche; 0 while it is not known.
    pub(crate) tranche: u16,
    /// Whether the next issue is the first of all.
    unissued: bool,
    /// Units of each wallet that are not of the tranche.
    pub(crate) own: BTreeMap<Address, Traced<ByDay>>,
    pub(crate) chosen: BTreeMap<Address, Traced<u16>>,
    /// The event by which the tranche was dated, or the book begun.
    pub(crate) since: Option<Origin>,
}

impl Lots {
    /// The book is opened anew.
    pub(super) fn begin(&mut self, unissued: bool, origin: Origin) {
        (self.tranche, self.unissued, self.since) = (0, unissued, Some(origin));
        for own in self.own.values_mut() {
            *own = Traced::new(ByDay::new(), origin);
        }
        for chosen in self.chosen.values_mut() {
            *chosen = Traced::new(0, origin);
        }
    }

    /// What was outstanding before the book was opened gets its day, if it needs one.
    pub(super) fn settle_tranche(&mut self, day: u16, origin: Origin) {
        if day != self.tranche {
            (self.tranche, self.unissued) = (day, false);
        }
        self.since = Some(origin);
    }

    /// Every lot of a wallet, those of the tranche included.
    pub(crate) fn all(&self, wallet: Address, held: U256) -> ByDay {
        let mut all = self.own.get(&wallet).map(|own| own.value.clone()).unwrap_or_default();
        let own = all.values().fold(U256::ZERO, |sum, units| sum.saturating_add(*units));
        add(&mut all, self.tranche, held.saturating_sub(own));
        all
    }

    /// Moves lots with their days, and says whether the tranche began.
    pub(super) fn record(
        &mut self,
        movement: &Movement,
        affiliates: u32,
        leg: Address,
        transit: &mut Transit,
    ) -> bool {
        let (day, origin) = (movement.moment.day(), movement.moment.origin);
        let began = movement.kind == Kind::Issue && self.unissued;
        if began {
            (self.tranche, self.unissued, self.since) = (day, false, Some(origin));
        }
        let today = ByDay::from([(day, movement.amount)]);
        let mut moving = match movement.kind {
            Kind::Issue => today.clone(),
            Kind::ExchangeIn(source) => transit.collect(source, movement),
            _ => self.take(movement),
        };
        if movement.is_sale() && movement.sender.flags() & affiliates != 0 {
            moving = today;
        }
        if let Kind::ExchangeOut(_) = movement.kind {
            transit.put(leg, &moving, movement.moment);
        }
        if !movement.to.is_zero() {
            self.give(movement.to, moving, origin);
        }
        began
    }

    /// Takes what leaves: units of the chosen day, then the oldest.
    fn take(&mut self, movement: &Movement) -> ByDay {
        let Movement { from, amount, from_before, .. } = *movement;
        let own = self.own.get(&from).filter(|own| !own.value.is_empty());
        if own.is_none() {
            return ByDay::from([(self.tranche, amount)]);
        }
        let mut all = self.all(from, from_before);
        let chosen = self.chosen.get(&from).map(|chosen| chosen.value).filter(|day| *day != 0);
        let order: Vec<u16> = chosen.into_iter().chain(all.keys().copied()).collect();
        let (mut left, mut taken) = (amount, ByDay::new());
        for day in order {
            let Some(units) = all.get_mut(&day) else { continue };
            let leaving = left.min(*units);
            (*units, left) = (*units - leaving, left - leaving);
            add(&mut taken, day, leaving);
        }
        all.retain(|day, units| !units.is_zero() && *day != self.tranche);
        self.own.insert(from, Traced::new(all, movement.moment.origin));
        taken
    }

    fn give(&mut self, to: Address, lots: ByDay, origin: Origin) {
        let tranche = self.tranche;
        let lots: Vec<(u16, U256)> = lots.into_iter().filter(|(day, _)| *day != tranche).collect();
        if lots.is_empty() {
            return;
        }
        let own = self.own.entry(to).or_insert(Traced::new(ByDay::new(), origin));
        for (day, units) in lots {
            add(&mut own.value, day, units);
            merge_latest(&mut own.value, MOST);
        }
        own.value.retain(|day, _| *day != tranche);
        own.since = origin;
    }

    /// Everybody who ever had a lot of its own, or chose one.
    pub(crate) fn wallets(&self) -> BTreeSet<Address> {
        self.own.keys().chain(self.chosen.keys()).copied().collect()
    }
}

/// Makes the two latest lots one, of the later day, while there are more than `most`.
pub(super) fn merge_latest(lots: &mut ByDay, most: usize) {
    while lots.len() > most {
        let (Some((latest, units)), Some(mut before)) = (lots.pop_last(), lots.last_entry()) else {
            break;
        };
        let units = units.saturating_add(*before.get_mut());
        before.remove();
        lots.insert(latest, units);
    }
}

/// Adds units of a day.
pub(super) fn add(lots: &mut ByDay, day: u16, units: U256) {
    if !units.is_zero() {
        let lot = lots.entry(day).or_default();
        *lot = lot.saturating_add(units);
    }
}
