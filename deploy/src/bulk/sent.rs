//! What transactions of other runs were: by their journals, or by the chain where no journal has them.

use std::collections::{BTreeMap, btree_map};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use alloy::consensus::{Transaction as _, TxEnvelope};
use alloy::eips::Decodable2718 as _;
use alloy::network::TransactionResponse as _;
use alloy::primitives::{Address, Bytes, TxHash};
use alloy::providers::Provider as _;
use alloy::rpc::types::Transaction;

use super::BulkError;
use super::each::ask_of_each;
use super::journal::{Entry, Header, Journal, Line};
use super::receipts::Receipts;
use crate::home::HomeError;
use crate::network::{ChainIdentity, Connection};

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

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The chain has it, and did not refuse.
    Done,
    /// It may still be mined.
    Waiting,
    /// It was refused, or another one has its number.
    Nothing,
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
        let method = "eth_getTransactionByHash";
        let read = ask_of_each::<Transaction>(connection, method, hashes).await;
        let read =
            read.map_err(|error| BulkError::Network(Box::new(connection.error(method, &error))))?;
        let sent = |transaction: Transaction| Self {
            sender: transaction.from(),
            nonce: transaction.nonce(),
            to: transaction.to(),
            input: transaction.input().clone(),
            hashes: vec![transaction.tx_hash()],
        };
        Ok(read.into_iter().flatten().map(sent).collect())
    }

    /// What became of some. One that was signed and is not mined may still be, as long as its account has not used its number.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn outcomes(
        connection: &Connection,
        some: &[Self],
    ) -> Result<Vec<Outcome>, BulkError> {
        // Asked first: what is mined in between has a receipt then.
        let mut used = BTreeMap::new();
        for sent in some {
            if let btree_map::Entry::Vacant(vacant) = used.entry(sent.sender) {
                let count = connection.provider().get_transaction_count(sent.sender).await;
                vacant.insert(count.map_err(|error| {
                    let error = connection.error("eth_getTransactionCount", &error);
                    BulkError::Network(Box::new(error))
                })?);
            }
        }
        let hashes = some.iter().flat_map(|sent| sent.hashes.iter().copied());
        let receipts = Receipts::default().of(connection, hashes).await.map_err(|error| {
            BulkError::Network(Box::new(connection.error("eth_getTransactionReceipt", &error)))
        })?;
        let outcome = |sent: &Self| {
            let mut mined = sent.hashes.iter().filter_map(|hash| receipts.get(hash)).peekable();
            let is_mined = mined.peek().is_some();
            match mined.any(|receipt| receipt.succeeded()) {
                true => Outcome::Done,
                false if !is_mined && used[&sent.sender] <= sent.nonce => Outcome::Waiting,
                false => Outcome::Nothing,
            }
        };
        Ok(some.iter().map(outcome).collect())
    }
}

fn sent(sender: Address, entry: &Entry) -> Option<Sent> {
    let envelope = TxEnvelope::decode_2718(&mut entry.raw.as_ref()).ok()?;
    let (to, input) = (envelope.to(), envelope.input().clone());
    Some(Sent { sender, nonce: entry.nonce, to, input, hashes: entry.hashes().collect() })
}
