//! When the units of each wallet were acquired.

use std::collections::BTreeMap;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::vocabulary::{Flag, Movement};
use corridor_scenario::Wallet;

use super::Instrument;
use super::history::{Event, Moved};
use super::instrument::Book;

/// Most lots of one wallet beside those of the first tranche.
const MOST: usize = 16;

/// Units that were acquired on one day; without a day, in the first tranche, whose day may not be known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub(crate) day: Option<UtcDay>,
    pub(crate) units: u128,
}

/// The lots, as far as their book has been told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lots {
    of: BTreeMap<Wallet, Vec<Lot>>,
    /// The day of the first tranche.
    tranche: Option<UtcDay>,
    /// Nothing was issued before the book was opened, nor since.
    unissued: bool,
    restart: Vec<Flag>,
    /// The day of the lot that goes before the others.
    chosen: BTreeMap<Wallet, UtcDay>,
    /// Whether somebody has settled what the dates depend on.
    ready: bool,
}

impl Lots {
    fn begin(balances: &BTreeMap<Wallet, u128>) -> Self {
        let held = balances.iter().filter(|(_, units)| **units != 0);
        let of: BTreeMap<_, _> = held
            .map(|(wallet, units)| (wallet.clone(), vec![Lot { day: None, units: *units }]))
            .collect();
        Self { unissued: of.is_empty(), of, ..Self::default() }
    }

    pub(super) const fn is_ready(&self) -> bool {
        self.ready
    }

    /// Why terms cannot be settled.
    pub(super) fn refusal(
        &self,
        tranche: Option<UtcDay>,
        today: UtcDay,
    ) -> Result<(), &'static str> {
        if self.ready {
            return Err("LotTermsAlreadySet");
        }
        let needs_day = !self.unissued && self.tranche.is_none();
        let day = tranche.filter(|day| day.number() != 0);
        let fits = if needs_day { day.is_some_and(|day| day <= today) } else { day.is_none() };
        if fits { Ok(()) } else { Err("InvalidTrancheDay") }
    }

    fn settle(&mut self, tranche: Option<UtcDay>, restart: &[Flag]) {
        self.tranche = self.tranche.or(tranche);
        self.restart = restart.to_vec();
        self.ready = true;
    }

    /// The lots of a wallet with their days, oldest first, those of one day together. An unknown day is the oldest.
    fn dated(&self, wallet: &Wallet) -> Vec<Lot> {
        let unknown = UtcDay::from_number(0);
        let mut days: BTreeMap<UtcDay, u128> = BTreeMap::new();
        for lot in self.of.get(wallet).into_iter().flatten() {
            let day = lot.day.or(self.tranche).unwrap_or(unknown);
            *days.entry(day).or_default() += lot.units;
        }
        days.into_iter().map(|(day, units)| Lot { day: Some(day), units }).collect()
    }

    /// So many units of a wallet, those of the chosen day before all others and then the oldest; at most what there is.
    pub(super) fn leaving(&self, wallet: &Wallet, amount: u128) -> Vec<Lot> {
        let mut rest = amount;
        let mut lots = self.dated(wallet);
        let chosen = self.chosen.get(wallet).copied();
        lots.sort_by_key(|lot| lot.day != chosen);
        for lot in &mut lots {
            lot.units = lot.units.min(rest);
            rest -= lot.units;
        }
        lots.retain(|lot| lot.units != 0);
        lots.sort_by_key(|lot| lot.day);
        lots
    }

    /// What a movement takes out of a wallet; what an affiliate sells begins anew.
    pub(super) fn departing(&self, moved: &Moved) -> Vec<Lot> {
        let Some(from) = &moved.from else { return Vec::new() };
        let restarts = self.restart.iter().any(|flag| from.seen.flags.contains(flag));
        if restarts && moved.is_sale() {
            return vec![Lot { day: Some(moved.day), units: moved.amount }];
        }
        self.leaving(&from.wallet, moved.amount)
    }

    fn take(&mut self, wallet: &Wallet, amount: u128) {
        let leaving = self.leaving(wallet, amount);
        let mut left = self.dated(wallet);
        for taken in &leaving {
            for lot in left.iter_mut().filter(|lot| lot.day == taken.day) {
                lot.units -= taken.units;
            }
        }
        left.retain(|lot| lot.units != 0);
        self.of.insert(wallet.clone(), left.into_iter().map(|lot| self.anonymous(lot)).collect());
    }

    /// Lots that come in, the oldest first. Beyond the most that a wallet may have of its own, the two latest become one
    /// of the later day.
    fn give(&mut self, wallet: &Wallet, given: Vec<Lot>) {
        for lot in given {
            self.of.entry(wallet.clone()).or_default().push(lot);
            let (tranche, mut own): (Vec<Lot>, Vec<Lot>) = self
                .dated(wallet)
                .into_iter()
                .map(|lot| self.anonymous(lot))
                .partition(|lot| lot.day.is_none());
            while own.len() > MOST
                && let (Some(latest), Some(before)) = (own.pop(), own.pop())
            {
                own.push(Lot { day: latest.day, units: latest.units + before.units });
            }
            self.of.insert(wallet.clone(), tranche.into_iter().chain(own).collect());
        }
    }

    /// A lot of the tranche goes without its day.
    fn anonymous(&self, lot: Lot) -> Lot {
        let tranche = self.tranche.unwrap_or(UtcDay::from_number(0));
        Lot { day: lot.day.filter(|day| *day != tranche), ..lot }
    }

    fn moved(&mut self, moved: &Moved) {
        let lots = match &moved.from {
            None if moved.kind == Movement::EXCHANGE_IN => moved.arriving(),
            None => {
                if std::mem::take(&mut self.unissued) {
                    self.tranche = Some(moved.day);
                }
                vec![Lot { day: Some(moved.day), units: moved.amount }]
            }
            Some(from) => {
                let departing = self.departing(moved);
                self.take(&from.wallet, moved.amount);
                departing
            }
        };
        if let Some(to) = &moved.to {
            self.give(&to.wallet, lots);
        }
    }

    fn choose(&mut self, wallet: &Wallet, day: Option<UtcDay>) {
        match day {
            Some(day) => self.chosen.insert(wallet.clone(), day),
            None => self.chosen.remove(wallet),
        };
    }
}

