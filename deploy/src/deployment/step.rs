//! The steps of a plan, who signs each, and what it is called.

use std::collections::BTreeMap;
use std::fmt;

use alloy::primitives::{Address, B256, U256};
use serde::{Deserialize, Serialize};

use super::roles::role_name;
use super::{CashTerms, SystemContract};
use crate::accounts::Role;
use crate::identifiers::{Isin, Lei};
use crate::money::Amount;

/// One transaction, or none when the chain turns out to hold its result already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// Creates a shared contract.
    CreateContract {
        /// Which.
        contract: SystemContract,
    },
    /// Creates a cash token.
    CreateCash {
        /// What it is.
        terms: CashTerms,
    },
    /// Takes over into the manifest who has a role, which was moved on chain.
    TakeOverRole {
        /// The role.
        role: Role,
        /// Who had it.
        former: Address,
        /// Who has it.
        holder: Address,
        /// What the holder may attest, if it is the verifier.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<U256>,
    },
    /// Gives roles to accounts.
    GrantRoles {
        /// The roles that are missing, and the accounts that get them.
        grants: BTreeMap<Role, Address>,
    },
    /// Gives a contract that acts in a role this role.
    Admit {
        /// Which.
        contract: SystemContract,
        /// Number of the role.
        role: u64,
    },
    /// Gives functions that were opened to somebody else back to their roles.
    RestoreFunctions {
        /// How many.
        functions: usize,
    },
    /// Says what the verifier may attest.
    SetVerifierScope {
        /// The verifier.
        verifier: Address,
        /// The scope.
        scope: U256,
    },
    /// Writes an entrant's record.
    SetEntrant {
        /// The firm.
        lei: Lei,
        /// ISO 3166-1 numeric.
        jurisdiction: u16,
        /// Stage reached.
        stage: u8,
        /// Permitted activities, one bit each.
        activities: u16,
    },
    /// Sets the limit of an entrant's asset class.
    SetLimit {
        /// The firm.
        lei: Lei,
        /// The class.
        asset_class: String,
        /// The limit.
        limit: Amount,
    },
    /// Makes the regime of a leg.
    DeployRegime {
        /// The profile.
        profile: B256,
        /// Its id.
        profile_id: String,
        /// The leg.
        leg: String,
    },
    /// Puts the rule tables that are made from now on behind this release's code, with the extension.
    SetRegimeCode,
    /// Creates the token of a leg.
    CreateToken {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// Its ISIN.
        isin: Isin,
    },
    /// Lists an instrument and its legs.
    ListInstrument {
        /// The instrument.
        instrument: String,
    },
    /// Opens a route between two legs.
    OpenRoute {
        /// The instrument.
        instrument: String,
        /// The route.
        route: String,
        /// The leg that is left.
        from: String,
        /// The leg that is entered.
        to: String,
        /// The profile that has it, and is the evidence for it.
        profile: B256,
    },
    /// Puts a token under its entrant's limit.
    Enrol {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The firm.
        lei: Lei,
        /// The class.
        asset_class: String,
    },
    /// Puts the regime of a changed profile in force.
    ReplaceRegime {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The profile that takes its place.
        profile: B256,
    },
    /// Hands administration from the deployer to the governor.
    HandOver {
        /// The governor.
        governor: Address,
        /// Seconds that its decisions wait.
        delay: u32,
    },
}

/// Whose key signs a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signer {
    /// Who creates the contracts.
    Deployer,
    /// Who administers: the deployer until the hand-over, the governor from then on.
    Administrator,
    /// The account of a role.
    Role(Role),
}

impl Step {
    /// Whose key signs it.
    #[must_use]
    pub const fn signer(&self) -> Signer {
        match self {
            Self::CreateContract { .. }
            | Self::CreateCash { .. }
            | Self::DeployRegime { .. }
            | Self::HandOver { .. } => Signer::Deployer,
            // Nothing is sent for what the chain holds already.
            Self::TakeOverRole { .. }
            | Self::GrantRoles { .. }
            | Self::Admit { .. }
            | Self::RestoreFunctions { .. }
            | Self::SetVerifierScope { .. }
            | Self::SetRegimeCode
            | Self::ReplaceRegime { .. } => Signer::Administrator,
            Self::SetEntrant { .. } | Self::SetLimit { .. } => Signer::Role(Role::Supervisor),
            Self::CreateToken { .. } => Signer::Role(Role::Issuer),
            Self::ListInstrument { .. } | Self::Enrol { .. } | Self::OpenRoute { .. } => {
                Signer::Role(Role::Registrar)
            }
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateContract { contract } => write!(formatter, "create the {contract}"),
            Self::CreateCash { terms } => {
                write!(formatter, "create the cash token {}", terms.symbol())
            }
            Self::TakeOverRole { role, former, holder, .. } => write!(
                formatter,
                "record that {holder} has the role {role}, which was moved on chain from {former}"
            ),
            Self::GrantRoles { grants } => write!(formatter, "grant {} roles", grants.len()),
            Self::Admit { contract, role } => {
                write!(formatter, "give the {contract} the role {}", role_name(*role))
            }
            Self::RestoreFunctions { functions } => {
                write!(formatter, "open {functions} functions to their roles")
            }
            Self::SetVerifierScope { verifier, .. } => {
                write!(formatter, "give the verifier {verifier} its scope")
            }
            Self::SetEntrant { lei, stage, .. } => {
                write!(formatter, "record the entrant {lei} at stage {stage}")
            }
            Self::SetLimit { lei, asset_class, limit } => {
                write!(formatter, "limit {asset_class} of {lei} to {limit}")
            }
            Self::DeployRegime { profile_id, leg, .. } => {
                write!(formatter, "make the regime of profile {profile_id}, leg {leg}")
            }
            Self::SetRegimeCode => write!(formatter, "put new regimes behind this release's code"),
            Self::CreateToken { instrument, leg, isin } => {
                write!(formatter, "create the token of {instrument}, leg {leg} ({isin})")
            }
            Self::ListInstrument { instrument } => write!(formatter, "list {instrument}"),
            Self::Enrol { instrument, leg, lei, .. } => {
                write!(formatter, "put {instrument}, leg {leg}, under the limit of {lei}")
            }
            Self::OpenRoute { instrument, route, from, to, .. } => {
                write!(formatter, "open route {route} of {instrument} from leg {from} to leg {to}")
            }
            Self::ReplaceRegime { instrument, leg, .. } => {
                write!(formatter, "replace the regime of {instrument}, leg {leg}")
            }
            Self::HandOver { governor, .. } => {
                write!(formatter, "hand administration over to the governor {governor}")
            }
        }
    }
}
