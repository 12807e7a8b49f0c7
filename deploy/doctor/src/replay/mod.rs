//! The recount: what the contracts should hold, by their events alone.
//!
//! It is written for being checked by reading, not for speed, and shares no code with the contracts: where they keep a counter, this
//! keeps whom it counts.

mod approvals;
pub(super) mod books;
mod breaches;
mod entrants;
mod holders;
mod investors;
mod leg;
mod lots;
mod movement;
mod offers;
mod permits;
mod pools;
mod purchases;
mod routes;
mod transit;
mod volumes;

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, U256};
use corridor_bindings::AssetRegistry::AssetRegistryEvents;
use corridor_bindings::ISecurityToken::ISecurityTokenEvents;
use serde::Serialize;

use super::event::Event;
pub(super) use books::Books;
pub(super) use entrants::Entrants;
pub(super) use holders::Holders;
pub(super) use investors::Investors;
pub(super) use leg::Leg;
pub(super) use lots::Lots;
pub(super) use movement::{Kind, Movement, Pending};
pub(super) use offers::Offers;
pub(super) use permits::Permits;
pub(super) use pools::Pools;
pub(super) use purchases::{LANES, Purchases};
pub(super) use routes::Routes;
use transit::Transit;
pub(super) use volumes::Scope;

/// Where something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The block.
    pub block: u64,
    /// The transaction.
    pub transaction: B256,
}

impl Origin {
    /// The last of several.
    pub(super) fn latest(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().max_by_key(|origin| origin.block)
    }
}

/// When and where an event was logged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) origin: Origin,
    /// Unix seconds of the block.
    pub(super) time: u64,
}

impl Moment {
    /// Days since 1970-01-01, as the contracts count them.
    pub(super) fn day(self) -> u16 {
        u16::try_from((self.time / 86_400) & 0xffff).unwrap_or_default()
    }
}

/// A value and the event that it had last changed with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traced<T> {
    pub(super) value: T,
    pub(super) since: Origin,
}

impl<T> Traced<T> {
    pub(super) const fn new(value: T, since: Origin) -> Self {
        Self { value, since }
    }
}

/// Amounts by whom or what they belong to.
pub(super) type Amounts<K> = BTreeMap<K, Traced<U256>>;

/// The amount behind a key; nothing when there never was one.
pub(super) fn amount_of<K: Ord>(amounts: &Amounts<K>, key: &K) -> U256 {
    amounts.get(key).map_or(U256::ZERO, |amount| amount.value)
}

/// Changes the amount behind a key.
pub(super) fn change<K: Ord>(
    amounts: &mut Amounts<K>,
    key: K,
    origin: Origin,
    to: impl FnOnce(U256) -> U256,
) {
    let amount = amounts.entry(key).or_insert(Traced::new(U256::ZERO, origin));
    *amount = Traced::new(to(amount.value), origin);
}

/// An event that says something else than the recount at that moment.
#[derive(Clone, Debug)]
pub(super) struct Dispute {
    /// The check that it belongs to.
    pub(super) check: &'static str,
    /// The token that it is about.
    pub(super) token: Address,
    pub(super) what: String,
    pub(super) said: String,
    pub(super) recounted: String,
    pub(super) origin: Origin,
}

/// Everything that was counted again.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) legs: BTreeMap<Address, Leg>,
    pub(super) investors: Investors,
    pub(super) entrants: Entrants,
    pub(super) permits: Permits,
    pub(super) pools: Pools,
    pub(super) purchases: Purchases,
    pub(super) routes: Routes,
    /// Tokens by the asset that they are legs of.
    pub(super) assets: BTreeMap<B256, Vec<Address>>,
    pub(super) disputes: Vec<Dispute>,
    pub(super) events: u64,
    pub(super) movements: u64,
    pending: Option<Pending>,
    transit: Transit,
}

