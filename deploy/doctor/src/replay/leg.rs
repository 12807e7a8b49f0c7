//! One token: who holds, what is frozen, its state and its record dates.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, U256};
use corridor_bindings::ISecurityToken::ISecurityTokenEvents as Events;

use super::{Amounts, Books, Dispute, Moment, Movement, Origin, Traced, amount_of, change};

/// A regime that was put in force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Replacement {
    pub(crate) regime: Address,
    pub(crate) profile: B256,
    pub(crate) origin: Origin,
}

/// What changed hands between two record dates: the balances that it left.
#[derive(Clone, Debug, Default)]
struct Snapshot {
    balances: BTreeMap<Address, U256>,
    supply: U256,
}

/// One token.
#[derive(Debug, Default)]
pub(crate) struct Leg {
    /// Everybody who ever held.
    pub(crate) balances: Amounts<Address>,
    pub(crate) supply: Option<Traced<U256>>,
    pub(crate) frozen: Amounts<Address>,
    /// What taps and routes added to the issue volume, less what routes took from it.
    pub(crate) tapped: Option<Traced<U256>>,
    pub(crate) paused: Option<Traced<bool>>,
    pub(crate) halted: Option<Traced<bool>>,
    pub(crate) winding_down: Option<Origin>,
    pub(crate) clock: Option<Traced<u16>>,
    pub(crate) trail: Vec<Replacement>,
    /// Record dates in unix seconds.
    pub(crate) record_dates: Vec<Traced<u64>>,
    pub(crate) books: Books,
    /// Record dates that had passed when the token last looked.
    pub(crate) passed_at_write: usize,
    snapshots: Vec<Snapshot>,
    /// Balances that changed since the last record date passed.
    since_snapshot: BTreeMap<Address, U256>,
}

impl Leg {
    pub(crate) fn balance(&self, account: Address) -> U256 {
        amount_of(&self.balances, &account)
    }

    pub(crate) fn outstanding(&self) -> U256 {
        self.supply.map_or(U256::ZERO, |supply| supply.value)
    }

    /// Number of record dates that have passed.
    pub(crate) const fn passed(&self) -> usize {
        self.snapshots.len()
    }

    /// The event of its creation.
    pub(crate) fn created(&self) -> Option<Origin> {
        self.trail.first().map(|first| first.origin)
    }

    /// What an account held when a record date passed.
    pub(crate) fn balance_at(&self, account: Address, index: usize) -> U256 {
        let through = self.snapshots.iter().take(index + 1).rev();
        through
            .filter_map(|snapshot| snapshot.balances.get(&account).copied())
            .next()
            .unwrap_or_default()
    }

    /// What was outstanding when a record date passed.
    pub(crate) fn supply_at(&self, index: usize) -> U256 {
        self.snapshots.get(index).map(|snapshot| snapshot.supply).unwrap_or_default()
    }

    /// Keeps what is held for every record date that has passed at `time`.
    pub(super) fn pass_record_dates(&mut self, time: u64) {
        while self.record_dates.get(self.snapshots.len()).is_some_and(|date| time >= date.value) {
            let balances = std::mem::take(&mut self.since_snapshot);
            self.snapshots.push(Snapshot { balances, supply: self.outstanding() });
        }
    }

    /// Moves balances and supply.
    pub(super) fn settle(&mut self, movement: &Movement) {
        let Movement { from, to, amount, moment, .. } = *movement;
        self.pass_record_dates(moment.time);
        self.passed_at_write = self.snapshots.len();
        let origin = moment.origin;
        let mut supply = self.outstanding();
        if from.is_zero() {
            supply = supply.wrapping_add(amount);
        } else {
            change(&mut self.balances, from, origin, |held| held.wrapping_sub(amount));
            self.since_snapshot.insert(from, self.balance(from));
        }
        if to.is_zero() {
            supply = supply.wrapping_sub(amount);
        } else {
            change(&mut self.balances, to, origin, |held| held.wrapping_add(amount));
            self.since_snapshot.insert(to, self.balance(to));
        }
        if from.is_zero() || to.is_zero() || self.supply.is_none() {
            self.supply = Some(Traced::new(supply, origin));
        }
    }

    /// Every other event of the token; the dispute has no token yet.
    pub(super) fn apply(&mut self, event: &Events, moment: Moment) -> Option<Dispute> {
        let origin = moment.origin;
        match event {
            Events::Frozen(frozen) => {
                change(&mut self.frozen, frozen.account, origin, |_| frozen.amount);
            }
            Events::IssueVolumeIncreased(tap) => {
                self.change_issue_volume(origin, |before| before.wrapping_add(tap.by));
            }
            Events::ExchangedOut(left) => {
                self.change_issue_volume(origin, |before| before.wrapping_sub(left.amount));
            }
            Events::ExchangedIn(came) => {
                self.change_issue_volume(origin, |before| before.wrapping_add(came.amount));
            }
            Events::PauseSet(set) => self.paused = Some(Traced::new(set.paused, origin)),
            Events::HaltSet(set) => self.halted = Some(Traced::new(set.halted, origin)),
            Events::WindDownStarted(_) => self.winding_down = Some(origin),
            Events::OfferingClockStarted(started) => {
                self.clock = Some(Traced::new(started.day, origin));
            }
            Events::RecordDateAdded(added) => {
                self.pass_record_dates(moment.time);
                self.passed_at_write = self.snapshots.len();
                self.record_dates.push(Traced::new(added.at.to::<u64>(), origin));
            }
            Events::RegimeReplaced(replaced) => return self.replace(replaced, origin),
            _ => {}
        }
        None
    }

    fn change_issue_volume(&mut self, origin: Origin, to: impl FnOnce(U256) -> U256) {
        let before = self.tapped.map_or(U256::ZERO, |tapped| tapped.value);
        self.tapped = Some(Traced::new(to(before), origin));
    }

    fn replace(
        &mut self,
        replaced: &corridor_bindings::ISecurityToken::RegimeReplaced,
        origin: Origin,
    ) -> Option<Dispute> {
        let before = self.trail.last().map(|last| (last.regime, last.profile)).unwrap_or_default();
        let said = (replaced.previousRegime, replaced.previousProfile);
        let (regime, profile) = (replaced.regime, replaced.profile);
        self.trail.push(Replacement { regime, profile, origin });
        (said != before).then(|| Dispute {
            check: "regimes",
            token: Address::ZERO,
            what: format!("the regime before {regime}"),
            said: format!("{} of profile {}", said.0, said.1),
            recounted: format!("{} of profile {}", before.0, before.1),
            origin,
        })
    }
}
