//! Investors, and what is on record of them.

use std::collections::{BTreeMap, BTreeSet};

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::residence::Residence;
use corridor_deploy::vocabulary::{Category, Flag};
use corridor_scenario::Investor;

/// An investor, the same in all of its wallets.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) residence: Option<Residence>,
    pub(crate) flags: BTreeSet<Flag>,
    /// Categories, each with its last valid day.
    pub(crate) categories: BTreeMap<Category, UtcDay>,
}

impl Person {
    pub(super) fn of(investor: &Investor) -> Self {
        Self {
            residence: investor.jurisdiction,
            flags: investor.flags.iter().copied().collect(),
            categories: investor.categories.iter().copied().collect(),
        }
    }

    /// Whether it holds the category on a day: through its last day.
    pub(crate) fn holds(&self, category: Category, day: UtcDay) -> bool {
        self.categories.get(&category).is_some_and(|last| day <= *last)
    }

    pub(crate) fn carries(&self, flags: &[Flag]) -> bool {
        flags.iter().any(|flag| self.flags.contains(flag))
    }
}
