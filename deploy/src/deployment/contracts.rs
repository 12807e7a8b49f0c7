//! The contracts of a deployment: their code, their constructors and the values of their immutables.

use std::fmt;

use alloy::primitives::{Address, Bytes, U256};
use alloy::sol_types::SolConstructor;
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::generated::{
    access_manager, asset_registry, attestation_desk, entrant_ledger, investor_registry, regime,
    regime_factory,
};
use corridor_bindings::{
    AccessManager, AssetRegistry, AttestationDesk, EntrantLedger, InvestorRegistry, RegimeFactory,
};
use serde::{Deserialize, Serialize};

use super::manifest::Manifest;

/// A contract that every instrument shares, in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SystemContract {
    /// Roles.
    AccessManager,
    /// Instruments.
    AssetRegistry,
    /// Standings of wallets.
    InvestorRegistry,
    /// Entrants and their capacity.
    EntrantLedger,
    /// The code that every regime has.
    RegimeTemplate,
    /// Puts rule tables behind that code.
    RegimeFactory,
    /// Where anybody submits what a verifier signed; made when it is wanted.
    AttestationDesk,
}

impl SystemContract {
    /// Every one that no deployment can do without, in the order of creation.
    pub const ALL: [Self; 6] = [
        Self::AccessManager,
        Self::AssetRegistry,
        Self::InvestorRegistry,
        Self::EntrantLedger,
        Self::RegimeTemplate,
        Self::RegimeFactory,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessManager => "access-manager",
            Self::InvestorRegistry => "investor-registry",
            Self::EntrantLedger => "entrant-ledger",
            Self::AssetRegistry => "asset-registry",
            Self::RegimeTemplate => "regime-template",
            Self::RegimeFactory => "regime-factory",
            Self::AttestationDesk => "attestation-desk",
        }
    }

    /// Its compiled form.
    #[must_use]
    pub fn artifact(self) -> &'static Artifact {
        match self {
            Self::AccessManager => &access_manager::ARTIFACT,
            Self::InvestorRegistry => &investor_registry::ARTIFACT,
            Self::EntrantLedger => &entrant_ledger::ARTIFACT,
            Self::AssetRegistry => &asset_registry::ARTIFACT,
            Self::RegimeTemplate => &regime::ARTIFACT,
            Self::RegimeFactory => &regime_factory::ARTIFACT,
            Self::AttestationDesk => &attestation_desk::ARTIFACT,
        }
    }

    /// Its constructor's arguments; `None` while a contract it points to is missing.
    pub(super) fn constructor_arguments(self, manifest: &Manifest) -> Option<Bytes> {
        let authority = || manifest.address(Self::AccessManager);
        let encoded = match self {
            Self::AccessManager => {
                AccessManager::constructorCall { initialAdmin: manifest.deployer }.abi_encode()
            }
            Self::InvestorRegistry => InvestorRegistry::constructorCall {
                authority_: authority()?,
                assets_: manifest.address(Self::AssetRegistry)?,
            }
            .abi_encode(),
            Self::EntrantLedger => {
                EntrantLedger::constructorCall { authority_: authority()? }.abi_encode()
            }
            Self::AssetRegistry => {
                AssetRegistry::constructorCall { authority_: authority()? }.abi_encode()
            }
            Self::AttestationDesk => AttestationDesk::constructorCall {
                investors_: manifest.address(Self::InvestorRegistry)?,
            }
            .abi_encode(),
            Self::RegimeTemplate => Vec::new(),
            Self::RegimeFactory => RegimeFactory::constructorCall {
                template_: manifest.address(Self::RegimeTemplate)?,
            }
            .abi_encode(),
        };
        Some(encoded.into())
    }

    /// The values its immutables have to have.
    pub(super) fn immutables(self, manifest: &Manifest) -> Vec<(&'static str, U256)> {
        match self {
            Self::InvestorRegistry => {
                let assets = manifest.address(Self::AssetRegistry).unwrap_or_default();
                vec![("assets", word(assets))]
            }
            Self::AttestationDesk => {
                let investors = manifest.address(Self::InvestorRegistry).unwrap_or_default();
                vec![("investors", word(investors))]
            }
            Self::RegimeFactory => {
                let template = manifest.address(Self::RegimeTemplate).unwrap_or_default();
                vec![("template", word(template))]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for SystemContract {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// An address as the word an immutable holds.
pub(super) fn word(address: Address) -> U256 {
    U256::from_be_slice(address.as_slice())
}

/// Creation code followed by its arguments.
pub(super) fn creation_code(artifact: &Artifact, arguments: &[u8]) -> Bytes {
    [artifact.creation_code().as_ref(), arguments].concat().into()
}
