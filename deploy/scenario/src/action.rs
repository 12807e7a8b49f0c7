//! What can happen in a step.

use std::fmt;

use alloy::primitives::U256;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::identifiers::{Country, Currency};
use corridor_deploy::money::Amount;
use corridor_deploy::residence::Residence;
use corridor_deploy::vocabulary::{Activity, Category, Flag, Movement};
use corridor_operations::Part;
use serde::Serialize;

use super::{Record, Wallet};

/// What happens in a step. A movement gets a verdict; anything else is done by the role whose work it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// A movement that is made.
    Move(Move),
    /// A movement that is decided and not made: its cash is paid elsewhere or beside it, or no call makes it yet.
    Decide(Move),
    /// A holder lets an operator move units.
    Approve {
        /// The holder.
        from: Wallet,
        /// The operator.
        operator: Wallet,
        /// How much.
        amount: Amount,
    },
    /// The enforcement officer freezes so much more of a holding.
    Freeze {
        /// Whose.
        who: Wallet,
        /// How much.
        part: Part,
    },
    /// The enforcement officer unfreezes so much of a holding.
    Unfreeze {
        /// Whose.
        who: Wallet,
        /// How much.
        part: Part,
    },
    /// The supervisor pauses the token, or unpauses it.
    SetPaused(bool),
    /// The supervisor halts the instrument, or lifts the halt.
    SetHalted(bool),
    /// The supervisor sets the limit of the profile's entrant and asset class.
    SetLimit(Amount),
    /// The supervisor records what the profile's entrant has reached; what is left out stays.
    SetEntrant {
        /// Stage reached; 0 withdraws its admission.
        stage: Option<u8>,
        /// What it is permitted to do.
        activities: Option<Vec<Activity>>,
        /// Where it is established.
        jurisdiction: Option<Country>,
    },
    /// The supervisor records an exchange rate.
    SetRate {
        /// The instruments' currency.
        currency: Currency,
        /// The limit's currency.
        limit_currency: Currency,
        /// As the contracts have it.
        rate: U256,
        /// The day it was observed.
        day: UtcDay,
    },
    /// A verifier attests a category through a last day.
    Attest {
        /// Of whom.
        who: Wallet,
        /// The category.
        category: Category,
        /// The last day it is valid.
        until: UtcDay,
    },
    /// A verifier takes a category away.
    Revoke {
        /// From whom.
        who: Wallet,
        /// The category.
        category: Category,
    },
    /// A verifier records another residence or other attested flags; what is left out stays.
    SetFacts {
        /// Of whom.
        who: Wallet,
        /// Where the investor resides or is organised.
        jurisdiction: Option<Residence>,
        /// Attested flags.
        flags: Option<Vec<Flag>>,
    },
    /// The enforcement officer sets or clears a restriction.
    Restrict {
        /// Of whom.
        who: Wallet,
        /// The restriction.
        flag: Flag,
        /// Whether it is set.
        on: bool,
    },
    /// The issuer starts the offering clock.
    StartClock(UtcDay),
    /// The governor ends issue and transfers for good.
    WindDown,
    /// The governor puts the regime of another setting in force.
    ReplaceRegime(String),
    /// The registrar gives a further wallet to an investor.
    Link {
        /// A wallet of the investor.
        who: Wallet,
        /// The new one.
        wallet: Wallet,
    },
    /// The registrar takes a wallet from its investor.
    Unlink(Wallet),
    /// The issuer raises the amount that may be issued.
    Tap(Amount),
    /// The registrar opens the route from the step's leg to another one.
    OpenRoute(String),
    /// The registrar closes the route from the step's leg to another one.
    CloseRoute(String),
    /// Somebody puts something on record for rules to read.
    Record(Record),
}

/// A movement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// What kind.
    pub kind: Movement,
    /// Who gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Wallet>,
    /// Who receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Wallet>,
    /// Who moves it out of an allowance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<Wallet>,
    /// The leg that it is moved to, when it is an exchange that is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_leg: Option<String>,
    /// How much; a recovery moves everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The wallet whose address stands for the token that is paid with; such a movement is decided and not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash: Option<Wallet>,
}

impl Action {
    /// What scenario files call them, in the order of their documentation; [`Record`] has names of its own.
    pub const NAMES: [&str; 34] = [
        "issue",
        "transfer",
        "redeem",
        "coupon",
        "forced-transfer",
        "recover",
        "exchange",
        "exchange-out",
        "exchange-in",
        "open-route",
        "close-route",
        "approve",
        "freeze",
        "unfreeze",
        "pause",
        "unpause",
        "halt",
        "resume",
        "set-limit",
        "set-entrant",
        "set-rate",
        "attest",
        "revoke",
        "set-facts",
        "block",
        "unblock",
        "restrict",
        "lift",
        "start-clock",
        "wind-down",
        "replace-regime",
        "link",
        "unlink",
        "tap",
    ];

