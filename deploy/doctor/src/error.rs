//! Why a deployment could not be examined.

use alloy::primitives::{Address, B256};
use corridor_deploy::deployment::DeploymentError;

/// Why a deployment could not be examined. What is wrong with the deployment is a drift, not an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DoctorError {
    /// The deployment could not be read.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
    /// A log is none that its contract writes.
    #[error(
        "cannot read a log of {contract} in block {block}: {reason}; check that the endpoint serves this chain, and that the manifest is of this release"
    )]
    Log {
        /// The contract.
        contract: Address,
        /// The block.
        block: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The endpoint gave a log without its place.
    #[error(
        "the endpoint gave a log of {contract} without block and transaction; ask another endpoint"
    )]
    Unplaced {
        /// The contract.
        contract: Address,
    },
    /// The endpoint does not know a block whose logs it gave.
    #[error(
        "the endpoint gave logs of block {block} and does not know the block; ask again, or another endpoint"
    )]
    NoBlock {
        /// The block.
        block: u64,
    },
    /// What was written is in no event, the call of the transaction does not tell it, and the endpoint keeps no state of the block.
    #[error(
        "cannot tell {what} in block {block}, transaction {transaction}: it was written through a contract that this release does not read, and the endpoint has no state of that block ({reason}); ask an archive node"
    )]
    NoHistory {
        /// What could not be told.
        what: String,
        /// The block.
        block: u64,
        /// The transaction.
        transaction: B256,
        /// What the endpoint said.
        reason: String,
    },
}
