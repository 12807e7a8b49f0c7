//! Token facts: what stands in the way of a movement and no regime can see.

use std::collections::BTreeMap;

use alloy::primitives::U256;

use super::facts::Facts;
use super::{About, FIRST_FACT, Reason};
use crate::vocabulary::Party;

/// A token fact: its bit, its name, what is wrong and what to do.
struct Fact {
    bit: u8,
    name: &'static str,
    title: &'static str,
    about: About,
    remedy: &'static str,
    details: fn(&Facts) -> Vec<String>,
}

const FACTS: [Fact; 10] = [
    Fact {
        bit: 240,
        name: "TOKEN-PAUSED",
        title: "token is paused",
        about: About::Instrument,
        remedy: "The supervisor unpauses it. Redemption, forced transfers and recovery go on meanwhile.",
        details: |_| vec!["issue and transfers are paused".to_owned()],
    },
    Fact {
        bit: 241,
        name: "TOKEN-FROZEN",
        title: "part of the holding is frozen",
        about: About::Movement,
        remedy: "Move at most the unfrozen part, or have the enforcement officer unfreeze the rest.",
        details: frozen,
    },
    Fact {
        bit: 242,
        name: "TOKEN-BALANCE",
        title: "balance is too small",
        about: About::Movement,
        remedy: "Move at most what the sender holds.",
        details: balance,
    },
    Fact {
        bit: 243,
        name: "TOKEN-ALLOWANCE",
        title: "allowance is too small",
        about: About::Movement,
        remedy: "The holder approves the operator for the amount.",
        details: allowance,
    },
    Fact {
        bit: 244,
        name: "TOKEN-PARTY",
        title: "a party is the zero address",
        about: About::Movement,
        remedy: "Name the wallet that gives and the one that receives.",
        details: missing_party,
    },
    Fact {
        bit: 245,
        name: "TOKEN-VOLUME",
        title: "issue volume would be exceeded",
        about: About::Movement,
        remedy: "Issue at most what is left, or have the issuer raise the volume by a tap.",
        details: volume,
    },
    Fact {
        bit: 246,
        name: "TOKEN-WINDING-DOWN",
        title: "instrument is winding down",
        about: About::Instrument,
        remedy: "Redeem; nothing can be issued or transferred any more.",
        details: |_| vec!["the wind-down has begun and cannot be undone".to_owned()],
    },
    Fact {
        bit: 247,
        name: "TOKEN-SAME-PARTY",
        title: "sender and recipient are the same",
        about: About::Movement,
        remedy: "Name another wallet as the recipient.",
        details: |facts| {
            facts
                .party(Party::SENDER)
                .map(|party| format!("both are {}", party.address))
                .into_iter()
                .collect()
        },
    },
    Fact {
        bit: 248,
        name: "TOKEN-OTHER-INVESTOR",
        title: "wallets belong to different investors",
        about: About::Movement,
        remedy: "A registrar links the new wallet to the investor first; a movement to somebody else is a forced transfer.",
        details: investors,
    },
    // 249 was a kind that could not be executed. A number is not used again.
    Fact {
        bit: 250,
        name: "TOKEN-ROUTE",
        title: "route is closed or outside its window",
        about: About::Movement,
        remedy: "The registrar opens the route, or the movement waits for its window. Redemption does not need it.",
        details: |_| vec!["the route between the two legs is not open at that time".to_owned()],
    },
];

/// Names of all token facts, in the order of their bits.
pub fn token_fact_names() -> impl Iterator<Item = &'static str> {
    FACTS.iter().map(|fact| fact.name)
}

/// The name of the fact with that bit.
#[must_use]
pub fn name_of(bit: u8) -> Option<&'static str> {
    FACTS.iter().find(|fact| fact.bit == bit).map(|fact| fact.name)
}

pub(super) fn reasons(bits: U256, facts: &Facts) -> Vec<Reason> {
    let set = (FIRST_FACT..=u8::MAX).filter(|bit| bits.bit(usize::from(*bit)));
    set.map(|bit| match FACTS.iter().find(|fact| fact.bit == bit) {
        Some(fact) => {
            reason(bit, (fact.name, fact.title, fact.remedy), fact.about, (fact.details)(facts))
        }
        None => reason(
            bit,
            ("TOKEN", "unknown token fact", "Use the release that the token was made with."),
            About::Movement,
            Vec::new(),
        ),
    })
    .collect()
}

fn reason(
    bit: u8,
    (name, title, remedy): (&str, &str, &str),
    about: About,
    details: Vec<String>,
) -> Reason {
    Reason {
        leg: None,
        bit,
        code: bit.saturating_add(1),
        rule: name.to_owned(),
        title: title.to_owned(),
        message: title.to_owned(),
        details,
        labels: BTreeMap::new(),
        remedy: remedy.to_owned(),
        source: None,
        about,
    }
}

fn frozen(facts: &Facts) -> Vec<String> {
    let Some(sender) = facts.party(Party::SENDER) else { return Vec::new() };
    let free = facts.words.amount(sender.balance.saturating_sub(sender.frozen));
    let frozen = match sender.frozen {
        U256::MAX => "everything".to_owned(),
        frozen => facts.words.amount(frozen),
    };
    let (name, holding) = (sender.name(), facts.words.amount(sender.balance));
    vec![format!("{name} holds {holding}, frozen {frozen}, free {free}, asked {}", facts.amount())]
}

fn balance(facts: &Facts) -> Vec<String> {
    let Some(sender) = facts.party(Party::SENDER) else { return Vec::new() };
    vec![format!(
        "{} holds {}, asked {}",
        sender.name(),
        facts.words.amount(sender.balance),
        facts.amount()
    )]
}

fn allowance(facts: &Facts) -> Vec<String> {
    let Some(operator) = facts.party(Party::OPERATOR) else { return Vec::new() };
    let allowed = facts.words.amount(facts.allowance);
    vec![format!("{} may move {allowed}, asked {}", operator.name(), facts.amount())]
}

fn missing_party(facts: &Facts) -> Vec<String> {
    let missing = facts.parties.iter().filter(|party| party.address.is_zero());
    missing.map(|party| format!("the {} is missing", party.side)).collect()
}

fn volume(facts: &Facts) -> Vec<String> {
    let left = facts.words.amount(facts.issue_volume.saturating_sub(facts.supply));
    let (volume, supply) =
        (facts.words.amount(facts.issue_volume), facts.words.amount(facts.supply));
    vec![format!(
        "issue volume {volume}, outstanding {supply}, asked {}, remaining {left}",
        facts.amount()
    )]
}

fn investors(facts: &Facts) -> Vec<String> {
    let named = facts.among(&[Party::SENDER, Party::RECIPIENT]);
    named
        .map(|party| match party.standing.investor() {
            0 => format!("{} belongs to no investor", party.name()),
            investor => format!("{} belongs to investor {investor}", party.name()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_numbered_from_the_first_on_and_none_twice() {
        assert_eq!(FACTS[0].bit, FIRST_FACT);
        for pair in FACTS.windows(2) {
            assert!(pair[0].bit < pair[1].bit, "{}", pair[1].name);
        }
    }
}
