//! The doctor: sound after everything that can happen, and every drift that is planted is found and named.

pub(crate) mod endpoint;
pub(crate) mod plants;

use std::collections::BTreeSet;
use std::sync::Arc;

use alloy::network::TransactionBuilder;
use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use corridor_bindings::ISecurityToken::{addRecordDateCall, redeemCall};
use corridor_bindings::InstrumentLedger::chooseLotCall;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{Instrument, SystemContract};
use corridor_deploy::network::Connection;
use corridor_deploy::profile::BoundProfile;
use corridor_doctor::{Check, DEFAULT_SPAN, Drift, Examination, Since, Verdict, examine};
use corridor_operations::Desk;
use corridor_scenario::{ChainWorld, Job, ScenarioFile, Stage, Wallet, play, read_all};
use corridor_tests::{bench, checkout};

/// Time to deploy and register in, before the first scenario of a file begins.
const PREPARATION: u64 = 86_400;

async fn examined(desk: &Desk) -> anyhow::Result<Examination> {
    Ok(examine(desk.connection(), desk.manifest()?, &[], DEFAULT_SPAN, &mut |_| {}).await?)
}

/// What differs, in a line each.
fn drifts(found: &Examination) -> Vec<String> {
    let drifts = found.drifts();
    let line = |(check, drift): (&Check, &Drift)| {
        format!(
            "{} {}: {}: stored {}, recounted {} ({:?})",
            check.subject, check.name, drift.what, drift.stored, drift.recomputed, drift.since
        )
    };
    drifts.map(line).collect()
}

/// A chain for the scenarios of a file under one of its settings.
fn stage(file: &ScenarioFile, profile: &BoundProfile) -> Stage {
    let mut others: Vec<BoundProfile> = Vec::new();
    for setting in &file.settings {
        let known = std::iter::once(profile).chain(&others);
        if known.into_iter().all(|known| known.hash() != setting.profile.hash()) {
            others.push(setting.profile.clone());
        }
    }
    let start = file.scenarios.iter().map(|scenario| scenario.start).min().expect("a scenario");
    Stage {
        bonds: file.bonds.clone(),
        profile: profile.clone(),
        others,
        genesis: start.start_seconds() - PREPARATION,
    }
}

/// Plays every scenario of a file and examines the chain after each; says how many, and what differed.
async fn examine_file(file: &Arc<ScenarioFile>) -> anyhow::Result<(usize, Vec<String>)> {
    let (mut played, mut wrong) = (0, Vec::new());
    for setting in &file.settings {
        let jobs = Job::all(std::slice::from_ref(file));
        let stage = stage(file, &setting.profile);
        let mut world = ChainWorld::start(&bench::anvil()?, &stage).await?;
        for job in jobs.iter().filter(|job| job.setting().name == setting.name) {
            play(&mut world, job.file(), job.scenario(), job.setting()).await?;
            let found = examined(world.desk()).await?;
            played += 1;
            let name = format!("{} under {}", job.name(), setting.name);
            wrong.extend(drifts(&found).into_iter().map(|drift| format!("{name}: {drift}")));
        }
    }
    Ok((played, wrong))
}

#[tokio::test]
async fn every_scenario_leaves_what_its_events_add_up_to() -> anyhow::Result<()> {
    let files = read_all(&[checkout::root().join("tests/scenarios")])?;
    let files: Vec<Arc<ScenarioFile>> = files.into_iter().map(Arc::new).collect();
    let examine_those = async |remainder: usize| -> anyhow::Result<(usize, Vec<String>)> {
        let (mut played, mut wrong) = (0, Vec::new());
        for (_, file) in files.iter().enumerate().filter(|(index, _)| index % 2 == remainder) {
            let (count, differing) = examine_file(file).await?;
            played += count;
            wrong.extend(differing);
        }
        Ok((played, wrong))
    };
    let (even, odd) = tokio::try_join!(examine_those(0), examine_those(1))?;
    let wrong = [even.1, odd.1].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(even.0 + odd.0 >= 150, "{} scenarios were examined", even.0 + odd.0);
    Ok(())
}

