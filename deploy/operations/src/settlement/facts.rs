//! Settlement facts: what stands in the way of a settlement or an allotment and no regime can see.

use alloy::primitives::{Address, U256};
use corridor_deploy::explain::{Wording, timestamp};
use serde::Serialize;

use crate::CashHandle;

/// How much higher the facts of the receipt stand.
pub(super) const RECEIPT: u8 = 16;

/// Bits that are asked about by name.
pub(super) const EXPIRED: u8 = 0;
pub(super) const CANCELLED: u8 = 1;
const OVERFILLED: u8 = 2;
const BELOW_MINIMUM: u8 = 3;
pub(super) const SIGNATURE: u8 = 5;
pub(super) const MISMATCH: u8 = 32;
pub(super) const CASH_BALANCE: u8 = 35;
pub(super) const CASH_ALLOWANCE: u8 = 36;

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderFact {
    /// Bit of what the contract says; nothing where only trying it shows.
    pub bit: Option<u8>,
    /// Its name.
    pub fact: &'static str,
    /// Whose order it is about; nothing where it is about both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<&'static str>,
    /// What is wrong, in short.
    pub title: String,
    /// The numbers.
    pub details: Vec<String>,
    /// What would make it pass.
    pub remedy: String,
}

/// A command that removes a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// What it does.
    pub what: String,
    /// The command.
    pub command: String,
}

/// One order, as far as it is asked about.
#[derive(Clone, Debug)]
pub(super) struct SideView {
    /// "delivery", "receipt" or "subscription".
    pub(super) name: &'static str,
    pub(super) party: Address,
    pub(super) other: Address,
    pub(super) counterparty: Option<Address>,
    pub(super) agent: Option<Address>,
    pub(super) submitter: Address,
    pub(super) valid_until: u64,
    pub(super) nonce: U256,
    pub(super) minimum_fill: u128,
    pub(super) left: u128,
    pub(super) asked: u128,
    pub(super) now: u64,
    pub(super) words: Wording,
}

/// What is paid, and by whom.
#[derive(Clone, Debug)]
pub(super) struct PaymentView {
    pub(super) cash: CashHandle,
    pub(super) payer: Address,
    pub(super) amount: U256,
    /// The most that the payer's order allows for as many units.
    pub(super) most: U256,
    pub(super) balance: U256,
    pub(super) allowance: U256,
}

/// A fact about one order: its bit, its name, what is wrong, what to do and the numbers.
struct SideFact {
    bit: u8,
    name: &'static str,
    title: &'static str,
    remedy: &'static str,
    details: fn(&SideView) -> String,
}

const SIDE_FACTS: [SideFact; 7] = [
    SideFact {
        bit: EXPIRED,
        name: "SETTLE-EXPIRED",
        title: "has expired",
        remedy: "Its party signs a new one.",
        details: |side| {
            let (until, now) = (timestamp(side.valid_until), timestamp(side.now));
            format!("it was valid until {until}, and it is {now}")
        },
    },
    SideFact {
        bit: CANCELLED,
        name: "SETTLE-CANCELLED",
        title: "was cancelled",
        remedy: "Its party signs a new one with another number.",
        details: |side| format!("{} cancelled the number {}", side.party, side.nonce),
    },
    SideFact {
        bit: OVERFILLED,
        name: "SETTLE-OVERFILLED",
        title: "has less left",
        remedy: "Settle at most what is left of both.",
        details: |side| {
            format!("asked {}, left {}", side.amount(side.asked), side.amount(side.left))
        },
    },
    SideFact {
        bit: BELOW_MINIMUM,
        name: "SETTLE-MINIMUM",
        title: "is settled in larger parts",
        remedy: "Settle at least the minimum, or all that is left.",
        details: |side| {
            let (asked, least) = (side.amount(side.asked), side.amount(side.minimum_fill));
            format!("asked {asked}, at least {least} or all of {}", side.amount(side.left))
        },
    },
    SideFact {
        bit: 4,
        name: "SETTLE-COUNTERPARTY",
        title: "is for somebody else",
        remedy: "Pair it with an instruction of the counterparty it names.",
        details: |side| {
            let named = side.counterparty.unwrap_or_default();
            format!("it is for {named}, and the other party is {}", side.other)
        },
    },
    SideFact {
        bit: SIGNATURE,
        name: "SETTLE-SIGNATURE",
        title: "is not signed by its party",
        remedy: "Have its party sign it anew, and use the file as it is given.",
        details: |side| {
            format!("the signature is not that of {} under what the file says", side.party)
        },
    },
    SideFact {
        bit: 6,
        name: "SETTLE-SUBMITTER",
        title: "may not be submitted by this account",
        remedy: "One of the parties or the agent it names submits it.",
        details: |side| {
            let agent = side.agent.unwrap_or_default();
            format!("{} submits it, and its agent is {agent}", side.submitter)
        },
    },
];

/// The same fact about an order of which nothing is left.
const FILLED: SideFact = SideFact {
    bit: OVERFILLED,
    name: "SETTLE-OVERFILLED",
    title: "is filled",
    remedy: "Its party signs a new one.",
    details: |_| "all of it was settled".to_owned(),
};

/// The same fact as a part that is too small, where nothing at all is asked.
const NOTHING: SideFact = SideFact {
    bit: BELOW_MINIMUM,
    name: "SETTLE-MINIMUM",
    title: "is asked for nothing",
    remedy: "Settle an amount above zero.",
    details: |side| format!("asked {}, left {}", side.amount(side.asked), side.amount(side.left)),
};

/// A fact about the payment or both orders.
struct PairFact {
    bit: u8,
    name: &'static str,
    title: &'static str,
    remedy: &'static str,
    details: fn(&PaymentView) -> Vec<String>,
}

