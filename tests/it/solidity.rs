//! The Solidity side of the test command: `cargo test --workspace` runs the tests of the contracts too.

use std::io::{self, Write as _};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use corridor_tests::checkout;
use corridor_toolchain::Tools;

const GAS_TESTS: &str = "test/gas/**";

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

/// The code that is deployed, compiled as it is deployed.
fn build() -> anyhow::Result<()> {
    static BUILT: Mutex<bool> = Mutex::new(false);
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if !*built {
        checkout::stream(forge()?.args(["build", "src"]))?;
        *built = true;
    }
    Ok(())
}

/// Unit, fuzz and invariant tests. They read the code that `build` leaves; only they themselves are compiled the quick way.
#[test]
fn the_contracts_pass_their_tests() -> anyhow::Result<()> {
    build()?;
    let mut forge = forge()?;
    forge.args(["test", "--no-match-path", GAS_TESTS]).env("FOUNDRY_PROFILE", "quick");
    checkout::stream(&mut forge)
}

/// Every entry of `contracts/snapshots` is what is measured, the ones it is compared with compiled in the same way.
#[test]
fn gas_and_code_sizes_are_as_recorded() -> anyhow::Result<()> {
    build()?;
    let mut forge = forge()?;
    forge
        .args(["test", "--isolate", "--match-path", GAS_TESTS])
        .env("FORGE_SNAPSHOT_CHECK", "true");
    checkout::stream(&mut forge)
}

#[test]
fn the_contracts_are_formatted() -> anyhow::Result<()> {
    checkout::stream(forge()?.args(["fmt", "--check"]))
}
