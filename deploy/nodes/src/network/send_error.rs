//! What goes wrong with a transaction.

use std::time::Duration;

use alloy::primitives::{Address, Bytes, TxHash};
use thiserror::Error;

use super::NetworkError;
use crate::home::HomeError;

/// A refusal by a contract, still encoded; `corridor_bindings` turns the data into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revert {
    /// What the contract returned: selector and arguments of a custom error, or nothing when the node kept it.
    pub data: Bytes,
    /// The transaction and its block, when it was mined; `None` when the estimate already showed the refusal and
    /// nothing was sent.
    pub mined: Option<(TxHash, u64)>,
}

/// What goes wrong with a transaction.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SendError {
    /// A contract refused.
    #[error("the contract refused the transaction ({} bytes of reason)", .0.data.len())]
    Reverted(Revert),
    /// The account can't pay for the gas.
    #[error("{sender} cannot pay for the transaction: {reason}; fund the account and try again")]
    Funds {
        /// The sending account.
        sender: Address,
        /// What the node said.
        reason: String,
    },
    /// The node took it for wrong.
    #[error("the node did not accept the transaction of {sender}: {reason}")]
    Rejected {
        /// The sending account.
        sender: Address,
        /// What the node said.
        reason: String,
    },
    /// No receipt in time.
    #[error(
        "transaction {hash} was sent and not mined within {} s; look it up before sending again",
        waited.as_secs()
    )]
    NotMined {
        /// The transaction.
        hash: TxHash,
        /// How long was waited.
        waited: Duration,
    },
    /// What was sent before is not mined.
    #[error(
        "{sender} has {count} transaction(s) on their way that were not mined within {} s; wait for them before sending more",
        waited.as_secs()
    )]
    OnTheirWay {
        /// The sending account.
        sender: Address,
        /// How many.
        count: u64,
        /// How long was waited.
        waited: Duration,
    },
    /// The key was used by somebody else since its turn was taken.
    #[error(
        "somebody else sent a transaction of {sender} meanwhile, and this one was left out; run the command again, which reads the chain anew"
    )]
    Overtaken {
        /// The sending account.
        sender: Address,
    },
    /// The key could not sign it.
    #[error("could not sign the transaction of {sender}: {reason}")]
    Unsigned {
        /// The sending account.
        sender: Address,
        /// The cause.
        reason: String,
    },
    /// It could not be kept until its receipt is read.
    #[error("the transaction was not sent, since it could not be noted beforehand: {0}")]
    NotNoted(Box<HomeError>),
    /// The endpoint failed.
    #[error(transparent)]
    Network(#[from] NetworkError),
}

impl SendError {
    /// What the contract returned, when that is why it failed.
    #[must_use]
    pub const fn revert_data(&self) -> Option<&Bytes> {
        match self {
            Self::Reverted(revert) => Some(&revert.data),
            _ => None,
        }
    }
}
