//! How much was sold, by day.

use alloy::primitives::U256;

use super::{Amounts, Movement, change};

/// Whose sales: everybody's, what one holder gave, what one received. The numbers are those of the contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    Instrument = 0,
    Given = 1,
    Received = 2,
}

/// The book of volumes.
#[derive(Debug, Default)]
pub(crate) struct Volumes {
    /// Sold by scope, holder and day; the instrument's holder is 0.
    pub(crate) sold: Amounts<(Scope, U256, u16)>,
}

impl Volumes {
    pub(super) fn record(&mut self, sale: &Movement) {
        let (day, origin) = (sale.moment.day(), sale.moment.origin);
        let sides = [
            (Scope::Instrument, U256::ZERO),
            (Scope::Given, sale.giver()),
            (Scope::Received, sale.receiver()),
        ];
        for (scope, holder) in sides {
            change(&mut self.sold, (scope, holder, day), origin, |sold| {
                sold.saturating_add(sale.amount)
            });
        }
    }
}
