//! Questions to the endpoint, many in one request.

use std::collections::BTreeMap;
use std::fmt;

use alloy::consensus::Transaction as _;
use alloy::eips::BlockNumberOrTag;
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, B256, Bytes, U256};
use alloy::providers::Provider;
use alloy::rpc::client::BatchRequest;
use alloy::rpc::types::{Block, Transaction, TransactionRequest};
use alloy::transports::{RpcError, TransportError};
use corridor_bindings::revert::Revert;
use corridor_deploy::deployment::DeploymentError;
use corridor_deploy::network::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DoctorError;

/// Questions in one JSON-RPC batch, below the common caps.
pub(super) const BATCH: usize = 100;

/// Where a stored value is read.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// The answer of a view.
    View { contract: Address, call: Bytes },
    /// A word of storage, for what no view tells.
    Slot { contract: Address, slot: U256 },
}

/// What the endpoint answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The value, ABI-encoded.
    Value(Bytes),
    /// The view reverts, which none does that is asked a sensible question.
    Reverted(String),
}

/// Reads places at a block, in their order.
pub(super) async fn places(
    connection: &Connection,
    places: &[Place],
    block: u64,
) -> Result<Vec<Answer>, DoctorError> {
    match together(connection, places, block).await {
        Ok(values) => Ok(values.into_iter().map(Answer::Value).collect()),
        // One view that reverts makes a failure of the whole batch: which one is found by asking each alone.
        Err(error) if reverted(&error).is_some() => {
            let mut answers = Vec::with_capacity(places.len());
            for place in places {
                answers.push(alone(connection, place, block).await?);
            }
            Ok(answers)
        }
        Err(error) => Err(failed(connection, "eth_call", &error)),
    }
}

async fn together(
    connection: &Connection,
    places: &[Place],
    block: u64,
) -> Result<Vec<Bytes>, TransportError> {
    let mut batch = BatchRequest::new(connection.provider().client());
    let mut waiting = Vec::with_capacity(places.len());
    let at = BlockNumberOrTag::Number(block);
    for place in places {
        waiting.push(match place {
            Place::View { contract, call } => {
                batch.add_call::<_, Bytes>("eth_call", &(view(*contract, call), at))?
            }
            Place::Slot { contract, slot } => {
                batch.add_call::<_, Bytes>("eth_getStorageAt", &(contract, slot, at))?
            }
        });
    }
    batch.send().await?;
    let mut values = Vec::with_capacity(places.len());
    for waiter in waiting {
        values.push(waiter.await?);
    }
    Ok(values)
}

async fn alone(connection: &Connection, place: &Place, block: u64) -> Result<Answer, DoctorError> {
    let (client, at) = (connection.provider().client(), BlockNumberOrTag::Number(block));
    let (method, answer) = match place {
        Place::View { contract, call } => {
            let request = client.request::<_, Bytes>("eth_call", (view(*contract, call), at));
            ("eth_call", request.await)
        }
        Place::Slot { contract, slot } => {
            let request = client.request::<_, Bytes>("eth_getStorageAt", (contract, slot, at));
            ("eth_getStorageAt", request.await)
        }
    };
    match answer {
        Ok(value) => Ok(Answer::Value(value)),
        Err(error) => match reverted(&error) {
            Some(sentence) => Ok(Answer::Reverted(sentence)),
            None => Err(failed(connection, method, &error)),
        },
    }
}

fn view(contract: Address, call: &Bytes) -> TransactionRequest {
    TransactionRequest::default().with_to(contract).with_input(call.clone())
}

/// The times of blocks, in unix seconds.
pub(super) async fn times(
    connection: &Connection,
    blocks: &[u64],
) -> Result<BTreeMap<u64, u64>, DoctorError> {
    let method = "eth_getBlockByNumber";
    let params = blocks.iter().map(|block| (*block, (BlockNumberOrTag::Number(*block), false)));
    let found = many::<_, _, Block>(connection, method, params).await?;
    let missing = |block| DoctorError::NoBlock { block };
    found
        .into_iter()
        .map(|(number, block)| Ok((number, block.ok_or_else(|| missing(number))?.header.timestamp)))
        .collect()
}

/// The targets and data of transactions; those that created a contract, and those that the endpoint does not know, are left out.
pub(super) async fn calls(
    connection: &Connection,
    hashes: &[B256],
) -> Result<Vec<(B256, (Address, Bytes))>, DoctorError> {
    let params = hashes.iter().map(|hash| (*hash, (*hash,)));
    let found = many::<_, _, Transaction>(connection, "eth_getTransactionByHash", params).await?;
    let call = |transaction: Transaction| Some((transaction.to()?, transaction.input().clone()));
    Ok(found.into_iter().filter_map(|(hash, found)| Some((hash, call(found?)?))).collect())
}

/// One method with many parameters.
async fn many<K, P, R>(
    connection: &Connection,
    method: &'static str,
    params: impl Iterator<Item = (K, P)>,
) -> Result<Vec<(K, Option<R>)>, DoctorError>
where
    P: Serialize + Clone + fmt::Debug + Send + Sync + Unpin,
    R: DeserializeOwned + fmt::Debug + Send + Sync + Unpin + 'static,
{
    let all: Vec<(K, P)> = params.collect();
    let mut answers = Vec::with_capacity(all.len());
    let mut all = all.into_iter().peekable();
    while all.peek().is_some() {
        let mut batch = BatchRequest::new(connection.provider().client());
        let mut waiting = Vec::with_capacity(BATCH);
        for (key, params) in all.by_ref().take(BATCH) {
            let waiter = batch.add_call::<_, Option<R>>(method, &params);
            waiting.push((key, waiter.map_err(|error| failed(connection, method, &error))?));
        }
        batch.send().await.map_err(|error| failed(connection, method, &error))?;
        for (key, waiter) in waiting {
            answers.push((key, waiter.await.map_err(|error| failed(connection, method, &error))?));
        }
    }
    Ok(answers)
}

/// Why a view reverted; nothing when it could not be asked.
fn reverted(error: &TransportError) -> Option<String> {
    let RpcError::ErrorResp(payload) = error else { return None };
    if let Some(data) = payload.as_revert_data() {
        return Some(Revert::decode(&data).sentence());
    }
    payload.message.contains("revert").then(|| payload.message.to_string())
}

fn failed(connection: &Connection, method: &'static str, error: &TransportError) -> DoctorError {
    DeploymentError::from(connection.error(method, error)).into()
}
