//! What the transactions of other runs were, by their journals.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use alloy::consensus::{Transaction as _, TxEnvelope};
use alloy::eips::Decodable2718 as _;
use alloy::primitives::{Address, Bytes, TxHash};

use super::BulkError;
use super::journal::{Entry, Header, Journal, Line};
use super::receipts::Receipts;
use crate::home::HomeError;
use crate::network::{ChainIdentity, Connection};

/// A transaction that a run has signed.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Who signed it.
    pub sender: Address,
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

fn sent(sender: Address, entry: &Entry) -> Option<Sent> {
    let envelope = TxEnvelope::decode_2718(&mut entry.raw.as_ref()).ok()?;
    let (to, input) = (envelope.to(), envelope.input().clone());
    Some(Sent { sender, to, input, hashes: entry.hashes().collect() })
}
