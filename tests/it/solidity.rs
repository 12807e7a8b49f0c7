//! The Solidity side of the test command: `cargo test --workspace` runs the tests of the contracts too.

use std::io::{self, Write as _};
use std::process::Command;

use corridor_tests::checkout;
use corridor_toolchain::Tools;

/// The pinned Forge in the contracts' folder, installed first if need be.
fn forge() -> anyhow::Result<Command> {
    let tools = Tools::discover()?.on_progress(|progress| {
        // Nothing sensible is left to do when standard error is closed.
        let _ = writeln!(io::stderr(), "{progress}");
    });
    let contracts = tools.ensure_contracts_dependencies()?;
    let mut forge = Command::new(tools.forge()?.program);
    forge.current_dir(contracts);
    Ok(forge)
}

/// Unit, fuzz and invariant tests; and every gas and size entry of `contracts/snapshots` must be what is measured.
#[test]
fn the_contracts_pass_their_tests() -> anyhow::Result<()> {
    checkout::stream(forge()?.arg("test").env("FORGE_SNAPSHOT_CHECK", "true"))
}

#[test]
fn the_contracts_are_formatted() -> anyhow::Result<()> {
    checkout::stream(forge()?.args(["fmt", "--check"]))
}
