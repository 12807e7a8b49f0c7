//! A holder whom a batch left out.

use alloy::consensus::Transaction as _;
use alloy::primitives::{Address, B256, U256};
use alloy::providers::Provider as _;
use alloy::sol_types::{SolCall as _, SolEvent as _};
use corridor_bindings::Servicing;

use super::Distribution;
use crate::deployment::reads::logs;
use crate::operations::{Desk, OperationError};

/// The batch in whose range a holder lies.
struct Batch {
    index: U256,
    after: Address,
    transaction: B256,
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
        let found = self.connection().provider().get_transaction_by_hash(batch.transaction).await;
        let found =
            found.map_err(|error| self.connection().error("eth_getTransactionByHash", &error))?;
        let call = found.and_then(|found| Servicing::payCall::abi_decode(found.inner.input()).ok());
        let Some(call) = call.filter(|call| !call.holders.contains(&holder)) else {
            return Ok(None);
        };
        Ok(Some(Servicing::claimMissedCall {
            id: U256::from(distribution.id),
            index: batch.index,
            after_: batch.after,
            list: call.holders,
            holder,
        }))
    }

    async fn batch_around(
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
            if paid.id == id && paid.after_ < holder && holder < paid.last {
                let transaction = log.transaction_hash.unwrap_or_default();
                around = Some(Batch { index: paid.index, after: paid.after_, transaction });
            }
        })
        .await?;
        Ok(around)
    }
}
