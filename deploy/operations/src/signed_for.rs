//! For which contract of which chain something was signed.

use alloy::primitives::{Address, B256};

use super::{Desk, OperationError};

/// Something that was signed for somewhere else.
#[derive(Debug, thiserror::Error)]
pub enum SignedElsewhere {
    /// For another contract, or a chain of another number.
    #[error(
        "the {kind} was signed for the {role} {contract} on chain {chain_id}, and this is {here} on chain {here_chain_id}; choose the right --network, or have it signed anew"
    )]
    Contract {
        /// What it is.
        kind: &'static str,
        /// What the contract is.
        role: &'static str,
        /// Its chain.
        chain_id: u64,
        /// Its contract.
        contract: Address,
        /// This chain.
        here_chain_id: u64,
        /// The contract of this deployment.
        here: Address,
    },
    /// For another chain of the same number.
    #[error(
        "the {kind} was signed for another chain {chain_id}: its genesis block is {genesis_hash}, that of this one is {here}; choose the right --network, or have it signed anew"
    )]
    Chain {
        /// What it is.
        kind: &'static str,
        /// The number of both.
        chain_id: u64,
        /// The first block of the chain it was signed for.
        genesis_hash: B256,
        /// The first block of this one.
        here: B256,
    },
}

/// What a signed file says of where it counts. Devnets have one chain id, and their contracts one address: the genesis block tells them apart.
pub(super) struct SignedFor {
    /// What the file is.
    pub(super) kind: &'static str,
    /// What the contract is.
    pub(super) role: &'static str,
    /// The chain.
    pub(super) chain_id: u64,
    /// The first block of the chain.
    pub(super) genesis_hash: B256,
    /// The contract.
    pub(super) contract: Address,
}

impl Desk {
    /// Refuses what was signed for another contract than the one that is here, or for another chain.
    pub(super) fn require_signed_for(
        &self,
        here: Address,
        signed: SignedFor,
    ) -> Result<(), OperationError> {
        let chain = self.manifest()?.chain;
        let SignedFor { kind, role, chain_id, genesis_hash, contract } = signed;
        if (chain_id, contract) != (chain.chain_id, here) {
            let here_chain_id = chain.chain_id;
            let elsewhere =
                SignedElsewhere::Contract { kind, role, chain_id, contract, here_chain_id, here };
            return Err(elsewhere.into());
        }
        if genesis_hash != chain.genesis_hash {
            let here = chain.genesis_hash;
            return Err(SignedElsewhere::Chain { kind, chain_id, genesis_hash, here }.into());
        }
        Ok(())
    }
}
