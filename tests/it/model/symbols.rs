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

impl Admission {
    /// Number of the last day for objections.
    fn last(&self) -> u16 {
        self.notice.number() + self.objection_days
    }
}

/// The symbols of all groups.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    /// In the order of their ranks.
    groups: BTreeMap<String, Vec<Symbol>>,
    admitted: BTreeMap<Symbol, Admission>,
    /// What the last admission of each that was withdrawn said.
    withdrawn: BTreeMap<Symbol, Admission>,
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
        // A notice holds through its last day for objections, whoever withdraws the symbol meanwhile.
        if let Some(before) = self.withdrawn.get(&symbol)
            && today.number() <= before.last()
            && (notice != before.notice || objection_days < before.objection_days)
        {
            return Err("NoticeStands");
        }
        self.groups.entry(group.to_owned()).or_default().push(symbol.clone());
        let group = group.to_owned();
        self.admitted.insert(symbol, Admission { group, notice, objection_days });
        Ok(())
    }

    /// The last symbol of the group takes the place of the one that leaves.
    pub(super) fn withdraw(&mut self, symbol: &Symbol) -> Result<(), &'static str> {
        let admission = self.admitted.remove(symbol).ok_or("NotAdmitted")?;
        let group = self.groups.entry(admission.group.clone()).or_default();
        if let Some(place) = group.iter().position(|one| one == symbol) {
            group.swap_remove(place);
        }
        self.withdrawn.insert(symbol.clone(), admission);
        Ok(())
    }

    /// An objection in time bars a symbol for good, or what was one.
    pub(super) fn object(
        &mut self,
        symbol: &Symbol,
        day: UtcDay,
        today: UtcDay,
    ) -> Result<(), &'static str> {
        let admission = self.admitted.get(symbol).or_else(|| self.withdrawn.get(symbol));
        let admission = admission.ok_or("NotAdmitted")?;
        if self.barred.contains(symbol) {
            return Err("SymbolBarred");
        }
        if day < admission.notice || day.number() > admission.last() || day > today {
            return Err("ObjectionOutOfTime");
        }
        if self.is_admitted(symbol) {
            self.withdraw(symbol)?;
        }
        self.barred.insert(symbol.clone());
        Ok(())
    }

    /// Whether it is a symbol.
    pub(crate) fn is_admitted(&self, symbol: &Symbol) -> bool {
        self.admitted.contains_key(symbol)
    }

    /// The rank of a symbol from 1, once the time for objections is over.
    pub(super) fn rank(&self, symbol: &Symbol, today: UtcDay) -> Option<usize> {
        let admission = self.admitted.get(symbol)?;
        let place = self.groups.get(&admission.group)?.iter().position(|one| one == symbol)?;
        (today.number() > admission.last()).then_some(place + 1)
    }
}
