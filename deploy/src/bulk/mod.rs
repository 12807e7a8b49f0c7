//! Many transactions at once, each counted only when its receipt is read.
//!
//! Nonces are counted here, transactions are signed and written to a journal before they are sent, and only so many are
//! in flight. While some are on their way the next are made; they go out together, and receipts come in by the block.
//! A receipt is looked for until there is one; what the node has lost is sent again with the same nonce, also
//! when the node was restarted and has forgotten blocks that were already counted. The journal is read again by a later
//! run, so that nothing is done twice.

mod away;
mod done;
mod each;
mod flight;
mod journal;
mod overtaken;
mod pipeline;
mod receipts;
mod refusal;
mod sent;
mod together;

use std::path::PathBuf;
use std::time::Duration;

use alloy::primitives::{Address, Bytes, TxHash};
use serde::Serialize;

use crate::home::HomeError;
use crate::network::{NetworkError, SendError};

pub use away::wait_for_node;
pub use done::Done;
pub use journal::{Journal, Signed};
pub use pipeline::BulkSender;
pub use sent::{Outcome, Sent};
pub use together::{read_together, try_together};

/// Journal entries that are looked up together.
const RESUMED: usize = 500;

/// Why many transactions at once were not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BulkError {
    /// The endpoint failed for longer than was waited.
    #[error("the node did not come back within {} s: {source}; {done} rows are done, run the command again to go on", patience.as_secs())]
    NodeGone {
        /// How long was waited.
        patience: Duration,
        /// Rows whose receipts were read.
        done: u64,
        /// The last failure.
        source: Box<NetworkError>,
    },
    /// A transaction could not be sent.
    #[error(
        "could not send the transaction for the rows up to {last_row}: {source}; {done} rows are done, run the command again to go on"
    )]
    Send {
        /// The last row of it.
        last_row: u64,
        /// Rows whose receipts were read.
        done: u64,
        /// Why.
        source: Box<SendError>,
    },
    /// A transaction stayed without receipt.
    #[error("transaction {hash} was not mined within {} s, though it was sent again; {done} rows are done, run the command again to go on", patience.as_secs())]
    NotMined {
        /// The transaction.
        hash: TxHash,
        /// How long was waited.
        patience: Duration,
        /// Rows whose receipts were read.
        done: u64,
    },
    /// The endpoint failed.
    #[error(transparent)]
    Network(Box<NetworkError>),
    /// The journal could not be used.
    #[error(transparent)]
    Journal(#[from] HomeError),
    /// The journal is damaged or of something else.
    #[error(
        "the journal {file}: {wrong}; move it away to begin anew, after checking on chain what was done"
    )]
    BadJournal {
        /// The file.
        file: String,
        /// What is wrong.
        wrong: String,
    },
    /// Another run sends transactions of the account.
    #[error(
        "another run sends transactions of the account {sender} and keeps {}; nothing was sent, so wait until it has ended and run this again",
        lock.display()
    )]
    Busy {
        /// The account.
        sender: Address,
        /// The lock that the other run keeps.
        lock: PathBuf,
    },
    /// What the account sent before the transactions of a journal is not on the chain, so that none of them can be mined.
    #[error(
        "the chain has {on_chain} transactions of the account {sender}, and those of this file come behind {first}: {} before them are missing, as the node lost its latest blocks, and until the account has sent as many again none of this file is mined, however often it is run; nothing was sent, so do again first what was done with this account before this file, other files among it, in its order",
        first - on_chain
    )]
    LostBefore {
        /// The account.
        sender: Address,
        /// How many of its transactions the chain and the pool of the node have.
        on_chain: u64,
        /// How many there were before the first of the journal.
        first: u64,
    },
    /// The nonce of a transaction was used by another one.
    #[error(
        "the account {sender} sent another transaction with nonce {nonce} meanwhile, so the rows up to {last_row} were not done; nothing else may use this account during a bulk run: run the command again to go on"
    )]
    NonceTaken {
        /// The account.
        sender: Address,
        /// The nonce.
        nonce: u64,
        /// The last row of the transaction that lost it.
        last_row: u64,
    },
}

/// One transaction for some rows.
#[derive(Clone, Debug)]
pub struct BulkCall {
    /// The contract.
    pub to: Address,
    /// The call.
    pub data: Bytes,
    /// How many rows it does.
    pub rows: u64,
    /// The last of them.
    pub last_row: u64,
    /// Rows before the last one that it leaves out, in ascending order.
    pub skipped: Vec<u64>,
}

/// Where the transactions come from.
pub trait Source {
    /// Why there may be no next one.
    type Error: From<BulkError>;

    /// The next transaction, for no more than `rows` rows; `None` at the end.
    fn next(
        &mut self,
        rows: usize,
    ) -> impl Future<Output = Result<Option<BulkCall>, Self::Error>> + Send;
}

/// How bulk work is done.
#[derive(Clone, Debug)]
pub struct BulkOptions {
    /// Transactions in flight.
    pub window: usize,
    /// Gas of the transactions in flight: more than a few blocks hold would only wait.
    pub gas_window: u64,
    /// Rows in one transaction, as far as its gas reaches.
    pub rows: usize,
    /// Gas that a row may need at most, where rows differ; 0 where the first transaction tells it.
    pub row_gas: u64,
    /// Whether the first transaction is not asked either: an estimate is too low where a contract goes on when a row fails, as
    /// it may then fail for want of gas.
    pub trust_row_gas: bool,
    /// Gas that one transaction may use. EIP-7825 caps its limit at 2^24, and the limit leaves room above the use.
    pub gas: u64,
    /// The pause between two looks for receipts.
    pub poll: Duration,
    /// When a transaction without receipt is sent again.
    pub resend_after: Duration,
    /// How long a node may be away, or a transaction without receipt.
    pub patience: Duration,
}

impl Default for BulkOptions {
    fn default() -> Self {
        Self {
            window: 600,
            gas_window: 300_000_000,
            rows: 400,
            row_gas: 0,
            trust_row_gas: false,
            gas: 12_000_000,
            poll: Duration::from_millis(10),
            resend_after: Duration::from_secs(4),
            patience: Duration::from_secs(90),
        }
    }
}

/// How far bulk work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BulkProgress {
    /// Rows whose receipts were read.
    pub rows: u64,
    /// Transactions whose receipts were read.
    pub transactions: u64,
    /// Transactions in flight.
    pub in_flight: usize,
    /// Transactions that were sent again.
    pub resent: u64,
}

/// What bulk work came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BulkReport {
    /// Rows that were done, those of an earlier, interrupted run included.
    pub rows: u64,
    /// Transactions that were mined.
    pub transactions: u64,
    /// Gas of them.
    pub gas_used: u64,
    /// Transactions that were sent again.
    pub resent: u64,
    /// Transactions that a contract refused.
    pub failed: Vec<BulkFailure>,
    /// Which rows were done.
    #[serde(skip)]
    pub done: Done,
}

/// A transaction that a contract refused.
#[derive(Clone, Debug, Serialize)]
pub struct BulkFailure {
    /// The transaction; `None` when the estimate showed it and nothing was sent.
    pub hash: Option<TxHash>,
    /// How many rows it would have done.
    pub rows: u64,
    /// The last of them.
    pub last_row: u64,
    /// Why, in words.
    pub reason: String,
    /// Whether it was the regime that refused.
    #[serde(skip)]
    pub by_regime: bool,
}
