//! A party takes back what it signed.

use alloy::primitives::{Address, U256};
use corridor_bindings::Settlement;

use crate::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Cancels every instruction and subscription of a party that has this number, for good. Signed by the party.
#[derive(Clone, Copy, Debug)]
pub struct CancelNonce {
    /// Whose orders.
    pub party: Address,
    /// Their number.
    pub nonce: U256,
}

impl Operation for CancelNonce {
    const NAME: &'static str = "cancel-nonce";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { party, nonce } = *self;
        let call = Settlement::cancelNonceCall { nonce };
        let summary = format!("cancel every order of {party} with the number {nonce}");
        Ok(Prepared::act(summary, Who::Wallet(party), desk.settlement()?, &call))
    }
}

impl Desk {
    /// Cancels a number, unless it is cancelled already.
    ///
    /// # Errors
    ///
    /// The party's key is not here, or the endpoint fails.
    pub async fn cancel_nonce(
        &self,
        cancel: &CancelNonce,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let CancelNonce { party, nonce } = *cancel;
        let call = Settlement::isCancelledCall { party, nonce };
        match self.read(self.settlement()?, &call).await? {
            true => Ok(Vec::new()),
            false => Ok(vec![self.perform(cancel, mode).await?]),
        }
    }
}
