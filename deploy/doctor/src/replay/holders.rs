//! Who holds, as whom each wallet was counted when it began to, and in which class.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, U256};
use corridor_bindings::standing::Standing;

use super::movement::{held_categories, holder};
use super::{Moment, Movement, Origin, Traced};

/// A holder, with the wallets of it that hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Admission {
    pub(crate) wallets: BTreeSet<Address>,
    pub(crate) jurisdiction: u16,
    pub(crate) categories: u16,
}

/// The book of holders.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    /// What the entered wallets hold, while not all of them are.
    pub(super) seeded: U256,
    /// Whom each wallet is counted as; nobody, once it was and is no more.
    pub(crate) counted_as: BTreeMap<Address, Traced<Option<U256>>>,
    /// Every holder that ever was one; without wallets when it is none now.
    pub(crate) admissions: BTreeMap<U256, Traced<Admission>>,
    /// Jurisdictions that anybody was ever counted in.
    pub(crate) jurisdictions: BTreeSet<u16>,
    /// The event that the book had last changed with.
    pub(crate) since: Option<Origin>,
}

impl Holders {
    /// Whether a wallet is entered.
    pub(crate) fn counts(&self, wallet: Address) -> bool {
        self.counted_as.get(&wallet).is_some_and(|counted| counted.value.is_some())
    }

    /// Those who hold now.
    pub(crate) fn present(&self) -> impl Iterator<Item = &Admission> {
        let all = self.admissions.values().map(|admission| &admission.value);
        all.filter(|admission| !admission.wallets.is_empty())
    }

    /// The book is opened anew: nobody is entered.
    pub(super) fn begin(&mut self, origin: Origin) {
        self.seeded = U256::ZERO;
        self.since = Some(origin);
        for counted in self.counted_as.values_mut() {
            *counted = Traced::new(None, origin);
        }
        for admission in self.admissions.values_mut() {
            *admission = Traced::new(Admission::default(), origin);
        }
    }

    pub(super) fn record(&mut self, movement: &Movement, complete: bool) {
        let Movement { from, to, amount, moment, .. } = *movement;
        let giver_was_entered = self.counts(from);
        // The receiver first: who moves everything to another wallet of its own never left.
        if !to.is_zero() && movement.to_before.is_zero() {
            self.enter(to, movement.recipient, moment);
        }
        if !from.is_zero() && movement.from_before == amount {
            self.leave(from, moment);
        }
        if complete {
            return;
        }
        if self.counts(to) {
            self.seeded = self.seeded.wrapping_add(amount);
        }
        if giver_was_entered {
            self.seeded = self.seeded.wrapping_sub(amount);
        }
    }

    /// Enters what a wallet held before the book was opened, once.
    pub(super) fn seed(&mut self, wallet: Address, standing: Standing, held: U256, moment: Moment) {
        if !held.is_zero() && !self.counts(wallet) {
            self.enter(wallet, standing, moment);
            self.seeded = self.seeded.wrapping_add(held);
        }
    }

    /// Counts a wallet that is entered as it is now, and says in which class.
    pub(super) fn recount(
        &mut self,
        wallet: Address,
        standing: Standing,
        moment: Moment,
    ) -> Option<(u16, u16)> {
        if !self.counts(wallet) {
            return None;
        }
        self.leave(wallet, moment);
        self.enter(wallet, standing, moment);
        let class = (standing.jurisdiction(), held_categories(standing, moment.day()));
        let admission = self.admissions.get_mut(&holder(wallet, standing))?;
        (admission.value.jurisdiction, admission.value.categories) = class;
        self.jurisdictions.insert(class.0);
        Some(class)
    }

    fn enter(&mut self, wallet: Address, standing: Standing, moment: Moment) {
        if self.counts(wallet) {
            return;
        }
        let (id, origin) = (holder(wallet, standing), moment.origin);
        self.since = Some(origin);
        self.counted_as.insert(wallet, Traced::new(Some(id), origin));
        let empty = Traced::new(Admission::default(), origin);
        let admission = self.admissions.entry(id).or_insert(empty);
        if admission.value.wallets.is_empty() {
            admission.value.jurisdiction = standing.jurisdiction();
            admission.value.categories = held_categories(standing, moment.day());
            self.jurisdictions.insert(standing.jurisdiction());
        }
        admission.value.wallets.insert(wallet);
        admission.since = origin;
    }

    fn leave(&mut self, wallet: Address, moment: Moment) {
        let origin = moment.origin;
        let Some(counted) = self.counted_as.get_mut(&wallet) else { return };
        let Some(id) = counted.value.take() else { return };
        (counted.since, self.since) = (origin, Some(origin));
        if let Some(admission) = self.admissions.get_mut(&id) {
            admission.since = origin;
            admission.value.wallets.remove(&wallet);
            if admission.value.wallets.is_empty() {
                admission.value = Admission::default();
            }
        }
    }
}
