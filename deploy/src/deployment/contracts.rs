//! The contracts of a deployment: their code, their constructors and the values of their immutables.

use std::fmt;

use alloy::primitives::{Address, Bytes, U256, keccak256};
use alloy::sol_types::SolConstructor;
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::generated::{
    asset_registry, attestation_desk, bond_desk, bond_documents, entrant_ledger, equity_desk,
    instrument_ledger, investor_registry, permits, pledges, regime, regime_factory, role_manager,
    routes, rule_extension, servicing, settlement,
};
use corridor_bindings::{
    AssetRegistry, AttestationDesk, BondDesk, BondDocuments, EntrantLedger, EquityDesk,
    InstrumentLedger, InvestorRegistry, Permits, Pledges, RegimeFactory, RoleManager, Routes,
    RuleExtension, Servicing, Settlement,
};
use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use super::roles::{ROUTES_ROLE, role_id};
use crate::accounts::Role;

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
    /// Puts rule tables behind the regime's code.
    RegimeFactory,
    /// The code of every bond that is used rarely.
    BondDesk,
    /// Where anybody submits what a verifier signed; made when it is wanted.
    AttestationDesk,
    /// Facts that people put on chain; made when a rule asks for them.
    Permits,
    /// What is remembered of movements; made when a rule asks for it.
    InstrumentLedger,
    /// The predicates that ask the two; made when a rule needs one.
    RuleExtension,
    /// Routes between the legs of an instrument; made when a profile has one.
    Routes,
    /// Interest and redemptions of all bonds; made when it is wanted.
    Servicing,
    /// Documents of bonds by their hashes; made with it.
    BondDocuments,
    /// Delivery against payment, and allotment; made when it is wanted.
    Settlement,
    /// Security interests in holdings; made when it is wanted.
    Pledges,
    /// The code of every share that is used rarely; made with the first share.
    EquityDesk,
}

impl SystemContract {
    /// Every one that no deployment can do without, in the order of creation.
    pub const ALL: [Self; 6] = [
        Self::AccessManager,
        Self::AssetRegistry,
        Self::InvestorRegistry,
        Self::EntrantLedger,
        Self::RegimeFactory,
        Self::BondDesk,
    ];

