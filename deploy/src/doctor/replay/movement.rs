//! A movement, and what kind of one it was.

use alloy::primitives::{Address, U256};
use corridor_bindings::IBondToken::{IBondTokenEvents, Transfer};
use corridor_bindings::standing::Standing;

use super::super::event::Event;
use super::Moment;

/// What a movement was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::doctor) enum Kind {
    Issue,
    Transfer,
    Redeem,
    Forced,
    Recovery,
}

/// A `Transfer` whose kind is told by the next event: what an enforcement officer does is logged right behind it, in the same
/// transaction. A further kind that is logged so is a further arm of [`Pending::kind`].
#[derive(Debug)]
pub(in crate::doctor) struct Pending {
    pub(super) token: Address,
    pub(super) moved: Transfer,
    pub(super) moment: Moment,
}

impl Pending {
    /// The kind that the next event gives it; `None` when that event is about something else.
    pub(super) fn kind(&self, next: &Event, at: Moment) -> Option<Kind> {
        let Event::Token(token, event) = next else { return None };
        if *token != self.token || at.origin != self.moment.origin {
            return None;
        }
        let moved = (self.moved.from, self.moved.to, self.moved.value);
        match event {
            IBondTokenEvents::ForcedTransfer(forced) => {
                (moved == (forced.from, forced.to, forced.amount)).then_some(Kind::Forced)
            }
            IBondTokenEvents::Recovered(recovered) => {
                let same = (recovered.lost, recovered.replacement, recovered.amount);
                (moved == same).then_some(Kind::Recovery)
            }
            _ => None,
        }
    }
}

/// A movement that has taken place.
#[derive(Clone, Copy, Debug)]
pub(in crate::doctor) struct Movement {
    pub(super) kind: Kind,
    /// Zero on issue.
    pub(super) from: Address,
    /// Zero on redemption.
    pub(super) to: Address,
    pub(super) amount: U256,
    pub(super) from_before: U256,
    pub(super) to_before: U256,
    pub(super) sender: Standing,
    pub(super) recipient: Standing,
    pub(super) moment: Moment,
}

impl Movement {
    /// Whether somebody sold to somebody else.
    pub(super) fn is_sale(&self) -> bool {
        self.kind == Kind::Transfer && self.giver() != self.receiver()
    }

    /// Whom the giving wallet is counted as.
    pub(super) fn giver(&self) -> U256 {
        holder(self.from, self.sender)
    }

    /// Whom the receiving wallet is counted as.
    pub(super) fn receiver(&self) -> U256 {
        holder(self.to, self.recipient)
    }
}

/// Whom a wallet is counted as: its investor, else itself.
pub(in crate::doctor) fn holder(wallet: Address, standing: Standing) -> U256 {
    if standing.is_registered() {
        U256::from(standing.investor()) << 160
    } else {
        U256::from_be_slice(wallet.as_slice())
    }
}

/// The categories that a standing holds on a day, bit c being category c. A day has to have begun, and 0 is none.
pub(in crate::doctor) fn held_categories(standing: Standing, day: u16) -> u16 {
    (0..Standing::CATEGORIES)
        .filter(|category| standing.holds(*category, u32::from(day)))
        .fold(0, |held, category| held | 1 << category)
}
