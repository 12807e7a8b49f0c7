//! Orders that nothing could ever be settled of: nobody is asked to sign one.

use corridor_deploy::explain::timestamp;

use super::order::Order;
use crate::{Desk, OperationError};

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
        /// The time of the latest block.
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
    /// Its offering is closed.
    #[error("offering {offering} is closed for good; subscribe to one that is open")]
    Closed {
        /// The number.
        offering: u64,
    },
}

impl Desk {
    /// That an order which is to be signed is for something, and has its time before it on the chain.
    ///
    /// # Errors
    ///
    /// It is dead, or the endpoint fails.
    pub async fn require_live<O: Order>(&self, order: &O) -> Result<(), OperationError> {
        let (kind, until) = (O::NAME, order.valid_until());
        if order.units() == 0 {
            return Err(DeadOrder::Nothing { kind }.into());
        }
        let now = self.chain_time().await?;
        if until < now {
            let (until, now) = (timestamp(until), timestamp(now));
            return Err(DeadOrder::Past { kind, until, now }.into());
        }
        Ok(())
    }
}
