//! Logs, a range of blocks at a time.

use std::collections::BTreeMap;

use alloy::providers::Provider;
use alloy::rpc::types::{Filter, Log};
use alloy::transports::{TransportError, TransportErrorKind};
use serde_json::value::RawValue;
use tokio::task::JoinSet;

use super::{Connection, NetworkError};

/// Bytes of an answer above which the next range is halved, and a quarter of which lets it grow again: some 12,000 logs.
const MANY_BYTES: usize = 8_000_000;

/// Blocks of the first range: how many logs a block has is not known yet, and a range of all of them might not fit the memory.
const FIRST_SPAN: u64 = 16;

/// Ranges that were asked for and not read yet. An endpoint writes an answer on one processor, and mostly has more; a range that it has
/// written waits here while the one before is read, and must not keep it from the next.
const AT_A_TIME: usize = 3;

/// Logs as the endpoint wrote them.
type Page = Box<RawValue>;

/// A range of blocks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    from: u64,
    to: u64,
}

impl Range {
    const fn blocks(self) -> u64 {
        self.to - self.from + 1
    }
}

/// The logs of a filter, a range of blocks at a time, in order. A range that the endpoint finds too large is halved, again and again;
/// one that brings little is doubled.
#[derive(Debug)]
pub struct Pages<'c> {
    connection: &'c Connection,
    filter: Filter,
    /// The first block that was not read yet.
    next: u64,
    /// The first block that was not asked for yet.
    unasked: u64,
    last: u64,
    span: u64,
    most: u64,
    asked: JoinSet<(Range, Result<Page, TransportError>)>,
    answered: BTreeMap<Range, Result<Page, TransportError>>,
}

impl<'c> Pages<'c> {
    /// The logs from block `first` through `last`, `most` blocks at a time and fewer where the endpoint allows fewer.
    pub fn new(
        connection: &'c Connection,
        filter: Filter,
        first: u64,
        last: u64,
        most: u64,
    ) -> Self {
        let most = most.max(1);
        Self {
            connection,
            filter,
            next: first,
            unasked: first,
            last,
            span: most.min(FIRST_SPAN),
            most,
            asked: JoinSet::new(),
            answered: BTreeMap::new(),
        }
    }

    /// The latest block.
    pub async fn latest(connection: &Connection) -> Result<u64, NetworkError> {
        let latest = connection.provider().get_block_number().await;
        latest.map_err(|error| connection.error("eth_blockNumber", &error))
    }

    /// The first block that was not read yet.
    pub const fn position(&self) -> u64 {
        self.next
    }

    /// The next logs, whole blocks of them; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<Log>>, NetworkError> {
        let Some(page) = self.next_unread().await? else { return Ok(None) };
        let logs = serde_json::from_str(page.get());
        let logs = logs.map_err(|error| self.failed(&TransportError::deser_err(error, "logs")));
        logs.map(Some)
    }

    /// The same, as the endpoint wrote them: whoever reads them does so while it writes the next.
    pub async fn next_unread(&mut self) -> Result<Option<Page>, NetworkError> {
        loop {
            self.ask();
            let Some((range, answer)) = self.answer().await else { return Ok(None) };
            match answer {
                Ok(page) => {
                    self.next = range.to + 1;
                    self.adapt(range, page.get().len());
                    self.ask();
                    return Ok(Some(page));
                }
                Err(error) if range.to > range.from && is_too_much(&error) => {
                    self.ask_again_from(range);
                }
                Err(error) => return Err(self.failed(&error)),
            }
        }
    }

    /// Asks for as many ranges as may be on their way.
    fn ask(&mut self) {
        while self.unasked <= self.last && self.asked.len() + self.answered.len() < AT_A_TIME {
            let to = self.last.min(self.unasked.saturating_add(self.span - 1));
            let range = Range { from: self.unasked, to };
            let filter = self.filter.clone().from_block(range.from).to_block(range.to);
            let question = self.connection.provider().client().request("eth_getLogs", (filter,));
            self.asked.spawn(async move { (range, question.await) });
            self.unasked = to + 1;
        }
    }

    /// The answer that is the next in order, once it is there; nothing when nothing is on its way.
    async fn answer(&mut self) -> Option<(Range, Result<Page, TransportError>)> {
        while self.answered.first_key_value().is_none_or(|(range, _)| range.from != self.next) {
            match self.asked.join_next().await? {
                Ok((range, answer)) => drop(self.answered.insert(range, answer)),
                // Nobody aborts one that is waited for.
                Err(ended) => std::panic::resume_unwind(ended.into_panic()),
            }
        }
        self.answered.pop_first()
    }

    /// What an endpoint refused to answer there is its limit: no range grows to it again.
    fn ask_again_from(&mut self, refused: Range) {
        self.span = refused.blocks() / 2;
        self.most = self.span;
        self.unasked = refused.from;
        self.asked = JoinSet::new();
        self.answered.clear();
    }

    /// Halves a range that brought much, doubles one that brought little. Ranges that were on their way when the span last changed say
    /// nothing new.
    fn adapt(&mut self, read: Range, bytes: usize) {
        if read.blocks() != self.span {
            return;
        }
        if bytes > MANY_BYTES {
            self.span = (self.span / 2).max(1);
        } else if bytes < MANY_BYTES / 4 {
            self.span = self.most.min(self.span * 2);
        }
    }

    fn failed(&self, error: &TransportError) -> NetworkError {
        self.connection.error("eth_getLogs", error)
    }
}

/// Whether an endpoint may have found a range too large. Some say so by an error, and some by an HTTP status.
fn is_too_much(error: &TransportError) -> bool {
    match error {
        TransportError::Transport(TransportErrorKind::HttpError(http)) => {
            matches!(http.status, 400 | 408 | 413 | 500 | 504)
        }
        error => is_refusal(error),
    }
}

/// Whether an endpoint answered that it does not answer that. Some say so by the code that stands for too many requests, which is
/// repeated in vain before it comes here.
pub fn is_refusal(error: &TransportError) -> bool {
    match error {
        TransportError::ErrorResp(_) => true,
        TransportError::Transport(TransportErrorKind::Custom(cause)) => {
            !cause.is::<reqwest::Error>()
        }
        _ => false,
    }
}