const PAIR_FACTS: [PairFact; 8] = [
    PairFact {
        bit: MISMATCH,
        name: "SETTLE-MISMATCH",
        title: "the two do not match",
        remedy: "Pair a delivery with a receipt of the same bond against the same cash.",
        details: |_| Vec::new(),
    },
    PairFact {
        bit: 33,
        name: "SETTLE-SAME-PARTY",
        title: "both sides are one party",
        remedy: "Pair the orders of two parties.",
        details: |payment| vec![format!("both are {}", payment.payer)],
    },
    PairFact {
        bit: 34,
        name: "SETTLE-PRICE",
        title: "more would be paid than the buyer allows",
        remedy: "The buyer signs a higher price, or the seller a lower one.",
        details: |payment| {
            let (asked, most) = (payment.words(payment.amount), payment.words(payment.most));
            vec![format!("asked {asked}, at most {most}")]
        },
    },
    PairFact {
        bit: CASH_BALANCE,
        name: "CASH-BALANCE",
        title: "the buyer has too little cash",
        remedy: "The buyer brings in the rest.",
        details: |payment| {
            let (has, needs) = (payment.words(payment.balance), payment.words(payment.amount));
            vec![format!("{} has {has}, asked {needs}", payment.payer)]
        },
    },
    PairFact {
        bit: CASH_ALLOWANCE,
        name: "CASH-ALLOWANCE",
        title: "the buyer has not approved the cash",
        remedy: "The buyer approves the settlement contract for the amount.",
        details: |payment| {
            let (may, needs) = (payment.words(payment.allowance), payment.words(payment.amount));
            vec![format!("the contract may take {may} of {}, asked {needs}", payment.payer)]
        },
    },
    PairFact {
        bit: 37,
        name: "CASH-NO-TOKEN",
        title: "there is no cash token at the address",
        remedy: "Name the token's own address, and sign anew.",
        details: |payment| vec![format!("nothing is at {}", payment.cash.token)],
    },
    PairFact {
        bit: 38,
        name: "SETTLE-NO-BOND",
        title: "there is no bond at the address",
        remedy: "Name the token of a bond, and sign anew.",
        details: |_| Vec::new(),
    },
    PairFact {
        bit: 39,
        name: "ALLOT-CLOSED",
        title: "the offering is not open",
        remedy: "The issuer opens another one.",
        details: |_| Vec::new(),
    },
];

impl SideView {
    fn amount(&self, units: u128) -> String {
        self.words.amount(U256::from(units))
    }

    /// Whether nothing can ever be settled of the order any more.
    pub(super) fn is_over(&self, bits: U256, shift: u8) -> bool {
        let is_set = |bit: u8| bits.bit(usize::from(bit + shift));
        self.left == 0 || is_set(EXPIRED) || is_set(CANCELLED)
    }

    fn facts(&self, bits: U256, shift: u8) -> impl Iterator<Item = OrderFact> {
        let set = SIDE_FACTS.iter().filter(move |fact| bits.bit(usize::from(fact.bit + shift)));
        let set = set.map(move |fact| match fact.bit {
            OVERFILLED if self.left == 0 => &FILLED,
            BELOW_MINIMUM if self.asked == 0 => &NOTHING,
            _ => fact,
        });
        set.map(move |fact| OrderFact {
            bit: Some(fact.bit + shift),
            fact: fact.name,
            order: Some(self.name),
            title: format!("the {} {}", self.name, fact.title),
            details: vec![(fact.details)(self)],
            remedy: fact.remedy.to_owned(),
        })
    }
}

impl PaymentView {
    fn words(&self, units: U256) -> String {
        self.cash.words(units)
    }
}

/// Every bit in words, in their order. A bit that this release does not know is one too.
pub(super) fn facts(
    bits: U256,
    delivery: Option<&SideView>,
    receipt: &SideView,
    payment: &PaymentView,
) -> Vec<OrderFact> {
    let mut found: Vec<OrderFact> =
        delivery.into_iter().flat_map(|side| side.facts(bits, 0)).collect();
    found.extend(receipt.facts(bits, RECEIPT));
    let pair = PAIR_FACTS.iter().filter(|fact| bits.bit(usize::from(fact.bit)));
    found.extend(pair.map(|fact| OrderFact {
        bit: Some(fact.bit),
        fact: fact.name,
        order: None,
        title: fact.title.to_owned(),
        details: (fact.details)(payment),
        remedy: fact.remedy.to_owned(),
    }));
    let known = |bit: &u8| found.iter().any(|fact| fact.bit == Some(*bit));
    let unknown: Vec<u8> =
        (0..=u8::MAX).filter(|bit| bits.bit(usize::from(*bit)) && !known(bit)).collect();
    found.extend(unknown.into_iter().map(unknown_fact));
    found
}

fn unknown_fact(bit: u8) -> OrderFact {
    OrderFact {
        bit: Some(bit),
        fact: "SETTLE",
        order: None,
        title: "a reason that this release does not know".to_owned(),
        details: Vec::new(),
        remedy: "Use the release that the contract was made with.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_those_of_the_contract() {
        let names = |text: &str| text.matches("1 << ").count();
        let source = include_str!("../../../../contracts/src/settlement/SettlementFacts.sol");
        assert_eq!(names(source), SIDE_FACTS.len() + PAIR_FACTS.len());
        let side = SIDE_FACTS.iter().map(|fact| fact.bit);
        for bit in side.chain(PAIR_FACTS.iter().map(|fact| fact.bit)) {
            assert!(source.contains(&format!("= 1 << {bit};")), "{bit}");
        }
    }
}
