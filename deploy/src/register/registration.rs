//! Which commitment each investor was registered with: what entries of the book go by.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::B256;
use alloy::rpc::types::Filter;
use alloy::sol_types::SolEvent;
use corridor_bindings::InvestorRegistry::InvestorRegistered;

use super::{Moment, Register, RegisterError};
use crate::calendar::UtcDay;
use crate::deployment::{DeploymentError, Manifest, SystemContract};
use crate::network::{Connection, Pages};
use crate::owner::Owner;

/// Commitments by the number of the investor.
#[derive(Debug, Default)]
pub struct Registrations(BTreeMap<u64, B256>);

impl Registrations {
    /// Reads the commitments of some investors from the registry's events.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn read(
        connection: &Connection,
        manifest: &Manifest,
        investors: &BTreeSet<u64>,
        span: u64,
    ) -> Result<Self, RegisterError> {
        let mut found = BTreeMap::new();
        let registry = manifest.contracts.get(&SystemContract::InvestorRegistry);
        let Some(registry) = registry.filter(|_| !investors.is_empty()) else {
            return Ok(Self(found));
        };
        let filter = Filter::new()
            .address(registry.address)
            .event_signature(InvestorRegistered::SIGNATURE_HASH);
        let last = Pages::latest(connection).await.map_err(DeploymentError::from)?;
        let mut pages = Pages::new(connection, filter, registry.block, last, span);
        while let Some(page) = pages.next().await.map_err(DeploymentError::from)? {
            let registered = page.iter().filter_map(|log| {
                let event = InvestorRegistered::decode_log(&log.inner).ok()?;
                Some((event.investor.to::<u64>(), event.commitment))
            });
            found.extend(registered.filter(|(investor, _)| investors.contains(investor)));
        }
        Ok(Self(found))
    }

    /// The commitment of an investor.
    #[must_use]
    pub fn of(&self, investor: u64) -> Option<B256> {
        self.0.get(&investor).copied()
    }
}

impl Register {
    /// Adds the commitment of each holder's investor.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn add_commitments(
        &mut self,
        connection: &Connection,
        manifest: &Manifest,
        span: u64,
    ) -> Result<(), RegisterError> {
        let rows = self.holders.iter().chain(&self.cancelled);
        let investors = rows.filter_map(|holder| holder.investor).collect();
        let found = Registrations::read(connection, manifest, &investors, span).await?;
        for holder in self.holders.iter_mut().chain(&mut self.cancelled) {
            holder.commitment = holder.investor.and_then(|investor| found.of(investor));
        }
        Ok(())
    }

    /// Says of every holder who it was at the moment of the register, and of who holds no more, when that came to nothing. `owner` knows
    /// whose a commitment was on a day, or later where it knows nothing of then, and since when. The commitments were added before.
    ///
    /// # Errors
    ///
    /// Those of `owner`.
    pub fn add_owners<E>(
        &mut self,
        owner: impl Fn(B256, UtcDay) -> Result<Option<(Owner, UtcDay)>, E>,
    ) -> Result<(), E> {
        let day = self.day();
        let (mut unknown, mut younger) = (0_usize, Vec::new());
        for holder in self.holders.iter_mut().chain(&mut self.cancelled) {
            let day = holder.cancelled.unwrap_or(day);
            // On the day on which a position ends its entry may be removed too.
            let asked = match holder.cancelled {
                Some(day) => UtcDay::from_number(day.number().saturating_sub(1)),
                None => day,
            };
            let found = holder.commitment.map(|commitment| owner(commitment, asked));
            match found.transpose()?.flatten() {
                None => unknown += 1,
                Some((owner, recorded)) => {
                    younger.extend(Some(recorded).filter(|recorded| *recorded > day));
                    (holder.owner, holder.owner_recorded) = (Some(owner), Some(recorded));
                }
            }
        }
        let all = self.holders.len() + self.cancelled.len();
        if unknown > 0 {
            self.notes
                .push(format!("the book of holders has no entry for {unknown} of {all} positions"));
        }
        if let Some(first) = younger.iter().min() {
            self.notes.push(format!(
                "{} of {all} positions are shown with an entry of the book that is younger than they are; the first was recorded on {first}",
                younger.len()
            ));
        }
        Ok(())
    }

    /// The day of which the book is asked. The latest block may be older than today.
    fn day(&self) -> UtcDay {
        let Moment { day, time, .. } = self.moment;
        let of_block = || UtcDay::from_seconds(time).unwrap_or_else(UtcDay::today);
        match day {
            Some(day) => day,
            None if self.moment.is_latest() => of_block().max(UtcDay::today()),
            None => of_block(),
        }
    }
}
