//! What distributions are, and how far they come.

use std::fmt;
use std::str::FromStr;

use corridor_bindings::{EventKind, EventStatus};
use corridor_deploy::notice::Event;
use corridor_deploy::source::one_of;
use corridor_deploy::terms::Rate;
use corridor_deploy::vocabulary::Movement;
use serde::{Serialize, Serializer};

use super::DeclareError;
use super::by_terms::WHOLE;

/// What a distribution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DistributionKind {
    /// Interest on what was held at the record date.
    Interest,
    /// All of the principal at maturity.
    Redemption,
    /// All of the principal, because the issuer calls it.
    Call,
    /// A part of the principal, because the issuer calls it.
    PartialCall,
    /// A part of the principal, by the schedule.
    PartialRedemption,
    /// What holders elect to give back.
    Put,
}

impl DistributionKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Interest,
        Self::Redemption,
        Self::Call,
        Self::PartialCall,
        Self::PartialRedemption,
        Self::Put,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Interest => "interest",
            Self::Redemption => "redemption",
            Self::Call => "call",
            Self::PartialCall => "partial-call",
            Self::PartialRedemption => "partial-redemption",
            Self::Put => "put",
        }
    }

    /// What it is in messages to holders.
    #[must_use]
    pub const fn event(self) -> Event {
        match self {
            Self::Interest => Event::Interest,
            Self::Redemption => Event::Redemption,
            Self::Call => Event::Call,
            Self::PartialCall => Event::PartialCall,
            Self::PartialRedemption => Event::PartialRedemption,
            Self::Put => Event::Put,
        }
    }

    /// The part of each holding that is called, which a partial call needs, and of every other kind the terms say it.
    ///
    /// # Errors
    ///
    /// It is missing, is no part, or is of another kind.
    pub fn called_part(self, part: Option<Rate>) -> Result<Option<Rate>, DeclareError> {
        match (self, part) {
            (Self::PartialCall, None) => Err(DeclareError::NoPart),
            (Self::PartialCall, Some(part)) if !(1..WHOLE).contains(&part.millionths().into()) => {
                Err(DeclareError::InvalidPart { part })
            }
            (Self::PartialCall, part) => Ok(part),
            (_, Some(_)) => Err(DeclareError::PartOfOther { kind: self }),
            (_, None) => Ok(None),
        }
    }

    /// Its number in the contract.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.binding() as u8
    }

    /// The kind of a number in the contract.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    const fn binding(self) -> EventKind {
        match self {
            Self::Interest => EventKind::Interest,
            Self::Redemption => EventKind::Redemption,
            Self::Call => EventKind::Call,
            Self::PartialCall => EventKind::PartialCall,
            Self::PartialRedemption => EventKind::PartialRedemption,
            Self::Put => EventKind::Put,
        }
    }

    /// Whether it is paid on what was held when a record date passed.
    #[must_use]
    pub const fn has_record_date(self) -> bool {
        matches!(self, Self::Interest | Self::PartialCall | Self::PartialRedemption)
    }

    /// Whether a part is redeemed of what was held when a record date passed.
    #[must_use]
    pub const fn is_part_of_recorded(self) -> bool {
        matches!(self, Self::PartialCall | Self::PartialRedemption)
    }

    /// Whether nothing is left of the bond when it is paid.
    #[must_use]
    pub const fn is_of_all(self) -> bool {
        matches!(self, Self::Redemption | Self::Call)
    }

    /// Whether the issuer or the holders may, and need not.
    #[must_use]
    pub const fn is_early(self) -> bool {
        matches!(self, Self::Call | Self::PartialCall | Self::Put)
    }

    /// The kind of movement that the regime is asked about.
    #[must_use]
    pub const fn movement(self) -> Movement {
        match self {
            Self::Interest => Movement::COUPON,
            _ => Movement::REDEEM,
        }
    }
}

impl fmt::Display for DistributionKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for DistributionKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == text);
        known.ok_or_else(|| {
            format!(
                "`{text}` is no kind of distribution; {}",
                one_of(text, Self::ALL.map(Self::name))
            )
        })
    }
}

impl Serialize for DistributionKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How far a distribution has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DistributionStatus {
    /// It is declared, and not paid in.
    Declared,
    /// It is paid in.
    Funded,
    /// Everybody has had their turn, and what was left went back.
    Closed,
    /// It was withdrawn.
    Cancelled,
}

impl DistributionStatus {
    /// The status of a number in the contract.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            number if number == EventStatus::Declared as u8 => Some(Self::Declared),
            number if number == EventStatus::Funded as u8 => Some(Self::Funded),
            number if number == EventStatus::Closed as u8 => Some(Self::Closed),
            number if number == EventStatus::Cancelled as u8 => Some(Self::Cancelled),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Funded => "funded",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}
