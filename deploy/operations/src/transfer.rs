//! Transfer by the holder, or out of an allowance.

use alloy::primitives::Address;
use corridor_bindings::ISecurityToken;
use corridor_deploy::explain::{LegHandle, Question};
use corridor_deploy::money::Amount;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Moves units from holder to holder. Signed by the holder, or by the operator whom the holder approved.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// What is moved.
    pub leg: LegHandle,
    /// Who gives.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// How much.
    pub amount: Amount,
    /// Who signs, when that is not the holder.
    pub operator: Option<Address>,
}

impl Operation for Transfer {
    const NAME: &'static str = "transfer";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let value = Desk::units(&self.leg, self.amount)?;
        let (from, to) = (self.from, self.to);
        let summary =
            format!("transfer {} of {} from {from} to {to}", self.amount, self.leg.instrument);
        let question = Question { operator: self.operator, ..Question::transfer(from, to, value) };
        Ok(match self.operator {
            None => {
                let call = ISecurityToken::transferCall { to, value };
                Prepared::movement(summary, Who::Wallet(from), &self.leg, &call, question)
            }
            Some(operator) => {
                let call = ISecurityToken::transferFromCall { from, to, value };
                Prepared::movement(summary, Who::Wallet(operator), &self.leg, &call, question)
            }
        })
    }
}

/// Lets an operator move units of a holder. Signed by the holder.
#[derive(Clone, Debug)]
pub struct Approve {
    /// What may be moved.
    pub leg: LegHandle,
    /// The holder.
    pub holder: Address,
    /// The operator.
    pub operator: Address,
    /// How much.
    pub amount: Amount,
}

impl Operation for Approve {
    const NAME: &'static str = "approve";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let value = Desk::units(&self.leg, self.amount)?;
        let call = ISecurityToken::approveCall { spender: self.operator, value };
        let summary =
            format!("approve {} for {} of {}", self.operator, self.amount, self.leg.instrument);
        Ok(Prepared::act(summary, Who::Wallet(self.holder), self.leg.token, &call))
    }
}
