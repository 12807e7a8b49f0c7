//! What the node can do: transfers signed beforehand, sent a hundred to a request, four requests at once, each counted
//! when its receipt was read.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use alloy::consensus::{SignableTransaction, TxEip1559};
use alloy::eips::eip2718::Encodable2718;
use alloy::primitives::{Address, Bytes, TxHash, TxKind, U64};
use alloy::providers::Provider;
use alloy::rpc::client::BatchRequest;
use alloy::signers::SignerSync;
use alloy::sol_types::SolCall;
use anyhow::Context as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::{test_address, test_signer};
use corridor_deploy::network::Connection;
use corridor_tests::bench::Bench;
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::input;
use crate::table::Measurement;

/// Transactions in one request.
const TOGETHER: usize = 100;

/// Requests in flight.
const REQUESTS: usize = 4;

/// How long receipts are waited for.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    transaction_hash: TxHash,
    gas_used: U64,
    status: U64,
}

/// Transactions without receipt that are tried: a full pool slows the node, a small one leaves its blocks empty.
const WINDOWS: [usize; 3] = [600, 1_200, 1 << 20];

/// The best of several windows.
pub(crate) async fn measure(
    bench: &Bench,
    token: Address,
    count: u64,
) -> anyhow::Result<Measurement> {
    let mut best = transfer(bench, token, count, WINDOWS[0]).await?;
    for window in &WINDOWS[1..] {
        let next = transfer(bench, token, count, *window).await?;
        best = if next.took < best.took { next } else { best };
    }
    Ok(best)
}

/// Sends `count` transfers and waits for all of their receipts. The time runs from the first request.
async fn transfer(
    bench: &Bench,
    token: Address,
    count: u64,
    window: usize,
) -> anyhow::Result<Measurement> {
    let connection = &bench.connection;
    let signed = sign(connection, token, count).await?;
    let first_block = connection.provider().get_block_number().await? + 1;
    let mut waiting: HashSet<TxHash> = signed.iter().map(|(hash, _)| *hash).collect();
    let began = Instant::now();
    let raw: Vec<Bytes> = signed.into_iter().map(|(_, raw)| raw).collect();
    let room = Arc::new(Semaphore::new(window));
    let sending = tokio::spawn(send(connection.clone(), raw, room.clone()));
    let gas = receipts(connection, first_block, &mut waiting, &room).await?;
    let took = began.elapsed();
    sending.await??;
    let what = "pre-signed transfers (the ceiling)";
    Ok(Measurement { what, transactions: count, rows: count, gas, took })
}

async fn sign(
    connection: &Connection,
    token: Address,
    count: u64,
) -> anyhow::Result<Vec<(TxHash, Bytes)>> {
    let signer = test_signer(input::GIVER)?;
    let to = test_address(input::RECEIVER)?;
    let call = ISecurityToken::transferCall { to, value: input::units() };
    let first = connection.provider().get_transaction_count(signer.address()).await?;
    (first..first + count)
        .map(|nonce| {
            let transaction = TxEip1559 {
                chain_id: connection.chain_id(),
                nonce,
                gas_limit: 100_000,
                max_fee_per_gas: 10_000_000_000,
                max_priority_fee_per_gas: 1,
                to: TxKind::Call(token),
                input: call.abi_encode().into(),
                ..TxEip1559::default()
            };
            let signature = signer.sign_hash_sync(&transaction.signature_hash())?;
            let signed = transaction.into_signed(signature);
            Ok((*signed.hash(), signed.encoded_2718().into()))
        })
        .collect()
}

async fn send(connection: Connection, raw: Vec<Bytes>, room: Arc<Semaphore>) -> anyhow::Result<()> {
    let mut requests = tokio::task::JoinSet::new();
    for chunk in raw.chunks(TOGETHER) {
        if requests.len() == REQUESTS {
            requests.join_next().await.context("a request")???;
        }
        // A receipt makes room again.
        room.acquire_many(chunk.len() as u32).await?.forget();
        requests.spawn(send_together(connection.clone(), chunk.to_vec()));
    }
    while let Some(done) = requests.join_next().await {
        done??;
    }
    Ok(())
}

async fn send_together(connection: Connection, raw: Vec<Bytes>) -> anyhow::Result<()> {
    let mut batch = BatchRequest::new(connection.provider().client());
    let mut answers = Vec::with_capacity(raw.len());
    for raw in &raw {
        answers.push(batch.add_call::<_, TxHash>("eth_sendRawTransaction", &(raw,))?);
    }
    batch.send().await?;
    for answer in answers {
        answer.await?;
    }
    Ok(())
}

/// Reads the receipts of all blocks until none is missing; the gas of those that were waited for.
async fn receipts(
    connection: &Connection,
    first_block: u64,
    waiting: &mut HashSet<TxHash>,
    room: &Semaphore,
) -> anyhow::Result<u64> {
    let (mut next, mut gas, mut since) = (first_block, 0, Instant::now());
    while !waiting.is_empty() {
        anyhow::ensure!(since.elapsed() < PATIENCE, "{} transfers were lost", waiting.len());
        let latest = connection.provider().get_block_number().await?;
        if latest < next {
            tokio::time::sleep(Duration::from_millis(5)).await;
            continue;
        }
        for block in next..=latest {
            let client = connection.provider().client();
            let found: Vec<Receipt> =
                client.request("eth_getBlockReceipts", (U64::from(block),)).await?;
            for receipt in found {
                if waiting.remove(&receipt.transaction_hash) {
                    anyhow::ensure!(!receipt.status.is_zero(), "a transfer was refused");
                    room.add_permits(1);
                    (gas, since) = (gas + receipt.gas_used.to::<u64>(), Instant::now());
                }
            }
        }
        next = latest + 1;
    }
    Ok(gas)
}
