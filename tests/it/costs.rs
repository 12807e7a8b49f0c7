//! What a deployment costs, as an entry in git like every other cost, and every cost against its bar.
//!
//! `SNAPSHOTS=overwrite cargo test -p corridor-tests --test it costs` writes the entries anew.

use std::collections::BTreeMap;

use corridor_deploy::deployment::Instrument;
use corridor_deploy::source::Source;
use corridor_deploy::terms::{Security, Terms};
use corridor_tests::bars::{Bar, Bars, entries};
use corridor_tests::bench::{Bench, stock, uk_goal, uk_sandbox, us_tsv};
use corridor_tests::checkout;

#[tokio::test]
async fn a_deployment_from_nothing_and_one_more_bond_cost_what_git_says() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    let first = bench.apply(&uk_goal()).await?;
    let terms = Terms::read(&checkout::root().join("tests/terms/second-gilt.toml"))?;
    let profile = uk_sandbox("GBP 500,000,000", "GBP 1,000");
    let second = uk_goal().with_instrument(Instrument::new(&terms.into(), profile)?);
    let second = bench.apply(&second).await?;
    let third = bench.apply(&uk_goal().with_instrument(stock())).await?;
    let fourth = bench.apply(&uk_goal().with_instrument(another_stock()?)).await?;
    let measured = [
        ("everything and one bond, uk-sandbox", first),
        ("one more bond with its listing and enrolment, uk-sandbox", second),
        ("the first share with its desk, the books and permits, us-tsv", third),
        ("one more share with its listing, us-tsv", fourth),
    ];
    let measured: BTreeMap<String, String> = measured
        .into_iter()
        .map(|(entry, applied)| {
            let gas: u64 = applied.steps.iter().map(|step| step.gas_used).sum();
            (entry.to_owned(), gas.to_string())
        })
        .collect();
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        let text = serde_json::to_string_pretty(&measured)?;
        std::fs::write(checkout::root().join("contracts/snapshots/Deployment.json"), text)?;
    }
    assert_eq!(measured, entries("Deployment")?);
    Ok(())
}

/// The stock under another name, which takes another identifier.
fn another_stock() -> anyhow::Result<Instrument> {
    let text = checkout::read("tests/terms/venue-stock.toml")?;
    let text = text.replace("venue-stock", "other-stock").replace("ZZTSVSHRTOK2", "ZZTSVSHARE14");
    let terms = Security::parse(Source::from_text("other-stock.toml", text))?;
    Ok(Instrument::new(&terms, us_tsv())?)
}

#[test]
fn no_entry_misses_its_bar_but_those_that_say_so() -> anyhow::Result<()> {
    let bars = Bars::read()?;
    assert!(bars.bar.len() >= 14);
    for Bar { group, entry, at_most, missed_at } in bars.bar {
        let measured = entries(&group)?;
        let measured = measured.get(&entry);
        let measured = measured.ok_or_else(|| anyhow::anyhow!("no entry `{entry}` in {group}"))?;
        let measured = measured.parse::<u64>()?;
        let limit = missed_at.unwrap_or(at_most);
        assert!(measured <= limit, "{group}, {entry}: {measured} > {limit}");
        // A bar that holds again has nothing to say.
        assert!(missed_at.is_none() || measured > at_most, "{group}, {entry} is not missed");
    }
    Ok(())
}
