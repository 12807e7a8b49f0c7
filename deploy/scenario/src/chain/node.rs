//! What only a test node can do: its clock, its snapshots, sending for anybody.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use alloy::eips::{BlockId, BlockNumberOrTag};
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, B256, Bytes, U256};
use alloy::providers::Provider;
use alloy::rpc::types::{TransactionReceipt, TransactionRequest};
use alloy::transports::TransportError;
use corridor_deploy::devnet::travel;
use corridor_deploy::network::Connection;
use corridor_operations::{Prepared, Transaction};

use super::super::ScenarioError;

/// Gas that a step may take: a fixed limit, so that what will be refused is mined all the same.
const GAS_LIMIT: u64 = 20_000_000;

/// How long a transaction may stay unmined.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a wallet is given to pay for gas.
const ALLOWANCE: u128 = 1_000_000_000_000_000_000_000;

/// The test node.
#[derive(Debug)]
pub(super) struct Node {
    connection: Connection,
    /// Transactions sent so far.
    sent: u64,
    /// Wallets that were given something to pay for gas with since the last revert.
    funded: BTreeSet<Address>,
}

/// A transaction that was mined.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) transaction: Transaction,
    /// What the contract returned, when it refused.
    pub(super) refusal: Option<Bytes>,
}

impl Node {
    pub(super) const fn new(connection: Connection) -> Self {
        Self { connection, sent: 0, funded: BTreeSet::new() }
    }

    /// Lets anybody send without a key.
    pub(super) async fn impersonate_everybody(&self) -> Result<(), ScenarioError> {
        self.ask::<_, ()>("anvil_autoImpersonateAccount", [true]).await
    }

    pub(super) async fn snapshot(&self) -> Result<U256, ScenarioError> {
        self.ask("evm_snapshot", ()).await
    }

    /// Puts everything back, the clock included. The snapshot is used up by that.
    pub(super) async fn revert(&mut self, snapshot: U256) -> Result<(), ScenarioError> {
        self.funded.clear();
        let _: bool = self.ask("evm_revert", [snapshot]).await?;
        Ok(())
    }

    /// Sends at a moment and waits; a refusal is no error.
    pub(super) async fn send(
        &mut self,
        from: Address,
        prepared: &Prepared,
        at: u64,
    ) -> Result<Sent, ScenarioError> {
        self.ask::<_, ()>("evm_setNextBlockTimestamp", [at]).await?;
        self.send_now(from, prepared).await
    }

    /// Sends at whatever time it is.
    pub(super) async fn send_now(
        &mut self,
        from: Address,
        prepared: &Prepared,
    ) -> Result<Sent, ScenarioError> {
        if self.funded.insert(from) {
            let balance = (from, U256::from(ALLOWANCE));
            self.ask::<_, ()>("anvil_setBalance", balance).await?;
        }
        // A limit of its own for each transaction: after a revert the same transaction would have the same hash as one
        // that was undone, and the node could answer with that one's receipt.
        self.sent += 1;
        // The node's own count may still be that of the chain before it was set back.
        let nonce = self.connection.provider().get_transaction_count(from).await;
        let nonce =
            nonce.map_err(|error| self.connection.error("eth_getTransactionCount", &error))?;
        let request = TransactionRequest::default()
            .with_from(from)
            .with_to(prepared.to)
            .with_input(prepared.data.clone())
            .with_nonce(nonce)
            .with_gas_limit(GAS_LIMIT + self.sent);
        let hash: B256 = self.ask("eth_sendTransaction", [request.clone()]).await?;
        let receipt = self.receipt(hash).await?;
        let block = receipt.block_number.unwrap_or_default();
        let refusal = match receipt.status() {
            true => None,
            false => Some(self.reason(request, block).await?),
        };
        let transaction = Transaction { hash, block, gas_used: receipt.gas_used };
        Ok(Sent { transaction, refusal })
    }

    /// Asked for directly: a watcher that counts blocks is lost when the chain is set back.
    async fn receipt(&self, hash: B256) -> Result<TransactionReceipt, ScenarioError> {
        let began = Instant::now();
        let mut pause = Duration::from_millis(1);
        while began.elapsed() < PATIENCE {
            let method = "eth_getTransactionReceipt";
            let receipt = self.connection.provider().get_transaction_receipt(hash).await;
            match receipt.map_err(|error| self.connection.error(method, &error))? {
                Some(receipt) => return Ok(receipt),
                None => tokio::time::sleep(pause).await,
            }
            pause = (pause * 2).min(Duration::from_millis(50));
        }
        Err(ScenarioError::NotMined { hash, seconds: PATIENCE.as_secs() })
    }

    /// Why it was refused: asked at its own block, whose clock was the transaction's.
    async fn reason(
        &self,
        request: TransactionRequest,
        block: u64,
    ) -> Result<Bytes, ScenarioError> {
        let at = BlockId::Number(BlockNumberOrTag::Number(block));
        match self.connection.provider().call(request).block(at).await {
            Ok(_) => Ok(Bytes::new()),
            Err(TransportError::ErrorResp(payload)) => {
                Ok(payload.as_revert_data().unwrap_or_default())
            }
            Err(error) => Err(self.connection.error("eth_call", &error).into()),
        }
    }

    /// Moves the clock to a moment without a transaction, and says which block that made.
    pub(super) async fn wait_until(&self, at: u64) -> Result<u64, ScenarioError> {
        Ok(travel(&self.connection, at).await?)
    }

    async fn ask<P, R>(&self, method: &'static str, parameters: P) -> Result<R, ScenarioError>
    where
        P: serde::Serialize + Clone + std::fmt::Debug + Send + Sync + Unpin,
        R: serde::de::DeserializeOwned + std::fmt::Debug + Send + Sync + Unpin + 'static,
    {
        let answer = self.connection.provider().raw_request(method.into(), parameters).await;
        Ok(answer.map_err(|error| self.connection.error(method, &error))?)
    }
}
