//! What an instrument is: debt or equity.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What an instrument is. Its token, its terms and the profiles it may be under follow from it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum InstrumentKind {
    /// A bond.
    #[default]
    Debt,
    /// A share.
    Equity,
}

impl InstrumentKind {
    /// Each one.
    pub const ALL: [Self; 2] = [Self::Debt, Self::Equity];
    /// Their words in files.
    pub const NAMES: [&'static str; 2] = ["debt", "equity"];

    /// The word in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debt => "debt",
            Self::Equity => "equity",
        }
    }

    /// What one of them is called.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Debt => "bond",
            Self::Equity => "share",
        }
    }

    /// The kind that a file calls so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is a bond, which records leave out.
    pub fn is_debt(&self) -> bool {
        *self == Self::Debt
    }
}

impl fmt::Display for InstrumentKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
