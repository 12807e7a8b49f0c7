//! Transfer ordered by an enforcement officer.

use alloy::primitives::Address;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::{LegHandle, Question};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Movement;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Moves units without the holder, frozen ones and those of a paused token too. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct ForcedTransfer {
    /// What is moved.
    pub leg: LegHandle,
    /// Who gives.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// How much.
    pub amount: Amount,
}

impl Operation for ForcedTransfer {
    const NAME: &'static str = "forced-transfer";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let amount = Desk::units(&self.leg, self.amount)?;
        let (from, to) = (self.from, self.to);
        let call = ISecurityToken::forcedTransferCall { from, to, amount };
        let summary =
            format!("force {} of {} from {from} to {to}", self.amount, self.leg.instrument);
        let question = Question::new(Movement::FORCED_TRANSFER, Some(from), Some(to), amount);
        Ok(Prepared::movement(
            summary,
            Who::Role(Role::EnforcementOfficer),
            &self.leg,
            &call,
            question,
        ))
    }
}
