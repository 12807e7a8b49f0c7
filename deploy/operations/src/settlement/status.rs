//! What became of a signed order.

use alloy::primitives::{Address, B256, U256};
use corridor_bindings::Settlement;
use corridor_deploy::explain::{Wording, timestamp};
use serde::Serialize;

use super::order::SignedOrder;
use super::trade::{TradeOrder, TradeSide};
use crate::{Desk, OperationError};

/// Whether an order can still be settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderState {
    /// It can.
    Open,
    /// All of it was.
    Filled,
    /// Its party did not sign what it says.
    Unsigned,
    /// Its party cancelled it.
    Cancelled,
    /// Its time has passed.
    Expired,
}

/// An instruction, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct OrderStatus {
    /// What was signed.
    pub digest: B256,
    /// Whether it can still be settled.
    pub state: OrderState,
    /// Which side it is.
    pub side: TradeSide,
    /// Whose it is.
    pub party: Address,
    /// With whom; nobody named is anybody.
    pub counterparty: Option<Address>,
    /// Who may submit it besides the parties; nobody named is anybody.
    pub agent: Option<Address>,
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// How much.
    pub units: String,
    /// For how much.
    pub price: String,
    /// The least that is settled at once.
    pub minimum_fill: String,
    /// What was settled.
    pub filled: String,
    /// What was paid for that.
    pub paid: String,
    /// What is left.
    pub left: String,
    /// The last second, in UTC.
    pub valid_until: String,
    /// The number that cancels it.
    pub nonce: String,
}

impl OrderState {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Filled => "filled",
            Self::Unsigned => "unsigned",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }
}

impl Desk {
    /// What became of an instruction.
    ///
    /// # Errors
    ///
    /// It is of another contract, of a bond that is not of this deployment, or the endpoint fails.
    pub async fn order_status(
        &self,
        signed: &SignedOrder<TradeOrder>,
    ) -> Result<OrderStatus, OperationError> {
        self.check_domain(signed)?;
        let (order, filled) = (&signed.order, self.filled(signed).await?);
        let (leg, cash) = (self.leg_of(order.bond)?, self.cash(order.cash).await?);
        let units = |units: u128| Wording::new(leg.currency).amount(U256::from(units));
        let paid = |units: u128| cash.words(U256::from(units));
        Ok(OrderStatus {
            digest: signed.digest,
            state: self.order_state(signed, filled.units).await?,
            side: order.side,
            party: order.party,
            counterparty: order.counterparty,
            agent: order.agent,
            units: units(order.units),
            price: paid(order.price),
            minimum_fill: units(order.minimum_fill),
            filled: units(filled.units),
            paid: paid(filled.cash),
            left: units(order.units.saturating_sub(filled.units)),
            valid_until: timestamp(order.valid_until),
            nonce: order.nonce.to_string(),
            instrument: leg.instrument.clone(),
            leg: leg.leg.clone(),
        })
    }

    async fn order_state(
        &self,
        signed: &SignedOrder<TradeOrder>,
        filled: u128,
    ) -> Result<OrderState, OperationError> {
        let order = &signed.order;
        if filled >= order.units {
            return Ok(OrderState::Filled);
        }
        if !self.unsigned(signed, signed).await?.is_zero() {
            return Ok(OrderState::Unsigned);
        }
        let call = Settlement::isCancelledCall { party: order.party, nonce: order.nonce };
        if self.read(self.settlement()?, &call).await? {
            return Ok(OrderState::Cancelled);
        }
        let expired = self.next_time().await? > order.valid_until;
        Ok(if expired { OrderState::Expired } else { OrderState::Open })
    }
}
