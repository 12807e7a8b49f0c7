//! The books of an instrument: which are kept, and what each remembers.

use alloy::primitives::{Address, U256};
use corridor_bindings::InstrumentLedger::InstrumentLedgerEvents as Events;

use super::approvals::Approvals;
use super::breaches::Breaches;
use super::transit::Transit;
use super::volumes::Volumes;
use super::{
    Dispute, History, Holders, Kind, Lots, Moment, Movement, Offers, Origin, Permits, Traced,
};

pub(crate) const HOLDERS: u16 = 1;
pub(crate) const PURCHASES: u16 = 2;
pub(crate) const VOLUMES: u16 = 4;
pub(crate) const LOTS: u16 = 8;
pub(crate) const OFFERINGS: u16 = 16;
pub(crate) const APPROVALS: u16 = 32;
pub(crate) const BREACHES: u16 = 64;

/// The books of one instrument.
#[derive(Debug, Default)]
pub(crate) struct Books {
    /// Books that are kept now.
    pub(crate) kept: u16,
    /// Books that were kept at any time.
    pub(crate) ever: u16,
    pub(crate) ready: u16,
    pub(crate) affiliate_flags: u32,
    pub(crate) volume_share: u32,
    /// The event that any of these had last changed with.
    pub(crate) since: Option<Origin>,
    pub(crate) holders: Holders,
    pub(crate) volumes: Volumes,
    pub(crate) lots: Lots,
    pub(crate) offers: Offers,
    pub(crate) approvals: Approvals,
    pub(crate) breaches: Breaches,
}

impl Books {
    pub(crate) const fn keeps(&self, book: u16) -> bool {
        self.kept & book != 0
    }

    pub(crate) const fn is_ready(&self, book: u16) -> bool {
        self.ready & book == book
    }

    /// Records a movement in every book that is kept. One to oneself or of nothing changes none.
    pub(super) fn record(
        &mut self,
        movement: &Movement,
        token: Address,
        permits: &Permits,
        transit: &mut Transit,
    ) -> Option<Dispute> {
        if movement.amount.is_zero() || movement.from == movement.to {
            return None;
        }
        let origin = movement.moment.origin;
        if self.keeps(HOLDERS) {
            self.holders.record(movement, self.is_ready(HOLDERS));
        }
        if self.keeps(LOTS) {
            let began = self.lots.record(movement, self.affiliate_flags, token, transit);
            self.since = if began { Some(origin) } else { self.since };
        }
        if movement.kind == Kind::Issue {
            return None;
        }
        if self.keeps(APPROVALS) && !movement.from.is_zero() && !movement.to.is_zero() {
            let approval = permits.approval(token, movement.from, movement.to);
            self.approvals.record(movement, approval);
        }
        if !movement.is_sale() {
            return None;
        }
        if self.keeps(VOLUMES) {
            self.volumes.record(movement);
        }
        if self.keeps(BREACHES) && self.volume_share != 0 {
            self.breaches.record(movement, token, self.volume_share, permits);
        }
        None
    }

    /// The token says which books are kept from now on. Those that are new begin empty.
    fn open(&mut self, mask: u16, outstanding: U256, origin: Origin) -> u16 {
        let opened = mask & !self.kept;
        let begins_ready = if outstanding.is_zero() { HOLDERS } else { 0 };
        let ready = (self.ready & mask) | (opened & !(HOLDERS | LOTS)) | (opened & begins_ready);
        if opened & HOLDERS != 0 {
            self.holders.begin(origin);
        }
        if opened & LOTS != 0 {
            self.lots.begin(outstanding.is_zero(), origin);
            self.affiliate_flags = 0;
        }
        (self.kept, self.ever, self.ready) = (mask, self.ever | mask, ready);
        self.since = Some(origin);
        ready
    }
}