impl History {
    /// Adds an event. Events come in the order in which they were logged.
    pub(super) fn apply(&mut self, event: Event, moment: Moment) {
        self.events += 1;
        if let Some(pending) = self.pending.take() {
            let kind = pending.kind(&event, moment);
            self.settle(pending, kind.unwrap_or(Kind::Transfer));
        }
        match event {
            Event::Token(token, event) => self.of_token(token, event, moment),
            Event::Left { token, left, .. } => {
                self.of_token(token, ISecurityTokenEvents::ExchangedOut(left), moment);
            }
            Event::Registered { investor, wallet, facts } => {
                self.investors.register(investor, wallet, facts, moment.origin);
            }
            Event::Investors(event) => self.investors.apply(&event, moment.origin),
            Event::Entrants(event) => {
                let disputes = self.entrants.apply(&event, &self.legs, moment.origin);
                self.disputes.extend(disputes);
            }
            Event::Permits(event) => self.permits.apply(&event, moment.origin),
            Event::Assets(AssetRegistryEvents::AssetListed(listed)) => {
                self.purchases.list(listed.asset, listed.issuer);
            }
            Event::Assets(AssetRegistryEvents::LegAdded(added)) => {
                self.assets.entry(added.asset).or_default().push(added.token);
                self.purchases.add_leg(added.asset, added.token);
            }
            Event::Assets(_) => {}
            Event::Routes(event) => self.routes.apply(&event, moment.origin),
            Event::Books(event) => books::apply(self, &event, moment),
            Event::Seeded { token, wallets, seeded, outstanding } => {
                books::seed(self, token, &wallets, (seeded, outstanding), moment);
            }
            Event::Recounted { token, wallets, class } => {
                books::recount(self, token, &wallets, class, moment);
            }
        }
    }

    /// Settles the movement that waits for what follows it.
    pub(super) fn flush(&mut self) {
        if let Some(pending) = self.pending.take() {
            self.settle(pending, Kind::Transfer);
        }
    }

    /// Lets time pass to the block at which everything is compared.
    pub(super) fn finish(&mut self, time: u64) {
        self.flush();
        for leg in self.legs.values_mut() {
            leg.pass_record_dates(time);
        }
    }

    fn of_token(&mut self, token: Address, event: ISecurityTokenEvents, moment: Moment) {
        let leg = self.legs.entry(token).or_default();
        match event {
            ISecurityTokenEvents::Transfer(moved) => {
                self.pending = Some(Pending { token, moved, moment });
            }
            event => {
                let dispute = leg.apply(&event, moment);
                self.disputes.extend(dispute.map(|dispute| Dispute { token, ..dispute }));
            }
        }
    }

    /// A movement whose kind is known: balances first, then what the books remember of it.
    fn settle(&mut self, pending: Pending, kind: Kind) {
        self.movements += 1;
        let Pending { token, moved, moment } = pending;
        let kind = if moved.from.is_zero() && kind == Kind::Transfer {
            Kind::Issue
        } else if moved.to.is_zero() && kind == Kind::Transfer {
            Kind::Redeem
        } else {
            kind
        };
        let receiver = if let Kind::ExchangeOut(there) = kind { there } else { moved.to };
        let leg = self.legs.entry(token).or_default();
        let movement = Movement {
            kind,
            from: moved.from,
            to: moved.to,
            amount: moved.value,
            from_before: leg.balance(moved.from),
            to_before: leg.balance(moved.to),
            sender: self.investors.standing(moved.from),
            recipient: self.investors.standing(receiver),
            moment,
        };
        leg.settle(&movement);
        let disputes = leg.books.record(&movement, token, &self.permits, &mut self.transit);
        self.disputes.extend(disputes);
        if kind == Kind::Issue && leg.books.keeps(books::PURCHASES) {
            self.purchases.record(token, &movement);
        }
        if kind == Kind::Issue && leg.books.keeps(books::OFFERINGS) {
            self.pools.issued(token, moved.value, moment);
        }
    }
}

impl History {
    /// Whom a wallet would be counted as now.
    pub(super) fn holder(&self, wallet: Address) -> U256 {
        movement::holder(wallet, self.investors.standing(wallet))
    }
}

#[cfg(test)]
mod tests;
