//! What a bond pays its holders.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::source::one_of;
use crate::vocabulary::Movement;

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

    /// Its code in messages (CorporateActionEventType). A part is redeemed by taking its units from each holding, so the nominal amount
    /// that is held falls: PCAL, whoever decided it. PRED is for securities whose holdings stay, and a pool factor falls.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Interest => "INTR",
            Self::Redemption => "REDM",
            Self::Call => "MCAL",
            Self::PartialCall | Self::PartialRedemption => "PCAL",
            Self::Put => "BPUT",
        }
    }

    /// Whether holders choose.
    #[must_use]
    pub const fn is_voluntary(self) -> bool {
        matches!(self, Self::Put)
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
