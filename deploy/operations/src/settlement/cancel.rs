//! A party takes back what it signed.

use alloy::primitives::{Address, U256};
use corridor_bindings::Settlement;

use crate::{Desk, Operation, OperationError, Prepared, Who};

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
