//! Delivery against payment from two signed instructions, and issue against payment on signed subscriptions.

mod allocation;
mod allot;
mod attempt;
mod book;
mod cancel;
mod check;
mod dead;
mod facts;
mod offering;
mod order;
mod price;
mod run;
mod sign;
mod signature;
mod status;
mod subscription;
mod trade;

use alloy::primitives::Address;
use corridor_bindings::Settlement;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use serde::Serialize;

use super::{Desk, OperationError};

pub use allocation::pro_rata;
pub use allot::{Allotment, AllotmentRow, AllotmentRule, RefusedOrder, RowState, WantedAllotment};
pub use book::{BookOrder, OrderBook};
pub use cancel::CancelNonce;
pub use check::SettlementCheck;
pub use dead::DeadOrder;
pub use facts::{NextStep, OrderFact};
pub use offering::{CloseOffering, OfferingHandle, OpenOffering, OpenedOffering};
pub use order::{Order, SignedOrder, fresh_nonce, settlement_domain};
pub use price::IssuePrice;
pub use run::SettleTrade;
pub use status::{OrderState, OrderStatus};
pub use subscription::{SUBSCRIPTION_SCHEMA, SubscriptionOrder};
pub use trade::{TRADE_SCHEMA, TradeOrder, TradeSide};

/// What was settled of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// Token units.
    pub units: u128,
    /// Cash units.
    pub cash: u128,
}

impl Desk {
    /// The contract that settles and allots.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn settlement(&self) -> Result<Address, OperationError> {
        self.manifest()?.address(SystemContract::Settlement).ok_or(OperationError::NoSettlement)
    }

    /// The leg of a token.
    fn leg_of(&self, token: Address) -> Result<LegHandle, OperationError> {
        let known = self.legs()?.into_iter().find(|leg| leg.token == token);
        known.ok_or(OperationError::ForeignBond { token })
    }

    /// What was settled of an order so far.
    async fn filled<O: Order>(&self, order: &SignedOrder<O>) -> Result<Filled, OperationError> {
        let call = Settlement::fillOfCall { digest: order.digest };
        let Settlement::Fill { units, cash } = self.read(self.settlement()?, &call).await?;
        Ok(Filled { units, cash })
    }
}
