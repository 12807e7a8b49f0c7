//! What people put on record for rules to read.

use std::fmt;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::money::Amount;
use corridor_deploy::profile::Share;
use corridor_deploy::vocabulary::{Cash, Certificate, Fact, Flag};

use super::Wallet;

/// What is put on record, or taken from it, by the role whose work it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Record {
    /// A fact about the instrument.
    Fact {
        /// The fact.
        fact: Fact,
        /// The last day it holds; nothing withdraws it.
        until: Option<UtcDay>,
    },
    /// A certificate of an investor.
    Certificate {
        /// Of whom.
        who: Wallet,
        /// What is certified.
        certificate: Certificate,
        /// The last day it is good; nothing withdraws it.
        until: Option<UtcDay>,
    },
    /// Transfers that are approved in advance.
    PreApproval {
        /// Who gives.
        from: Wallet,
        /// Who receives.
        to: Wallet,
        /// How much, and the last day for it; nothing withdraws the approval.
        approved: Option<(Amount, UtcDay)>,
    },
    /// A venue of the instrument.
    Venue {
        /// Its wallet.
        who: Wallet,
        /// Whether it is one.
        named: bool,
    },
    /// The class of a cash token.
    CashClass {
        /// The wallet whose address stands for the token's.
        cash: Wallet,
        /// The class; nothing takes it out.
        class: Option<Cash>,
    },
    /// The average daily volume of a month.
    AverageVolume {
        /// Any day of the month.
        month: UtcDay,
        /// The average.
        average: Amount,
    },
    /// A symbol is admitted to a venue group.
    AdmitSymbol {
        /// The wallet whose address stands for another instrument's; the step's own instrument when missing.
        other: Option<Wallet>,
        /// The group.
        group: String,
        /// When its issuer was told.
        notice: UtcDay,
        /// Days for objections after it.
        objection_days: u16,
    },
    /// A symbol is withdrawn.
    WithdrawSymbol {
        /// As for [`Self::AdmitSymbol`].
        other: Option<Wallet>,
    },
    /// The issuer of a symbol objects.
    Objection {
        /// As for [`Self::AdmitSymbol`].
        other: Option<Wallet>,
        /// The day on which it was received.
        day: UtcDay,
    },
    /// An offer to an investor.
    Offer(Wallet),
    /// What the dates of lots depend on.
    LotTerms {
        /// When what was outstanding was acquired; nothing when nothing was.
        tranche: Option<UtcDay>,
        /// Flags of a giver whose sale begins the period anew.
        restart: Vec<Flag>,
    },
    /// A holder lets the lot of a day leave first.
    ChooseLot {
        /// Whose.
        who: Wallet,
        /// The day; the oldest lot when missing.
        day: Option<UtcDay>,
    },
    /// The offering pool of the instrument.
    Pool(String),
    /// The volume tier of the instrument.
    VolumeShare(Share),
    /// A holding from before the holders' book was opened.
    Seed(Wallet),
    /// A holder is counted anew.
    Recount(Wallet),
}

impl Record {
    /// What scenario files call them, in the order of their documentation.
    pub const NAMES: [&str; 20] = [
        "record-fact",
        "withdraw-fact",
        "certify",
        "withdraw-certificate",
        "pre-approve",
        "withdraw-approval",
        "name-venue",
        "remove-venue",
        "class-cash",
        "set-average-volume",
        "admit-symbol",
        "withdraw-symbol",
        "object",
        "offer",
        "set-lot-terms",
        "choose-lot",
        "set-pool",
        "set-volume-share",
        "seed",
        "recount",
    ];

    /// The wallets that it is about.
    pub(super) const fn wallets(&self) -> [Option<&Wallet>; 2] {
        match self {
            Self::PreApproval { from, to, .. } => [Some(from), Some(to)],
            Self::Certificate { who, .. }
            | Self::Venue { who, .. }
            | Self::CashClass { cash: who, .. }
            | Self::Offer(who)
            | Self::ChooseLot { who, .. }
            | Self::Seed(who)
            | Self::Recount(who) => [Some(who), None],
            Self::AdmitSymbol { other, .. }
            | Self::WithdrawSymbol { other }
            | Self::Objection { other, .. } => [other.as_ref(), None],
            _ => [None; 2],
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact { fact, until: Some(until) } => {
                write!(formatter, "record {} until {until}", fact.title())
            }
            Self::Fact { fact, until: None } => {
                write!(formatter, "withdraw the record of {}", fact.title())
            }
            Self::Certificate { who, certificate, until: Some(until) } => {
                write!(formatter, "record of {who} until {until}: {}", certificate.title())
            }
            Self::Certificate { who, certificate, until: None } => {
                write!(formatter, "withdraw of {who}: {}", certificate.title())
            }
            Self::PreApproval { from, to, approved: Some((amount, until)) } => {
                write!(formatter, "approve {amount} from {from} to {to} until {until}")
            }
            Self::PreApproval { from, to, approved: None } => {
                write!(formatter, "withdraw the approval from {from} to {to}")
            }
            Self::Venue { who, named: true } => write!(formatter, "name {who} as a venue"),
            Self::Venue { who, named: false } => write!(formatter, "remove {who} as a venue"),
            Self::CashClass { cash, class: Some(class) } => {
                write!(formatter, "class {cash} as {}", class.title())
            }
            Self::CashClass { cash, class: None } => {
                write!(formatter, "take {cash} out of its class of cash")
            }
            Self::Offer(who) => write!(formatter, "record an offer to {who}"),
            Self::ChooseLot { who, day: Some(day) } => {
                write!(formatter, "{who} lets the lot of {day} go first")
            }
            Self::ChooseLot { who, day: None } => {
                write!(formatter, "{who} lets the oldest lot go first")
            }
            Self::Seed(who) => write!(formatter, "enter the holding of {who}"),
            Self::Recount(who) => write!(formatter, "count {who} anew"),
            other => other.of_the_instrument(formatter),
        }
    }
}

impl Record {
    fn of_the_instrument(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbol = |other: &Option<Wallet>| {
            other.as_ref().map_or_else(|| "the instrument".to_owned(), ToString::to_string)
        };
        match self {
            Self::AverageVolume { month, average } => {
                let month = month.date().strftime("%Y-%m");
                write!(formatter, "record the average daily volume of {month} as {average}")
            }
            Self::AdmitSymbol { other, group, notice, objection_days } => write!(
                formatter,
                "admit {} as a symbol of {group}, notice of {notice}, {objection_days} days for objections",
                symbol(other)
            ),
            Self::WithdrawSymbol { other } => {
                write!(formatter, "withdraw the symbol of {}", symbol(other))
            }
            Self::Objection { other, day } => {
                write!(formatter, "record the objection of {day} to {}", symbol(other))
            }
            Self::LotTerms { tranche: None, .. } => formatter.write_str("settle the dates of lots"),
            Self::LotTerms { tranche: Some(day), .. } => {
                write!(formatter, "settle the dates of lots, the first acquired on {day}")
            }
            Self::Pool(pool) => write!(formatter, "put the instrument in the pool {pool}"),
            Self::VolumeShare(share) => write!(formatter, "count breaches of {share}"),
            other => unreachable!("{other:?} is about an investor"),
        }
    }
}
