//! Single transactions until their receipts are read: what a command that is given again after an interruption finds, instead of sending it a
//! second time. Runs over files keep journals of their own.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use alloy::network::TransactionBuilder;
use alloy::primitives::Bytes;
use alloy::providers::Provider;
use alloy::rpc::types::{TransactionReceipt, TransactionRequest};
use corridor_deploy::home::HomeError;
use corridor_deploy::network::{SendError, SignedTransaction};

use super::desk::{Prepared, Transaction};
use super::{Desk, OperationError};

/// What the files of such transactions are called, behind the name of the manifest.
const KIND: &str = "unread";

/// A transaction whose receipt nobody has read. Its file is locked as long as the run that sent it lives.
#[derive(Debug)]
struct Unread {
    path: PathBuf,
    _locked: File,
}

impl Unread {
    /// Keeps a transaction that is about to be sent; nothing where another run that lives has signed the very same one, and keeps it.
    fn keep(path: &Path, signed: &SignedTransaction) -> Result<Option<Self>, HomeError> {
        let failed = |source| io("write", path, source);
        // What another run keeps is not cut off.
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let mut file = opened.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(io("lock", path, error)),
        }
        file.set_len(0).map_err(failed)?;
        writeln!(file, "\"{}\"", signed.raw).map_err(failed)?;
        Ok(Some(Self { path: path.to_owned(), _locked: file }))
    }

    /// What a run left that has ended; nothing where it goes on, or has read the receipt meanwhile.
    fn left_at(path: &Path) -> Result<Option<(Self, Option<SignedTransaction>)>, HomeError> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io("read", path, error)),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(io("lock", path, error)),
        }
        let mut line = Vec::new();
        file.read_to_end(&mut line).map_err(|error| io("read", path, error))?;
        let raw = serde_json::from_slice::<Bytes>(&line).ok();
        let signed = raw.and_then(SignedTransaction::decode);
        Ok(Some((Self { path: path.to_owned(), _locked: file }, signed)))
    }

    /// The receipt is read, or there will be none.
    fn forget(self) -> Result<(), HomeError> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(io("remove", &self.path, error))
            }
            _ => Ok(()),
        }
    }
}

fn io(action: &'static str, path: &Path, source: std::io::Error) -> HomeError {
    HomeError::Io { action, path: path.to_owned(), source }
}

impl Desk {
    /// Sends a transaction and waits for its receipt. Until that is read the transaction is kept beside the manifest.
    pub(super) async fn send(&self, prepared: &Prepared) -> Result<Transaction, OperationError> {
        let sender = self.sender(prepared.signer)?;
        let request =
            TransactionRequest::default().with_to(prepared.to).with_input(prepared.data.clone());
        let mut unread: Option<Unread> = None;
        let mut note = |signed: &SignedTransaction| {
            let refused = unread.take();
            refused.map_or(Ok(()), Unread::forget)?;
            unread = Unread::keep(&self.unread_path(signed), signed)?;
            Ok(())
        };
        let sent = sender.send_noted(request, &mut note).await;
        let outcome = match sent {
            Ok(sent) => sender.wait(&sent).await,
            Err(error) => Err(error),
        };
        // What may still be mined stays, for the next run of the command.
        let is_open = matches!(outcome, Err(SendError::NotMined { .. } | SendError::Network(_)));
        if !is_open && let Some(unread) = unread {
            unread.forget()?;
        }
        self.sent(prepared, outcome).await
    }

    /// Sends a decision and waits for its receipt. It is not kept: the access manager tells what was scheduled, and the chain what is done.
    pub(super) async fn send_decision(
        &self,
        prepared: &Prepared,
    ) -> Result<Transaction, OperationError> {
        let request =
            TransactionRequest::default().with_to(prepared.to).with_input(prepared.data.clone());
        let outcome = self.sender(prepared.signer)?.send_and_wait(request).await;
        self.sent(prepared, outcome).await
    }

    async fn sent(
        &self,
        prepared: &Prepared,
        outcome: Result<TransactionReceipt, SendError>,
    ) -> Result<Transaction, OperationError> {
        match outcome {
            Ok(receipt) => Ok(of(&receipt)),
            Err(SendError::Reverted(revert)) => Err(self.refused(prepared, &revert.data).await),
            Err(source) => Err(OperationError::Send {
                attempt: prepared.summary.clone(),
                source: Box::new(source),
            }),
        }
    }

    /// The same call of the same account that an earlier run sent without reading its receipt, once it is mined. It is done then, and the
    /// next one is a new one; so is one behind anything else that the account sent since, which may have undone it.
    pub(super) async fn taken_up(
        &self,
        prepared: &Prepared,
    ) -> Result<Option<Transaction>, OperationError> {
        let account = self.account(prepared.signer);
        for path in self.journals(KIND)? {
            let Some((unread, signed)) = Unread::left_at(&path)? else { continue };
            let Some(signed) = signed else {
                // The run ended while it wrote, so nothing was sent.
                unread.forget()?;
                continue;
            };
            if !signed.is_call(account, prepared.to, &prepared.data) {
                continue;
            }
            let receipt = self.outcome(prepared, &signed).await?;
            unread.forget()?;
            if let Some(receipt) = receipt.filter(TransactionReceipt::status) {
                return Ok(Some(of(&receipt)));
            }
        }
        Ok(None)
    }

    /// The receipt of what an earlier run sent, waited for where the node has the transaction; nothing where it is lost.
    async fn outcome(
        &self,
        prepared: &Prepared,
        signed: &SignedTransaction,
    ) -> Result<Option<TransactionReceipt>, OperationError> {
        let (connection, hash) = (self.connection(), signed.hash);
        let sent = connection.provider().get_transaction_count(self.account(prepared.signer));
        let sent = sent.pending().await;
        let sent = sent.map_err(|error| connection.error("eth_getTransactionCount", &error))?;
        if sent > signed.nonce + 1 {
            return Ok(None);
        }
        let known = connection.provider().get_transaction_by_hash(hash).await;
        let known = known.map_err(|error| connection.error("eth_getTransactionByHash", &error))?;
        if known.is_none() {
            return Ok(None);
        }
        match self.sender(prepared.signer)?.wait(&signed.sent()).await {
            Ok(receipt) => Ok(Some(receipt)),
            Err(SendError::Reverted(_)) => Ok(None),
            Err(source) => Err(OperationError::Send {
                attempt: prepared.summary.clone(),
                source: Box::new(source),
            }),
        }
    }

    fn unread_path(&self, signed: &SignedTransaction) -> PathBuf {
        self.journal_path(KIND, signed.hash)
    }
}

fn of(receipt: &TransactionReceipt) -> Transaction {
    Transaction {
        hash: receipt.transaction_hash,
        block: receipt.block_number.unwrap_or_default(),
        gas_used: receipt.gas_used,
    }
}
