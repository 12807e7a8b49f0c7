//! Sending transactions from one key, with many in flight.
//!
//! The nonce is asked for once and counted here. Submission is in order and one at a time, so that a refused
//! transaction leaves no gap; waiting for receipts is up to the caller and as parallel as it likes. After any
//! failure whose outcome is uncertain, the nonce is asked for anew.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use alloy::consensus::transaction::SignerRecoverable;
use alloy::consensus::{SignableTransaction, Transaction, TxEnvelope};
use alloy::eips::eip2718::{Decodable2718, Encodable2718};
use alloy::eips::{BlockId, BlockNumberOrTag};
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, Bytes, TxHash};
use alloy::providers::Provider;
use alloy::providers::utils::EIP1559_BASE_FEE_MULTIPLIER;
use alloy::rpc::client::BatchRequest;
use alloy::rpc::types::{TransactionReceipt, TransactionRequest};
use alloy::signers::SignerSync;
use alloy::signers::local::PrivateKeySigner;
use alloy::transports::TransportError;
use tokio::sync::Mutex;

use super::{Connection, NetworkError, Revert, SendError};
use crate::home::HomeError;

/// How a sender behaves.
#[derive(Debug, Clone)]
pub struct SenderOptions {
    /// Gas on top of the estimate, in percent.
    pub gas_headroom: u64,
    /// How long to wait for a receipt.
    pub receipt_timeout: Duration,
    /// The longest pause between two questions for a receipt; the first ones are shorter.
    pub poll_interval: Duration,
    /// How long a fee estimate is used again.
    pub fee_lifetime: Duration,
}

impl Default for SenderOptions {
    fn default() -> Self {
        Self {
            gas_headroom: 25,
            receipt_timeout: Duration::from_secs(120),
            poll_interval: Duration::from_millis(500),
            fee_lifetime: Duration::from_secs(1),
        }
    }
}

/// A transaction that the node has accepted.
#[derive(Debug, Clone)]
pub struct SentTransaction {
    /// Its hash.
    pub hash: TxHash,
    /// Its nonce.
    pub nonce: u64,
    request: TransactionRequest,
}

/// A transaction that is signed and has not been sent: what a journal keeps, so that it can be found again.
#[derive(Debug, Clone)]
pub struct SignedTransaction {
    /// Its hash.
    pub hash: TxHash,
    /// Its nonce.
    pub nonce: u64,
    /// Its encoded form.
    pub raw: Bytes,
    request: TransactionRequest,
}

impl SignedTransaction {
    /// Reads the encoded form again; `None` when it is none.
    #[must_use]
    pub fn decode(raw: Bytes) -> Option<Self> {
        let envelope = TxEnvelope::decode_2718(&mut raw.as_ref()).ok()?;
        let (hash, nonce, kind) = (*envelope.tx_hash(), envelope.nonce(), envelope.kind());
        let sender = envelope.recover_signer().ok()?;
        let mut request: TransactionRequest = envelope.into();
        request.set_from(sender);
        // The conversion drops that a contract is created.
        request.set_kind(kind);
        Some(Self { hash, nonce, raw, request })
    }

    /// Whether it is this call of this account.
    #[must_use]
    pub fn is_call(&self, from: Address, to: Address, data: &Bytes) -> bool {
        let request = &self.request;
        request.from == Some(from)
            && request.kind() == Some(to.into())
            && request.input.input().is_some_and(|input| input == data)
    }

    /// Its gas limit.
    #[must_use]
    pub fn gas_limit(&self) -> u64 {
        self.request.gas.unwrap_or_default()
    }

    /// The transaction as one that a node has accepted, to wait for its receipt.
    #[must_use]
    pub fn sent(&self) -> SentTransaction {
        self.sent_as(self.hash)
    }

    /// The same where it was accepted as it was signed another time.
    #[must_use]
    pub fn sent_as(&self, hash: TxHash) -> SentTransaction {
        SentTransaction { hash, nonce: self.nonce, request: self.request.clone() }
    }
}

/// What keeps a signed transaction before it is sent.
pub type Note<'n> = dyn FnMut(&SignedTransaction) -> Result<(), HomeError> + Send + 'n;

