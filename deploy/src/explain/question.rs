//! Questions: movements that somebody asks about.

use alloy::primitives::{Address, U256};
use corridor_bindings::ISecurityToken;

use crate::vocabulary::Movement;

/// A movement that somebody asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is attempted.
    pub movement: Movement,
    /// Who gives; nobody on issue.
    pub from: Option<Address>,
    /// Who receives; nobody on redemption.
    pub to: Option<Address>,
    /// Who moves the tokens out of an allowance.
    pub operator: Option<Address>,
    /// Smallest units.
    pub amount: U256,
    /// The token that is paid with; nothing when nothing is paid on chain.
    pub cash: Option<Address>,
    /// Unix seconds; when missing the time of the block that is asked, or of the one that would be next.
    pub at: Option<u64>,
    /// Whether replacements of the regime that are scheduled until then count as done.
    pub ahead: bool,
    /// The block whose state is asked; the latest when missing.
    pub block: Option<u64>,
}

impl Question {
    /// An issue.
    #[must_use]
    pub fn issue(to: Address, amount: U256) -> Self {
        Self::new(Movement::ISSUE, None, Some(to), amount)
    }

    /// A transfer by the holder.
    #[must_use]
    pub fn transfer(from: Address, to: Address, amount: U256) -> Self {
        Self::new(Movement::TRANSFER, Some(from), Some(to), amount)
    }

    /// Any movement now.
    #[must_use]
    pub const fn new(
        movement: Movement,
        from: Option<Address>,
        to: Option<Address>,
        amount: U256,
    ) -> Self {
        let (operator, cash, at, ahead, block) = (None, None, None, false, None);
        Self { movement, from, to, operator, amount, cash, at, ahead, block }
    }

    /// A party that a movement of this kind does not have, and why: naming it is a slip, since the verdict would not be about it.
    #[must_use]
    pub fn stray_party(&self) -> Option<(&'static str, String)> {
        let kind = self.movement.name();
        if self.from.is_some() && !self.movement.has_sender() {
            return Some(("from", format!("nobody gives in a movement of kind `{kind}`")));
        }
        let has_recipient = self.to.is_none() || self.movement.has_recipient();
        (!has_recipient).then(|| ("to", format!("nobody receives in a movement of kind `{kind}`")))
    }

    /// The call that asks a token, at a moment and under a regime.
    pub(super) fn call(&self, at: u64, regime: Address) -> ISecurityToken::explainQuestionCall {
        ISecurityToken::explainQuestionCall {
            question: ISecurityToken::MovementQuestion {
                kind: self.movement.bit(),
                operator: self.operator.unwrap_or_default(),
                from: self.from.unwrap_or_default(),
                to: self.to.unwrap_or_default(),
                amount: self.amount,
                at,
                cash: self.cash.unwrap_or_default(),
                regime,
            },
        }
    }
}