/// A chain on which a scenario of a file was played.
async fn played_of(file: &str, scenario: &str) -> anyhow::Result<ChainWorld> {
    let files = read_all(&[checkout::root().join(file)])?;
    let files: Vec<Arc<ScenarioFile>> = files.into_iter().map(Arc::new).collect();
    let jobs = Job::all(&files);
    let job = jobs.iter().find(|job| job.scenario().id == scenario).expect("a scenario");
    let stage = stage(job.file(), &job.setting().profile);
    let mut world = ChainWorld::start(&bench::anvil()?, &stage).await?;
    let report = play(&mut world, job.file(), job.scenario(), job.setting()).await?;
    anyhow::ensure!(report.passed, "{report:?}");
    Ok(world)
}

/// The same, of the history.
async fn played(scenario: &str) -> anyhow::Result<ChainWorld> {
    played_of("tests/doctor/history.toml", scenario).await
}

/// Sends as anybody: scenarios let their node sign for everybody.
async fn send(
    connection: &Connection,
    from: Address,
    to: Address,
    call: impl SolCall,
) -> anyhow::Result<()> {
    let request = TransactionRequest::default().with_from(from).with_to(to);
    let request = request.with_input(call.abi_encode()).with_gas_limit(1_000_000);
    connection.provider().anvil_set_balance(from, U256::MAX >> 8).await?;
    let receipt = connection.provider().send_transaction(request).await?.get_receipt().await?;
    anyhow::ensure!(receipt.status(), "refused");
    Ok(())
}

/// What scenarios have no step for: two record dates with redemptions around them, and a holder that chooses a lot.
async fn record_dates(world: &ChainWorld) -> anyhow::Result<()> {
    let (desk, connection) = (world.desk(), world.desk().connection());
    let leg = &desk.legs()?[0];
    let (paying, bob) = (desk.actors().address(Role::PayingAgent), address("bob", 1));
    let now = connection.provider().get_block(alloy::eips::BlockId::latest()).await?;
    let now = now.expect("a block").header.timestamp;
    for wait in [1_000, 2_000] {
        let at = U40::from(now + wait);
        send(connection, paying, leg.token, addRecordDateCall { at }).await?;
    }
    let redeem = || redeemCall { from: bob, amount: U256::from(100_000) };
    send(connection, paying, leg.token, redeem()).await?;
    connection.provider().anvil_set_next_block_timestamp(now + 1_000).await?;
    send(connection, paying, leg.token, redeem()).await?;
    connection.provider().anvil_set_next_block_timestamp(now + 3_000).await?;
    let books = desk.manifest()?.address(SystemContract::InstrumentLedger).expect("a ledger");
    let choose = chooseLotCall { instrument: leg.token, day: 20_782 };
    send(connection, address("carol", 2), books, choose).await?;
    Ok(())
}

fn address(name: &str, number: u8) -> Address {
    Wallet::new(name, number).address()
}