/// What a base fee may rise to from block to block, rounded up.
const fn an_eighth_more(fee: u128) -> u128 {
    fee.saturating_add(fee / 8).saturating_add(1)
}

#[derive(Debug, Clone, Copy)]
enum Fees {
    Dynamic { max: u128, priority: u128 },
    Legacy { price: u128 },
}

/// The turn of an account, until it is dropped; see [`TransactionSender::take_turn`].
#[derive(Debug)]
pub struct Turn<'s>(&'s TransactionSender);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.has_turn.store(false, Ordering::Relaxed);
    }
}

/// Signs, numbers and sends the transactions of one account. Share it by reference between tasks; two senders of
/// one account would use the same nonces.
#[derive(Debug)]
pub struct TransactionSender {
    connection: Connection,
    signer: PrivateKeySigner,
    options: SenderOptions,
    next_nonce: Mutex<Option<u64>>,
    /// Whether what others send with the key makes the next transaction fail instead of coming after it.
    has_turn: AtomicBool,
    fees: Mutex<Option<(Instant, Fees)>>,
}

impl TransactionSender {
    /// A sender with the usual behaviour.
    #[must_use]
    pub fn new(connection: Connection, signer: PrivateKeySigner) -> Self {
        Self::with_options(connection, signer, SenderOptions::default())
    }

    /// A sender that behaves otherwise.
    #[must_use]
    pub fn with_options(
        connection: Connection,
        signer: PrivateKeySigner,
        options: SenderOptions,
    ) -> Self {
        let (next_nonce, fees) = (Mutex::new(None), Mutex::new(None));
        Self { connection, signer, options, next_nonce, has_turn: AtomicBool::new(false), fees }
    }

    /// The sending account.
    #[must_use]
    pub const fn address(&self) -> Address {
        self.signer.address()
    }

    /// How it behaves.
    #[must_use]
    pub const fn options(&self) -> &SenderOptions {
        &self.options
    }