/// An event of the instrument ledger.
pub(super) fn apply(history: &mut History, event: &Events, moment: Moment) {
    let origin = moment.origin;
    let dispute = match event {
        Events::BooksOpened(opened) => {
            let leg = history.legs.entry(opened.instrument).or_default();
            let mask = u16::try_from(opened.books).unwrap_or(u16::MAX);
            let ready = U256::from(leg.books.open(mask, leg.outstanding(), origin));
            differs("books", opened.instrument, "books that are ready", opened.ready, ready, origin)
        }
        Events::LotTermsSet(set) => {
            let books = &mut history.legs.entry(set.instrument).or_default().books;
            books.lots.settle_tranche(set.trancheDay, origin);
            books.affiliate_flags = set.affiliateFlags.to();
            (books.ready, books.since) = (books.ready | LOTS, Some(origin));
            None
        }
        Events::VolumeShareSet(set) => {
            let books = &mut history.legs.entry(set.instrument).or_default().books;
            (books.volume_share, books.since) = (set.millionths, Some(origin));
            None
        }
        Events::LotChosen(chosen) => {
            let books = &mut history.legs.entry(chosen.instrument).or_default().books;
            books.lots.chosen.insert(chosen.wallet, Traced::new(chosen.day, origin));
            None
        }
        other => of_offers_and_breaches(history, other, moment),
    };
    history.disputes.extend(dispute);
}

fn of_offers_and_breaches(
    history: &mut History,
    event: &Events,
    moment: Moment,
) -> Option<Dispute> {
    let origin = moment.origin;
    match event {
        Events::OfferRecorded(offer) => {
            let books = &mut history.legs.entry(offer.instrument).or_default().books;
            let investor = offer.investor.to::<u64>();
            books.offers.record(investor, &history.investors, offer, moment)
        }
        Events::OfferingPoolSet(set) => {
            let leg = history.legs.entry(set.instrument).or_default();
            let outstanding = leg.outstanding();
            let pool = (set.pool, set.currency);
            history.pools.join(set.instrument, pool, outstanding, moment);
            let said = set.outstanding;
            differs(
                "offerings",
                set.instrument,
                "outstanding on joining",
                said,
                outstanding,
                origin,
            )
        }
        Events::VolumeBreached(breached) => {
            let books = &mut history.legs.entry(breached.instrument).or_default().books;
            let volume = books.breaches.volume_of(breached.day);
            let (token, said) = (breached.instrument, breached.volume);
            differs("breaches", token, "volume of the day of a breach", said, volume, origin)
        }
        _ => None,
    }
}

/// Holdings that were there before the holders' book was opened are entered.
pub(super) fn seed(
    history: &mut History,
    token: Address,
    wallets: &[Address],
    said: (U256, U256),
    moment: Moment,
) {
    let leg = history.legs.entry(token).or_default();
    for wallet in wallets {
        let (standing, held) = (history.investors.standing(*wallet), leg.balance(*wallet));
        leg.books.holders.seed(*wallet, standing, held, moment);
    }
    let (seeded, outstanding) = (leg.books.holders.seeded, leg.outstanding());
    if seeded == outstanding {
        leg.books.ready |= HOLDERS;
        leg.books.since = Some(moment.origin);
    }
    let (counted, origin) = ((seeded, outstanding), moment.origin);
    for (what, said, counted) in
        [("seeded", said.0, counted.0), ("to be seeded", said.1, counted.1)]
    {
        history.disputes.extend(differs("holders", token, what, said, counted, origin));
    }
}

/// Holders are counted anew, as whom and in the class that they are now.
pub(super) fn recount(
    history: &mut History,
    token: Address,
    wallets: &[Address],
    class: (u16, u16),
    moment: Moment,
) {
    let leg = history.legs.entry(token).or_default();
    for wallet in wallets {
        let standing = history.investors.standing(*wallet);
        let counted = leg.books.holders.recount(*wallet, standing, moment);
        if let Some(found) = counted.filter(|found| *found != class) {
            history.disputes.push(Dispute {
                check: "holders",
                token,
                what: format!("jurisdiction and categories of {wallet} as it was counted anew"),
                said: format!("{class:?}"),
                recounted: format!("{found:?}"),
                origin: moment.origin,
            });
        }
    }
}

fn differs(
    check: &'static str,
    token: Address,
    what: &str,
    said: U256,
    recounted: U256,
    origin: Origin,
) -> Option<Dispute> {
    let (what, differ) = (what.to_owned(), said != recounted);
    let (said, recounted) = (said.to_string(), recounted.to_string());
    differ.then_some(Dispute { check, token, what, said, recounted, origin })
}