    /// What rules beyond those of the regime's own code need, in the order of creation.
    pub const FOR_EXTENDED_RULES: [Self; 3] =
        [Self::Permits, Self::InstrumentLedger, Self::RuleExtension];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessManager => "access-manager",
            Self::InvestorRegistry => "investor-registry",
            Self::EntrantLedger => "entrant-ledger",
            Self::AssetRegistry => "asset-registry",
            Self::RegimeFactory => "regime-factory",
            Self::BondDesk => "bond-desk",
            Self::AttestationDesk => "attestation-desk",
            Self::Permits => "permits",
            Self::InstrumentLedger => "instrument-ledger",
            Self::RuleExtension => "rule-extension",
            Self::Routes => "routes",
            Self::Servicing => "servicing",
            Self::BondDocuments => "bond-documents",
            Self::Settlement => "settlement",
            Self::Pledges => "pledges",
            Self::EquityDesk => "equity-desk",
        }
    }

    /// Its compiled form.
    #[must_use]
    pub fn artifact(self) -> &'static Artifact {
        match self {
            Self::AccessManager => &role_manager::ARTIFACT,
            Self::InvestorRegistry => &investor_registry::ARTIFACT,
            Self::EntrantLedger => &entrant_ledger::ARTIFACT,
            Self::AssetRegistry => &asset_registry::ARTIFACT,
            Self::RegimeFactory => &regime_factory::ARTIFACT,
            Self::BondDesk => &bond_desk::ARTIFACT,
            Self::AttestationDesk => &attestation_desk::ARTIFACT,
            Self::Permits => &permits::ARTIFACT,
            Self::InstrumentLedger => &instrument_ledger::ARTIFACT,
            Self::RuleExtension => &rule_extension::ARTIFACT,
            Self::Routes => &routes::ARTIFACT,
            Self::Servicing => &servicing::ARTIFACT,
            Self::BondDocuments => &bond_documents::ARTIFACT,
            Self::Settlement => &settlement::ARTIFACT,
            Self::Pledges => &pledges::ARTIFACT,
            Self::EquityDesk => &equity_desk::ARTIFACT,
        }
    }

    /// Its constructor's arguments; `None` while a contract it points to is missing.
    pub(super) fn constructor_arguments(self, manifest: &Manifest) -> Option<Bytes> {
        let authority = || manifest.address(Self::AccessManager);
        let assets = || manifest.address(Self::AssetRegistry);
        let investors = || manifest.address(Self::InvestorRegistry);
        let encoded = match self {
            Self::AccessManager => {
                RoleManager::constructorCall { initialAdmin: manifest.deployer }.abi_encode()
            }
            Self::InvestorRegistry => {
                InvestorRegistry::constructorCall { authority_: authority()?, assets_: assets()? }
                    .abi_encode()
            }
            Self::EntrantLedger => {
                EntrantLedger::constructorCall { authority_: authority()? }.abi_encode()
            }
            Self::AssetRegistry => {
                AssetRegistry::constructorCall { authority_: authority()? }.abi_encode()
            }
            Self::AttestationDesk => {
                AttestationDesk::constructorCall { investors_: investors()? }.abi_encode()
            }
            Self::Permits => {
                Permits::constructorCall { authority_: authority()?, investors_: investors()? }
                    .abi_encode()
            }
            Self::InstrumentLedger => InstrumentLedger::constructorCall {
                authority_: authority()?,
                assets_: assets()?,
                investors_: investors()?,
                permits_: manifest.address(Self::Permits)?,
            }
            .abi_encode(),
            Self::RuleExtension => RuleExtension::constructorCall {
                investors_: investors()?,
                ledger_: manifest.address(Self::InstrumentLedger)?,
                permits_: manifest.address(Self::Permits)?,
            }
            .abi_encode(),
            Self::Routes => {
                Routes::constructorCall { authority_: authority()?, assets_: assets()? }
                    .abi_encode()
            }
            Self::Servicing => Servicing::constructorCall { authority_: authority()? }.abi_encode(),
            Self::BondDocuments => {
                BondDocuments::constructorCall { authority_: authority()? }.abi_encode()
            }
            Self::Settlement => {
                Settlement::constructorCall { authority_: authority()? }.abi_encode()
            }
            Self::Pledges => Pledges::constructorCall { authority_: authority()? }.abi_encode(),
            Self::RegimeFactory => RegimeFactory::constructorCall {
                authority_: authority()?,
                codeHash_: keccak256(regime_code(manifest)),
            }
            .abi_encode(),
            Self::BondDesk => BondDesk::constructorCall {
                authority_: authority()?,
                investors_: investors()?,
                ledger_: manifest.address(Self::EntrantLedger)?,
                regimes_: manifest.address(Self::RegimeFactory)?,
            }
            .abi_encode(),
            Self::EquityDesk => EquityDesk::constructorCall {
                authority_: authority()?,
                investors_: investors()?,
                ledger_: manifest.address(Self::EntrantLedger)?,
                regimes_: manifest.address(Self::RegimeFactory)?,
            }
            .abi_encode(),
        };
        Some(encoded.into())
    }

    /// The values its immutables have to have.
    pub(super) fn immutables(self, manifest: &Manifest) -> Vec<(&'static str, U256)> {
        let address = |contract| word(manifest.address(contract).unwrap_or_default());
        let authority = ("authority", address(Self::AccessManager));
        match self {
            Self::BondDesk | Self::EquityDesk => vec![
                authority,
                ("investors", address(Self::InvestorRegistry)),
                ("ledger", address(Self::EntrantLedger)),
                ("regimes", address(Self::RegimeFactory)),
            ],
            Self::InvestorRegistry | Self::Routes => {
                vec![authority, ("assets", address(Self::AssetRegistry))]
            }
            Self::AttestationDesk => vec![("investors", address(Self::InvestorRegistry))],
            Self::Permits => vec![authority, ("investors", address(Self::InvestorRegistry))],
            Self::InstrumentLedger => vec![
                authority,
                ("assets", address(Self::AssetRegistry)),
                ("investors", address(Self::InvestorRegistry)),
                ("permits", address(Self::Permits)),
            ],
            Self::RuleExtension => vec![
                ("investors", address(Self::InvestorRegistry)),
                ("ledger", address(Self::InstrumentLedger)),
                ("permits", address(Self::Permits)),
            ],
            Self::AssetRegistry
            | Self::EntrantLedger
            | Self::RegimeFactory
            | Self::Servicing
            | Self::BondDocuments
            | Self::Settlement
            | Self::Pledges => vec![authority],
            Self::AccessManager => Vec::new(),
        }
    }
}

/// Contracts that act in a role themselves, and its number.
pub(super) fn contract_roles() -> impl Iterator<Item = (SystemContract, u64)> {
    let roles = [
        (SystemContract::Servicing, Role::PayingAgent),
        (SystemContract::Settlement, Role::Issuer),
        (SystemContract::Pledges, Role::EnforcementOfficer),
    ];
    let roles = roles.into_iter().filter_map(|(contract, role)| Some((contract, role_id(role)?)));
    [(SystemContract::Routes, ROUTES_ROLE)].into_iter().chain(roles)
}

impl fmt::Display for SystemContract {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// The code that rule tables are put behind in this deployment: with its extension, once there is one.
pub(super) fn regime_code(manifest: &Manifest) -> Bytes {
    let extension = manifest.address(SystemContract::RuleExtension).unwrap_or_default();
    let keeper = match extension {
        Address::ZERO => Address::ZERO,
        _ => manifest.address(SystemContract::InstrumentLedger).unwrap_or_default(),
    };
    let immutables = [("extension", word(extension)), ("keeper", word(keeper))];
    regime::ARTIFACT.runtime_with(&immutables).into()
}

/// An address as the word an immutable holds.
pub(super) fn word(address: Address) -> U256 {
    U256::from_be_slice(address.as_slice())
}

/// Creation code followed by its arguments.
pub(super) fn creation_code(artifact: &Artifact, arguments: &[u8]) -> Bytes {
    [artifact.creation_code().as_ref(), arguments].concat().into()
}
