//! What signed orders of both kinds have in common, in a file that travels between parties.

use std::path::Path;

use alloy::primitives::{Address, B256, Bytes, U256};
use alloy::sol_types::{Eip712Domain, eip712_domain};
use corridor_deploy::whole_file;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::signed_for::SignedFor;
use crate::{Desk, OperationError};

/// An order, as its party signs it.
pub trait Order: Serialize + DeserializeOwned + Send + Sync {
    /// The schema of its file.
    const SCHEMA: &'static str;

    /// What messages call it.
    const NAME: &'static str;

    /// What is signed, for a settlement contract on a chain.
    fn digest(&self, domain: &Eip712Domain) -> B256;

    /// Who signs.
    fn party(&self) -> Address;

    /// Token units.
    fn units(&self) -> u128;

    /// The last second at which it counts.
    fn valid_until(&self) -> u64;

    /// The number by which it is cancelled.
    fn nonce(&self) -> U256;
}

/// The EIP-712 domain of a settlement contract.
#[must_use]
pub fn settlement_domain(chain_id: u64, settlement: Address) -> Eip712Domain {
    eip712_domain! {
        name: "Corridor settlement",
        version: "1",
        chain_id: chain_id,
        verifying_contract: settlement,
    }
}

/// A number that no other order of anybody has: 64 random bits.
#[must_use]
pub fn fresh_nonce() -> U256 {
    U256::from(rand::random::<u64>())
}

/// A signed order, as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedOrder<O> {
    /// [`Order::SCHEMA`].
    pub schema: String,
    /// The chain it was signed for.
    pub chain_id: u64,
    /// The first block of that chain: devnets have one id, and their contracts one address.
    pub genesis_hash: B256,
    /// The contract it was signed for.
    pub settlement: Address,
    /// What was signed.
    pub order: O,
    /// The EIP-712 digest.
    pub digest: B256,
    /// The party's signature.
    pub signature: Bytes,
}

impl<O: Order> SignedOrder<O> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// The file can't be read, is no such order, or was changed since it was signed.
    pub fn load(path: &Path) -> Result<Self, OperationError> {
        let file = path.display().to_string();
        let text = whole_file::read_text(path).map_err(|error| OperationError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        })?;
        let bad =
            |reason: String| OperationError::BadOrder { file: file.clone(), kind: O::NAME, reason };
        let signed: Self = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        if signed.schema != O::SCHEMA {
            return Err(bad(format!("its schema is `{}`, not `{}`", signed.schema, O::SCHEMA)));
        }
        if signed.order.valid_until() >> 40 != 0 {
            return Err(bad("its last second is too far ahead".to_owned()));
        }
        let domain = settlement_domain(signed.chain_id, signed.settlement);
        if signed.order.digest(&domain) != signed.digest {
            return Err(bad("its digest is not that of what it says".to_owned()));
        }
        Ok(signed)
    }
}

impl Desk {
    /// Refuses an order that was signed for another contract or chain.
    pub(super) fn check_domain<O: Order>(
        &self,
        order: &SignedOrder<O>,
    ) -> Result<(), OperationError> {
        let SignedOrder { chain_id, genesis_hash, settlement: contract, .. } = *order;
        let (kind, role) = (O::NAME, "settlement contract");
        let signed = SignedFor { kind, role, chain_id, genesis_hash, contract };
        self.require_signed_for(self.settlement()?, signed)
    }
}
