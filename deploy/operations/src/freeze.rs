//! Freezing and unfreezing part of a holding, or all of it.

use alloy::primitives::{Address, U256};
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::{LegHandle, Wording};
use corridor_deploy::money::Amount;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// How much of a holding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// So much more, or less.
    Amount(Amount),
    /// Everything, what comes later included.
    Everything,
}

/// Freezes so much more of a holding. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Freeze {
    /// What is frozen.
    pub leg: LegHandle,
    /// Whose.
    pub wallet: Address,
    /// How much more.
    pub part: Part,
}

/// Unfreezes so much of a holding. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Unfreeze {
    /// What is unfrozen.
    pub leg: LegHandle,
    /// Whose.
    pub wallet: Address,
    /// How much.
    pub part: Part,
}

impl Operation for Freeze {
    const NAME: &'static str = "freeze";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let amount = match self.part {
            Part::Everything => U256::MAX,
            Part::Amount(amount) => frozen(desk, &self.leg, self.wallet)
                .await?
                .saturating_add(Desk::units(&self.leg, amount)?),
        };
        let summary =
            format!("freeze {} of {} of {}", words(self.part), self.leg.instrument, self.wallet);
        Ok(set(summary, &self.leg, self.wallet, amount))
    }
}

impl Operation for Unfreeze {
    const NAME: &'static str = "unfreeze";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let amount = match self.part {
            Part::Everything => U256::ZERO,
            Part::Amount(amount) => {
                let (frozen, units) =
                    (frozen(desk, &self.leg, self.wallet).await?, Desk::units(&self.leg, amount)?);
                let missing = || OperationError::NotFrozen {
                    wallet: self.wallet,
                    frozen: Wording::new(self.leg.currency).amount(frozen),
                    asked: amount.to_string(),
                };
                frozen.checked_sub(units).ok_or_else(missing)?
            }
        };
        let summary =
            format!("unfreeze {} of {} of {}", words(self.part), self.leg.instrument, self.wallet);
        Ok(set(summary, &self.leg, self.wallet, amount))
    }
}

async fn frozen(desk: &Desk, leg: &LegHandle, wallet: Address) -> Result<U256, OperationError> {
    desk.read(leg.token, &ISecurityToken::getFrozenTokensCall { account: wallet }).await
}

fn set(summary: String, leg: &LegHandle, wallet: Address, amount: U256) -> Prepared {
    let call = ISecurityToken::setFrozenTokensCall { account: wallet, amount };
    Prepared::act(summary, Who::Role(Role::EnforcementOfficer), leg.token, &call)
}

fn words(part: Part) -> String {
    match part {
        Part::Amount(amount) => amount.to_string(),
        Part::Everything => "everything".to_owned(),
    }
}
