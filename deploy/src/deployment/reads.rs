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
    let answer = Asked::new(contract, call).alone(connection, block).await?;
    decode::<C>(contract, &answer)
}

/// Calls one function with many arguments, a hundred to a request, and reads the answers in order.
///
/// # Errors
///
/// A contract refuses or answers something else, or the endpoint fails.
pub async fn read_many<C: SolCall>(
    connection: &Connection,
    calls: impl IntoIterator<Item = (Address, C)>,
    block: BlockId,
) -> Result<Vec<C::Return>, DeploymentError> {
    let asked: Vec<Asked> =
        calls.into_iter().map(|(contract, call)| Asked::new(contract, &call)).collect();
    let answers = answers(connection, &asked, block).await?;
    asked.iter().zip(&answers).map(|(asked, answer)| decode::<C>(asked.contract, answer)).collect()
}

async fn answers(
    connection: &Connection,
    asked: &[Asked],
    block: BlockId,
) -> Result<Vec<Bytes>, DeploymentError> {
    let mut answers = Vec::with_capacity(asked.len());
    for chunk in asked.chunks(BATCH) {
        let mut questions = Questions::new(connection, block);
        let mut waiting = Vec::with_capacity(chunk.len());
        for one in chunk {
            waiting.push(questions.put(one.clone())?);
        }
        questions.send().await?;
        for (one, waiter) in chunk.iter().zip(waiting) {
            answers.push(waiter.await.map_err(|error| one.failure(connection, &error))?);
        }
    }
    Ok(answers)
}

/// What a contract was asked.
#[derive(Clone, Debug)]
struct Asked {
    contract: Address,
    function: &'static str,
    data: Bytes,
}

impl Asked {
    fn new<C: SolCall>(contract: Address, call: &C) -> Self {
        Self { contract, function: C::SIGNATURE, data: call.abi_encode().into() }
    }

    fn request(&self) -> TransactionRequest {
        TransactionRequest::default().with_to(self.contract).with_input(self.data.clone())
    }

    async fn alone(
        &self,
        connection: &Connection,
        block: BlockId,
    ) -> Result<Bytes, DeploymentError> {
        let answer = connection.provider().call(self.request()).block(block).await;
        answer.map_err(|error| self.failure(connection, &error))
    }

    /// Why there is no answer. A refusal names the function, the contract and what it was asked.
    fn failure(&self, connection: &Connection, error: &TransportError) -> DeploymentError {
        let Some(revert) = reverted(error) else {
            return connection.error("eth_call", error).into();
        };
        let Self { contract, function, data } = self;
        let step = format!("call {function} of {contract} with {data}");
        DeploymentError::Refused { step, revert: Box::new(revert) }
    }
}

/// Why a call was reverted, when it was. Nodes say so in different words where there is no data.
pub(crate) fn reverted(error: &TransportError) -> Option<Revert> {
    let payload = error.as_error_resp()?;
    match payload.as_revert_data() {
        Some(data) => Some(Revert::decode(&data)),
        None => payload.message.contains("revert").then_some(Revert::Empty),
    }
}

/// Different questions in one request.
#[derive(Debug)]
pub(crate) struct Questions<'c> {
    connection: &'c Connection,
    block: BlockId,
    batch: BatchRequest<'c>,
    asked: Vec<Asked>,
}

/// A question that was put beside others; the answer is there once they have been sent.
#[derive(Debug)]
pub(crate) struct Question<'c, C> {
    connection: &'c Connection,
    asked: Asked,
    waiter: Waiter<Bytes>,
    call: PhantomData<C>,
}

impl<'c> Questions<'c> {
    pub(crate) fn new(connection: &'c Connection, block: BlockId) -> Self {
        let batch = BatchRequest::new(connection.provider().client());
        Self { connection, block, batch, asked: Vec::new() }
    }

