//! Compiles the Solidity sources and writes the committed artifacts, the Rust bindings and the list of errors.
//!
//! ```text
//! cargo codegen            write
//! cargo codegen --check    compare byte for byte, and fail naming the stale files
//! ```

mod artifact;
mod ast;
mod compile;
mod docs;
mod enums;
mod errors;
mod output;
mod settings;
mod sol;

use anyhow::{Context as _, Result};
use clap::Parser;
use corridor_toolchain::Tools;
use std::{io::Write as _, path::PathBuf, process::ExitCode};

/// What is deployed, and so what bindings are made for, and the interfaces under which callers see a bond, a share and either, whose
/// code is in two of them. Everything else in `contracts/src` is part of one of these.
const CONTRACTS: [&str; 23] = [
    "AssetRegistry",
    "AttestationDesk",
    "BondDesk",
    "BondDocuments",
    "BondToken",
    "CashToken",
    "EntrantLedger",
    "EquityDesk",
    "EquityToken",
    "IBondToken",
    "IEquityToken",
    "ISecurityToken",
    "InstrumentLedger",
    "InvestorRegistry",
    "Permits",
    "Pledges",
    "Regime",
    "RegimeFactory",
    "RoleManager",
    "Routes",
    "RuleExtension",
    "Servicing",
    "Settlement",
];

/// Under which interfaces callers see a contract. Its binding leaves out the functions and events that those have.
const SEEN_AS: [(&str, &[&str]); 6] = [
    ("BondDesk", &["ISecurityToken", "IBondToken"]),
    ("BondToken", &["ISecurityToken", "IBondToken"]),
    ("EquityDesk", &["ISecurityToken", "IEquityToken"]),
    ("EquityToken", &["ISecurityToken", "IEquityToken"]),
    ("IBondToken", &["ISecurityToken"]),
    ("IEquityToken", &["ISecurityToken"]),
];

/// Enums of the sources that off-chain code names; the ABI knows them as `uint8`.
const ENUMS: [&str; 5] =
    ["AssetStatus", "AttestationStatus", "EventKind", "EventStatus", "MovementKind"];

/// Compile the Solidity sources and write artifacts, bindings and contracts/ERRORS.md.
#[derive(Debug, Parser)]
#[command(name = "cargo codegen")]
struct Args {
    /// Compare with the committed files instead of writing them; fail when one is stale.
    #[arg(long)]
    check: bool,

    /// Solidity compiler to use instead of the pinned one ($SOLC does the same).
    #[arg(long, value_name = "PATH")]
    solc: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<()> {
    let tools = Tools::discover()?.on_progress(|progress| say(&progress.to_string()));
    let contracts = tools.ensure_contracts_dependencies()?;
    let root = contracts.parent().context("the contracts folder has no parent")?;
    let solc = tools.solc(args.solc.as_deref())?;
    let settings = settings::Settings::read(contracts)?;
    let compilation = compile::compile(contracts, &solc, &settings, &CONTRACTS)?;
    let files = output::render(&compilation, &CONTRACTS, &SEEN_AS, &ENUMS)?;
    if args.check {
        output::check(root, &files)
    } else {
        let changed = output::write(root, &files)?;
        say(&format!("{} files, {changed} changed", files.len()));
        Ok(())
    }
}

/// Messages for people go to standard error.
fn say(line: &str) {
    // Nothing sensible is left to do when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}
