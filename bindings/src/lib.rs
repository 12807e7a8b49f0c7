#![doc = include_str!("../README.md")]

pub mod artifacts;
pub mod enums;
#[cfg(feature = "ethers")]
pub mod ethers;
#[rustfmt::skip]
#[allow(
    missing_docs,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    clippy::too_many_arguments,
    reason = "generated: the comments are the NatSpec of the Solidity sources, which has none for every field"
)]
pub mod generated;
mod moments;
pub mod revert;
pub mod standing;

pub use generated::{
    AssetRegistry, AttestationDesk, BondDesk, BondDocuments, BondToken, CashToken, EntrantLedger,
    EquityDesk, EquityToken, IBondToken, IEquityToken, ISecurityToken, InstrumentLedger,
    InvestorRegistry, Permits, Pledges, Regime, RegimeFactory, RoleManager, Routes, RuleExtension,
    Servicing, Settlement,
    enums::{AssetStatus, AttestationStatus, EventKind, EventStatus, MovementKind},
};
