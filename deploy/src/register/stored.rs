//! What the token stores of its holders: their words, thousands in one question.

use std::sync::atomic::{AtomicBool, Ordering};

use alloy::eips::BlockId;
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, Bytes, U256, bytes};
use alloy::providers::Provider;
use alloy::rpc::client::BatchRequest;
use alloy::rpc::types::TransactionRequest;
use alloy::rpc::types::state::{AccountOverride, StateOverride};
use alloy::transports::TransportError;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::reading::AT_A_TIME;
use crate::deployment::DeploymentError;
use crate::network::{Connection, is_refusal};
use crate::slots;

/// Code that answers with the words of its own storage that it is called with. A node runs it in the token's place for one call:
/// `for (i = 0; i < calldatasize; i += 32) mem[i] = storage[calldata[i]]; return mem[0..i]`.
const READER: Bytes = bytes!("5f5b80355481526020018036116001575ff3");

/// Words in one question to the reader: some millions of gas.
const WORDS: usize = 2_000;

/// Words in one batch of single questions.
const BATCH: usize = 100;

/// A holding as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) units: U256,
    pub(super) has_frozen: bool,
}

/// Reads the holdings of wallets at a block, in their order. `done` hears how many were read.
pub(super) async fn holdings(
    connection: &Connection,
    token: Address,
    wallets: &[Address],
    block: u64,
    done: &mut dyn FnMut(usize),
) -> Result<Vec<Stored>, DeploymentError> {
    let has_reader = AtomicBool::new(true);
    let asked =
        wallets.chunks(WORDS).map(|wallets| words(connection, token, wallets, block, &has_reader));
    let mut answers = stream::iter(asked).buffered(AT_A_TIME);
    let mut holdings = Vec::with_capacity(wallets.len());
    while let Some(words) = answers.try_next().await? {
        holdings.extend(words.into_iter().map(stored));
        done(holdings.len());
    }
    Ok(holdings)
}

/// The words of some wallets. `has_reader` says whether the endpoint still seems to run other code in a contract's place.
async fn words(
    connection: &Connection,
    token: Address,
    wallets: &[Address],
    block: u64,
    has_reader: &AtomicBool,
) -> Result<Vec<U256>, DeploymentError> {
    let places: Vec<U256> = wallets.iter().map(|wallet| slots::holding(*wallet)).collect();
    if has_reader.load(Ordering::Relaxed) {
        if let Some(words) = by_reader(connection, token, &places, block).await? {
            return Ok(words);
        }
        has_reader.store(false, Ordering::Relaxed);
    }
    one_by_one(connection, token, &places, block).await
}

fn stored(word: U256) -> Stored {
    let units = word & U256::from(u128::MAX);
    Stored { units, has_frozen: word.bit(slots::FROZEN_MARK) }
}

/// Nothing when the endpoint does not run other code in a contract's place.
async fn by_reader(
    connection: &Connection,
    token: Address,
    places: &[U256],
    block: u64,
) -> Result<Option<Vec<U256>>, DeploymentError> {
    let input: Vec<u8> = places.iter().flat_map(|place| place.to_be_bytes::<32>()).collect();
    let request = TransactionRequest::default().with_to(token).with_input(input);
    let reader = AccountOverride { code: Some(READER), ..AccountOverride::default() };
    let reader: StateOverride = [(token, reader)].into_iter().collect();
    let answer =
        connection.provider().call(request).block(BlockId::number(block)).overrides(reader);
    match answer.await {
        // An endpoint that passes over what it does not know asks the token itself, and that does not answer so.
        Ok(words) if words.len() == 32 * places.len() => {
            Ok(Some(words.chunks_exact(32).map(U256::from_be_slice).collect()))
        }
        Ok(_) => Ok(None),
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(connection.error("eth_call", &error).into()),
    }
}

async fn one_by_one(
    connection: &Connection,
    token: Address,
    places: &[U256],
    block: u64,
) -> Result<Vec<U256>, DeploymentError> {
    let method = "eth_getStorageAt";
    let failed = |error: &TransportError| DeploymentError::from(connection.error(method, error));
    let mut words = Vec::with_capacity(places.len());
    for chunk in places.chunks(BATCH) {
        let mut batch = BatchRequest::new(connection.provider().client());
        let mut waiting = Vec::with_capacity(chunk.len());
        for place in chunk {
            let question = (token, place, BlockId::number(block));
            let waiter = batch.add_call::<_, U256>(method, &question);
            waiting.push(waiter.map_err(|error| failed(&error))?);
        }
        batch.send().await.map_err(|error| failed(&error))?;
        for waiter in waiting {
            words.push(waiter.await.map_err(|error| failed(&error))?);
        }
    }
    Ok(words)
}
