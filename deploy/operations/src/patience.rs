//! Reading what a run has come to, from a node that may be away.

use std::time::{Duration, Instant};

use alloy::providers::Provider as _;
use corridor_deploy::bulk::{BulkError, wait_for_node};

use super::{Desk, OperationError};

/// The pause before a node that is back is asked again.
const PAUSE: Duration = Duration::from_millis(100);

impl Desk {
    /// Reads something, again when the node was away meanwhile, which is waited for as between two transactions of a run. `done` are the
    /// rows of the run whose receipts were read.
    ///
    /// # Errors
    ///
    /// The node stays away, or the reading fails though it is there.
    pub(super) async fn when_there<T>(
        &self,
        patience: Duration,
        done: u64,
        read: impl AsyncFn() -> Result<T, OperationError>,
    ) -> Result<T, OperationError> {
        let began = Instant::now();
        loop {
            let error = match read().await {
                Ok(found) => return Ok(found),
                Err(error) => error,
            };
            // A gateway whose node is away may say so in its own words.
            let is_away = error.is_unreachable()
                || self.connection().provider().get_chain_id().await.is_err();
            if !is_away {
                return Err(error);
            }
            let left = patience.saturating_sub(began.elapsed());
            wait_for_node(self.connection(), left, done).await.map_err(|gone| match gone {
                BulkError::NodeGone { done, source, .. } => {
                    BulkError::NodeGone { patience, done, source }
                }
                other => other,
            })?;
            // It is there, and was long enough.
            if left.is_zero() {
                return Err(error);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
