//! Instructions: one side of a trade.

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256, U256};
use alloy::sol_types::{Eip712Domain, SolStruct as _};
use corridor_bindings::Settlement;
use corridor_deploy::json::decimal;
use serde::{Deserialize, Serialize};

use super::order::{Order, SignedOrder};

/// The schema of an instruction file.
pub const TRADE_SCHEMA: &str = "corridor.instruction/2";

mod signed {
    alloy::sol! {
        /// The side is signed as the number that it is.
        struct Instruction {
            uint8 side;
            address party;
            address bond;
            uint128 units;
            address cash;
            uint128 price;
            address counterparty;
            address agent;
            uint128 minimumFill;
            uint40 validUntil;
            uint256 nonce;
        }
    }
}

/// Which side of a trade an instruction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TradeSide {
    /// Units go out, cash comes in.
    Deliver,
    /// Units come in, cash goes out.
    Receive,
}

impl TradeSide {
    /// Its number in the contract.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Deliver => 0,
            Self::Receive => 1,
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Receive => "receive",
        }
    }
}

/// One side of a trade: the fields that are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeOrder {
    /// Which side.
    pub side: TradeSide,
    /// Who delivers, or receives and pays.
    pub party: Address,
    /// The token of the bond.
    pub bond: Address,
    /// Token units.
    #[serde(with = "decimal")]
    pub units: u128,
    /// The token that is paid in.
    pub cash: Address,
    /// Cash units for all the units: what a delivery is paid, and the most that a receipt pays.
    #[serde(with = "decimal")]
    pub price: u128,
    /// With whom; nobody named is anybody.
    pub counterparty: Option<Address>,
    /// Who may submit it besides the two parties; nobody named is anybody.
    pub agent: Option<Address>,
    /// The least that is settled at once, except for a rest that is smaller.
    #[serde(with = "decimal")]
    pub minimum_fill: u128,
    /// The last second at which it can be settled, unix seconds.
    pub valid_until: u64,
    /// Cancelling this number cancels every order of the party that has it.
    #[serde(with = "decimal")]
    pub nonce: U256,
}

impl TradeOrder {
    /// The struct that the contract takes.
    #[must_use]
    pub fn encode(&self) -> Settlement::Instruction {
        Settlement::Instruction {
            side: self.side.number(),
            party: self.party,
            bond: self.bond,
            units: self.units,
            cash: self.cash,
            price: self.price,
            counterparty: self.counterparty.unwrap_or_default(),
            agent: self.agent.unwrap_or_default(),
            minimumFill: self.minimum_fill,
            validUntil: U40::from(self.valid_until),
            nonce: self.nonce,
        }
    }
}

impl Order for TradeOrder {
    const SCHEMA: &'static str = TRADE_SCHEMA;
    const NAME: &'static str = "instruction";

    fn digest(&self, domain: &Eip712Domain) -> B256 {
        let instruction = signed::Instruction {
            side: self.side.number(),
            party: self.party,
            bond: self.bond,
            units: self.units,
            cash: self.cash,
            price: self.price,
            counterparty: self.counterparty.unwrap_or_default(),
            agent: self.agent.unwrap_or_default(),
            minimumFill: self.minimum_fill,
            validUntil: U40::from(self.valid_until),
            nonce: self.nonce,
        };
        instruction.eip712_signing_hash(domain)
    }

    fn party(&self) -> Address {
        self.party
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

impl SignedOrder<TradeOrder> {
    /// The struct that the contract takes.
    #[must_use]
    pub fn encode(&self) -> Settlement::Signed {
        Settlement::Signed { instruction: self.order.encode(), signature: self.signature.clone() }
    }
}