impl Instrument {
    /// The book of lots; `None` while it is not kept. One that is opened again begins anew.
    pub(crate) fn lots(&self) -> Option<Lots> {
        let mut balances: BTreeMap<Wallet, u128> = BTreeMap::new();
        let mut book: Option<Lots> = None;
        for event in &self.history {
            match (event, &mut book) {
                (Event::Kept(books), _) if !books.contains(&Book::Lots) => book = None,
                (Event::Kept(_), None) => book = Some(Lots::begin(&balances)),
                (Event::LotTerms { tranche, restart }, Some(book)) => {
                    book.settle(*tranche, restart);
                }
                (Event::LotChosen { wallet, day }, Some(book)) => book.choose(wallet, *day),
                (Event::Moved(moved), book) if moved.changes_something() => {
                    if let Some(to) = &moved.to {
                        *balances.entry(to.wallet.clone()).or_default() += moved.amount;
                    }
                    if let Some(from) = &moved.from {
                        *balances.entry(from.wallet.clone()).or_default() -= moved.amount;
                    }
                    if let Some(book) = book {
                        book.moved(moved);
                    }
                }
                _ => {}
            }
        }
        book
    }

    /// Whether its lots need the day of the first tranche, and whether their terms are settled; `None` without lots.
    pub(crate) fn lot_terms(&self) -> Option<(bool, bool)> {
        let book = self.lots()?;
        Some((!book.unissued && book.tranche.is_none(), book.ready))
    }

    /// When the units of a wallet were acquired, the oldest first.
    pub(crate) fn lots_of(&self, wallet: &Wallet) -> Vec<Lot> {
        self.lots().map(|book| book.dated(wallet)).unwrap_or_default()
    }
}
