//! A movement, and what kind of one it was.

use alloy::primitives::{Address, U256};
use corridor_bindings::ISecurityToken::{ISecurityTokenEvents, Transfer};
use corridor_bindings::standing::Standing;

use super::super::event::Event;
use super::Moment;

/// What a movement was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Issue,
    Transfer,
    Redeem,
    Forced,
    Recovery,
    /// Units leave for another leg, where this wallet receives them.
    ExchangeOut(Address),
    /// Units come in from this leg.
    ExchangeIn(Address),
}

/// A `Transfer` whose kind is told by the next event: what an enforcement officer or a route does is logged right behind it, in the
/// same transaction. A further kind that is logged so is a further arm of [`Pending::kind`].
#[derive(Debug)]
pub(crate) struct Pending {
    pub(super) token: Address,
    pub(super) moved: Transfer,
    pub(super) moment: Moment,
}

impl Pending {
    /// The kind that the next event gives it; `None` when that event is about something else.
    pub(super) fn kind(&self, next: &Event, at: Moment) -> Option<Kind> {
        let token = match next {
            Event::Token(token, _) | Event::Left { token, .. } => *token,
            _ => return None,
        };
        if token != self.token || at.origin != self.moment.origin {
            return None;
        }
        let (told, kind) = match next {
            Event::Token(_, ISecurityTokenEvents::ForcedTransfer(forced)) => {
                ((forced.from, forced.to, forced.amount), Kind::Forced)
            }
            Event::Token(_, ISecurityTokenEvents::Recovered(recovered)) => {
                ((recovered.lost, recovered.replacement, recovered.amount), Kind::Recovery)
            }
            Event::Token(_, ISecurityTokenEvents::ExchangedIn(came)) => {
                ((Address::ZERO, came.recipient, came.amount), Kind::ExchangeIn(came.source))
            }
            Event::Left { left, recipient, .. } => {
                ((left.holder, Address::ZERO, left.amount), Kind::ExchangeOut(*recipient))
            }
            _ => return None,
        };
        ((self.moved.from, self.moved.to, self.moved.value) == told).then_some(kind)
    }
}

/// A movement that has taken place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Movement {
    pub(super) kind: Kind,
    /// Zero on issue, and when units come in from another leg.
    pub(super) from: Address,
    /// Zero on redemption, and when units leave for another leg.
    pub(super) to: Address,
    pub(super) amount: U256,
    pub(super) from_before: U256,
    pub(super) to_before: U256,
    pub(super) sender: Standing,
    /// Of whoever receives, on whichever leg.
    pub(super) recipient: Standing,
    pub(super) moment: Moment,
}

impl Movement {
    /// Whether somebody sold to somebody else. One over a route is a sale on the leg that is left, which knows of the receiver's
    /// wallet nothing but its investor: two wallets that nobody registered are never one.
    pub(super) fn is_sale(&self) -> bool {
        match self.kind {
            Kind::Transfer => self.giver() != self.receiver(),
            Kind::ExchangeOut(_) => {
                !self.sender.is_registered() || self.sender.investor() != self.recipient.investor()
            }
            _ => false,
        }
    }

    /// Whom the giving wallet is counted as.
    pub(super) fn giver(&self) -> U256 {
        holder(self.from, self.sender)
    }

    /// Whom the receiving wallet is counted as; nobody, when nobody registered it and it receives on another leg.
    pub(super) fn receiver(&self) -> U256 {
        holder(self.to, self.recipient)
    }
}

/// Whom a wallet is counted as: its investor, else itself.
pub(crate) fn holder(wallet: Address, standing: Standing) -> U256 {
    if standing.is_registered() {
        U256::from(standing.investor()) << 160
    } else {
        U256::from_be_slice(wallet.as_slice())
    }
}

/// The categories that a standing holds on a day, bit c being category c. A day has to have begun, and 0 is none.
pub(crate) fn held_categories(standing: Standing, day: u16) -> u16 {
    (0..Standing::CATEGORIES)
        .filter(|category| standing.holds(*category, u32::from(day)))
        .fold(0, |held, category| held | 1 << category)
}
