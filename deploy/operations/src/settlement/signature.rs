//! Whether what a file says is what its party signed.

use alloy::primitives::{Address, U256};
use corridor_bindings::Settlement;

use super::facts::{RECEIPT, SIGNATURE};
use super::order::SignedOrder;
use super::trade::TradeOrder;
use crate::{Desk, OperationError};

impl Desk {
    /// Which of two instructions are not signed by their parties, as bits of the facts. The contract needs no signature of whoever
    /// submits, but a file was signed for what it said then: it is asked as somebody who is neither party, so that both are judged, those
    /// of accounts that are contracts too.
    pub(super) async fn unsigned(
        &self,
        delivery: &SignedOrder<TradeOrder>,
        receipt: &SignedOrder<TradeOrder>,
    ) -> Result<U256, OperationError> {
        let (delivery, receipt) = (delivery.encode(), receipt.encode());
        let submitter = Address::ZERO;
        let call = Settlement::canSettleCall { delivery, receipt, units: 0, submitter };
        let told = self.read(self.settlement()?, &call).await?.facts;
        let mut signatures = U256::ZERO;
        signatures.set_bit(usize::from(SIGNATURE), true);
        signatures.set_bit(usize::from(SIGNATURE + RECEIPT), true);
        Ok(told & signatures)
    }
}
