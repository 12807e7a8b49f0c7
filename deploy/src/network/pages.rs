//! Logs, a range of blocks at a time.

use std::fmt;

use alloy::providers::Provider;
use alloy::rpc::types::{Filter, Log};
use alloy::transports::{TransportError, TransportErrorKind};
use serde::de::DeserializeOwned;

use super::{Connection, NetworkError};

/// Logs in one answer above which the next range is halved, and a quarter of which lets it grow again.
const MANY_LOGS: usize = 20_000;

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
        Self { connection, filter, next: first, last, span: most, most }
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
        self.next_as().await
    }

    /// The same, with as much of each log as `L` reads.
    pub(crate) async fn next_as<L>(&mut self) -> Result<Option<Vec<L>>, NetworkError>
    where
        L: DeserializeOwned + fmt::Debug + Send + Sync + Unpin + 'static,
    {
        while self.next <= self.last {
            let to = self.last.min(self.next.saturating_add(self.span - 1));
            let filter = self.filter.clone().from_block(self.next).to_block(to);
            let client = self.connection.provider().client();
            match client.request::<_, Vec<L>>("eth_getLogs", (filter,)).await {
                Ok(page) => {
                    self.next = to + 1;
                    self.adapt(page.len());
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

    const fn adapt(&mut self, logs: usize) {
        if logs > MANY_LOGS {
            self.span = if self.span > 1 { self.span / 2 } else { 1 };
        } else if logs < MANY_LOGS / 4 && self.most > self.span {
            let doubled = self.span * 2;
            self.span = if doubled < self.most { doubled } else { self.most };
        }
    }
}

/// Whether an endpoint may have found a range too large. Some say so by an error, some by an HTTP status, and some by the code that
/// stands for too many requests, which is repeated in vain before it comes here.
fn is_too_much(error: &TransportError) -> bool {
    match error {
        TransportError::ErrorResp(_) => true,
        TransportError::Transport(TransportErrorKind::HttpError(http)) => {
            matches!(http.status, 400 | 408 | 413 | 500 | 504)
        }
        TransportError::Transport(TransportErrorKind::Custom(cause)) => {
            !cause.is::<reqwest::Error>()
        }
        _ => false,
    }
}
