//! One token: the state that people set, and the history that everything else follows from.

use std::collections::{BTreeMap, BTreeSet};

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::identifiers::{Currency, Lei};
use corridor_deploy::profile::{BoundProfile, Predicate, Rule};
use corridor_deploy::terms::Security;
use corridor_deploy::vocabulary::{Category, Certificate, Fact, Flag};
use corridor_scenario::Wallet;

use super::history::Event;

/// A bond's token on one leg.
#[derive(Clone, Debug)]
pub(crate) struct Instrument {
    pub(crate) bond: String,
    pub(crate) issuer: Option<Lei>,
    pub(crate) leg: String,
    pub(crate) currency: Currency,
    pub(crate) issue_volume: u128,
    pub(crate) regime: Regime,
    /// Whether what is outstanding uses the capacity of the supervised firm.
    pub(crate) enrolled: bool,
    pub(crate) paused: bool,
    pub(crate) halted: bool,
    pub(crate) winding_down: bool,
    /// The day the offering began.
    pub(crate) clock: Option<UtcDay>,
    /// What may not be moved, of whom; it may be more than is held.
    pub(crate) frozen: BTreeMap<Wallet, Frozen>,
    pub(crate) allowances: BTreeMap<(Wallet, Wallet), u128>,
    pub(crate) facts: BTreeMap<Fact, UtcDay>,
    /// Certificates by kind and investor.
    pub(crate) certificates: BTreeMap<(Certificate, usize), UtcDay>,
    pub(crate) approvals: BTreeMap<(Wallet, Wallet), Approval>,
    pub(crate) venues: BTreeSet<Wallet>,
    /// Average daily volumes by month.
    pub(crate) averages: BTreeMap<u16, u128>,
    /// Millionths of the average above which the volume of a day is a breach.
    pub(crate) volume_share: u32,
    pub(crate) history: Vec<Event>,
}

/// A frozen part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frozen {
    Units(u128),
    /// Whatever there is, and whatever comes.
    Everything,
}

/// Transfers that were approved in advance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Approval {
    pub(crate) units: u128,
    /// The last day, until its end.
    pub(crate) until: UtcDay,
    /// How much of the history was written before it.
    pub(super) since: usize,
}

/// The rules that are in force, on one leg of a profile.
#[derive(Clone, Debug)]
pub(crate) struct Regime {
    /// Id of the profile.
    pub(crate) profile: String,
    pub(crate) rules: Vec<Rule>,
    /// Categories that count as others for whoever comes in along a route: what is held, and what is asked for.
    pub(super) counts_as: Vec<(Category, Category, Vec<Flag>)>,
}

/// Something that has to be remembered because a rule asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Book {
    Holders,
    Purchases,
    Volumes,
    Lots,
    Offerings,
    Approvals,
    Breaches,
}

impl Regime {
    pub(super) fn of(profile: &BoundProfile, leg: &str) -> Self {
        let rules = profile.rules().iter().filter(|rule| rule.legs.iter().any(|id| id == leg));
        let rules = rules.filter(|rule| rule.on_chain().is_some()).cloned().collect();
        let content = profile.profile();
        let leads_here =
            |id: &str| content.routes.iter().any(|route| route.id == id && route.to == leg);
        let counts = content.equivalences.iter().filter(|one| one.holds && leads_here(&one.route));
        let counts_as =
            counts.map(|one| (one.category, one.counts_as, one.without.clone())).collect();
        Self { profile: content.id.clone(), rules, counts_as }
    }

    /// What has to be remembered under it.
    pub(super) fn books(&self) -> BTreeSet<Book> {
        let predicates = self.rules.iter().filter_map(|rule| Some(&rule.on_chain()?.predicate));
        predicates.filter_map(book).collect()
    }
}

