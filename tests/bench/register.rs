//! Measures the register: `cargo run --release -p corridor-tests --bin register -- [holders] [transfers]`.
//!
//! One run, one node. A bond gets its holders and transfers; then `corridor register export` and `corridor register reconcile`
//! run as processes, with their time and the most memory that they had; then every holder is asked for by an `eth_call` of its
//! own, one after the other, as a register without events would be made. Each command must be so many times faster.

use std::io::Write as _;
use std::time::{Duration, Instant};

use alloy::network::TransactionBuilder;
use alloy::primitives::U256;
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use anyhow::Context as _;
use corridor_bindings::ISecurityToken::balanceOfCall;
use corridor_deploy::accounts::test_address;
use corridor_deploy::deployment::Goal;
use corridor_deploy::devnet::DevnetOptions;
use corridor_deploy::network::{Connection, Network};
use corridor_tests::bench::{Bench, gilt, roles, uk_sandbox};
use corridor_tests::multitude::{GIVER, Multitude};
use corridor_tests::process::{Corridor, Took};

/// The bond.
const BOND: &str = "treasury-gilt-2040";

/// Holders and transfers, unless the command line says otherwise.
const SIZE: Multitude = Multitude { holders: 100_000, transfers: 1_000_000 };

/// How many times faster than an `eth_call` for each holder a command must be.
const FASTER: f64 = 5.0;

/// How often a block is mined while transfers are sent.
const BLOCK_EVERY: Duration = Duration::from_millis(250);

/// Past states that the node keeps: each is a copy of all holders.
const HISTORY: u64 = 4;

/// How often the node writes its state, in seconds: not while something is measured, since a million transfers take it seconds.
const STATE_EVERY: u64 = 1_000_000;

fn main() -> anyhow::Result<()> {
    let number = |index, default| {
        std::env::args().nth(index).map_or(Ok(default), |given| given.parse::<u64>())
    };
    let wrong = "the arguments are numbers of holders and of transfers, such as 100000 1000000";
    let holders = number(1, SIZE.holders).context(wrong)?;
    let transfers = number(2, SIZE.transfers).context(wrong)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(run(Multitude { holders, transfers }))?;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

async fn run(multitude: Multitude) -> anyhow::Result<String> {
    let options = DevnetOptions {
        gas_limit: Some(500_000_000),
        history: Some(HISTORY),
        state_interval: Some(STATE_EVERY),
        ..DevnetOptions::default()
    };
    let mut bench = Bench::start_with(&options).await?;
    // The commands know the node by its address alone, and with it the manifest.
    bench.connection = Network::at(bench.devnet.endpoint().clone()).connect().await?;
    let profile = uk_sandbox("GBP 900,000,000,000", "GBP 1,000");
    bench.apply(&Goal::system(&roles()).with_instrument(gilt(profile))).await?;
    bench.connection.provider().anvil_set_auto_mine(false).await?;
    let miner = tokio::spawn(mine(bench.connection.clone()));
    let began = Instant::now();
    let (desk, mut book) = (bench.desk()?, Corridor::book(&bench)?);
    multitude.gather(&bench, &desk, &mut book, BOND).await?;
    miner.abort();
    note(&format!("gathered in {:.0} s", began.elapsed().as_secs_f64()));
    let corridor = Corridor::of(&bench)?;
    let file = bench.folder().join("register.csv");
    let out = file.to_string_lossy();
    let export = ["register", "export", BOND, "--format", "csv", "--out", &out];
    let (document, export) = corridor.run(&export).await?;
    anyhow::ensure!(document["holders"] == multitude.holders, "{document}");
    note("exported");
    let (document, reconcile) = corridor.run(&["register", "reconcile", BOND]).await?;
    let leg = &document["legs"][0];
    anyhow::ensure!(
        document["clean"] == true && leg["transfers"] == multitude.transfers,
        "{document}"
    );
    note("reconciled");
    let looped = one_by_one(&bench, desk.leg(BOND, None)?.token, multitude).await?;
    Ok(table(multitude, looped, &[("register export", export), ("register reconcile", reconcile)]))
}

/// Mines by the clock until it is aborted.
async fn mine(connection: Connection) {
    loop {
        tokio::time::sleep(BLOCK_EVERY).await;
        // A block that was not mined now is mined by the next round.
        let _ = connection.provider().anvil_mine(Some(1), None).await;
    }
}

/// Asks for the balance of every holder, one after the other.
async fn one_by_one(
    bench: &Bench,
    token: alloy::primitives::Address,
    multitude: Multitude,
) -> anyhow::Result<Duration> {
    let began = Instant::now();
    let mut sum = U256::ZERO;
    for number in 0..multitude.holders {
        let account = if number == 0 { test_address(GIVER)? } else { Multitude::wallet(number) };
        let request = TransactionRequest::default().with_to(token);
        let request = request.with_input(balanceOfCall { account }.abi_encode());
        let answer = bench.connection.provider().call(request).await?;
        sum += U256::from_be_slice(&answer);
    }
    let took = began.elapsed();
    anyhow::ensure!(sum == U256::from(multitude.transfers) * U256::from(100_000), "{sum}");
    Ok(took)
}

fn table(multitude: Multitude, looped: Duration, commands: &[(&str, Took)]) -> String {
    let Multitude { holders, transfers } = multitude;
    let mut text = format!("{holders} holders, {transfers} transfers\n");
    let looped = looped.as_secs_f64();
    text.push_str(&format!("{:<24} {looped:>8.2} s\n", "eth_call for each holder"));
    for (what, took) in commands {
        let seconds = took.time.as_secs_f64();
        let (times, megabytes) = (looped / seconds, took.kilobytes as f64 / 1024.0);
        let held = if times >= FASTER { "holds" } else { "missed" };
        text.push_str(&format!(
            "{what:<24} {seconds:>8.2} s  {megabytes:>7.1} MB  {times:>5.1} x faster (bar {FASTER} x): {held}\n"
        ));
    }
    text
}

/// Says on standard error how far it is.
fn note(text: &str) {
    // Whoever closed standard error does not want to know.
    let _ = writeln!(std::io::stderr(), "{text}");
}
