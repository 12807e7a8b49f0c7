//! What the books know, found by going through an instrument's history.

use std::collections::{BTreeMap, BTreeSet};

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::profile::HolderClass;
use corridor_deploy::vocabulary::{Category, Movement};
use corridor_scenario::Wallet;

use super::Instrument;
use super::history::{Event, Holder, Moved, Seen, Side};
use super::instrument::{Approval, Book};

/// Who holds, as far as the holders' book has been told.
#[derive(Clone, Debug, Default)]
pub(super) struct Holders {
    /// Whom each wallet that holds was counted as.
    counted: BTreeMap<Wallet, Holder>,
    /// Each holder as it was when it was admitted.
    admitted: BTreeMap<Holder, Seen>,
    balances: BTreeMap<Wallet, u128>,
    /// Whether everything that is outstanding has been entered.
    pub(super) complete: bool,
}

impl Holders {
    fn enter(&mut self, side: &Side) {
        if self.counted.contains_key(&side.wallet) {
            return;
        }
        self.counted.insert(side.wallet.clone(), side.holder.clone());
        self.admitted.entry(side.holder.clone()).or_insert_with(|| side.seen.clone());
    }

    fn leave(&mut self, wallet: &Wallet) {
        let Some(holder) = self.counted.remove(wallet) else { return };
        if !self.counted.values().any(|other| *other == holder) {
            self.admitted.remove(&holder);
        }
    }

    /// Whoever comes in is entered first: who moves to another wallet of its own stays in its class.
    fn moved(&mut self, moved: &Moved) {
        if let Some(to) = &moved.to {
            if self.balances.get(&to.wallet).copied().unwrap_or_default() == 0 {
                self.enter(to);
            }
            *self.balances.entry(to.wallet.clone()).or_default() += moved.amount;
        }
        if let Some(from) = &moved.from {
            let balance = self.balances.entry(from.wallet.clone()).or_default();
            *balance -= moved.amount;
            if *balance == 0 {
                self.leave(&from.wallet);
            }
        }
    }

    fn seed(&mut self, side: &Side) {
        if self.balances.get(&side.wallet).is_some_and(|balance| *balance != 0) {
            self.enter(side);
        }
        let entered: u128 =
            self.counted.keys().filter_map(|wallet| self.balances.get(wallet)).sum();
        self.complete |= entered == self.balances.values().sum();
    }

    fn recount(&mut self, side: &Side) {
        if !self.counted.contains_key(&side.wallet) {
            return;
        }
        self.leave(&side.wallet);
        self.enter(side);
        self.admitted.insert(side.holder.clone(), side.seen.clone());
    }

    pub(super) fn is_holder(&self, holder: &Holder) -> bool {
        self.admitted.contains_key(holder)
    }

    /// The class of a wallet's holder when that wallet is all that makes it one.
    pub(super) fn only_by(&self, wallet: &Wallet) -> Option<&Seen> {
        let holder = self.counted.get(wallet)?;
        let wallets = self.counted.values().filter(|other| *other == holder).count();
        self.admitted.get(holder).filter(|_| wallets == 1)
    }

    pub(super) fn count(&self, class: HolderClass) -> usize {
        self.admitted.values().filter(|seen| is_in(class, seen)).count()
    }
}

/// Whether somebody of whom this was on record is of a class.
pub(super) fn is_in(class: HolderClass, seen: &Seen) -> bool {
    match class {
        HolderClass::All {} => true,
        HolderClass::Jurisdiction(country) => seen.country == Some(country),
        HolderClass::Category(category) => seen.categories.contains(&category),
        HolderClass::Without(category) => !seen.categories.contains(&category),
    }
}

impl Instrument {
    /// The history, each event with the books that were kept when it happened.
    pub(super) fn told(&self) -> impl Iterator<Item = (&BTreeSet<Book>, &Event)> {
        static NONE: BTreeSet<Book> = BTreeSet::new();
        let mut kept = &NONE;
        self.history.iter().map(move |event| {
            if let Event::Kept(books) = event {
                kept = books;
            }
            (kept, event)
        })
    }

    /// Movements of more than nothing that were made while a book was kept.
    fn told_moves(&self, book: Book) -> impl Iterator<Item = &Moved> {
        let told = self.told().filter(move |(kept, _)| kept.contains(&book));
        told.filter_map(|(_, event)| event.moved()).filter(|moved| moved.changes_something())
    }

    /// The holders' book; `None` while it is not kept. One that is opened again begins anew.
    pub(super) fn holders(&self) -> Option<Holders> {
        let mut balances: BTreeMap<Wallet, u128> = BTreeMap::new();
        let mut book: Option<Holders> = None;
        for event in &self.history {
            match (event, &mut book) {
                (Event::Kept(books), _) if !books.contains(&Book::Holders) => {
                    balances = book.take().map_or(balances, |book| book.balances);
                }
                (Event::Kept(_), None) => {
                    let complete = balances.values().all(|balance| *balance == 0);
                    let balances = std::mem::take(&mut balances);
                    book = Some(Holders { balances, complete, ..Holders::default() });
                }
                (Event::Moved(moved), Some(book)) if moved.changes_something() => book.moved(moved),
                (Event::Moved(moved), None) => {
                    if let Some(to) = &moved.to {
                        *balances.entry(to.wallet.clone()).or_default() += moved.amount;
                    }
                    if let Some(from) = &moved.from {
                        *balances.entry(from.wallet.clone()).or_default() -= moved.amount;
                    }
                }
                (Event::Seeded(side), Some(book)) => book.seed(side),
                (Event::Recounted(side), Some(book)) => book.recount(side),
                _ => {}
            }
        }
        book
    }

