// Written by `cargo codegen` from the Solidity sources; do not edit.

//! One module for each deployed contract, and for each interface that callers use.

pub mod asset_registry;
pub mod attestation_desk;
pub mod bond_desk;
pub mod bond_documents;
pub mod bond_token;
pub mod cash_token;
pub mod entrant_ledger;
pub mod equity_desk;
pub mod equity_token;
pub mod i_bond_token;
pub mod i_equity_token;
pub mod i_security_token;
pub mod instrument_ledger;
pub mod investor_registry;
pub mod permits;
pub mod pledges;
pub mod regime;
pub mod regime_factory;
pub mod role_manager;
pub mod routes;
pub mod rule_extension;
pub mod servicing;
pub mod settlement;
pub mod enums;
pub mod errors;
pub mod explanations;

pub use asset_registry::AssetRegistry;
pub use attestation_desk::AttestationDesk;
pub use bond_desk::BondDesk;
pub use bond_documents::BondDocuments;
pub use bond_token::BondToken;
pub use cash_token::CashToken;
pub use entrant_ledger::EntrantLedger;
pub use equity_desk::EquityDesk;
pub use equity_token::EquityToken;
pub use i_bond_token::IBondToken;
pub use i_equity_token::IEquityToken;
pub use i_security_token::ISecurityToken;
pub use instrument_ledger::InstrumentLedger;
pub use investor_registry::InvestorRegistry;
pub use permits::Permits;
pub use pledges::Pledges;
pub use regime::Regime;
pub use regime_factory::RegimeFactory;
pub use role_manager::RoleManager;
pub use routes::Routes;
pub use rule_extension::RuleExtension;
pub use servicing::Servicing;
pub use settlement::Settlement;

/// Every deployed contract, in the order of their names.
pub static ARTIFACTS: [&crate::artifacts::Artifact; 20] = [
    &asset_registry::ARTIFACT,
    &attestation_desk::ARTIFACT,
    &bond_desk::ARTIFACT,
    &bond_documents::ARTIFACT,
    &bond_token::ARTIFACT,
    &cash_token::ARTIFACT,
    &entrant_ledger::ARTIFACT,
    &equity_desk::ARTIFACT,
    &equity_token::ARTIFACT,
    &instrument_ledger::ARTIFACT,
    &investor_registry::ARTIFACT,
    &permits::ARTIFACT,
    &pledges::ARTIFACT,
    &regime::ARTIFACT,
    &regime_factory::ARTIFACT,
    &role_manager::ARTIFACT,
    &routes::ARTIFACT,
    &rule_extension::ARTIFACT,
    &servicing::ARTIFACT,
    &settlement::ARTIFACT,
];
