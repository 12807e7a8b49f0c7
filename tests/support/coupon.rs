//! A coupon that is paid to many holders while the node is killed.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use alloy::eips::BlockId;
use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use alloy::rpc::types::Filter;
use alloy::sol_types::SolEvent;
use anyhow::Context as _;
use corridor_bindings::{CashToken, Servicing};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_deploy::deployment::{CashTerms, Goal, SystemContract};
use corridor_deploy::explain::LegHandle;
use corridor_operations::{
    AddRecordDate, CashHandle, Declare, Desk, Distribution, DistributionKind, Giver,
    InstructionFile, MintCash, Mode, Paid, kind_number,
};

use crate::bench::uk_goal;
use crate::crowd::{investors, issues};
use crate::fragile::Fragile;

/// The UK goal with what pays, and cash in pounds.
#[must_use]
pub fn goal() -> Goal {
    let currency = "GBP".parse().expect("a currency");
    uk_goal()
        .with_extra(SystemContract::Servicing)
        .with_extra(SystemContract::BondDocuments)
        .with_cash(CashTerms { currency, decimals: 6, allowlisted: false })
}

/// Registers `count` investors and issues to each.
///
/// # Errors
///
/// The node fails.
pub async fn holders(fragile: &Fragile, desk: &Desk, count: usize) -> anyhow::Result<LegHandle> {
    let mut book = fragile.book()?;
    let options = BulkOptions::default();
    let folder = fragile.home.root();
    let file = investors(&folder.join("investors.csv"), count)?;
    let report = desk.import(&file, &mut book, &options, &mut |_| {}).await?;
    anyhow::ensure!(report.failed.is_empty(), "{report:?}");
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let file = folder.join("mint.csv");
    issues(&file, count)?;
    mint(desk, &leg, &file, &options).await?;
    Ok(leg)
}

async fn mint(
    desk: &Desk,
    leg: &LegHandle,
    file: &Path,
    options: &BulkOptions,
) -> anyhow::Result<()> {
    let file = InstructionFile::new(file, leg.currency);
    let moved =
        desk.move_many(leg, Giver::Issue, &file, Mode::Execute, options, &mut |_| {}).await?;
    let failed = moved.report.map_or(0, |report| report.failed.len());
    anyhow::ensure!(failed == 0, "{failed} transactions failed");
    Ok(())
}

/// Declares interest of 17/8 per cent on what is held in two seconds, and pays in for it.
///
/// # Errors
///
/// A contract refuses.
pub async fn funded(desk: &Desk, leg: &LegHandle) -> anyhow::Result<Distribution> {
    let cash = desk.cash_named("GBP")?;
    let at = now(desk).await? + 2;
    desk.perform(&AddRecordDate { leg: leg.clone(), at }, Mode::Execute).await?;
    let agent = desk.actors().address(Role::PayingAgent);
    let declaration = interest(leg, &cash, agent, at);
    let kind = DistributionKind::Interest;
    let declare = Declare { leg: leg.clone(), kind, declaration };
    desk.perform(&declare, Mode::Execute).await?;
    while now(desk).await? < at {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let id = desk.distributions(Some(leg)).await?.last().context("nothing was declared")?.id;
    let amount = cash.parse("1,000,000,000")?;
    desk.perform(&MintCash { cash, to: agent, amount }, Mode::Execute).await?;
    let one = desk.distribution(id).await?;
    desk.fund(&one, None, Mode::Execute).await?;
    Ok(desk.distribution(id).await?)
}

/// 2 1/8 per cent in a token of six decimals: 212.5 of its units for a penny.
fn interest(
    leg: &LegHandle,
    cash: &CashHandle,
    funder: Address,
    at: u64,
) -> Servicing::Declaration {
    Servicing::Declaration {
        bond: leg.token,
        kind: kind_number(DistributionKind::Interest),
        recordDateIndex: 0,
        paymentDate: U40::from(at),
        electionEnd: U40::ZERO,
        cash: cash.token,
        funder,
        numerator: 425,
        denominator: 2,
        fractionNumerator: 0,
        fractionDenominator: 0,
    }
}

async fn now(desk: &Desk) -> anyhow::Result<u64> {
    let block = desk.connection().provider().get_block(BlockId::latest()).await?;
    Ok(block.context("no block")?.header.timestamp)
}

/// Pays while the node is killed as often as `kills` says, each time after another part was done, and says how much was sent again.
///
/// # Errors
///
/// The node does not come back, a contract refuses, or all was paid before a kill.
pub async fn pay_disturbed(
    fragile: &Fragile,
    desk: &Desk,
    distribution: &Distribution,
    holders: u64,
    kills: u64,
) -> anyhow::Result<(Paid, u64)> {
    // What was funded is on disk before anything is done with it.
    fragile.saved(SystemTime::now()).await?;
    let (reached, resent) = (AtomicU64::new(0), AtomicU64::new(0));
    let mut progress = |progress: BulkProgress| {
        reached.store(progress.rows, Ordering::Release);
        resent.store(progress.resent, Ordering::Release);
    };
    let options = BulkOptions {
        window: 4,
        rows: 50,
        resend_after: Duration::from_secs(1),
        ..BulkOptions::default()
    };
    let ended = AtomicBool::new(false);
    let pay = async {
        let paid = desk.pay(distribution, Mode::Execute, &options, &mut progress).await;
        ended.store(true, Ordering::Release);
        Ok(paid?)
    };
    let disturb = async {
        for kill in 1..=kills {
            // Enough is left behind the last kill that nobody has to be quick.
            let part = holders * kill / (kills + 2);
            while reached.load(Ordering::Acquire) < part && !ended.load(Ordering::Acquire) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            if ended.load(Ordering::Acquire) {
                return Ok(kill - 1);
            }
            fragile.disturb(&AtomicBool::new(true)).await?;
        }
        anyhow::Ok(kills)
    };
    // A node that does not come back is not waited for.
    let (paid, disturbed): (Paid, u64) = tokio::try_join!(pay, disturb)?;
    anyhow::ensure!(disturbed == kills, "all was paid before the last kill");
    Ok((paid, resent.into_inner()))
}

/// How often each holder was paid by the cash token's own events, and what they came to.
///
/// # Errors
///
/// The node fails.
pub async fn payments(
    desk: &Desk,
    distribution: &Distribution,
) -> anyhow::Result<std::collections::BTreeMap<Address, (usize, U256)>> {
    let servicing = desk.servicing()?;
    let filter = Filter::new()
        .address(distribution.cash.token)
        .event_signature(CashToken::Transfer::SIGNATURE_HASH)
        .topic1(servicing)
        .from_block(0);
    let mut found = std::collections::BTreeMap::new();
    for log in desk.connection().provider().get_logs(&filter).await? {
        let transfer = CashToken::Transfer::decode_log(&log.inner)?;
        let (count, sum) = found.entry(transfer.to).or_insert((0, U256::ZERO));
        *count += 1;
        *sum += transfer.value;
    }
    Ok(found)
}
