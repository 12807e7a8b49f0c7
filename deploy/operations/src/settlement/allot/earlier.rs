//! Orders of investors whom another book of the instrument was allotted to.

use std::collections::{BTreeMap, btree_map};

use alloy::primitives::{Address, U256};
use alloy::sol_types::{SolCall as _, SolEvent as _};
use corridor_bindings::Settlement;
use corridor_deploy::bulk::{Journal, Outcome, Sent};
use corridor_deploy::deployment::logs;
use corridor_deploy::explain::Wording;

use super::Run;
use crate::{AllotmentRule, OperationError, Repeated};

/// What an investor has, or may get, from another offering or another book.
struct Allotted {
    offering: u64,
    units: U256,
    /// Whether it is only signed, and may still be mined.
    waits: bool,
}

impl Run<'_> {
    /// Orders of investors who have units of the instrument from another offering or another book, by the events of the chain: a corrected
    /// book is another one, and so is the same at another price. Those that name their offering themselves, as signed subscriptions do,
    /// are meant for it; and of a book that was begun nothing is done twice.
    ///
    /// # Errors
    ///
    /// There are some, and they are not wanted once more; or the endpoint fails.
    pub(super) async fn expect_new(
        &self,
        is_begun: bool,
    ) -> Result<Option<Repeated>, OperationError> {
        let has_begun = is_begun || self.fills().await?.iter().any(|fill| fill.units != 0);
        if has_begun || self.given.is_some() {
            return Ok(None);
        }
        let mut allotted = self.allotted_before().await?;
        allotted.extend(self.waiting().await?);
        let (file, rows) = (self.book.file.clone(), self.book.orders.len() as u64);
        let first = Vec::new();
        let mut found = Repeated { file, rows, repeated: 0, first, journal: None, waits: false };
        let decided = self.wanted.rule == AllotmentRule::Discretionary;
        let counts = self
            .book
            .orders
            .iter()
            .filter(|order| self.takes(order) && !(decided && order.allotment == Some(0)));
        for order in counts {
            if let Some(Allotted { offering, units, waits }) = allotted.get(&order.investor) {
                let units = Wording::new(self.wanted.offer.leg.currency).amount(*units);
                let investor = order.investor;
                let what = || format!("{units} to {investor} in offering {offering}");
                found.add(order.line, *waits, what);
            }
        }
        match found.if_any() {
            Some(found) if !self.wanted.again => Err(OperationError::Repeated(Box::new(found))),
            found => Ok(found),
        }
    }

    /// What runs of other books have signed for the instrument and nobody has mined yet, by investor.
    async fn waiting(&self) -> Result<BTreeMap<Address, Allotted>, OperationError> {
        let own = self.desk.journal_path("allot", self.purpose()?);
        let (connection, mut found) = (self.desk.connection(), BTreeMap::new());
        // What each offering is of is asked once, however many orders there are.
        let mut bonds = BTreeMap::new();
        for path in self.desk.journals("allot")?.into_iter().filter(|path| *path != own) {
            let sent: Vec<Sent> = Journal::sent(&path, connection.identity())?.collect();
            let outcomes = Sent::outcomes(connection, &sent).await?;
            let waiting = sent.iter().zip(outcomes);
            for (sent, _) in waiting.filter(|(_, outcome)| *outcome == Outcome::Waiting) {
                let Ok(call) = Settlement::allotCall::abi_decode(&sent.input) else { continue };
                for Settlement::Allocation { subscription, units, .. } in call.allocations {
                    let offering = subscription.offering.saturating_to::<u64>();
                    if let btree_map::Entry::Vacant(vacant) = bonds.entry(offering) {
                        vacant.insert(self.desk.offering(offering).await?.bond);
                    }
                    if bonds[&offering] == self.wanted.offer.leg.token {
                        let one = Allotted { offering, units: U256::from(units), waits: true };
                        found.insert(subscription.investor, one);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The last offering of the instrument in which each investor was allotted something, and how much.
    async fn allotted_before(&self) -> Result<BTreeMap<Address, Allotted>, OperationError> {
        let (desk, token) = (self.desk, self.wanted.offer.leg.token);
        let mut offerings = BTreeMap::new();
        for id in 1..=desk.offering_count().await? {
            offerings.insert(id, desk.offering(id).await?.bond);
        }
        let (topics, mut found) = (vec![Settlement::Allotted::SIGNATURE_HASH], BTreeMap::new());
        let first = desk.manifest()?.first_block();
        logs(desk.connection(), desk.settlement()?, topics, first, |log| {
            if let Ok(event) = Settlement::Allotted::decode_log(&log.inner) {
                let offering = event.offering.saturating_to::<u64>();
                if offerings.get(&offering) == Some(&token) {
                    let one = Allotted { offering, units: event.units, waits: false };
                    found.insert(event.investor, one);
                }
            }
        })
        .await?;
        Ok(found)
    }
}
