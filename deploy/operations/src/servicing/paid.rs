//! What a holder has been paid of a distribution, and when.

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256};
use alloy::rpc::types::Log;
use alloy::sol_types::SolEvent as _;
use corridor_bindings::Servicing;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::logs;
use corridor_deploy::explain::{Wording, timestamp};
use serde::Serialize;

use super::{Distribution, DistributionKind};
use crate::{Desk, OperationError};

/// A payment that a holder received.
#[derive(Clone, Debug, Serialize)]
pub struct Received {
    /// Cash.
    pub amount: String,
    /// What was redeemed for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeemed: Option<String>,
    /// When, in UTC.
    pub at: String,
    /// The transaction.
    pub transaction: B256,
}

/// What a distribution has paid a holder so far.
#[derive(Clone, Copy, Debug)]
pub struct PaidHolder {
    /// What it held at the record date, or what was redeemed of it where there is none; token units.
    pub balance: U256,
    /// Cash units, of all payments.
    pub paid: U256,
    /// The day of the last one.
    pub on: UtcDay,
}

/// A payment, before it is put in words.
#[derive(Clone, Copy)]
struct Payment {
    cash: U256,
    units: U256,
    block: u64,
    transaction: B256,
}

/// What the events say of a holder.
#[derive(Default)]
struct Told {
    payments: Vec<Payment>,
    /// Transactions in which something was kept for it.
    kept: Vec<B256>,
}

impl Desk {
    /// What a holder has received of a distribution, oldest first, by the events of the chain. Those do not name whom a batch of
    /// interest paid: it is everybody in its call, but for whom something was kept.
    pub(super) async fn received(
        &self,
        one: &Distribution,
        holder: Address,
    ) -> Result<Vec<Received>, OperationError> {
        let mut received = Vec::new();
        for Payment { cash, units, block, transaction } in self.payments(one, holder).await? {
            let redeemed = Wording::new(one.leg.currency).amount(units);
            received.push(Received {
                amount: one.cash.words(cash),
                redeemed: (!units.is_zero()).then_some(redeemed),
                at: timestamp(self.time_at(BlockId::number(block)).await?),
                transaction,
            });
        }
        Ok(received)
    }

    /// What a distribution has paid a holder, for a confirmation; nothing where it has paid it nothing yet.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn paid_holder(
        &self,
        one: &Distribution,
        holder: Address,
    ) -> Result<Option<PaidHolder>, OperationError> {
        let payments = self.payments(one, holder).await?;
        let Some(last) = payments.last() else { return Ok(None) };
        let on = UtcDay::from_seconds(self.time_at(BlockId::number(last.block)).await?);
        let on = on.ok_or(OperationError::UnknownDistribution { id: one.id })?;
        let sum = |of: fn(&Payment) -> U256| payments.iter().map(of).sum::<U256>();
        let balance = match one.kind()?.has_record_date() {
            true => self.bases(one, &[holder]).await?.first().copied().unwrap_or_default(),
            false => sum(|payment| payment.units),
        };
        Ok(Some(PaidHolder { balance, paid: sum(|payment| payment.cash), on }))
    }

    async fn payments(
        &self,
        one: &Distribution,
        holder: Address,
    ) -> Result<Vec<Payment>, OperationError> {
        let (contract, first) = (self.servicing()?, self.manifest()?.first_block());
        let (id, mut told) = (U256::from(one.id), Told::default());
        let topics = vec![
            Servicing::Claimed::SIGNATURE_HASH,
            Servicing::UnitsRedeemed::SIGNATURE_HASH,
            Servicing::Withheld::SIGNATURE_HASH,
        ];
        logs(self.connection(), contract, topics, first, |log| told.hear(log, id, holder)).await?;
        if let Some(payment) = self.received_in_batch(one, holder, &told).await? {
            told.payments.push(payment);
        }
        told.payments.sort_by_key(|payment| payment.block);
        Ok(told.payments)
    }

    /// Interest that it was paid when its turn came.
    async fn received_in_batch(
        &self,
        one: &Distribution,
        holder: Address,
        told: &Told,
    ) -> Result<Option<Payment>, OperationError> {
        let call = Servicing::isSettledCall { id: U256::from(one.id), holder };
        let is_interest = one.kind()? == DistributionKind::Interest;
        // Whoever was settled alone had no turn in a batch.
        if !is_interest || self.read(self.servicing()?, &call).await? {
            return Ok(None);
        }
        let Some(batch) = self.batch_around(one, holder).await? else { return Ok(None) };
        let (block, transaction) = (batch.block, batch.transaction);
        let is_named = self.holders_of(&batch).await?.is_some_and(|list| list.contains(&holder));
        if !is_named || told.kept.contains(&transaction) {
            return Ok(None);
        }
        let basis = self.bases(one, &[holder]).await?.first().copied().unwrap_or_default();
        let (numerator, denominator) = (one.declaration.numerator, one.declaration.denominator);
        let product = basis.checked_mul(U256::from(numerator)).unwrap_or_default();
        let cash = product.checked_div(U256::from(denominator)).unwrap_or_default();
        let payment = Payment { cash, units: U256::ZERO, block, transaction };
        Ok((!cash.is_zero()).then_some(payment))
    }
}

impl Told {
    fn hear(&mut self, log: &Log, id: U256, holder: Address) {
        let (block, transaction) =
            (log.block_number.unwrap_or_default(), log.transaction_hash.unwrap_or_default());
        let payment = |cash, units| Payment { cash, units, block, transaction };
        if let Ok(event) = Servicing::Claimed::decode_log(&log.inner) {
            // A claim that redeems has both events.
            let is_known = self.payments.iter().any(|one| one.transaction == transaction);
            if (event.id, event.holder) == (id, holder) && !is_known {
                self.payments.push(payment(event.amount, U256::ZERO));
            }
        } else if let Ok(event) = Servicing::UnitsRedeemed::decode_log(&log.inner) {
            if (event.id, event.holder) == (id, holder) {
                self.payments.push(payment(event.amount, event.units));
            }
        } else if let Ok(event) = Servicing::Withheld::decode_log(&log.inner)
            && (event.id, event.holder) == (id, holder)
        {
            self.kept.push(transaction);
        }
    }
}
