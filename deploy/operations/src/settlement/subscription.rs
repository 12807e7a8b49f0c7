//! Subscriptions: an investor's order in an offering.

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256, U256};
use alloy::sol_types::{Eip712Domain, SolStruct as _};
use corridor_bindings::Settlement;
use corridor_deploy::json::decimal;
use serde::{Deserialize, Serialize};

use super::order::{Order, SignedOrder};

/// The schema of a subscription file.
pub const SUBSCRIPTION_SCHEMA: &str = "corridor.subscription/2";

mod signed {
    alloy::sol! {
        struct Subscription {
            address investor;
            uint256 offering;
            uint128 units;
            uint128 price;
            uint40 validUntil;
            uint256 nonce;
        }
    }
}

/// An investor's order: the fields that are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionOrder {
    /// Who takes.
    pub investor: Address,
    /// The number of the offering.
    pub offering: u64,
    /// The most that it takes, token units.
    #[serde(with = "decimal")]
    pub units: u128,
    /// The most that it pays for all of them, cash units.
    #[serde(with = "decimal")]
    pub price: u128,
    /// The last second at which it can be filled, unix seconds.
    pub valid_until: u64,
    /// Cancelling this number cancels every order of the investor that has it.
    #[serde(with = "decimal")]
    pub nonce: U256,
}

impl SubscriptionOrder {
    /// The struct that the contract takes.
    #[must_use]
    pub fn encode(&self) -> Settlement::Subscription {
        Settlement::Subscription {
            investor: self.investor,
            offering: U256::from(self.offering),
            units: self.units,
            price: self.price,
            validUntil: U40::from(self.valid_until),
            nonce: self.nonce,
        }
    }
}

impl Order for SubscriptionOrder {
    const SCHEMA: &'static str = SUBSCRIPTION_SCHEMA;
    const NAME: &'static str = "subscription";

    fn digest(&self, domain: &Eip712Domain) -> B256 {
        let subscription = signed::Subscription {
            investor: self.investor,
            offering: U256::from(self.offering),
            units: self.units,
            price: self.price,
            validUntil: U40::from(self.valid_until),
            nonce: self.nonce,
        };
        subscription.eip712_signing_hash(domain)
    }

    fn party(&self) -> Address {
        self.investor
    }

    fn units(&self) -> u128 {
        self.units
    }

    fn valid_until(&self) -> u64 {
        self.valid_until
    }

    fn nonce(&self) -> U256 {
        self.nonce
    }
}

impl SignedOrder<SubscriptionOrder> {
    /// The struct that the contract takes, for so many units.
    #[must_use]
    pub fn encode(&self, units: u128) -> Settlement::Allocation {
        Settlement::Allocation {
            subscription: self.order.encode(),
            signature: self.signature.clone(),
            units,
        }
    }
}