    /// Who bought from the issuer on a day or later without holding a category then.
    pub(super) fn purchasers(
        &self,
        since: UtcDay,
        not_counted: Option<Category>,
    ) -> BTreeSet<Holder> {
        let issues = self.told_moves(Book::Purchases).filter(|moved| moved.kind == Movement::ISSUE);
        let buyers =
            issues.filter(|moved| moved.day >= since).filter_map(|moved| moved.to.as_ref());
        let counted =
            |side: &&Side| not_counted.is_none_or(|one| !side.seen.categories.contains(&one));
        buyers.filter(counted).map(|side| side.holder.clone()).collect()
    }

    /// What was sold on days that count: altogether, by one holder or to one.
    pub(super) fn sold(
        &self,
        by: Option<&Holder>,
        to: Option<&Holder>,
        counts: impl Fn(UtcDay) -> bool,
    ) -> u128 {
        let is = |side: Option<&Side>, wanted: Option<&Holder>| {
            wanted.is_none_or(|wanted| side.is_some_and(|side| side.holder == *wanted))
        };
        let sales = self.told_moves(Book::Volumes).filter(|moved| moved.is_sale());
        let sales = sales.filter(|moved| is(moved.from.as_ref(), by) && is(moved.buyer(), to));
        sales.filter(|moved| counts(moved.day)).map(|moved| moved.amount).sum()
    }

    /// Whom it was offered, each as it was at the first offer.
    pub(super) fn offerees(&self) -> BTreeMap<usize, (UtcDay, &Seen)> {
        let mut offerees = BTreeMap::new();
        for event in &self.history {
            if let Event::Offered { day, to, standing } = event {
                offerees.entry(*to).or_insert((*day, standing));
            }
        }
        offerees
    }

    /// Whether the holders' book knows everybody who holds, or is not kept.
    pub(crate) fn knows_holders(&self) -> bool {
        self.holders().is_none_or(|book| book.complete)
    }

    /// The offering pool that it is in.
    pub(crate) fn pool(&self) -> Option<&str> {
        self.history.iter().find_map(|event| match event {
            Event::Pooled { pool, .. } => Some(pool.as_str()),
            _ => None,
        })
    }

    /// What it has issued in its pool on days that count; what was outstanding when it joined counts on that day.
    pub(super) fn offered_in_pool(&self, counts: impl Fn(UtcDay) -> bool) -> u128 {
        let (mut joined, mut total) = (false, 0);
        for (kept, event) in self.told() {
            match event {
                Event::Pooled { day, outstanding, .. } => {
                    joined = true;
                    total += if counts(*day) { *outstanding } else { 0 };
                }
                Event::Moved(moved)
                    if joined
                        && kept.contains(&Book::Offerings)
                        && moved.kind == Movement::ISSUE
                        && counts(moved.day) =>
                {
                    total += moved.amount;
                }
                _ => {}
            }
        }
        total
    }

    /// What is left of an approval in advance: whatever moved between the two since used it up.
    pub(crate) fn left_of(&self, approval: &Approval, from: &Wallet, to: &Wallet) -> u128 {
        let is = |side: &Option<Side>, wallet: &Wallet| {
            side.as_ref().is_some_and(|side| side.wallet == *wallet)
        };
        let since = self.told().skip(approval.since);
        let told = since.filter(|(kept, _)| kept.contains(&Book::Approvals));
        let moves = told.filter_map(|(_, event)| event.moved());
        let between = moves.filter(|moved| is(&moved.from, from) && is(&moved.to, to));
        let between = between.filter(|moved| moved.changes_something());
        approval.units.saturating_sub(between.map(|moved| moved.amount).sum())
    }

    /// The days on which more was sold than was tolerated then.
    pub(super) fn breaches(&self) -> BTreeSet<UtcDay> {
        const MILLION: u128 = 1_000_000;
        let mut volumes: BTreeMap<UtcDay, u128> = BTreeMap::new();
        let mut breaches = BTreeSet::new();
        for moved in self.told_moves(Book::Breaches).filter(|moved| moved.is_sale()) {
            let Some(tolerated) = moved.breach_above else { continue };
            let volume = volumes.entry(moved.day).or_default();
            *volume += moved.amount;
            if *volume * MILLION > tolerated {
                breaches.insert(moved.day);
            }
        }
        breaches
    }
}

impl Moved {
    /// Whether any wallet holds something else afterwards.
    pub(super) fn changes_something(&self) -> bool {
        let wallet = |side: &Option<Side>| side.as_ref().map(|side| side.wallet.clone());
        self.amount != 0 && wallet(&self.from) != wallet(&self.to)
    }
}
