//! Breaks the predicates and records which test notices: `cargo run -p corridor-tests --bin mutation -- [--changed] [--rule NAME]...`.
//!
//! All rules, or those whose sources or tests are no longer what `contracts/mutation` says, or those that are named. A rule that
//! survives a mutant which nobody has called equivalent makes the command fail.

use anyhow::{bail, ensure};
use corridor_tests::mutation::campaign::Campaign;
use corridor_tests::mutation::record;
use corridor_tests::mutation::sources::Sources;
use corridor_tests::mutation::workshop::say;

fn main() -> anyhow::Result<()> {
    let wanted = wanted(std::env::args().skip(1))?;
    if wanted.is_empty() {
        say("nothing has changed");
        return Ok(());
    }
    let mut campaign = Campaign::begin()?;
    let mut problems = Vec::new();
    for rule in wanted {
        let entry = campaign.run(&rule)?;
        record::write(&rule, &entry)?;
        problems.extend(entry.problems(&rule, &record::called_equivalent(&rule)?));
    }
    ensure!(problems.is_empty(), "recorded, and not done:\n{}", problems.join("\n"));
    Ok(())
}

/// The rules that the arguments ask for.
fn wanted(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Vec<String>> {
    let sources = Sources::read()?;
    let rules = sources.rules();
    let (mut named, mut changed) = (Vec::new(), false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--changed" => changed = true,
            "--rule" => named.extend(arguments.next()),
            other => bail!("unknown argument {other:?}: there are --changed and --rule NAME"),
        }
    }
    for name in &named {
        ensure!(
            rules.contains(name),
            "there is no {name}.sol with a function in contracts/src/rules"
        );
    }
    if !changed {
        return Ok(if named.is_empty() { rules } else { named });
    }
    for rule in rules {
        let fresh = record::entry(&rule)?.is_some_and(|entry| entry.is_fresh(&rule, &sources));
        if !fresh && !named.contains(&rule) {
            named.push(rule);
        }
    }
    Ok(named)
}