fn book(predicate: &Predicate) -> Option<Book> {
    Some(match predicate {
        Predicate::HolderLimit(_) => Book::Holders,
        Predicate::PurchaserLimit(_) => Book::Purchases,
        Predicate::VolumeCap(_) | Predicate::AffiliateVolume(_) => Book::Volumes,
        Predicate::LotClock(_) => Book::Lots,
        Predicate::OfferingTotal(_) => Book::Offerings,
        Predicate::ApprovedTransfer => Book::Approvals,
        Predicate::VolumeLadder(_) => Book::Breaches,
        _ => return None,
    })
}

impl Instrument {
    pub(super) fn new(bond: &Security, leg: &str, regime: Regime, enrolled: bool) -> Self {
        let history = vec![Event::Kept(regime.books())];
        Self {
            bond: bond.id().to_owned(),
            issuer: bond.issuer().lei,
            leg: leg.to_owned(),
            currency: bond.currency(),
            issue_volume: bond.issue_amount().units(),
            regime,
            enrolled,
            paused: false,
            halted: false,
            winding_down: false,
            clock: None,
            frozen: BTreeMap::new(),
            allowances: BTreeMap::new(),
            facts: BTreeMap::new(),
            certificates: BTreeMap::new(),
            approvals: BTreeMap::new(),
            venues: BTreeSet::new(),
            averages: BTreeMap::new(),
            volume_share: 0,
            history,
        }
    }

    /// Whether who buys the one is a purchaser of whoever sells the other: another leg of it, or another bond of its issuer.
    pub(super) fn is_sold_by_issuer_of(&self, other: &Self) -> bool {
        self.bond == other.bond || (self.issuer.is_some() && self.issuer == other.issuer)
    }

    pub(super) fn replace(&mut self, regime: Regime) {
        self.history.push(Event::Kept(regime.books()));
        self.regime = regime;
    }

    /// What a wallet has received less what it has given.
    pub(crate) fn balance(&self, wallet: &Wallet) -> u128 {
        let moves = || self.history.iter().filter_map(Event::moved);
        let is_side = |side: &Option<super::history::Side>| {
            side.as_ref().is_some_and(|side| side.wallet == *wallet)
        };
        let received = moves().filter(|moved| is_side(&moved.to)).map(|moved| moved.amount);
        let given = moves().filter(|moved| is_side(&moved.from)).map(|moved| moved.amount);
        received.sum::<u128>() - given.sum::<u128>()
    }

    /// What every wallet has that has anything.
    pub(crate) fn balances(&self) -> BTreeMap<Wallet, u128> {
        let mut balances: BTreeMap<Wallet, u128> = BTreeMap::new();
        for moved in self.history.iter().filter_map(Event::moved) {
            if let Some(to) = &moved.to {
                *balances.entry(to.wallet.clone()).or_default() += moved.amount;
            }
            if let Some(from) = &moved.from {
                *balances.entry(from.wallet.clone()).or_default() -= moved.amount;
            }
        }
        balances.retain(|_, units| *units != 0);
        balances
    }

    /// What was issued less what was redeemed.
    pub(crate) fn outstanding(&self) -> u128 {
        let moves = || self.history.iter().filter_map(Event::moved);
        let issued = moves().filter(|moved| moved.from.is_none()).map(|moved| moved.amount);
        let redeemed = moves().filter(|moved| moved.to.is_none()).map(|moved| moved.amount);
        issued.sum::<u128>() - redeemed.sum::<u128>()
    }

    /// What a wallet has beyond its frozen part.
    pub(crate) fn unfrozen(&self, wallet: &Wallet) -> u128 {
        let balance = self.balance(wallet);
        match self.frozen.get(wallet) {
            None => balance,
            Some(Frozen::Units(units)) => balance.saturating_sub(*units),
            Some(Frozen::Everything) => 0,
        }
    }

    pub(super) fn freeze(&mut self, wallet: &Wallet, frozen: Frozen) {
        if frozen == Frozen::Units(0) {
            self.frozen.remove(wallet);
        } else {
            self.frozen.insert(wallet.clone(), frozen);
        }
    }
}
