//! What people put on record for rules to read, as it was written last; and the symbols of the groups, in their order.

use std::collections::BTreeMap;

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256, U256};
use corridor_bindings::Permits::PermitsEvents as Events;

use super::{Origin, Traced};

/// A transfer that was approved in advance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Approval {
    pub(crate) id: u64,
    pub(crate) units: U256,
    /// Last second at which it can be used, unix seconds.
    pub(crate) last_moment: U40,
}

/// An instrument that was a symbol once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Symbol {
    /// The group that it was admitted to last.
    pub(crate) group: B256,
    pub(crate) notice_day: u16,
    pub(crate) objection_days: u16,
    pub(crate) barred: bool,
}

/// Everything that is on record.
#[derive(Debug, Default)]
pub(crate) struct Permits {
    /// By instrument and fact: its last day.
    pub(crate) facts: BTreeMap<(Address, u8), Traced<u16>>,
    /// By instrument, kind and investor: its last day.
    pub(crate) certificates: BTreeMap<(Address, u8, U40), Traced<u16>>,
    /// By instrument, sender and recipient.
    pub(crate) approvals: BTreeMap<(Address, Address, Address), Traced<Approval>>,
    /// By instrument and account.
    pub(crate) venues: BTreeMap<(Address, Address), Traced<bool>>,
    /// By cash token.
    pub(crate) cash_classes: BTreeMap<Address, Traced<u8>>,
    /// By instrument and month, counted from January 1970.
    pub(crate) averages: BTreeMap<(Address, u16), Traced<U256>>,
    /// By instrument.
    pub(crate) symbols: BTreeMap<Address, Traced<Symbol>>,
    /// The symbols of each group. A rank is a place in it, from 1.
    pub(crate) groups: BTreeMap<B256, Traced<Vec<Address>>>,
}

impl Permits {
    pub(super) fn apply(&mut self, event: &Events, origin: Origin) {
        match event {
            Events::FactSet(set) => {
                self.facts.insert((set.instrument, set.fact), Traced::new(set.lastDay, origin));
            }
            Events::CertificateSet(set) => {
                let certificate = (set.instrument, set.kind, set.investor);
                self.certificates.insert(certificate, Traced::new(set.lastDay, origin));
            }
            Events::TransferApproved(approved) => {
                let pair = (approved.instrument, approved.from, approved.to);
                // Each approval of a pair has the number behind that of the one before.
                let id = self.approvals.get(&pair).map_or(1, |before| before.value.id + 1);
                let (units, last_moment) = (U256::from(approved.units), approved.lastMoment);
                self.approvals
                    .insert(pair, Traced::new(Approval { id, units, last_moment }, origin));
            }
            Events::VenueSet(set) => {
                self.venues.insert((set.instrument, set.venue), Traced::new(set.named, origin));
            }
            Events::CashClassSet(set) => {
                self.cash_classes.insert(set.token, Traced::new(set.class, origin));
            }
            Events::AverageVolumeSet(set) => {
                let volume = Traced::new(U256::from(set.volume), origin);
                self.averages.insert((set.instrument, set.month), volume);
            }
            Events::SymbolAdmitted(admitted) => {
                let symbol = Symbol {
                    group: admitted.group,
                    notice_day: admitted.noticeDay,
                    objection_days: admitted.objectionDays,
                    barred: false,
                };
                self.symbols.insert(admitted.instrument, Traced::new(symbol, origin));
                let group = self.group(admitted.group, origin);
                group.push(admitted.instrument);
            }
            Events::SymbolWithdrawn(withdrawn) => {
                self.withdraw(withdrawn.instrument, withdrawn.barred, origin);
            }
            _ => {}
        }
    }

    fn group(&mut self, group: B256, origin: Origin) -> &mut Vec<Address> {
        let group = self.groups.entry(group).or_insert_with(|| Traced::new(Vec::new(), origin));
        group.since = origin;
        &mut group.value
    }

    /// The last symbol of the group takes the place of the one that leaves.
    fn withdraw(&mut self, instrument: Address, barred: bool, origin: Origin) {
        let Some(symbol) = self.symbols.get_mut(&instrument) else { return };
        symbol.value.barred = barred;
        symbol.since = origin;
        let group = symbol.value.group;
        let symbols = self.group(group, origin);
        let Some(place) = symbols.iter().position(|one| *one == instrument) else { return };
        symbols.swap_remove(place);
        let moved = symbols.get(place).copied();
        if let Some(moved) = moved.and_then(|moved| self.symbols.get_mut(&moved)) {
            moved.since = origin;
        }
    }

    /// The place of an instrument among the symbols of its group, from 1; 0 for one that is none of them.
    pub(crate) fn rank(&self, instrument: Address) -> u16 {
        let symbol = self.symbols.get(&instrument);
        let group = symbol.and_then(|symbol| self.groups.get(&symbol.value.group));
        let place = group.and_then(|group| group.value.iter().position(|one| *one == instrument));
        place.and_then(|place| u16::try_from(place + 1).ok()).unwrap_or_default()
    }

    pub(super) fn approval(&self, token: Address, from: Address, to: Address) -> Approval {
        self.approvals.get(&(token, from, to)).map(|one| one.value).unwrap_or_default()
    }

    /// The average daily volume of a month, in months since January 1970.
    pub(super) fn average(&self, token: Address, month: u16) -> U256 {
        self.averages.get(&(token, month)).map(|one| one.value).unwrap_or_default()
    }
}
