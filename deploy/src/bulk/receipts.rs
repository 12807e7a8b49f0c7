//! Receipts of many transactions, read block by block.

use std::collections::HashMap;

use alloy::primitives::{TxHash, U64};
use alloy::providers::Provider;
use alloy::transports::TransportError;
use serde::Deserialize;

use super::each::ask_of_each;
use crate::network::Connection;

/// Blocks that are read at most in one look; when there are more, each transaction is asked for.
const BLOCKS: u64 = 32;

/// What counts of a receipt. Logs, most of it, are not kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Receipt {
    transaction_hash: TxHash,
    gas_used: U64,
    status: U64,
}

impl Receipt {
    pub(super) fn hash(&self) -> TxHash {
        self.transaction_hash
    }

    pub(super) fn gas_used(&self) -> u64 {
        self.gas_used.to()
    }

    pub(super) fn succeeded(&self) -> bool {
        !self.status.is_zero()
    }
}

/// How far the blocks of a chain have been read.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    /// The last block that was read; `None` when each transaction has to be asked for.
    read: Option<u64>,
    /// Whether the endpoint does not know `eth_getBlockReceipts`.
    one_by_one: bool,
}

impl Receipts {
    /// Asks for each transaction the next time: the chain may have changed behind what was read.
    pub(super) fn forget(&mut self) {
        self.read = None;
    }

    /// The receipts of those that have one. A receipt is found in a later look when not in this one.
    pub(super) async fn of(
        &mut self,
        connection: &Connection,
        hashes: impl Iterator<Item = TxHash>,
    ) -> Result<HashMap<TxHash, Receipt>, TransportError> {
        let latest = connection.provider().get_block_number().await?;
        let found = match self.read {
            Some(read) if read == latest && !self.one_by_one => return Ok(HashMap::new()),
            Some(read) if read < latest && latest - read <= BLOCKS && !self.one_by_one => {
                match of_blocks(connection, read + 1..=latest).await {
                    Err(TransportError::ErrorResp(_)) | Ok(None) => {
                        self.one_by_one = true;
                        of_each(connection, hashes).await?
                    }
                    found => found?.unwrap_or_default(),
                }
            }
            _ => of_each(connection, hashes).await?,
        };
        // Those of `latest` were mined before each was asked for, so nothing falls between.
        self.read = Some(latest);
        Ok(found)
    }
}

/// All receipts of some blocks; `None` when the endpoint has none for a block that it has.
async fn of_blocks(
    connection: &Connection,
    blocks: impl Iterator<Item = u64>,
) -> Result<Option<HashMap<TxHash, Receipt>>, TransportError> {
    let mut found = HashMap::new();
    for block in blocks {
        let client = connection.provider().client();
        let receipts: Option<Vec<Receipt>> =
            client.request("eth_getBlockReceipts", (U64::from(block),)).await?;
        let Some(receipts) = receipts else { return Ok(None) };
        found.extend(receipts.into_iter().map(|receipt| (receipt.transaction_hash, receipt)));
    }
    Ok(Some(found))
}

async fn of_each(
    connection: &Connection,
    hashes: impl Iterator<Item = TxHash>,
) -> Result<HashMap<TxHash, Receipt>, TransportError> {
    let hashes: Vec<TxHash> = hashes.collect();
    let receipts = ask_of_each::<Receipt>(connection, "eth_getTransactionReceipt", &hashes).await?;
    let found = receipts.into_iter().flatten();
    Ok(found.map(|receipt| (receipt.transaction_hash, receipt)).collect())
}
