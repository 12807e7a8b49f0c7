// Written by `cargo codegen` from the Solidity sources; do not edit.

//! One module for each deployed contract.

pub mod access_manager;
pub mod asset_registry;
pub mod attestation_desk;
pub mod bond_token;
pub mod entrant_ledger;
pub mod investor_registry;
pub mod regime;
pub mod regime_factory;
pub mod enums;
pub mod errors;

pub use access_manager::AccessManager;
pub use asset_registry::AssetRegistry;
pub use attestation_desk::AttestationDesk;
pub use bond_token::BondToken;
pub use entrant_ledger::EntrantLedger;
pub use investor_registry::InvestorRegistry;
pub use regime::Regime;
pub use regime_factory::RegimeFactory;

/// Every deployed contract, in the order of their names.
pub static ARTIFACTS: [&crate::artifacts::Artifact; 8] = [
    &access_manager::ARTIFACT,
    &asset_registry::ARTIFACT,
    &attestation_desk::ARTIFACT,
    &bond_token::ARTIFACT,
    &entrant_ledger::ARTIFACT,
    &investor_registry::ARTIFACT,
    &regime::ARTIFACT,
    &regime_factory::ARTIFACT,
];
