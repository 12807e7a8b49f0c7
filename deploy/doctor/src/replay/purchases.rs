//! Who bought from an issuer, any of its instruments, and when it last did as somebody who counts.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, B256, FixedBytes, U256};

use super::movement::held_categories;
use super::{Movement, Traced};

/// Ways to count: everybody, and without the holders of each category.
pub(crate) const LANES: usize = 11;

/// The last day on which a holder counted, in each way of counting; 0 for never.
pub(crate) type LastDays = [u16; LANES];

/// The books of purchases, by who sells: an issuer or, where the listing names none, an instrument with all its legs. Nobody knows whose
/// purchasers those of an instrument are that is not listed.
#[derive(Debug, Default)]
pub(crate) struct Purchases {
    issuers: BTreeMap<B256, FixedBytes<20>>,
    sellers: BTreeMap<Address, B256>,
    books: BTreeMap<B256, Purchasers>,
}

impl Purchases {
    pub(super) fn list(&mut self, asset: B256, issuer: FixedBytes<20>) {
        self.issuers.insert(asset, issuer);
    }

    pub(super) fn add_leg(&mut self, asset: B256, token: Address) {
        let issuer = self.issuers.get(&asset).filter(|issuer| !issuer.is_zero());
        let seller = issuer.map_or(asset, |issuer| B256::right_padding_from(issuer.as_slice()));
        self.sellers.insert(token, seller);
    }

    pub(super) fn record(&mut self, token: Address, movement: &Movement) {
        if let Some(seller) = self.sellers.get(&token).filter(|_| !movement.amount.is_zero()) {
            self.books.entry(*seller).or_default().record(movement);
        }
    }

    /// The book that purchases of a token are in; none before the first.
    pub(crate) fn of(&self, token: Address) -> Option<&Purchasers> {
        self.books.get(self.sellers.get(&token)?)
    }
}

/// Who bought from one issuer.
#[derive(Debug, Default)]
pub(crate) struct Purchasers {
    pub(crate) last: BTreeMap<U256, Traced<LastDays>>,
    /// Days on which anybody bought.
    pub(crate) days: BTreeSet<u16>,
}

impl Purchasers {
    fn record(&mut self, movement: &Movement) {
        let (day, origin) = (movement.moment.day(), movement.moment.origin);
        let held = held_categories(movement.recipient, day);
        let fresh = Traced::new([0; LANES], origin);
        let last = self.last.entry(movement.receiver()).or_insert(fresh);
        for (lane, last_day) in last.value.iter_mut().enumerate() {
            if counts(held, lane) {
                *last_day = day;
            }
        }
        last.since = origin;
        self.days.insert(day);
    }

    /// Distinct holders whose last counted purchase was on that day.
    pub(crate) fn count(&self, day: u16, lane: usize) -> u64 {
        let last = self.last.values().filter(|last| last.value[lane] == day);
        last.count() as u64
    }
}

/// Whether somebody who holds these categories counts: in lane 0 everybody, in lane c + 1 whoever does not hold category c.
pub(crate) const fn counts(held: u16, lane: usize) -> bool {
    lane == 0 || held & (1 << (lane - 1)) == 0
}
