//! Of whose units a part was to be redeemed, and was not, because they are no longer theirs.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::Servicing;
use corridor_deploy::bulk::read_together;
use corridor_deploy::deployment::logs;
use corridor_deploy::explain::Wording;
use serde::Serialize;

use super::Distribution;
use crate::{Desk, OperationError};

/// A holder whose recorded units have gone elsewhere since: nobody is redeemed of them, and what was paid in for them returns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotRedeemed {
    /// The holder at the record date.
    pub holder: Address,
    /// What is not redeemed, and stays outstanding with whoever has it.
    pub units: String,
    /// What was paid in for it.
    pub amount: String,
}

/// What is known of the units of holders who have had their turn.
#[derive(Default)]
struct Told {
    /// Redeemed, and redirected to another wallet.
    gone: BTreeMap<Address, U256>,
    /// Redirected from another wallet.
    come: BTreeMap<Address, U256>,
}

impl Desk {
    /// Whose recorded units are no longer theirs, in ascending order: of those who have had their turn, and of those whose turn is to
    /// come as if it were now. Only parts are redeemed of what was recorded.
    pub(super) async fn not_redeemed(
        &self,
        one: &Distribution,
        holders: &[Address],
    ) -> Result<Vec<NotRedeemed>, OperationError> {
        if !one.kind()?.is_part_of_recorded() {
            return Ok(Vec::new());
        }
        let (servicing, id, latest) = (self.servicing()?, U256::from(one.id), BlockId::latest());
        let bases = self.bases(one, holders).await?;
        let kept =
            holders.iter().map(|h| (servicing, Servicing::withheldOfCall { id, holder: *h }));
        let kept = read_together(self.connection(), kept, latest).await?;
        let settled =
            holders.iter().map(|h| (servicing, Servicing::isSettledCall { id, holder: *h }));
        let settled = read_together(self.connection(), settled, latest).await?;
        let payments =
            holders.iter().map(|h| (servicing, Servicing::explainPaymentCall { id, holder: *h }));
        let payments = read_together(self.connection(), payments, latest).await?;
        let told = self.told_of(id).await?;
        let progress = &one.progress;
        let mut found = Vec::new();
        for (index, holder) in holders.iter().enumerate() {
            let has_passed = !progress.batches.is_zero() && *holder <= progress.cursor;
            let there = match has_passed || settled[index] {
                true => told.of(*holder, U256::from(kept[index].units)),
                false => payments[index].units,
            };
            let units = one.units_on(bases[index]).saturating_sub(there);
            if !units.is_zero() {
                found.push(NotRedeemed {
                    holder: *holder,
                    units: Wording::new(one.leg.currency).amount(units),
                    amount: one.cash.words(one.cash_for(units)),
                });
            }
        }
        Ok(found)
    }

    async fn told_of(&self, id: U256) -> Result<Told, OperationError> {
        let (contract, first) = (self.servicing()?, self.manifest()?.first_block());
        let topics =
            vec![Servicing::UnitsRedeemed::SIGNATURE_HASH, Servicing::Redirected::SIGNATURE_HASH];
        let mut told = Told::default();
        logs(self.connection(), contract, topics, first, |log| {
            if let Ok(event) = Servicing::UnitsRedeemed::decode_log(&log.inner) {
                if event.id == id {
                    *told.gone.entry(event.holder).or_default() += event.units;
                }
            } else if let Ok(event) = Servicing::Redirected::decode_log(&log.inner)
                && event.id == id
            {
                *told.gone.entry(event.lost).or_default() += event.units;
                *told.come.entry(event.replacement).or_default() += event.units;
            }
        })
        .await?;
        Ok(told)
    }
}

impl Told {
    /// What became of a holder's own units, of which another's that were redirected to it are none.
    fn of(&self, holder: Address, kept: U256) -> U256 {
        let read = |of: &BTreeMap<Address, U256>| of.get(&holder).copied().unwrap_or_default();
        (read(&self.gone) + kept).saturating_sub(read(&self.come))
    }
}
