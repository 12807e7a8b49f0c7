//! Many questions to contracts in one request.

use std::marker::PhantomData;

use alloy::eips::BlockId;
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, B256, Bytes};
use alloy::providers::Provider;
use alloy::rpc::client::{BatchRequest, Waiter};
use alloy::rpc::types::{Filter, Log, TransactionRequest};
use alloy::sol_types::SolCall;
use alloy::transports::TransportError;
use corridor_bindings::revert::Revert;

use super::DeploymentError;
use crate::network::{Connection, Pages};

/// Calls in one JSON-RPC batch. Nodes cap the size of a batch; this is below the common caps.
const BATCH: usize = 100;

/// Calls one function and reads its answer.
///
/// # Errors
///
/// The contract refuses or answers something else, or the endpoint fails.
pub async fn read<C: SolCall>(
    connection: &Connection,
    contract: Address,
    call: &C,
    block: BlockId,
) -> Result<C::Return, DeploymentError> {
    let request = TransactionRequest::default().with_to(contract).with_input(call.abi_encode());
    let answer = connection.provider().call(request).block(block).await;
    let answer = answer.map_err(|error| failure::<C>(connection, &error))?;
    decode::<C>(contract, &answer)
}

/// Calls one function with many arguments, a hundred to a request, and reads the answers in order.
pub(crate) async fn read_many<C: SolCall>(
    connection: &Connection,
    calls: impl IntoIterator<Item = (Address, C)>,
    block: BlockId,
) -> Result<Vec<C::Return>, DeploymentError> {
    let calls: Vec<(Address, C)> = calls.into_iter().collect();
    let mut answers = Vec::with_capacity(calls.len());
    for chunk in calls.chunks(BATCH) {
        let mut batch = BatchRequest::new(connection.provider().client());
        let mut waiting = Vec::with_capacity(chunk.len());
        for (contract, call) in chunk {
            let request =
                TransactionRequest::default().with_to(*contract).with_input(call.abi_encode());
            let waiter = batch.add_call::<_, Bytes>("eth_call", &(request, block));
            waiting.push((*contract, waiter.map_err(|error| failure::<C>(connection, &error))?));
        }
        batch.send().await.map_err(|error| failure::<C>(connection, &error))?;
        for (contract, waiter) in waiting {
            let answer = waiter.await.map_err(|error| failure::<C>(connection, &error))?;
            answers.push(decode::<C>(contract, &answer)?);
        }
    }
    Ok(answers)
}

/// Different questions in one request.
#[derive(Debug)]
pub(crate) struct Questions<'c> {
    connection: &'c Connection,
    block: BlockId,
    batch: BatchRequest<'c>,
}

/// A question that was put beside others; the answer is there once they have been sent.
#[derive(Debug)]
pub(crate) struct Question<'c, C> {
    connection: &'c Connection,
    contract: Address,
    waiter: Waiter<Bytes>,
    call: PhantomData<C>,
}

impl<'c> Questions<'c> {
    pub(crate) fn new(connection: &'c Connection, block: BlockId) -> Self {
        Self { connection, block, batch: BatchRequest::new(connection.provider().client()) }
    }

    /// Puts a question.
    pub(crate) fn ask<C: SolCall>(
        &mut self,
        contract: Address,
        call: &C,
    ) -> Result<Question<'c, C>, DeploymentError> {
        let connection = self.connection;
        let request = TransactionRequest::default().with_to(contract).with_input(call.abi_encode());
        let waiter = self.batch.add_call("eth_call", &(request, self.block));
        let waiter = waiter.map_err(|error| failure::<C>(connection, &error))?;
        Ok(Question { connection, contract, waiter, call: PhantomData })
    }

    pub(crate) async fn send(self) -> Result<(), DeploymentError> {
        let sent = self.batch.send().await;
        sent.map_err(|error| self.connection.error("eth_call", &error).into())
    }
}

impl<C: SolCall> Question<'_, C> {
    pub(crate) async fn answer(self) -> Result<C::Return, DeploymentError> {
        let answer = self.waiter.await.map_err(|error| failure::<C>(self.connection, &error))?;
        decode::<C>(self.contract, &answer)
    }
}

/// The code at an address.
pub(crate) async fn code(
    connection: &Connection,
    address: Address,
) -> Result<Bytes, DeploymentError> {
    let code = connection.provider().get_code_at(address).await;
    Ok(code.map_err(|error| connection.error("eth_getCode", &error))?)
}

fn decode<C: SolCall>(contract: Address, answer: &[u8]) -> Result<C::Return, DeploymentError> {
    C::abi_decode_returns(answer)
        .map_err(|_| DeploymentError::Answer { contract, function: C::SIGNATURE })
}

fn failure<C: SolCall>(connection: &Connection, error: &TransportError) -> DeploymentError {
    match error.as_error_resp().and_then(|payload| payload.as_revert_data()) {
        Some(data) => DeploymentError::Refused {
            step: format!("call {}", C::SIGNATURE),
            revert: Box::new(Revert::decode(&data)),
        },
        None => connection.error("eth_call", error).into(),
    }
}

/// Most blocks in one question for logs.
const LOG_BLOCKS: u64 = 10_000;

/// Visits the logs of a contract with one of the topics, oldest first, up to the latest block.
pub(crate) async fn logs(
    connection: &Connection,
    contract: Address,
    topics: Vec<B256>,
    from: u64,
    mut visit: impl FnMut(&Log),
) -> Result<(), DeploymentError> {
    let filter = Filter::new().address(contract).event_signature(topics);
    let last = Pages::latest(connection).await?;
    let mut pages = Pages::new(connection, filter, from, last, LOG_BLOCKS);
    while let Some(page) = pages.next().await? {
        page.iter().for_each(&mut visit);
    }
    Ok(())
}
