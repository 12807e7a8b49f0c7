//! Logs, a range of blocks at a time.

use std::fmt;

use alloy::providers::Provider;
use alloy::rpc::types::{Filter, Log};
use alloy::transports::{TransportError, TransportErrorKind};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{Connection, NetworkError};

/// Logs in one answer above which the next range is halved, and a quarter of which lets it grow again.
const MANY_LOGS: usize = 20_000;

/// The same in bytes of an answer.
const MANY_BYTES: usize = 12_000_000;

/// Blocks of the first range: how many logs a block has is not known yet, and a range of all of them might not fit the memory.
const FIRST_SPAN: u64 = 16;

/// The logs of a filter, a range of blocks at a time. A range that the endpoint finds too large is halved, again and again; one that
/// brings little is doubled.
#[derive(Debug)]
pub(crate) struct Pages<'c> {
    connection: &'c Connection,
    filter: Filter,
    next: u64,
    last: u64,
    span: u64,
    most: u64,
}

impl<'c> Pages<'c> {
    /// The logs from block `first` through `last`, `most` blocks at a time and fewer where the endpoint allows fewer.
    pub(crate) fn new(
        connection: &'c Connection,
        filter: Filter,
        first: u64,
        last: u64,
        most: u64,
    ) -> Self {
        let most = most.max(1);
        Self { connection, filter, next: first, last, span: most.min(FIRST_SPAN), most }
    }

    /// The latest block.
    pub(crate) async fn latest(connection: &Connection) -> Result<u64, NetworkError> {
        let latest = connection.provider().get_block_number().await;
        latest.map_err(|error| connection.error("eth_blockNumber", &error))
    }

    /// The first block that was not read yet.
    pub(crate) const fn position(&self) -> u64 {
        self.next
    }

    /// The next logs, whole blocks of them; nothing at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Log>>, NetworkError> {
        let page = self.ask::<Vec<Log>>().await?;
        self.adapt(page.as_ref().map_or(0, Vec::len), MANY_LOGS);
        Ok(page)
    }

    /// The same, as the endpoint wrote them: whoever reads them can do so while it writes the next.
    pub(crate) async fn next_unread(&mut self) -> Result<Option<Box<RawValue>>, NetworkError> {
        let page = self.ask::<Box<RawValue>>().await?;
        self.adapt(page.as_ref().map_or(0, |page| page.get().len()), MANY_BYTES);
        Ok(page)
    }

    async fn ask<R>(&mut self) -> Result<Option<R>, NetworkError>
    where
        R: DeserializeOwned + fmt::Debug + Send + Sync + Unpin + 'static,
    {
        while self.next <= self.last {
            let to = self.last.min(self.next.saturating_add(self.span - 1));
            let filter = self.filter.clone().from_block(self.next).to_block(to);
            let client = self.connection.provider().client();
            match client.request::<_, R>("eth_getLogs", (filter,)).await {
                Ok(page) => {
                    self.next = to + 1;
                    return Ok(Some(page));
                }
                // What an endpoint answered there is its limit: no range grows beyond it again.
                Err(error) if self.span > 1 && is_too_much(&error) => {
                    self.span /= 2;
                    self.most = self.span;
                }
                Err(error) => return Err(self.connection.error("eth_getLogs", &error)),
            }
        }
        Ok(None)
    }

    /// Halves a range that brought much, doubles one that brought little.
    fn adapt(&mut self, brought: usize, much: usize) {
        if brought > much {
            self.span = (self.span / 2).max(1);
        } else if brought < much / 4 {
            self.span = self.most.min(self.span * 2);
        }
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
pub(crate) fn is_refusal(error: &TransportError) -> bool {
    match error {
        TransportError::ErrorResp(_) => true,
        TransportError::Transport(TransportErrorKind::Custom(cause)) => {
            !cause.is::<reqwest::Error>()
        }
        _ => false,
    }
}