    /// Every name of an action in scenario files.
    pub fn names() -> Vec<&'static str> {
        Self::NAMES.into_iter().chain(Record::NAMES).collect()
    }

    /// The wallets that it is about.
    pub fn wallets(&self) -> impl Iterator<Item = &Wallet> {
        let found: [Option<&Wallet>; 4] = match self {
            Self::Move(movement) | Self::Decide(movement) => {
                let Move { from, to, operator, cash, .. } = movement;
                [from.as_ref(), to.as_ref(), operator.as_ref(), cash.as_ref()]
            }
            Self::Approve { from, operator, .. } => [Some(from), Some(operator), None, None],
            Self::Link { who, wallet } => [Some(who), Some(wallet), None, None],
            Self::Record(record) => {
                let [one, other] = record.wallets();
                [one, other, None, None]
            }
            Self::Freeze { who, .. }
            | Self::Unfreeze { who, .. }
            | Self::Attest { who, .. }
            | Self::Revoke { who, .. }
            | Self::SetFacts { who, .. }
            | Self::Restrict { who, .. }
            | Self::Unlink(who) => [Some(who), None, None, None],
            _ => [None; 4],
        };
        found.into_iter().flatten()
    }

    /// The movement, when it is one.
    #[must_use]
    pub const fn movement(&self) -> Option<&Move> {
        match self {
            Self::Move(movement) | Self::Decide(movement) => Some(movement),
            _ => None,
        }
    }
}

impl fmt::Display for Move {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exchanges = self.to_leg.is_some();
        formatter.write_str(if exchanges { "exchange" } else { self.kind.title() })?;
        if let Some(amount) = self.amount {
            write!(formatter, " of {amount}")?;
        }
        let parties = [
            ("from", &self.from),
            ("to", &self.to),
            ("by", &self.operator),
            ("paid in", &self.cash),
        ];
        for (word, wallet) in parties {
            if let Some(wallet) = wallet {
                write!(formatter, " {word} {wallet}")?;
            }
        }
        if let Some(leg) = &self.to_leg {
            write!(formatter, " into leg {leg}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Move(movement) | Self::Decide(movement) => movement.fmt(formatter),
            Self::Approve { from, operator, amount } => {
                write!(formatter, "{from} approves {operator} for {amount}")
            }
            Self::Freeze { who, part } => {
                write!(formatter, "freeze {} of {who}", part_words(*part))
            }
            Self::Unfreeze { who, part } => {
                write!(formatter, "unfreeze {} of {who}", part_words(*part))
            }
            Self::SetPaused(paused) => {
                formatter.write_str(if *paused { "pause" } else { "unpause" })
            }
            Self::SetHalted(halted) => {
                formatter.write_str(if *halted { "halt" } else { "lift the halt" })
            }
            Self::SetLimit(limit) => write!(formatter, "set the capacity limit to {limit}"),
            Self::SetEntrant { stage, activities, jurisdiction } => {
                entrant_words(formatter, *stage, activities.as_deref(), *jurisdiction)
            }
            Self::SetRate { currency, limit_currency, day, .. } => {
                write!(formatter, "record the rate from {currency} to {limit_currency} of {day}")
            }
            Self::Attest { who, category, until } => {
                write!(formatter, "attest {category} of {who} until {until}")
            }
            Self::Revoke { who, category } => write!(formatter, "revoke {category} of {who}"),
            Self::SetFacts { who, .. } => write!(formatter, "record other facts of {who}"),
            Self::Restrict { who, flag, on: true } => {
                write!(formatter, "flag {who} as {}", flag.title())
            }
            Self::Restrict { who, flag, on: false } => {
                write!(formatter, "clear the flag {} of {who}", flag.title())
            }
            Self::StartClock(day) => write!(formatter, "start the offering clock on {day}"),
            Self::WindDown => formatter.write_str("start the wind-down"),
            Self::ReplaceRegime(with) => write!(formatter, "replace the regime by that of {with}"),
            Self::Link { who, wallet } => {
                write!(formatter, "link {wallet} to the investor of {who}")
            }
            Self::Unlink(wallet) => write!(formatter, "unlink {wallet}"),
            Self::Tap(amount) => write!(formatter, "raise the issue volume by {amount}"),
            Self::OpenRoute(leg) => write!(formatter, "open the route into leg {leg}"),
            Self::CloseRoute(leg) => write!(formatter, "close the route into leg {leg}"),
            Self::Record(record) => record.fmt(formatter),
        }
    }
}

fn part_words(part: Part) -> String {
    match part {
        Part::Amount(amount) => amount.to_string(),
        Part::Everything => "everything".to_owned(),
    }
}

fn entrant_words(
    formatter: &mut fmt::Formatter<'_>,
    stage: Option<u8>,
    activities: Option<&[Activity]>,
    jurisdiction: Option<Country>,
) -> fmt::Result {
    let mut words = Vec::new();
    match stage {
        Some(0) => words.push("admission withdrawn".to_owned()),
        Some(stage) => words.push(format!("stage {stage}")),
        None => {}
    }
    match activities {
        Some([]) => words.push("no activities".to_owned()),
        Some(activities) => {
            let names: Vec<_> = activities.iter().map(|activity| activity.name()).collect();
            words.push(format!("activities {}", names.join(" and ")));
        }
        None => {}
    }
    words.extend(jurisdiction.map(|jurisdiction| format!("established in {jurisdiction}")));
    write!(formatter, "record of the entrant: {}", words.join(", "))
}
