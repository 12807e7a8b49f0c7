//! Logs, a range of blocks at a time.

use std::collections::BTreeMap;

use alloy::providers::Provider;
use alloy::rpc::types::{Filter, Log};
use alloy::transports::{TransportError, TransportErrorKind};
use serde_json::value::RawValue;
use tokio::task::JoinSet;

use super::ranges::{Range, Ranges};
use super::{Connection, NetworkError};

/// Ranges that were asked for and not read yet. An endpoint writes an answer on one processor, and mostly has more; a range that it has
/// written waits here while the one before is read, and must not keep it from the next.
const AT_A_TIME: usize = 3;

/// Logs as the endpoint wrote them.
type Page = Box<RawValue>;

/// The logs of a filter, a range of blocks at a time, in order. A range that the endpoint finds too large is halved, again and again;
/// one that brings little is doubled.
#[derive(Debug)]
pub struct Pages<'c> {
    connection: &'c Connection,
    filter: Filter,
    ranges: Ranges,
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
        let ranges = Ranges::new(first, last, most);
        Self { connection, filter, ranges, asked: JoinSet::new(), answered: BTreeMap::new() }
    }

    /// The latest block.
    pub async fn latest(connection: &Connection) -> Result<u64, NetworkError> {
        let latest = connection.provider().get_block_number().await;
        latest.map_err(|error| connection.error("eth_blockNumber", &error))
    }

    /// The first block that was not read yet.
    pub const fn position(&self) -> u64 {
        self.ranges.position()
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
                    self.ranges.was_read(range, page.get().len());
                    self.ask();
                    return Ok(Some(page));
                }
                Err(error) if range.blocks() > 1 && is_too_much(&error) => {
                    self.ranges.was_refused(range);
                    self.forget_asked();
                }
                Err(error) => {
                    // Whoever asks once more gets this range, and not what comes behind it.
                    self.ranges.ask_again_from(range);
                    self.forget_asked();
                    return Err(self.failed(&error));
                }
            }
        }
    }

    /// Asks for as many ranges as may be on their way.
    fn ask(&mut self) {
        while self.asked.len() + self.answered.len() < AT_A_TIME {
            let Some(range) = self.ranges.ask() else { return };
            let filter = self.filter.clone().from_block(range.from).to_block(range.to);
            let question = self.connection.provider().client().request("eth_getLogs", (filter,));
            self.asked.spawn(async move { (range, question.await) });
        }
    }

    /// The answer that is the next in order, once it is there; nothing when nothing is on its way.
    async fn answer(&mut self) -> Option<(Range, Result<Page, TransportError>)> {
        let next = self.ranges.position();
        while self.answered.first_key_value().is_none_or(|(range, _)| range.from != next) {
            match self.asked.join_next().await? {
                Ok((range, answer)) => drop(self.answered.insert(range, answer)),
                // Nobody aborts one that is waited for.
                Err(ended) => std::panic::resume_unwind(ended.into_panic()),
            }
        }
        self.answered.pop_first()
    }

    /// What was asked for behind a range that was not read is asked for again.
    fn forget_asked(&mut self) {
        self.asked = JoinSet::new();
        self.answered.clear();
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

#[cfg(test)]
mod tests;
