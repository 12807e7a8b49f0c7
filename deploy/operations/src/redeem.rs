//! Redemption without cash.

use alloy::primitives::Address;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::{LegHandle, Question};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Movement;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Cancels units of a holder; the cash is paid elsewhere. Signed by the paying agent.
#[derive(Clone, Debug)]
pub struct Redeem {
    /// What is redeemed.
    pub leg: LegHandle,
    /// Whose.
    pub from: Address,
    /// How much.
    pub amount: Amount,
}

impl Operation for Redeem {
    const NAME: &'static str = "redeem";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let amount = Desk::units(&self.leg, self.amount)?;
        let call = ISecurityToken::redeemCall { from: self.from, amount };
        let summary = format!("redeem {} of {} of {}", self.amount, self.leg.instrument, self.from);
        let question = Question::new(Movement::REDEEM, Some(self.from), None, amount);
        Ok(Prepared::movement(summary, Who::Role(Role::PayingAgent), &self.leg, &call, question))
    }
}
