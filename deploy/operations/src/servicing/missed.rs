//! A holder whom a batch left out.

use alloy::consensus::Transaction as _;
use alloy::primitives::{Address, B256, U256};
use alloy::providers::Provider as _;
use alloy::sol_types::{SolCall as _, SolEvent as _};
use corridor_bindings::Servicing;
use corridor_deploy::deployment::logs;

use super::Distribution;
use crate::{Desk, OperationError};

/// The batch in whose range a holder lies.
pub(super) struct Batch {
    index: U256,
    after: Address,
    pub(super) block: u64,
    pub(super) transaction: B256,
}

impl Desk {
    /// The call that gives a holder its turn which a batch left out; nothing when none did. The list of the batch is taken from the
    /// call that paid it.
    pub(super) async fn missed(
        &self,
        distribution: &Distribution,
        holder: Address,
    ) -> Result<Option<Servicing::claimMissedCall>, OperationError> {
        let Some(batch) = self.batch_around(distribution, holder).await? else { return Ok(None) };
        let list = self.holders_of(&batch).await?;
        let Some(list) = list.filter(|list| !list.contains(&holder)) else { return Ok(None) };
        Ok(Some(Servicing::claimMissedCall {
            id: U256::from(distribution.id),
            index: batch.index,
            after_: batch.after,
            list,
            holder,
        }))
    }

    /// Whom a batch names, by its call; nothing when it was another contract's call.
    pub(super) async fn holders_of(
        &self,
        batch: &Batch,
    ) -> Result<Option<Vec<Address>>, OperationError> {
        let found = self.connection().provider().get_transaction_by_hash(batch.transaction).await;
        let found =
            found.map_err(|error| self.connection().error("eth_getTransactionByHash", &error))?;
        let call = found.and_then(|found| Servicing::payCall::abi_decode(found.inner.input()).ok());
        Ok(call.map(|call| call.holders))
    }

    pub(super) async fn batch_around(
        &self,
        distribution: &Distribution,
        holder: Address,
    ) -> Result<Option<Batch>, OperationError> {
        let (contract, first) = (self.servicing()?, self.manifest()?.first_block());
        let id = U256::from(distribution.id);
        let mut around = None;
        let topics = vec![Servicing::BatchPaid::SIGNATURE_HASH];
        logs(self.connection(), contract, topics, first, |log| {
            let Ok(paid) = Servicing::BatchPaid::decode_log(&log.inner) else { return };
            if paid.id == id && paid.after_ < holder && holder <= paid.last {
                let transaction = log.transaction_hash.unwrap_or_default();
                let block = log.block_number.unwrap_or_default();
                around = Some(Batch { index: paid.index, after: paid.after_, block, transaction });
            }
        })
        .await?;
        Ok(around)
    }
}