    /// The connection it sends over.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Waits until nothing of the account is on its way, and counts nonces from there. Whoever reads the chain after this and sends by
    /// what it read does so alone: while the turn is held, a transaction fails as overtaken when somebody else has sent with the key.
    ///
    /// # Errors
    ///
    /// What is on its way is not mined in time, or the endpoint fails.
    pub async fn take_turn(&self) -> Result<Turn<'_>, SendError> {
        let mut next = self.next_nonce.lock().await;
        let began = Instant::now();
        loop {
            let mined = self.count(BlockNumberOrTag::Latest).await?;
            let sent = self.count(BlockNumberOrTag::Pending).await?;
            if sent <= mined {
                *next = Some(mined);
                self.has_turn.store(true, Ordering::Relaxed);
                return Ok(Turn(self));
            }
            let waited = began.elapsed();
            if waited >= self.options.receipt_timeout {
                let (sender, count) = (self.address(), sent - mined);
                return Err(SendError::OnTheirWay { sender, count, waited });
            }
            tokio::time::sleep(self.options.poll_interval).await;
        }
    }

    /// Sends a transaction and waits for its receipt.
    ///
    /// # Errors
    ///
    /// A contract refuses it, the node does, or it isn't mined in time.
    pub async fn send_and_wait(
        &self,
        request: TransactionRequest,
    ) -> Result<TransactionReceipt, SendError> {
        let sent = self.send(request).await?;
        self.wait(&sent).await
    }

    /// Sends a transaction. Gas, fees, chain id and nonce are filled in; a gas limit that is already set is kept,
    /// and then a refusal shows only when it is mined.
    ///
    /// # Errors
    ///
    /// The estimate shows that a contract refuses it, or the node does.
    pub async fn send(&self, request: TransactionRequest) -> Result<SentTransaction, SendError> {
        self.send_noted(request, &mut |_| Ok(())).await
    }

    /// The same, and `note` is given the signed transaction before it is sent, so that it can be found if nobody is left to wait for its
    /// receipt. It is given another one where the first was not accepted because the key was used meanwhile.
    ///
    /// # Errors
    ///
    /// As [`Self::send`]; or it could not be noted, and was not sent.
    pub async fn send_noted(
        &self,
        request: TransactionRequest,
        note: &mut Note<'_>,
    ) -> Result<SentTransaction, SendError> {
        let request = self.prepare(request).await?;
        let mut next = self.next_nonce.lock().await;
        let mut result = self.submit(request.clone(), &mut next, note).await;
        if matches!(&result, Err(SendError::Rejected { reason, .. }) if is_nonce_too_low(reason)) {
            // Somebody else used the key.
            if self.has_turn.load(Ordering::Relaxed) {
                return Err(SendError::Overtaken { sender: self.address() });
            }
            // Ask for the nonce and try once more.
            result = self.submit(request, &mut next, note).await;
        }
        result
    }

    /// Signs a transaction with the next nonce and sends nothing. Gas, fees and chain id are filled in.
    ///
    /// # Errors
    ///
    /// The estimate shows that a contract refuses it.
    pub async fn sign_next(
        &self,
        request: TransactionRequest,
    ) -> Result<SignedTransaction, SendError> {
        let request = self.prepare(request).await?;
        let mut next = self.next_nonce.lock().await;
        let nonce = self.nonce(&mut next).await?;
        let signed = self.signed(request, nonce)?;
        *next = Some(nonce + 1);
        Ok(signed)
    }

    /// Signs a transaction with a nonce that the caller counts, and sends nothing. A gas limit that is already set is
    /// kept, so that nothing is asked of the node but, now and then, its fees.
    ///
    /// # Errors
    ///
    /// The estimate shows that a contract refuses it.
    pub async fn sign_at(
        &self,
        request: TransactionRequest,
        nonce: u64,
    ) -> Result<SignedTransaction, SendError> {
        let request = self.prepare(request).await?;
        self.signed(request, nonce)
    }

    /// Signs a transaction again with its nonce when the next block may ask for more than it offers: at the fees of now, and at an eighth more than
    /// it had offered at least, since nodes want a tenth more of what replaces another one. Nothing where its offer is enough, or nothing
    /// has to be offered.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or the key does not sign.
    pub async fn repriced(
        &self,
        signed: &SignedTransaction,
    ) -> Result<Option<SignedTransaction>, SendError> {
        let Fees::Dynamic { max, priority } = self.current_fees().await? else { return Ok(None) };
        let base = max.saturating_sub(priority) / EIP1559_BASE_FEE_MULTIPLIER;
        let mut request = signed.request.clone();
        let Some(offered) =
            request.max_fee_per_gas.filter(|offered| *offered < an_eighth_more(base))
        else {
            return Ok(None);
        };
        let tip = request.max_priority_fee_per_gas.unwrap_or_default();
        let tip = priority.max(an_eighth_more(tip));
        request.set_max_priority_fee_per_gas(tip);
        request.set_max_fee_per_gas(max.max(an_eighth_more(offered)).max(tip));
        self.signed(request, signed.nonce).map(Some)
    }

    /// Sends a transaction that was signed before. One that the node has already is no error.
    ///
    /// # Errors
    ///
    /// The node does not take it; the nonce is asked for anew afterwards.
    pub async fn broadcast(
        &self,
        signed: &SignedTransaction,
    ) -> Result<SentTransaction, SendError> {
        let result = self.broadcast_raw(signed).await;
        if result.is_err() {
            self.resynchronise().await;
        }
        result.map(|()| signed.sent())
    }

    /// Sends transactions that were signed before in one request, and says of each whether the node took it. Where it did
    /// not, [`Self::broadcast`] says why.
    ///
    /// # Errors
    ///
    /// The endpoint fails, and some of them may have arrived.
    pub async fn broadcast_many(
        connection: &Connection,
        raw: &[Bytes],
    ) -> Result<Vec<bool>, NetworkError> {
        let fail = |error: &TransportError| connection.error("eth_sendRawTransaction", error);
        let mut batch = BatchRequest::new(connection.provider().client());
        let mut waiting = Vec::with_capacity(raw.len());
        for raw in raw {
            let call = batch.add_call::<_, TxHash>("eth_sendRawTransaction", &(raw,));
            waiting.push(call.map_err(|error| fail(&error))?);
        }
        batch.send().await.map_err(|error| fail(&error))?;
        let mut taken = Vec::with_capacity(raw.len());
        for answer in waiting {
            taken.push(answer.await.is_ok());
        }
        Ok(taken)
    }

    /// Waits for the receipt of a sent transaction. Any number of tasks may wait at once.
    ///
    /// # Errors
    ///
    /// It was mined and refused, or isn't mined in time.
    pub async fn wait(&self, sent: &SentTransaction) -> Result<TransactionReceipt, SendError> {
        let began = Instant::now();
        let mut pause = Duration::from_millis(4).min(self.options.poll_interval);
        loop {
            let receipt = self.connection.provider().get_transaction_receipt(sent.hash).await;
            match receipt.map_err(|error| self.network("eth_getTransactionReceipt", &error))? {
                Some(receipt) if receipt.status() => return Ok(receipt),
                Some(receipt) => return Err(self.replay(sent, &receipt).await),
                None if began.elapsed() >= self.options.receipt_timeout => {
                    self.resynchronise().await;
                    let (hash, waited) = (sent.hash, began.elapsed());
                    return Err(SendError::NotMined { hash, waited });
                }
                None => tokio::time::sleep(pause).await,
            }
            pause = (pause * 3 / 2).min(self.options.poll_interval);
        }
    }

    /// Forgets nonce and fees, so that the next transaction asks the node for them. Needed after the chain was rolled back.
    pub async fn resynchronise(&self) {
        *self.next_nonce.lock().await = None;
        *self.fees.lock().await = None;
    }

    async fn prepare(
        &self,
        mut request: TransactionRequest,
    ) -> Result<TransactionRequest, SendError> {
        request.set_from(self.address());
        request.set_chain_id(self.connection.chain_id());
        match self.current_fees().await? {
            Fees::Dynamic { max, priority } => {
                request.set_max_fee_per_gas(max);
                request.set_max_priority_fee_per_gas(priority);
            }
            Fees::Legacy { price } => request.set_gas_price(price),
        }
        if request.gas.is_none() {
            let provider = self.connection.provider();
            let estimate = provider.estimate_gas(request.clone()).block(BlockId::pending()).await;
            let gas = estimate.map_err(|error| self.refusal("eth_estimateGas", &error))?;
            request.set_gas_limit(gas.saturating_add(gas * self.options.gas_headroom / 100));
        }
        Ok(request)
    }

    async fn current_fees(&self) -> Result<Fees, SendError> {
        let mut cached = self.fees.lock().await;
        if let Some((at, fees)) = *cached
            && at.elapsed() < self.options.fee_lifetime
        {
            return Ok(fees);
        }
        let provider = self.connection.provider();
        let fees = match provider.estimate_eip1559_fees().await {
            Ok(fees) => {
                Fees::Dynamic { max: fees.max_fee_per_gas, priority: fees.max_priority_fee_per_gas }
            }
            // A chain without EIP-1559 says so by an error or a missing field.
            Err(TransportError::UnsupportedFeature(_) | TransportError::ErrorResp(_)) => {
                let price = provider.get_gas_price().await;
                Fees::Legacy { price: price.map_err(|error| self.network("eth_gasPrice", &error))? }
            }
            Err(error) => return Err(self.network("eth_feeHistory", &error)),
        };
        *cached = Some((Instant::now(), fees));
        Ok(fees)
    }

    /// Numbers, signs and submits. `next` is `None` afterwards unless the node accepted the transaction.
    async fn submit(
        &self,
        request: TransactionRequest,
        next: &mut Option<u64>,
        note: &mut Note<'_>,
    ) -> Result<SentTransaction, SendError> {
        let nonce = self.nonce(next).await?;
        let signed = self.signed(request, nonce)?;
        note(&signed).map_err(|error| SendError::NotNoted(Box::new(error)))?;
        self.broadcast_raw(&signed).await?;
        *next = Some(nonce + 1);
        Ok(signed.sent())
    }

    /// The next nonce, which `next` then no longer holds.
    async fn nonce(&self, next: &mut Option<u64>) -> Result<u64, SendError> {
        if let Some(nonce) = next.take() {
            return Ok(nonce);
        }
        self.count(BlockNumberOrTag::Pending).await
    }

    /// How many transactions the account has sent by a block.
    async fn count(&self, by: BlockNumberOrTag) -> Result<u64, SendError> {
        let provider = self.connection.provider();
        let count = provider.get_transaction_count(self.address()).block_id(by.into()).await;
        count.map_err(|error| self.network("eth_getTransactionCount", &error))
    }

    fn signed(
        &self,
        mut request: TransactionRequest,
        nonce: u64,
    ) -> Result<SignedTransaction, SendError> {
        request.set_nonce(nonce);
        let envelope = self.sign(&request)?;
        let (hash, raw) = (*envelope.tx_hash(), envelope.encoded_2718().into());
        Ok(SignedTransaction { hash, nonce, raw, request })
    }

    async fn broadcast_raw(&self, signed: &SignedTransaction) -> Result<(), SendError> {
        match self.connection.provider().send_raw_transaction(&signed.raw).await {
            Err(error) if !self.arrived(signed.hash, &error).await => {
                Err(self.refusal("eth_sendRawTransaction", &error))
            }
            _ => Ok(()),
        }
    }

    fn sign(&self, request: &TransactionRequest) -> Result<TxEnvelope, SendError> {
        let unsigned = |reason: String| SendError::Unsigned { sender: self.address(), reason };
        let typed = request
            .clone()
            .build_typed_tx()
            .map_err(|_| unsigned("it lacks a destination, a gas limit or a fee".to_owned()))?;
        let signature = self
            .signer
            .sign_hash_sync(&typed.signature_hash())
            .map_err(|error| unsigned(error.to_string()))?;
        Ok(typed.into_signed(signature).into())
    }

    /// Whether the node has the transaction although the answer was an error.
    async fn arrived(&self, hash: TxHash, error: &TransportError) -> bool {
        match error {
            TransportError::ErrorResp(payload) => {
                let message = payload.message.to_lowercase();
                message.contains("already known") || message.contains("already imported")
            }
            _ => {
                let found = self.connection.provider().get_transaction_by_hash(hash).await;
                matches!(found, Ok(Some(_)))
            }
        }
    }

    /// Asks by a call at the same block why a mined transaction was refused.
    async fn replay(&self, sent: &SentTransaction, receipt: &TransactionReceipt) -> SendError {
        let block = receipt.block_number.unwrap_or_default();
        let mut data = Bytes::new();
        // The state after its block first, since the clock is right there; the one before when others in the
        // block have changed what mattered.
        for number in [block, block.saturating_sub(1)] {
            let at = BlockId::Number(BlockNumberOrTag::Number(number));
            let call = self.connection.provider().call(sent.request.clone()).block(at).await;
            if let Err(TransportError::ErrorResp(payload)) = call {
                data = payload.as_revert_data().unwrap_or_default();
                break;
            }
        }
        SendError::Reverted(Revert { data, mined: Some((sent.hash, block)) })
    }

    fn refusal(&self, method: &'static str, error: &TransportError) -> SendError {
        let TransportError::ErrorResp(payload) = error else {
            return self.network(method, error);
        };
        if let Some(data) = payload.as_revert_data() {
            return SendError::Reverted(Revert { data, mined: None });
        }
        let (sender, reason) = (self.address(), payload.message.to_string());
        let lower = reason.to_lowercase();
        if lower.contains("insufficient funds") || lower.contains("upfront cost exceeds") {
            SendError::Funds { sender, reason }
        } else if lower.contains("execution reverted") {
            SendError::Reverted(Revert { data: Bytes::new(), mined: None })
        } else {
            SendError::Rejected { sender, reason }
        }
    }

    fn network(&self, method: &'static str, error: &TransportError) -> SendError {
        self.connection.error(method, error).into()
    }
}

fn is_nonce_too_low(reason: &str) -> bool {
    reason.to_lowercase().contains("nonce too low")
}
