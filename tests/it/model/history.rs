//! What has happened to an instrument, in order.

use std::collections::BTreeSet;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::identifiers::Country;
use corridor_deploy::vocabulary::{Category, Flag, Movement};
use corridor_scenario::Wallet;

use super::instrument::Book;
use super::lots::Lot;

/// Something that the books depend on.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// From now on these books are kept and no others.
    Kept(BTreeSet<Book>),
    Moved(Box<Moved>),
    /// The registrar entered what a wallet held before the holders' book was opened.
    Seeded(Side),
    /// The registrar counted a holder anew.
    Recounted(Side),
    /// A holder let the units of one day go first, or again the oldest.
    LotChosen {
        wallet: Wallet,
        day: Option<UtcDay>,
    },
    /// The registrar settled what the dates of lots depend on.
    LotTerms {
        tranche: Option<UtcDay>,
        restart: Vec<Flag>,
    },
    /// The instrument was put in an offering pool.
    Pooled {
        pool: String,
        day: UtcDay,
        outstanding: u128,
    },
    /// An offer was made.
    Offered {
        day: UtcDay,
        to: usize,
        standing: Seen,
    },
}

/// A movement that was made.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    pub(crate) kind: Movement,
    pub(crate) day: UtcDay,
    pub(crate) from: Option<Side>,
    pub(crate) to: Option<Side>,
    /// Who receives on another leg.
    pub(super) there: Option<Side>,
    /// The dates of what comes from another leg, as far as that one knows them.
    pub(super) lots: Vec<Lot>,
    pub(crate) amount: u128,
    /// The volume from which its day was a breach then: millionths of an average. No share, no breach.
    pub(super) breach_above: Option<u128>,
}

/// A wallet of a movement, and what was on record of it then.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) wallet: Wallet,
    pub(crate) holder: Holder,
    pub(crate) seen: Seen,
}

/// What was on record of somebody on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) country: Option<Country>,
    pub(crate) flags: BTreeSet<Flag>,
    /// Those that were valid.
    pub(crate) categories: BTreeSet<Category>,
}

/// Who counts as one: an investor with all its wallets, or a wallet that is nobody's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holder {
    Investor(usize),
    Wallet(Wallet),
}

impl Event {
    pub(crate) fn moved(&self) -> Option<&Moved> {
        match self {
            Self::Moved(moved) => Some(moved),
            _ => None,
        }
    }
}

impl Moved {
    /// Whether somebody sold to somebody else, who may receive on another leg.
    pub(super) fn is_sale(&self) -> bool {
        let sells = [Movement::TRANSFER, Movement::EXCHANGE_OUT].contains(&self.kind);
        match (&self.from, self.buyer()) {
            (Some(from), Some(to)) => sells && self.amount != 0 && from.holder != to.holder,
            _ => false,
        }
    }

    /// Who receives, on whichever leg.
    pub(super) fn buyer(&self) -> Option<&Side> {
        self.to.as_ref().or(self.there.as_ref())
    }
}
