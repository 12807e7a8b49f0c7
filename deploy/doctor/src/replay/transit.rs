//! Lots on their way from one leg to another: both halves of an exchange are in one transaction.

use std::collections::{BTreeMap, VecDeque};

use alloy::primitives::{Address, B256, U256};

use super::lots::{ByDay, add, merge_latest};
use super::{Moment, Movement};

/// Lots in which an exchange may arrive, beside what is of the day itself.
const MOST: usize = 17;

/// What left each leg last in the transaction that is read, in the order in which it left.
#[derive(Debug, Default)]
pub(super) struct Transit {
    transaction: B256,
    left: BTreeMap<Address, VecDeque<(u16, U256)>>,
}

impl Transit {
    /// Keeps the lots that left a leg, until the next ones do: those that nobody collected went to a leg that keeps none. A day that is not
    /// known there is known nowhere.
    pub(super) fn put(&mut self, leg: Address, lots: &ByDay, moment: Moment) {
        self.begin(moment);
        let dated = lots.iter().filter(|(day, _)| **day != 0);
        self.left.insert(leg, dated.map(|(day, units)| (*day, *units)).collect());
    }

    /// The lots in which a movement arrives from a leg. What did not leave it with a date is of the day itself.
    pub(super) fn collect(&mut self, leg: Address, movement: &Movement) -> ByDay {
        self.begin(movement.moment);
        let left = self.left.entry(leg).or_default();
        let (mut missing, mut lots) = (movement.amount, ByDay::new());
        while let Some((day, units)) = left.pop_front() {
            let arriving = missing.min(units);
            missing -= arriving;
            add(&mut lots, day, arriving);
            merge_latest(&mut lots, MOST);
            if arriving < units {
                left.push_front((day, units - arriving));
                break;
            }
        }
        add(&mut lots, movement.moment.day(), missing);
        lots
    }

    /// What was on its way in another transaction never arrives.
    fn begin(&mut self, moment: Moment) {
        if moment.origin.transaction != self.transaction {
            *self = Self { transaction: moment.origin.transaction, left: BTreeMap::new() };
        }
    }
}
