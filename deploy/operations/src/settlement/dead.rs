//! Orders that nothing could ever be settled of: nobody is asked to sign one.

use alloy::primitives::{Address, U256};
use corridor_bindings::Settlement;
use corridor_deploy::explain::{LegHandle, timestamp};
use corridor_deploy::money::Amount;

use super::allot::cost_rounded_up;
use super::offering::OfferingHandle;
use super::order::Order;
use crate::{CashHandle, Desk, OperationError};

/// Why nothing could ever be settled of an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeadOrder {
    /// It is for nothing.
    #[error("the {kind} is for nothing; give an amount above zero")]
    Nothing {
        /// What it is.
        kind: &'static str,
    },
    /// Its time has passed.
    #[error(
        "the {kind} would count until {until}, and on the chain it is {now}; name a later time"
    )]
    Past {
        /// What it is.
        kind: &'static str,
        /// The last second, in UTC.
        until: String,
        /// The time on the chain.
        now: String,
    },
    /// More would have to be settled at once than there is.
    #[error(
        "the {kind} would be settled in parts of at least {least}, and is for {amount}; give a smaller minimum, or none"
    )]
    Minimum {
        /// What it is.
        kind: &'static str,
        /// The least.
        least: String,
        /// How much it is for.
        amount: String,
    },
    /// It is with its own party.
    #[error(
        "the {kind} of {party} is with {party} itself, and nothing is settled within one party; name another counterparty, or none"
    )]
    Itself {
        /// What it is.
        kind: &'static str,
        /// Whose it is.
        party: Address,
    },
    /// Its party has cancelled the number that it would have.
    #[error(
        "{party} has cancelled every order with the number {nonce}, for good, so the {kind} would not count; give another number, or leave \
         --nonce out for one that nothing else has"
    )]
    Cancelled {
        /// What it is.
        kind: &'static str,
        /// Whose it is.
        party: Address,
        /// The number.
        nonce: U256,
    },
    /// The same order was signed before, and all of it settled.
    #[error(
        "the same {kind} with the number {nonce} was signed before, and all of it is settled, so nothing would be left of it; give another \
         number, or leave --nonce out for one that nothing else has"
    )]
    Filled {
        /// What it is.
        kind: &'static str,
        /// The number.
        nonce: U256,
    },
    /// No allotment could ever be all of it: what is allotted is whole denominations.
    #[error(
        "{amount} is no multiple of {whole}, the denomination, so it could never be allotted; subscribe to whole denominations"
    )]
    Denomination {
        /// What is ordered.
        amount: String,
        /// The denomination.
        whole: String,
    },
    /// It is below the price of its offering.
    #[error(
        "{price} for {amount} is below the price of offering {offering}, which is {least} for it, so nothing of it could ever be allotted; pay that or more"
    )]
    Price {
        /// The most that is paid.
        price: String,
        /// What is ordered.
        amount: String,
        /// The number.
        offering: u64,
        /// What the offering takes for it.
        least: String,
    },
    /// Its offering is closed.
    #[error("offering {offering} is closed for good; subscribe to one that is open")]
    Closed {
        /// The number.
        offering: u64,
    },
}

impl Desk {
    /// That an order which is to be signed can be allotted at all: in whole denominations, at the price of its offering.
    ///
    /// # Errors
    ///
    /// It can't, or the endpoint fails.
    pub async fn require_allottable(
        &self,
        offering: &OfferingHandle,
        (leg, cash): (&LegHandle, &CashHandle),
        (units, price): (u128, u128),
    ) -> Result<(), OperationError> {
        let words = |units: u128| Amount::from_units(units, leg.currency).to_string();
        let whole = self.denomination(leg).await?;
        let (id, amount) = (offering.id, words(units));
        if !units.is_multiple_of(whole) {
            return Err(DeadOrder::Denomination { amount, whole: words(whole) }.into());
        }
        let least = cost_rounded_up(offering.price, units);
        if price < least {
            let (price, least) = (cash.words(U256::from(price)), cash.words(U256::from(least)));
            return Err(DeadOrder::Price { price, amount, offering: id, least }.into());
        }
        Ok(())
    }

    /// That an order which is to be signed is for something, has its time before it on the chain, and has a number under which it counts:
    /// its party has not cancelled that, and the same order is not settled. A number may be that of several orders, which are cancelled
    /// together.
    ///
    /// # Errors
    ///
    /// It is dead, or the endpoint fails.
    pub async fn require_live<O: Order>(&self, order: &O) -> Result<(), OperationError> {
        let (kind, until) = (O::NAME, order.valid_until());
        if order.units() == 0 {
            return Err(DeadOrder::Nothing { kind }.into());
        }
        let now = self.next_time().await?;
        if until < now {
            let (until, now) = (timestamp(until), timestamp(now));
            return Err(DeadOrder::Past { kind, until, now }.into());
        }
        let (settlement, party, nonce) = (self.settlement()?, order.party(), order.nonce());
        if self.read(settlement, &Settlement::isCancelledCall { party, nonce }).await? {
            return Err(DeadOrder::Cancelled { kind, party, nonce }.into());
        }
        let digest = order.digest(&self.domain().await?);
        let filled = self.read(settlement, &Settlement::fillOfCall { digest }).await?;
        if filled.units >= order.units() {
            return Err(DeadOrder::Filled { kind, nonce }.into());
        }
        Ok(())
    }
}