#[tokio::test]
async fn a_rich_history_adds_up_with_every_book() -> anyhow::Result<()> {
    let world = played("kept-from-the-start").await?;
    record_dates(&world).await?;
    let found = examined(world.desk()).await?;
    assert_eq!(drifts(&found), Vec::<String>::new());
    let mut silent = found.checks.iter().filter(|check| {
        check.subject.starts_with("first")
            && (check.compared == 0 || check.verdict != Verdict::Sound)
    });
    assert!(silent.next().is_none(), "nothing was compared by some: {found:?}");

    let world = played("opened-and-closed").await?;
    assert_eq!(drifts(&examined(world.desk()).await?), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn every_planted_drift_is_found_and_named() -> anyhow::Result<()> {
    let world = played("kept-from-the-start").await?;
    record_dates(&world).await?;
    let (desk, connection) = (world.desk(), world.desk().connection());
    let (mut found_by, mut planted_at) = (BTreeSet::new(), BTreeSet::new());
    for plant in plants::all(desk).await? {
        let provider = connection.provider();
        let before = provider.get_storage_at(plant.contract, plant.slot).await?;
        let planted: U256 = before ^ plant.bits;
        provider.anvil_set_storage_at(plant.contract, plant.slot, planted.into()).await?;
        let block = provider.get_block_number().await?;
        provider.anvil_mine(Some(2), None).await?;
        let found = examined(desk).await?;
        let mut named = found
            .drifts()
            .filter(|(check, drift)| check.name == plant.check && drift.what.contains(plant.what));
        let Some((check, drift)) = named.next() else {
            panic!("{}, {}: not found in {:#?}", plant.check, plant.what, drifts(&found));
        };
        assert!(drift.stored != drift.recomputed && !drift.remedy.is_empty(), "{drift:?}");
        if check.name != "sum-of-holders" {
            let Since::Block { block: since } = drift.since else { panic!("{plant:?}: {drift:?}") };
            // What was planted before in the same value may be what is found by halving.
            planted_at.extend([block, block + 1]);
            assert!(planted_at.contains(&since), "{plant:?}: {since}, planted at {block}");
        }
        found_by.extend(found.drifts().map(|(check, _)| check.name));
        provider.anvil_set_storage_at(plant.contract, plant.slot, before.into()).await?;
        provider.anvil_mine(Some(1), None).await?;
    }
    let found = examined(desk).await?;
    assert_eq!(drifts(&found), Vec::<String>::new());
    let all: BTreeSet<_> = found.checks.iter().map(|check| check.name).collect();
    assert_eq!(found_by, all, "these never found anything");
    Ok(())
}

#[tokio::test]
async fn a_drift_planted_after_an_exchange_is_found_and_named() -> anyhow::Result<()> {
    let world = played_of("tests/doctor/routes.toml", "there-and-back").await?;
    let desk = world.desk();
    assert_eq!(drifts(&examined(desk).await?), Vec::<String>::new());
    let provider = desk.connection().provider();
    let legs = desk.legs()?;
    let routes = desk.manifest()?.address(SystemContract::Routes).expect("routes");
    let asset = Instrument::asset_id(&legs[0].instrument);
    let opened = plants::route(routes, asset, legs[0].token, legs[1].token);
    for plant in legs.iter().map(|leg| plants::issue_volume(leg.token)).chain([opened]) {
        let before = provider.get_storage_at(plant.contract, plant.slot).await?;
        let planted: U256 = before ^ plant.bits;
        provider.anvil_set_storage_at(plant.contract, plant.slot, planted.into()).await?;
        let planted_at = provider.get_block_number().await?;
        provider.anvil_mine(Some(2), None).await?;
        let found = examined(desk).await?;
        let all: Vec<_> = found.drifts().collect();
        let [(check, drift)] = all[..] else { panic!("{:#?}", drifts(&found)) };
        assert_eq!(check.name, plant.check);
        assert!(drift.what.contains(plant.what), "{drift:?}");
        let Since::Block { block } = drift.since else { panic!("{drift:?}") };
        assert!((planted_at..=planted_at + 1).contains(&block), "{block}, planted at {planted_at}");
        provider.anvil_set_storage_at(plant.contract, plant.slot, before.into()).await?;
        provider.anvil_mine(Some(1), None).await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_endpoint_that_allows_little_gives_the_same() -> anyhow::Result<()> {
    let world = played("kept-from-the-start").await?;
    let desk = world.desk();
    let plain = serde_json::to_value(examined(desk).await?)?;
    let endpoint = desk.connection().network().endpoint.url().to_string();
    let limited = endpoint::limited(&endpoint).await?;
    let manifest = desk.manifest()?;
    let limits = limited.connect().await?;
    let found = examine(&limits, manifest, &[], DEFAULT_SPAN, &mut |_| {}).await?;
    assert_eq!(serde_json::to_value(&found)?, plain);

    // What differs is found there too; since when is what such an endpoint cannot tell.
    let leg = &desk.legs()?[0];
    let slot = plants::holding(address("alice", 1));
    let provider = desk.connection().provider();
    let before = provider.get_storage_at(leg.token, slot).await?;
    provider.anvil_set_storage_at(leg.token, slot, (before ^ U256::ONE).into()).await?;
    provider.anvil_mine(Some(1), None).await?;
    let found = examine(&limits, manifest, &[], DEFAULT_SPAN, &mut |_| {}).await?;
    let (_, drift) = found.drifts().next().expect("a drift");
    assert_eq!(drift.since, Since::Unknown, "{drift:?}");
    Ok(())
}
