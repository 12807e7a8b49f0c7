//! Many questions to contracts as one call.
//!
//! A batch of `eth_call`s costs a node a virtual machine each, which is more than most of the answers do. Here one call runs a
//! few instructions that ask all the questions. They are put at an address for this call alone (a state override), so nothing
//! has to be deployed; an endpoint that has no overrides is asked one by one.

use alloy::eips::BlockId;
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, Bytes, U256, address, bytes};
use alloy::providers::Provider;
use alloy::rpc::types::TransactionRequest;
use alloy::rpc::types::state::{AccountOverride, StateOverride};
use alloy::sol_types::SolCall;

use crate::deployment::DeploymentError;
use crate::deployment::reads::{read_many, reverted};
use crate::network::Connection;

/// Questions in one call: what they take together is well below the gas that nodes give to a call.
const TOGETHER: usize = 250;

/// Where the instructions are put: an address of nobody, which says what it is for ("read together").
const PLACE: Address = address!("0x0000000000007265616420746F67657468657200");

/// Bytes that a question may have: answers are collected behind it in memory.
const QUESTION: usize = 0x400;

/// For each question in the call data (address, length in 4 bytes, data): `STATICCALL` with the data at memory 0, then
/// append success, length and answer at `out`, which begins at 0x400. Returns everything behind 0x400.
///
/// ```text
/// 5f610400             in = 0, out = 0x400
/// 5b368210601457       04: while in < CALLDATASIZE go to 14
/// 6104009003610400f3   else return memory[0x400..out]
/// 5b813560601c         14: to = calldata[in..] >> 96
/// 826014013560e01c     length = calldata[in + 20..] >> 224
/// 80846018015f37       memory[0..length] = calldata[in + 24..]
/// 5f5f825f855afa       STATICCALL(gas, to, 0, length, 0, 0)
/// 8352                 memory[out] = success
/// 3d8360200152         memory[out + 32] = RETURNDATASIZE
/// 3d5f846040013e       memory[out + 64..] = the answer
/// 90509160180182019150 in += 24 + length
/// 3d01604001600456     out += 64 + RETURNDATASIZE, and again from 04
/// ```
const INSTRUCTIONS: Bytes = bytes!(
    "5f6104005b3682106014576104009003610400f35b813560601c826014013560e01c80846018015f375f5f825f855afa83523d83602001523d5f846040013e905091601801820191503d01604001600456"
);

/// The same with `CALL`, and no value: `5f5f825f5f865af1` is CALL(gas, to, 0, 0, length, 0, 0).
const ATTEMPTS: Bytes = bytes!(
    "5f6104005b3682106014576104009003610400f35b813560601c826014013560e01c80846018015f375f5f825f5f865af183523d83602001523d5f846040013e905091601801820191503d01604001600456"
);

/// Attempts in one call: they write, and a payment in cash takes some ten times what a question takes.
const ATTEMPTED: usize = 50;

/// Tries calls as a contract, and tells what each answers; nothing where it is refused. Nothing is sent, and what one of them would
/// change another may find changed.
///
/// # Errors
///
/// The endpoint fails.
pub async fn try_together(
    connection: &Connection,
    account: Address,
    calls: &[(Address, Bytes)],
    block: BlockId,
) -> Result<Vec<Option<Bytes>>, DeploymentError> {
    let mut answers = Vec::with_capacity(calls.len());
    for chunk in calls.chunks(ATTEMPTED) {
        let questions = packed(chunk.iter().map(|(to, data)| (*to, data.as_ref())));
        let found = match questions {
            Some(questions) => call(connection, account, ATTEMPTS, questions, block).await,
            None => None,
        };
        let found = found.unwrap_or_default();
        let mut rest = found.as_ref();
        for (to, data) in chunk {
            answers.push(match next(&mut rest) {
                Some(answer) => Some(Bytes::copy_from_slice(answer)),
                // Refused, or out of what a call has, or an endpoint without overrides: by itself it is clear.
                None => try_alone(connection, account, *to, data, block).await?,
            });
        }
    }
    Ok(answers)
}

async fn try_alone(
    connection: &Connection,
    account: Address,
    to: Address,
    data: &Bytes,
    block: BlockId,
) -> Result<Option<Bytes>, DeploymentError> {
    let request =
        TransactionRequest::default().with_from(account).with_to(to).with_input(data.clone());
    match connection.provider().call(request).block(block).await {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if reverted(&error).is_some() => Ok(None),
        Err(error) => Err(connection.error("eth_call", &error).into()),
    }
}

/// Calls one function with many arguments and reads the answers in order.
///
/// # Errors
///
/// A contract refuses or answers something else, or the endpoint fails.
pub async fn read_together<C: SolCall + Clone>(
    connection: &Connection,
    calls: impl IntoIterator<Item = (Address, C)>,
    block: BlockId,
) -> Result<Vec<C::Return>, DeploymentError> {
    let calls: Vec<(Address, C)> = calls.into_iter().collect();
    let mut answers = Vec::with_capacity(calls.len());
    for chunk in calls.chunks(TOGETHER) {
        match ask(connection, chunk, block).await {
            Some(found) => answers.extend(found),
            // Whoever has no overrides, or refuses a question, says so there in words.
            None => answers.extend(read_many(connection, chunk.iter().cloned(), block).await?),
        }
    }
    Ok(answers)
}

