//! Kinds of distributions as the contract has them, and how far distributions come.

use corridor_bindings::{EventKind, EventStatus};
pub use corridor_deploy::distribution::DistributionKind;
use corridor_deploy::terms::Rate;
use serde::Serialize;

use super::DeclareError;
use super::by_terms::WHOLE;

/// The part of each holding that is called, which a partial call needs, and of every other kind the terms say it.
///
/// # Errors
///
/// It is missing, is no part, or is of another kind.
pub fn called_part(
    kind: DistributionKind,
    part: Option<Rate>,
) -> Result<Option<Rate>, DeclareError> {
    match (kind, part) {
        (DistributionKind::PartialCall, None) => Err(DeclareError::NoPart),
        (DistributionKind::PartialCall, Some(part))
            if !(1..WHOLE).contains(&part.millionths().into()) =>
        {
            Err(DeclareError::InvalidPart { part })
        }
        (DistributionKind::PartialCall, part) => Ok(part),
        (_, Some(_)) => Err(DeclareError::PartOfOther { kind }),
        (_, None) => Ok(None),
    }
}

/// The number of a kind in the contract.
#[must_use]
pub const fn kind_number(kind: DistributionKind) -> u8 {
    let binding = match kind {
        DistributionKind::Interest => EventKind::Interest,
        DistributionKind::Redemption => EventKind::Redemption,
        DistributionKind::Call => EventKind::Call,
        DistributionKind::PartialCall => EventKind::PartialCall,
        DistributionKind::PartialRedemption => EventKind::PartialRedemption,
        DistributionKind::Put => EventKind::Put,
    };
    binding as u8
}

/// The kind of a number in the contract.
#[must_use]
pub(super) fn kind_of(number: u8) -> Option<DistributionKind> {
    DistributionKind::ALL.into_iter().find(|kind| kind_number(*kind) == number)
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
