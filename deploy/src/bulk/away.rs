//! A node that is away for a while.

use std::time::{Duration, Instant};

use alloy::providers::Provider as _;

use super::BulkError;
use crate::network::Connection;

/// The longest pause between two attempts to reach a node.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// Asks a node until it answers. `done` are the rows whose receipts were read.
///
/// # Errors
///
/// It stays away for longer than `patience`.
pub async fn wait_for_node(
    connection: &Connection,
    patience: Duration,
    done: u64,
) -> Result<(), BulkError> {
    let (began, mut pause) = (Instant::now(), Duration::from_millis(100));
    while let Err(error) = connection.provider().get_chain_id().await {
        if began.elapsed() >= patience {
            let source = Box::new(connection.error("eth_chainId", &error));
            return Err(BulkError::NodeGone { patience, done, source });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    Ok(())
}
