//! What transactions of other runs were: by their journals, or by the chain where no journal has them.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use alloy::consensus::{Transaction as _, TxEnvelope};
use alloy::eips::Decodable2718 as _;
use alloy::network::TransactionResponse as _;
use alloy::primitives::{Address, Bytes, TxHash};
use alloy::providers::Provider as _;
use alloy::rpc::client::BatchRequest;
use alloy::rpc::types::Transaction;
use alloy::transports::TransportError;

use super::BulkError;
use super::journal::{Entry, Header, Journal, Line};
use super::receipts::Receipts;
use crate::home::HomeError;
use crate::network::{ChainIdentity, Connection};

/// Transactions in one JSON-RPC batch.
const BATCH: usize = 100;

/// A transaction that a run has signed, or an account.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Who signed it.
    pub sender: Address,
    /// The number that it has among those of its sender.
    pub nonce: u64,
    /// What it calls.
    pub to: Option<Address>,
    /// The call.
    pub input: Bytes,
    hashes: Vec<TxHash>,
}

impl Journal {
    /// What a file says that was signed on a chain, one by one, without a lock or a change to it; nothing when it is of another chain, or
    /// no journal.
    ///
    /// # Errors
    ///
    /// The file can't be read.
    pub fn sent(
        path: &Path,
        chain: ChainIdentity,
    ) -> Result<impl Iterator<Item = Sent> + use<>, BulkError> {
        let file = File::open(path).map_err(|source| HomeError::io("read", path, source))?;
        let mut lines = BufReader::new(file).lines().map_while(Result::ok);
        let header = lines.next().and_then(|line| serde_json::from_str::<Header>(&line).ok());
        let sender = header.filter(|header| header.chain == chain).map(|header| header.sender);
        Ok(lines.filter_map(move |line| match (sender, serde_json::from_str(&line)) {
            (Some(sender), Ok(Line::Entry(entry))) => sent(sender, &entry),
            _ => None,
        }))
    }
}

impl Sent {
    /// What may be mined for it: no more than one of them is.
    #[must_use]
    pub fn hashes(&self) -> &[TxHash] {
        &self.hashes
    }

    /// Transactions that the chain has, in their order; those that it does not have are left out.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn on_chain(
        connection: &Connection,
        hashes: &[TxHash],
    ) -> Result<Vec<Self>, BulkError> {
        let mut found = Vec::with_capacity(hashes.len());
        for chunk in hashes.chunks(BATCH) {
            let read = transactions(connection, chunk).await.map_err(|error| {
                BulkError::Network(Box::new(connection.error("eth_getTransactionByHash", &error)))
            })?;
            found.extend(read.into_iter().flatten().map(|transaction| Self {
                sender: transaction.from(),
                nonce: transaction.nonce(),
                to: transaction.to(),
                input: transaction.input().clone(),
                hashes: vec![transaction.tx_hash()],
            }));
        }
        Ok(found)
    }

    /// Which of some the chain has, and did not refuse.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn succeeded(connection: &Connection, some: &[Self]) -> Result<Vec<bool>, BulkError> {
        let hashes = some.iter().flat_map(|sent| sent.hashes.iter().copied());
        let receipts = Receipts::default().of(connection, hashes).await.map_err(|error| {
            BulkError::Network(Box::new(connection.error("eth_getTransactionReceipt", &error)))
        })?;
        let succeeded = |hash| receipts.get(hash).is_some_and(|receipt| receipt.succeeded());
        Ok(some.iter().map(|sent| sent.hashes.iter().any(succeeded)).collect())
    }
}

async fn transactions(
    connection: &Connection,
    hashes: &[TxHash],
) -> Result<Vec<Option<Transaction>>, TransportError> {
    let mut batch = BatchRequest::new(connection.provider().client());
    let mut waiting = Vec::with_capacity(hashes.len());
    for hash in hashes {
        waiting.push(batch.add_call("eth_getTransactionByHash", &(*hash,))?);
    }
    batch.send().await?;
    let mut found = Vec::with_capacity(waiting.len());
    for waiter in waiting {
        found.push(waiter.await?);
    }
    Ok(found)
}

fn sent(sender: Address, entry: &Entry) -> Option<Sent> {
    let envelope = TxEnvelope::decode_2718(&mut entry.raw.as_ref()).ok()?;
    let (to, input) = (envelope.to(), envelope.input().clone());
    Some(Sent { sender, nonce: entry.nonce, to, input, hashes: entry.hashes().collect() })
}
