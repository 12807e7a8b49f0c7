//! Mutation of the predicates and of what stands beside them: each is broken in every way that [`mutants`] knows, and the Solidity tests have to notice.
//!
//! Nothing is written by hand for a rule: what to break comes from the compiler's syntax tree of `contracts/src/rules`, and which tests
//! to run from what imports what. `contracts/mutation` keeps what was found, a file for each of those sources.

pub mod campaign;
pub mod compiler;
pub mod mutants;
pub mod record;
pub mod sources;
pub mod workshop;
mod yul;

/// The command that brings `contracts/mutation` up to date.
pub const REFRESH: &str = "cargo run -p corridor-tests --bin mutation -- --changed";