    /// Puts a question.
    pub(crate) fn ask<C: SolCall>(
        &mut self,
        contract: Address,
        call: &C,
    ) -> Result<Question<'c, C>, DeploymentError> {
        let asked = Asked::new(contract, call);
        let waiter = self.put(asked.clone())?;
        Ok(Question { connection: self.connection, asked, waiter, call: PhantomData })
    }

    fn put(&mut self, asked: Asked) -> Result<Waiter<Bytes>, DeploymentError> {
        let waiter = self.batch.add_call("eth_call", &(asked.request(), self.block));
        let waiter = waiter.map_err(|error| self.connection.error("eth_call", &error))?;
        self.asked.push(asked);
        Ok(waiter)
    }

    pub(crate) async fn send(self) -> Result<(), DeploymentError> {
        let Self { connection, block, batch, asked } = self;
        let Err(error) = batch.send().await else { return Ok(()) };
        // One call that is refused makes a failure of the whole request: which one is found by asking each alone.
        if reverted(&error).is_some() {
            for one in asked {
                one.alone(connection, block).await?;
            }
        }
        Err(connection.error("eth_call", &error).into())
    }
}

impl<C: SolCall> Question<'_, C> {
    pub(crate) async fn answer(self) -> Result<C::Return, DeploymentError> {
        let Self { connection, asked, waiter, .. } = self;
        let answer = waiter.await.map_err(|error| asked.failure(connection, &error))?;
        decode::<C>(asked.contract, &answer)
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

/// Most blocks in one question for logs.
const LOG_BLOCKS: u64 = 10_000;

/// Visits the logs of a contract with one of the topics, oldest first, up to the latest block.
///
/// # Errors
///
/// The endpoint fails.
pub async fn logs(
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

#[cfg(test)]
mod tests {
    use alloy::primitives::{U256, hex};
    use alloy::providers::ext::AnvilApi;

    use super::*;

    mod square {
        alloy::sol! {
            function root(uint256 number) returns (uint256);
        }
    }

    /// Gives back the number, unless it is 7: then it reverts with what is behind the code, if anything.
    fn refuses_seven(reason: &[u8]) -> Bytes {
        // number = calldata[4..]; unless it is 7, return it; else copy what is behind the code and revert with it.
        let code = hex!("6004358060071460125760005260206000f35b602038038060206000396000fd");
        [code.as_slice(), reason].concat().into()
    }

    #[tokio::test]
    async fn of_many_questions_the_refused_one_is_named() {
        let anvil = corridor_toolchain::Tools::discover().and_then(|tools| tools.anvil());
        let anvil = anvil.expect("Anvil of the pinned version").program;
        let options = crate::devnet::DevnetOptions::default();
        let devnet = crate::devnet::Devnet::ephemeral(&anvil, &options).await.expect("a devnet");
        let connection = devnet.connect().await.expect("a connection");
        let contract = Address::repeat_byte(5);
        let call = |number: u64| (contract, square::rootCall { number: U256::from(number) });
        let latest = BlockId::latest();
        for reason in [&b""[..], &[0x12, 0x34, 0x56, 0x78]] {
            let code = refuses_seven(reason);
            connection.provider().anvil_set_code(contract, code).await.expect("code");
            let answers = read_many(&connection, (100..350).map(call), latest).await;
            assert_eq!(answers.expect("answers").len(), 250);
            let error = read_many(&connection, (0..250).rev().map(call), latest).await;
            let error = error.expect_err("one is refused").to_string();
            let asked = hex::encode_prefixed(call(7).1.abi_encode());
            let named = format!("could not call root(uint256) of {contract} with {asked}: ");
            assert!(error.starts_with(&named), "{error}");
            let alone = read(&connection, contract, &call(7).1, latest).await;
            assert_eq!(alone.expect_err("refused").to_string(), error);
            let mut questions = Questions::new(&connection, latest);
            for number in [1, 7, 8] {
                questions.ask(contract, &call(number).1).expect("asked");
            }
            assert_eq!(questions.send().await.expect_err("refused").to_string(), error);
        }
    }
}
