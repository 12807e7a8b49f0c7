//! Pays a coupon to many holders by the command line while the node is killed twice: `cargo run --release -p corridor-tests --bin coupon -- [holders]`.
//!
//! Every holder has to be paid exactly once, and all of them what was paid in, by the events of the cash token.

use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant, SystemTime};

use alloy::primitives::U256;
use anyhow::Context as _;
use corridor_bindings::ISecurityToken;
use corridor_operations::{Desk, Distribution};
use corridor_tests::coupon;
use corridor_tests::fragile::{Fragile, SLOW};
use corridor_tests::process;

/// Holders, unless the command line says otherwise.
const HOLDERS: usize = 10_000;

/// How often the node is killed.
const KILLS: u64 = 2;

fn main() -> anyhow::Result<()> {
    let holders = std::env::args().nth(1).map_or(Ok(HOLDERS), |holders| holders.parse());
    let holders = holders.context("the argument is the number of holders, such as 10000")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(run(holders))?;
    use std::io::Write as _;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

async fn run(holders: usize) -> anyhow::Result<String> {
    let program = process::corridor()?;
    let fragile = Fragile::start_at(coupon::goal(), SLOW).await?;
    let desk = fragile.desk().await?;
    let leg = coupon::holders(&fragile, &desk, holders).await?;
    let one = coupon::funded(&desk, &leg).await?;
    fragile.saved(SystemTime::now()).await?;
    let began = Instant::now();
    let (home, id) = (fragile.home.root().to_owned(), one.id.to_string());
    let mut pay = Command::new(program)
        .arg("--home")
        .arg(home)
        .args(["--network", &fragile.name.to_string(), "coupon", "pay", &id, "--json", "--quiet"])
        .stdout(Stdio::piped())
        .spawn()?;
    for kill in 1..=KILLS {
        let part = holders as u64 * kill / (KILLS + 1);
        while paid(&desk, &one, holders).await? < part {
            let ended = pay.try_wait()?;
            anyhow::ensure!(ended.is_none(), "the command ended before kill {kill}: {ended:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        fragile.disturb(&AtomicBool::new(true)).await?;
    }
    let output = tokio::task::spawn_blocking(move || pay.wait_with_output()).await??;
    let seconds = began.elapsed().as_secs_f64();
    anyhow::ensure!(output.status.success(), "the command failed");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let resent = &report["report"]["resent"];
    anyhow::ensure!(resent.as_u64() > Some(0), "the node was killed after the end: {report}");

    let payments = coupon::payments(&desk, &one).await?;
    let once = payments.values().filter(|(count, _)| *count == 1).count();
    let sum = payments.values().fold(U256::ZERO, |sum, (_, value)| sum + value);
    let funded = desk.distribution(one.id).await?.progress.funded;
    let view = desk.distribution_view(&desk.distribution(one.id).await?).await?;
    anyhow::ensure!(
        once == holders && payments.len() == holders,
        "{once} of {} were paid once; {report}; {}",
        payments.len(),
        serde_json::to_string(&view)?
    );
    anyhow::ensure!(sum == U256::from(funded), "{sum} was paid of {funded}");
    Ok(format!(
        "{holders} holders paid exactly once while the node was killed {KILLS} times, in {seconds:.1} s\n\
         paid      {}, all that was paid in\n\
         sent      {} transactions, {resent} of them again, {} gas\n",
        one.cash.words(sum),
        report["report"]["transactions"],
        report["report"]["gas_used"]
    ))
}

/// How many of the holders have had their turn, by what they held.
async fn paid(desk: &Desk, one: &Distribution, holders: usize) -> anyhow::Result<u64> {
    let now = desk.distribution(one.id).await?;
    let settled = U256::from(now.progress.settled);
    let supply = desk.read(one.leg.token, &ISecurityToken::totalSupplyCall {}).await?;
    Ok((settled * U256::from(holders) / supply.max(U256::ONE)).saturating_to())
}
