//! Which transaction has a nonce, when none of ours that have it is found on chain.

use alloy::consensus::Transaction as _;
use alloy::network::TransactionResponse;
use alloy::primitives::{Address, TxHash};
use alloy::providers::Provider;
use alloy::transports::TransportError;

use crate::network::Connection;

/// The mined transaction of `sender` with that nonce. It is looked for in the block whose end is the first with a higher nonce; `None`
/// where the node has no such block, or keeps no state of its age.
pub(super) async fn mined_with_nonce(
    connection: &Connection,
    sender: Address,
    nonce: u64,
) -> Result<Option<TxHash>, TransportError> {
    let provider = connection.provider();
    let counted = async |block: u64| provider.get_transaction_count(sender).number(block).await;
    let (mut below, mut above) = (0, provider.get_block_number().await?);
    if counted(above).await? <= nonce {
        return Ok(None);
    }
    while below < above {
        let middle = below.midpoint(above);
        match counted(middle).await {
            Ok(count) if count > nonce => above = middle,
            Ok(_) => below = middle + 1,
            // What came before the oldest state that is kept is not to be told from what is not there.
            Err(TransportError::ErrorResp(_)) => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    let block = provider.get_block_by_number(above.into()).full().await?;
    let transactions = block.map(|block| block.transactions.into_transactions_vec());
    let mut transactions = transactions.unwrap_or_default().into_iter();
    let found = transactions.find(|one| one.from() == sender && one.nonce() == nonce);
    Ok(found.map(|one| one.tx_hash()))
}

/// Whether any of these has a receipt.
pub(super) async fn is_mined(
    connection: &Connection,
    hashes: impl Iterator<Item = TxHash>,
) -> Result<bool, TransportError> {
    for hash in hashes {
        if connection.provider().get_transaction_receipt(hash).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
