//! Symbols of venue groups.

use std::collections::{BTreeMap, BTreeSet};

use corridor_deploy::calendar::UtcDay;
use corridor_scenario::Wallet;

/// An instrument of the scenario, or another one that a wallet stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Symbol {
    Instrument(usize),
    Other(Wallet),
}

#[derive(Clone, Debug)]
struct Admission {
    group: String,
    notice: UtcDay,
    objection_days: u16,
}

/// The symbols of all groups.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    /// In the order of their ranks.
    groups: BTreeMap<String, Vec<Symbol>>,
    admitted: BTreeMap<Symbol, Admission>,
    barred: BTreeSet<Symbol>,
}

impl Symbols {
    pub(super) fn admit(
        &mut self,
        symbol: Symbol,
        group: &str,
        notice: UtcDay,
        objection_days: u16,
        today: UtcDay,
    ) -> Result<(), &'static str> {
        if notice.number() == 0 || notice > today {
            return Err("InvalidNoticeDay");
        }
        if self.barred.contains(&symbol) {
            return Err("SymbolBarred");
        }
        if self.admitted.contains_key(&symbol) {
            return Err("AlreadyAdmitted");
        }
        self.groups.entry(group.to_owned()).or_default().push(symbol.clone());
        let group = group.to_owned();
        self.admitted.insert(symbol, Admission { group, notice, objection_days });
        Ok(())
    }

    /// The last symbol of the group takes the place of the one that leaves.
    pub(super) fn withdraw(&mut self, symbol: &Symbol) -> Result<(), &'static str> {
        let admission = self.admitted.remove(symbol).ok_or("NotAdmitted")?;
        let group = self.groups.entry(admission.group).or_default();
        if let Some(place) = group.iter().position(|one| one == symbol) {
            group.swap_remove(place);
        }
        Ok(())
    }

    /// An objection in time bars a symbol for good.
    pub(super) fn object(
        &mut self,
        symbol: &Symbol,
        day: UtcDay,
        today: UtcDay,
    ) -> Result<(), &'static str> {
        if let Some(admission) = self.admitted.get(symbol) {
            let last = admission.notice.number() + admission.objection_days;
            if day < admission.notice || day.number() > last || day > today {
                return Err("ObjectionOutOfTime");
            }
        }
        self.withdraw(symbol)?;
        self.barred.insert(symbol.clone());
        Ok(())
    }

    /// Whether an instrument of the scenario is a symbol.
    pub(crate) fn is_admitted(&self, place: usize) -> bool {
        self.admitted.contains_key(&Symbol::Instrument(place))
    }

    /// The rank of a symbol from 1, once the time for objections is over.
    pub(super) fn rank(&self, symbol: &Symbol, today: UtcDay) -> Option<usize> {
        let admission = self.admitted.get(symbol)?;
        let last = admission.notice.number() + admission.objection_days;
        let place = self.groups.get(&admission.group)?.iter().position(|one| one == symbol)?;
        (today.number() > last).then_some(place + 1)
    }
}
