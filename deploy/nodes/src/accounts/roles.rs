//! Who acts in which role.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::AccountError;
use crate::home::Name;

/// A role of the on-chain access manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Grants roles and replaces regimes, with a delay.
    Governor,
    /// Issues and mints.
    Issuer,
    /// Keeps the register: links wallets, recovers.
    Registrar,
    /// Attests investors.
    Verifier,
    /// Pays coupons and redemptions.
    PayingAgent,
    /// Halts, stages and limits.
    Supervisor,
    /// Freezes and forces.
    EnforcementOfficer,
}

impl Role {
    /// Every role, in the order of the devnet's test accounts.
    pub const ALL: [Self; 7] = [
        Self::Governor,
        Self::Issuer,
        Self::Registrar,
        Self::Verifier,
        Self::PayingAgent,
        Self::Supervisor,
        Self::EnforcementOfficer,
    ];

    /// The role as it is written in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Governor => "governor",
            Self::Issuer => "issuer",
            Self::Registrar => "registrar",
            Self::Verifier => "verifier",
            Self::PayingAgent => "paying-agent",
            Self::Supervisor => "supervisor",
            Self::EnforcementOfficer => "enforcement-officer",
        }
    }
}

pub(super) fn names() -> String {
    Role::ALL.map(Role::as_str).join(", ")
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Role {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| AccountError::NoRole { text: text.to_owned() })
    }
}

/// An account that can sign: a test account of a devnet (`devnet:3`), or a keystore by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountRef {
    /// A test account by its index.
    Test(u32),
    /// An encrypted keystore by its name.
    Keystore(Name),
}

impl fmt::Display for AccountRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Test(index) => write!(formatter, "devnet:{index}"),
            Self::Keystore(name) => write!(formatter, "{name}"),
        }
    }
}

impl FromStr for AccountRef {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("devnet:") {
            Some(index) => match index.parse() {
                Ok(number) if number < super::TEST_ACCOUNTS => Ok(Self::Test(number)),
                _ => Err(AccountError::NoTestAccount { index: index.to_owned() }),
            },
            None => Ok(Self::Keystore(Name::parse(text)?)),
        }
    }
}

/// An account for every role, no two of them the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleAssignments(BTreeMap<Role, AccountRef>);

impl RoleAssignments {
    /// On a devnet: the test accounts 0 to 6, in the order of [`Role::ALL`].
    #[must_use]
    pub fn devnet() -> Self {
        Self(Role::ALL.into_iter().zip((0..).map(AccountRef::Test)).collect())
    }

    /// Reads the table of role names and account names of a network.
    ///
    /// # Errors
    ///
    /// An unknown role, a role without account, or two roles with one account.
    pub fn from_names(table: &BTreeMap<String, String>) -> Result<Self, AccountError> {
        let mut assigned: BTreeMap<Role, AccountRef> = BTreeMap::new();
        for (role, account) in table {
            let (role, account): (Role, AccountRef) = (role.parse()?, account.parse()?);
            if let Some((first, _)) = assigned.iter().find(|(_, other)| **other == account) {
                let account = account.to_string();
                return Err(AccountError::RoleShared { first: *first, second: role, account });
            }
            assigned.insert(role, account);
        }
        match Role::ALL.into_iter().find(|role| !assigned.contains_key(role)) {
            Some(role) => Err(AccountError::RoleUnassigned { role }),
            None => Ok(Self(assigned)),
        }
    }

    /// The account of a role.
    #[must_use]
    pub fn account(&self, role: Role) -> &AccountRef {
        &self.0[&role]
    }

    /// Roles and accounts, in the order of [`Role::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Role, &AccountRef)> {
        self.0.iter().map(|(role, account)| (*role, account))
    }
}
