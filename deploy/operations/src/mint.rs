//! Issue to one holder.

use alloy::primitives::Address;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::{LegHandle, Question};
use corridor_deploy::money::Amount;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Issues new units to a holder. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct Mint {
    /// What is issued.
    pub leg: LegHandle,
    /// Who receives.
    pub to: Address,
    /// How much.
    pub amount: Amount,
}

impl Operation for Mint {
    const NAME: &'static str = "mint";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        desk.require_issuable(&self.leg).await?;
        let amount = Desk::units(&self.leg, self.amount)?;
        let call = ISecurityToken::mintCall { to: self.to, amount };
        let summary = format!("issue {} of {} to {}", self.amount, self.leg.instrument, self.to);
        let question = Question::issue(self.to, amount);
        Ok(Prepared::movement(summary, Who::Role(Role::Issuer), &self.leg, &call, question))
    }
}