/// The answers, when every question has one.
async fn ask<C: SolCall>(
    connection: &Connection,
    calls: &[(Address, C)],
    block: BlockId,
) -> Option<Vec<C::Return>> {
    let asked = calls.iter().map(|(contract, call)| (*contract, call.abi_encode()));
    let asked: Vec<(Address, Vec<u8>)> = asked.collect();
    let questions = packed(asked.iter().map(|(contract, data)| (*contract, data.as_slice())))?;
    let answer = call(connection, PLACE, INSTRUCTIONS, questions, block).await?;
    let mut rest = answer.as_ref();
    let found = calls.iter().map(|_| C::abi_decode_returns(next(&mut rest)?).ok());
    found.collect()
}

/// Questions as the instructions take them; nothing where one is too long.
fn packed<'a>(calls: impl Iterator<Item = (Address, &'a [u8])>) -> Option<Vec<u8>> {
    let mut questions = Vec::new();
    for (contract, data) in calls {
        let length = u32::try_from(data.len()).ok().filter(|_| data.len() <= QUESTION)?;
        questions.extend_from_slice(contract.as_slice());
        questions.extend_from_slice(&length.to_be_bytes());
        questions.extend_from_slice(data);
    }
    Some(questions)
}

async fn call(
    connection: &Connection,
    place: Address,
    instructions: Bytes,
    questions: Vec<u8>,
    block: BlockId,
) -> Option<Bytes> {
    let request = TransactionRequest::default().with_to(place).with_input(questions);
    let code = AccountOverride { code: Some(instructions), ..AccountOverride::default() };
    let overrides = StateOverride::from_iter([(place, code)]);
    connection.provider().call(request).overrides(overrides).block(block).await.ok()
}

/// The next answer; `None` when there is none, or the question was refused, which the one behind it does not suffer from.
fn next<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (success, behind) = rest.split_at_checked(32)?;
    let (length, behind) = behind.split_at_checked(32)?;
    let length = usize::try_from(U256::from_be_slice(length)).ok()?;
    let (answer, behind) = behind.split_at_checked(length)?;
    *rest = behind;
    (U256::from_be_slice(success) == U256::ONE).then_some(answer)
}

#[cfg(test)]
mod tests {
    use alloy::providers::ext::AnvilApi as _;

    use super::*;

    #[test]
    fn answers_are_taken_apart() {
        let word = |value: u64| U256::from(value).to_be_bytes::<32>();
        let bytes = [word(1), word(3)].concat();
        let bytes = [bytes.as_slice(), b"abc", &word(0), &word(0), &word(1), &word(9)].concat();
        let mut rest = bytes.as_slice();
        assert_eq!(next(&mut rest), Some(b"abc".as_slice()));
        assert_eq!(next(&mut rest), None, "refused");
        assert_eq!(next(&mut rest), None, "cut off");
    }

    mod echo {
        alloy::sol! {
            /// The identity precompile gives back what it gets: here the selector and the first bytes of the number.
            function echo(uint256 number) returns (uint256);
            /// Longer than what is kept before the answers.
            function long(uint256[] numbers) returns (uint256);
        }
    }

    #[tokio::test]
    async fn one_call_answers_as_many_would() {
        let anvil = corridor_toolchain::Tools::discover().and_then(|tools| tools.anvil());
        let anvil = anvil.expect("Anvil of the pinned version").program;
        let options = crate::devnet::DevnetOptions::default();
        let devnet = crate::devnet::Devnet::ephemeral(&anvil, &options).await.expect("a devnet");
        let connection = devnet.connect().await.expect("a connection");
        let identity = Address::with_last_byte(4);
        let call =
            |number: u64| (identity, echo::echoCall { number: U256::MAX - U256::from(number) });
        let latest = BlockId::latest();
        let calls: Vec<_> = (0..600).map(call).collect();
        let one_by_one = read_many(&connection, calls.clone(), latest).await.expect("answers");
        let found = ask(&connection, &calls, latest).await.expect("one call");
        assert_eq!(found, one_by_one);
        assert_eq!(read_together(&connection, calls, latest).await.expect("answers"), one_by_one);

        // Code that says who calls it, and code that refuses whoever does.
        let (who, never) = (Address::repeat_byte(7), Address::repeat_byte(8));
        for (place, code) in [(who, bytes!("335f5260205ff3")), (never, bytes!("5f5ffd"))] {
            connection.provider().anvil_set_code(place, code).await.expect("set");
        }
        let account = Address::repeat_byte(6);
        let mut calls = vec![(who, Bytes::new()); 120];
        calls[60] = (never, Bytes::new());
        // Too long to be tried with others.
        calls[1].1 = vec![0; QUESTION + 1].into();
        let tried = try_together(&connection, account, &calls, latest).await.expect("answers");
        let caller = Some(Bytes::from(account.into_word().to_vec()));
        assert!(tried.iter().enumerate().all(|(at, one)| *one == caller || at == 60), "{tried:?}");
        assert_eq!(tried[60], None);

        // What does not fit, or has no answer, is left to the questions one by one.
        let long = (identity, echo::longCall { numbers: vec![U256::ZERO; 40] });
        assert_eq!(ask(&connection, &[long], latest).await, None);
        let nobody = (Address::repeat_byte(9), echo::echoCall { number: U256::ZERO });
        assert_eq!(ask(&connection, &[call(1), nobody], latest).await, None);
    }
}
