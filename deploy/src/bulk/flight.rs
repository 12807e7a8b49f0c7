//! What is on its way: transactions without receipt, and requests without answer.

use std::time::{Duration, Instant};

use alloy::primitives::Bytes;
use tokio::task::JoinSet;

use super::journal::Entry;
use crate::network::{Connection, TransactionSender};

/// Requests that may be without answer at once.
const REQUESTS: usize = 4;

/// A transaction that was sent and has no receipt yet.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) entry: Entry,
    /// Its gas limit, where it counts.
    pub(super) gas: u64,
    pub(super) first_sent: Instant,
    /// `None` when it has to be sent again.
    pub(super) last_sent: Option<Instant>,
    /// Whether a node has ever accepted it, as far as is known.
    pub(super) taken: bool,
    /// Whether its nonce was found used while it had no receipt.
    pub(super) overtaken: bool,
    /// Whether an earlier run signed it.
    pub(super) resumed: bool,
    /// Whether another transaction is mined with its nonce, so that it never will be.
    pub(super) lost: bool,
    /// Whether it was rejected once without having been taken before.
    pub(super) rejected: bool,
}

impl InFlight {
    /// One that goes out now.
    pub(super) fn new(entry: Entry, gas: u64) -> Self {
        let now = Instant::now();
        let last_sent = Some(now);
        Self {
            entry,
            gas,
            first_sent: now,
            last_sent,
            taken: false,
            overtaken: false,
            resumed: false,
            lost: false,
            rejected: false,
        }
    }

    /// One of which only the journal knows.
    pub(super) fn resumed(entry: Entry) -> Self {
        Self { taken: true, resumed: true, ..Self::new(entry, 0) }
    }

    pub(super) fn is_overdue(&self, after: Duration) -> bool {
        self.last_sent.is_none_or(|at| at.elapsed() > after)
    }
}

/// What a request came to.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) nonces: Vec<u64>,
    /// Which of them the node took; `None` when it did not answer.
    pub(super) taken: Option<Vec<bool>>,
}

/// Requests on their way.
#[derive(Debug, Default)]
pub(super) struct Sends {
    tasks: JoinSet<Answer>,
}

impl Sends {
    /// Sends transactions in one request and doesn't wait for the answer.
    pub(super) fn begin(&mut self, connection: &Connection, made: &[InFlight]) {
        if made.is_empty() {
            return;
        }
        let nonces = made.iter().map(|sent| sent.entry.nonce).collect();
        let raw: Vec<Bytes> = made.iter().map(|sent| sent.entry.raw.clone()).collect();
        let connection = connection.clone();
        self.tasks.spawn(async move {
            let taken = TransactionSender::broadcast_many(&connection, &raw).await.ok();
            Answer { nonces, taken }
        });
    }

    pub(super) fn is_full(&self) -> bool {
        self.tasks.len() >= REQUESTS
    }

    /// An answer that has come, or comes.
    pub(super) async fn next(&mut self, wait: bool) -> Option<Answer> {
        // A task is never cancelled and does not panic, so each gives an answer.
        match wait {
            true => self.tasks.join_next().await?.ok(),
            false => self.tasks.try_join_next()?.ok(),
        }
    }
}
