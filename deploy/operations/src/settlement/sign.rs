//! Signing: with a key that is here, for the contract as it describes itself.

use alloy::primitives::Bytes;
use alloy::signers::SignerSync as _;
use alloy::sol_types::Eip712Domain;
use corridor_bindings::Settlement;

use super::order::{Order, SignedOrder};
use crate::{Desk, OperationError};

impl Desk {
    /// Signs an order as its party. The domain is what the contract says of itself.
    ///
    /// # Errors
    ///
    /// There is no such contract, or no key of the party, or it can't be unlocked.
    pub async fn sign_order<O: Order>(&self, order: O) -> Result<SignedOrder<O>, OperationError> {
        let domain = self.domain().await?;
        self.sign_with(order, &domain)
    }

    pub(super) async fn domain(&self) -> Result<Eip712Domain, OperationError> {
        let call = Settlement::eip712DomainCall {};
        let told = self.read(self.settlement()?, &call).await?;
        Ok(Eip712Domain {
            name: Some(told.name.into()),
            version: Some(told.version.into()),
            chain_id: Some(told.chainId),
            verifying_contract: Some(told.verifyingContract),
            salt: None,
        })
    }

    /// An order as [`Self::sign_order`] would sign it, without a signature.
    ///
    /// # Errors
    ///
    /// There is no such contract.
    pub async fn draft_order<O: Order>(&self, order: O) -> Result<SignedOrder<O>, OperationError> {
        self.draft(order, &self.domain().await?)
    }

    fn draft<O: Order>(
        &self,
        order: O,
        domain: &Eip712Domain,
    ) -> Result<SignedOrder<O>, OperationError> {
        let chain = self.manifest()?.chain;
        Ok(SignedOrder {
            schema: O::SCHEMA.to_owned(),
            chain_id: chain.chain_id,
            genesis_hash: chain.genesis_hash,
            settlement: self.settlement()?,
            digest: order.digest(domain),
            order,
            signature: Bytes::new(),
        })
    }

    pub(super) fn sign_with<O: Order>(
        &self,
        order: O,
        domain: &Eip712Domain,
    ) -> Result<SignedOrder<O>, OperationError> {
        let unsigned = |reason: String| OperationError::UnsignedOrder { kind: O::NAME, reason };
        let draft = self.draft(order, domain)?;
        let signer = self.actors().wallet_signer(draft.order.party())?;
        let signature =
            signer.sign_hash_sync(&draft.digest).map_err(|error| unsigned(error.to_string()))?;
        Ok(SignedOrder { signature: signature.as_bytes().to_vec().into(), ..draft })
    }
}
