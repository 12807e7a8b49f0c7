//! The clock of a devnet, which only goes forward.

use alloy::providers::Provider;

use crate::network::{Connection, NetworkError};

/// Mines a block at `seconds`, which is later than the latest block, and says which it is.
///
/// # Errors
///
/// The node refuses, as one that is no Anvil does.
pub async fn travel(connection: &Connection, seconds: u64) -> Result<u64, NetworkError> {
    let provider = connection.provider();
    let client = provider.client();
    let () = client
        .request("evm_setNextBlockTimestamp", [seconds])
        .await
        .map_err(|error| connection.error("evm_setNextBlockTimestamp", &error))?;
    let _: serde_json::Value = client
        .request_noparams("evm_mine")
        .await
        .map_err(|error| connection.error("evm_mine", &error))?;
    let block = provider.get_block_number().await;
    block.map_err(|error| connection.error("eth_blockNumber", &error))
}
