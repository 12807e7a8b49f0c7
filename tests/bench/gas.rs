//! Measures gas and code sizes and prints them: `cargo run -p corridor-tests --bin gas`.
//!
//! The Solidity gas tests measure, and an integration test a whole deployment; `contracts/snapshots` keeps what they found, entry by entry; `bars.toml` says what some
//! entries are held against. A missed bar is shown, not hidden, and is no error of this command.

use std::io::Write as _;
use std::process::Command;

use corridor_tests::bars::{Bars, entries};
use corridor_toolchain::Tools;

fn main() -> anyhow::Result<()> {
    let tools = Tools::discover()?;
    let contracts = tools.ensure_contracts_dependencies()?;
    let status = Command::new(tools.forge()?.program)
        .current_dir(contracts)
        .args(["test", "--isolate", "--match-path", "test/gas/**", "--summary"])
        .stdout(std::io::stderr())
        .status()?;
    anyhow::ensure!(status.success(), "the gas tests failed; their output says why");
    let bars = Bars::read()?;
    let mut table = String::new();
    for group in ["BondToken", "Books", "Routes", "Servicing", "Settlement", "System", "Deployment"]
    {
        print_group(&mut table, group, &bars)?;
    }
    std::io::stdout().write_all(table.as_bytes())?;
    Ok(())
}

fn print_group(table: &mut String, group: &str, bars: &Bars) -> anyhow::Result<()> {
    use std::fmt::Write as _;
    writeln!(table, "{group:<62} {:>10} {:>10}", "measured", "bar")?;
    for (entry, measured) in &entries(group)? {
        let bar = bars.bar.iter().find(|bar| bar.group == group && &bar.entry == entry);
        let limit = bar.map_or(String::new(), |bar| bar.at_most.to_string());
        let missed =
            bar.is_some_and(|bar| measured.parse().is_ok_and(|value: u64| value > bar.at_most));
        let mark = if missed { "  missed" } else { "" };
        writeln!(table, "  {entry:<60} {measured:>10} {limit:>10}{mark}")?;
    }
    Ok(())
}
