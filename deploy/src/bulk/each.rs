//! One question about each of many transactions, a hundred of them in a request.

use alloy::primitives::TxHash;
use alloy::providers::Provider as _;
use alloy::rpc::client::BatchRequest;
use alloy::transports::TransportError;
use serde::de::DeserializeOwned;

use crate::network::Connection;

/// Questions in one JSON-RPC batch.
const BATCH: usize = 100;

/// Answers in the order of the transactions; nothing for one that the node does not know.
pub(super) async fn ask_of_each<T>(
    connection: &Connection,
    method: &'static str,
    hashes: &[TxHash],
) -> Result<Vec<Option<T>>, TransportError>
where
    T: DeserializeOwned + std::fmt::Debug + Send + Sync + Unpin + 'static,
{
    let mut answers = Vec::with_capacity(hashes.len());
    for chunk in hashes.chunks(BATCH) {
        let mut batch = BatchRequest::new(connection.provider().client());
        let mut waiting = Vec::with_capacity(chunk.len());
        for hash in chunk {
            waiting.push(batch.add_call::<_, Option<T>>(method, &(*hash,))?);
        }
        batch.send().await?;
        for waiter in waiting {
            answers.push(waiter.await?);
        }
    }
    Ok(answers)
}
