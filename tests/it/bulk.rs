//! Bulk work: everything is counted by receipt, a killed node loses nothing, a cut-off run is continued.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use alloy::network::TransactionBuilder as _;
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::{Filter, TransactionRequest};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::ISecurityToken;
use corridor_bindings::InvestorRegistry::{self, InvestorRegistered};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::investors::{InvestorError, InvestorReader};
use corridor_operations::{Desk, Giver, InstructionFile, InvestorFile, Mode, OperationError};
use corridor_tests::bench::{Bench, roles, uk_goal};
use corridor_tests::crowd::{investor, investors, issues, sum};
use corridor_tests::fragile::Fragile;

/// The gilt with investors, and a file that issues to each of them.
async fn to_issue(bench: &Bench, count: usize) -> anyhow::Result<(Desk, LegHandle, PathBuf)> {
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let file = investors(&bench.folder().join("investors.csv"), count)?;
    desk.import(&file, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let path = bench.folder().join("mint.csv");
    issues(&path, count)?;
    Ok((desk, leg, path))
}

#[tokio::test]
async fn a_thousand_investors_and_issues_are_each_done_once() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start_with_interval(50).await?;
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let file = investors(&bench.folder().join("investors.csv"), COUNT)?;
    let mut seen = 0;
    let report = desk
        .import(&file, &mut book, &BulkOptions::default(), &mut |progress| seen = progress.rows)
        .await?;
    assert_eq!((report.registered, seen, report.failed.len()), (1_000, 1_000, 0));
    assert_eq!(
        book.assignments()
            .filter(|known| known.as_ref().is_ok_and(|known| known.id.is_some()))
            .count(),
        COUNT
    );

    let leg = desk.leg("treasury-gilt-2040", None)?;
    let path = bench.folder().join("mint.csv");
    issues(&path, COUNT)?;
    let file = InstructionFile::new(&path, leg.currency);
    let options = BulkOptions::default();
    let moved =
        desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut |_| {}).await?;
    assert_eq!(moved.report.map(|report| (report.rows, report.failed.len())), Some((1_000, 0)));
    assert_eq!(desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?, sum(COUNT));
    Ok(())
}

#[tokio::test]
async fn a_node_killed_half_way_through_an_import_loses_nothing() -> anyhow::Result<()> {
    const COUNT: usize = 4_000;
    let fragile = Fragile::start(uk_goal()).await?;
    let desk = fragile.desk().await?;
    let mut book = fragile.book()?;
    let file = investors(&fragile.home.root().join("investors.csv"), COUNT)?;
    // What is deployed is on disk before anything is done with it.
    fragile.saved(SystemTime::now()).await?;
    let half_way = AtomicBool::new(false);
    let mut seen = Vec::new();
    let mut progress = |progress: BulkProgress| {
        seen.push(progress);
        half_way.fetch_or(progress.rows >= COUNT as u64 / 2, Ordering::AcqRel);
    };
    let options = BulkOptions {
        window: 4,
        rows: 100,
        resend_after: Duration::from_secs(1),
        ..BulkOptions::default()
    };
    let import = desk.import(&file, &mut book, &options, &mut progress);
    let (report, disturbed) = tokio::join!(import, fragile.disturb(&half_way));
    disturbed?;
    let report = report?;
    let last = seen.last().copied().unwrap_or_default();
    assert!(last.resent > 0, "the node was killed after the end: {last:?}");
    assert_eq!(
        (report.registered, report.failed.len(), report.conflicting),
        (COUNT as u64, 0, 0),
        "{report:?}"
    );

    let registry = desk.contract(SystemContract::InvestorRegistry)?;
    let investors = desk.read(registry, &InvestorRegistry::investorCountCall {}).await?;
    assert_eq!(investors.to::<u64>(), COUNT as u64);
    let preview = desk.preview_import(&file, &book).await?;
    assert_eq!((preview.unchanged, preview.registered), (COUNT as u64, 0));
    assert_eq!(desk.deployment().verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn issues_that_were_cut_off_go_on_where_they_were() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start_with_interval(100).await?;
    let (desk, leg, path) = to_issue(&bench, COUNT).await?;
    let file = InstructionFile::new(&path, leg.currency);
    let options = BulkOptions { window: 2, rows: 100, ..BulkOptions::default() };
    for _ in 0..3 {
        // Cut off as a killed process would be: the future is dropped wherever it stands.
        let mut ignore = |_| {};
        let run = desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut ignore);
        let _ = tokio::time::timeout(Duration::from_millis(450), run).await;
        desk.actors().resynchronise().await;
    }
    let moved =
        desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut |_| {}).await?;
    assert_eq!(
        moved.report.map(|report| (report.rows, report.failed.len())),
        Some((COUNT as u64, 0))
    );
    assert_eq!(desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?, sum(COUNT));
    let sender = desk.actors().address(corridor_deploy::accounts::Role::Issuer);
    // One transaction created the token, the others are ten batches of a hundred.
    assert_eq!(desk.connection().provider().get_transaction_count(sender).await?, 11);
    Ok(())
}

/// A devnet that mines when a transaction comes leaves what its block has no room for until another one comes.
#[tokio::test]
async fn what_the_last_block_had_no_room_for_is_mined_all_the_same() -> anyhow::Result<()> {
    const COUNT: usize = 4_000;
    let bench = Bench::start().await?;
    let (desk, leg, path) = to_issue(&bench, COUNT).await?;
    let file = InstructionFile::new(&path, leg.currency);
    // Limits of a quarter of a block each, of which a fifth is used.
    let options = BulkOptions {
        rows: 100,
        row_gas: 110_000,
        trust_row_gas: true,
        resend_after: Duration::from_secs(60),
        patience: Duration::from_secs(10),
        ..BulkOptions::default()
    };
    let moved =
        desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut |_| {}).await?;
    assert_eq!((moved.rows, moved.refused.len()), (COUNT as u64, 0));
    assert_eq!(desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?, sum(COUNT));
    Ok(())
}

/// A base fee that rises above what is offered leaves what is on its way where it is: it is signed again, with its nonce, and sent.
#[tokio::test]
async fn what_offers_too_little_meanwhile_is_offered_more() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start().await?;
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let file = investors(&bench.folder().join("investors.csv"), COUNT)?;
    let provider = desk.connection().provider();
    provider.anvil_set_interval_mining(600).await?;
    let verifier = roles()[&Role::Verifier];
    let raise = async {
        while provider.get_transaction_count(verifier).pending().await? < 3 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        provider.anvil_set_next_block_base_fee_per_gas(100_000_000_000).await?;
        provider.anvil_mine(Some(1), None).await?;
        anyhow::ensure!(provider.get_transaction_count(verifier).await? == 0, "it was mined");
        provider.anvil_set_auto_mine(true).await?;
        anyhow::Ok(())
    };
    let options = BulkOptions {
        resend_after: Duration::from_millis(500),
        patience: Duration::from_secs(20),
        ..BulkOptions::default()
    };
    let mut resent = 0;
    let mut progress = |progress: BulkProgress| resent = progress.resent;
    let import = desk.import(&file, &mut book, &options, &mut progress);
    let (report, raised) = tokio::join!(import, raise);
    raised?;
    let report = report?;
    assert_eq!((report.registered, report.failed.len()), (COUNT as u64, 0), "{report:?}");
    assert!(resent > 0);
    let registry = desk.contract(SystemContract::InvestorRegistry)?;
    let investors = desk.read(registry, &InvestorRegistry::investorCountCall {}).await?;
    assert_eq!(investors.to::<u64>(), COUNT as u64);
    Ok(())
}

/// Investors of whom every hundredth has a second wallet, in the last rows.
fn investors_with_further_wallets(path: &Path, count: usize) -> anyhow::Result<InvestorFile> {
    let file = investors(path, count)?;
    let mut text = std::fs::read_to_string(path)?;
    for number in (0..count).step_by(100) {
        let wallet = investor(count + number);
        writeln!(
            text,
            "B-{number:06},{wallet},GB,entity,identity:2031-12-31;uk-professional:2031-12-31,"
        )?;
    }
    std::fs::write(path, text)?;
    Ok(file)
}

#[tokio::test]
async fn an_import_that_was_cut_off_goes_on_and_keeps_its_salts() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start_with_interval(100).await?;
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let path = bench.folder().join("investors.csv");
    let file = investors_with_further_wallets(&path, COUNT)?;
    let options = BulkOptions { window: 2, rows: 100, ..BulkOptions::default() };
    for _ in 0..3 {
        let mut ignore = |_| {};
        let run = desk.import(&file, &mut book, &options, &mut ignore);
        let _ = tokio::time::timeout(Duration::from_millis(450), run).await;
        desk.actors().resynchronise().await;
        // The next run is another process: it knows what is on the disk.
        book = bench.book()?;
    }
    let report = desk.import(&file, &mut book, &options, &mut |_| {}).await?;
    assert_eq!((report.failed.len(), report.conflicting), (0, 0), "{report:?}");

    let registry = desk.contract(SystemContract::InvestorRegistry)?;
    let investors = desk.read(registry, &InvestorRegistry::investorCountCall {}).await?;
    assert_eq!(investors.to::<u64>(), COUNT as u64);
    let preview = desk.preview_import(&file, &book).await?;
    assert_eq!((preview.unchanged, preview.registered, preview.linked), (1_010, 0, 0));
    let book = bench.book()?;
    assert_eq!(book.len(), COUNT as u64);
    let events = Filter::new().address(registry).from_block(0).event(InvestorRegistered::SIGNATURE);
    let registered = desk.connection().provider().get_logs(&events).await?;
    assert_eq!(registered.len(), COUNT, "nobody was registered twice");
    let mut records = BTreeMap::new();
    InvestorReader::open(&path)?.check_each(|record| {
        records.entry(record.reference.clone()).or_insert_with(|| record.clone());
        Ok::<_, InvestorError>(())
    })?;
    for log in registered {
        let event = InvestorRegistered::decode_log_data(log.data())?;
        let known = book.by_wallet(event.wallet)?.expect("an assignment");
        assert_eq!(event.commitment, records[&known.reference].commitment(known.salt));
        assert_eq!(known.id, Some(event.investor.to::<u64>()));
        let wallets = if known.reference.ends_with("00") { 2 } else { 1 };
        assert_eq!(known.wallets.len(), wallets, "{known:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_row_stops_an_import_before_anything_is_sent() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let path = bench.folder().join("investors.csv");
    investors(&path, 250)?;
    let text = std::fs::read_to_string(&path)?;
    std::fs::write(&path, format!("{text}B-9,0x12,GB,entity,,\n"))?;
    let before = bench.connection.provider().get_block_number().await?;
    let options = BulkOptions::default();
    let result = desk.import(&InvestorFile::At(path), &mut book, &options, &mut |_| {}).await;
    let Err(OperationError::Investors(error)) = result else { panic!("{result:?}") };
    assert!(error.to_string().contains(":252: wallet:"), "{error}");
    assert_eq!(bench.connection.provider().get_block_number().await?, before);
    assert!(!bench.home.private().join("investors.jsonl").exists());
    Ok(())
}

/// An account that does something else meanwhile has used the nonces of transactions that were never mined: what they were for is
/// named, after a second look, since a node may count nonces before it has receipts.
#[tokio::test]
async fn rows_whose_nonce_something_else_has_used_are_named() -> anyhow::Result<()> {
    let bench = Bench::start().await?;
    bench.apply(&uk_goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let file = investors(&bench.folder().join("investors.csv"), 1_000)?;
    let provider = desk.connection().provider();
    // The node takes transactions, and has not mined one when it forgets them.
    provider.anvil_set_interval_mining(600).await?;
    let verifier = roles()[&Role::Verifier];
    let interrupt = async {
        while provider.get_transaction_count(verifier).pending().await? == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        provider.anvil_drop_all_transactions().await?;
        provider.anvil_set_nonce(verifier, 1_000).await?;
        anyhow::Ok(())
    };
    let options =
        BulkOptions { resend_after: Duration::from_millis(200), ..BulkOptions::default() };
    let mut progress = |_| {};
    let import = desk.import(&file, &mut book, &options, &mut progress);
    let (imported, interrupted) = tokio::join!(import, interrupt);
    interrupted?;
    let error = imported.expect_err("the nonces are used").to_string();
    assert!(
        error.contains(&format!("the account {verifier} sent another transaction with nonce 0"))
            && error.contains("so the rows up to 100 were not done"),
        "{error}"
    );
    // No other transaction is found, so a later run does not believe it either.
    let again = desk.import(&file, &mut book, &options, &mut |_| {}).await;
    let again = again.expect_err("the nonces are used").to_string();
    assert!(again.contains("sent another transaction with nonce 0"), "{again}");
    Ok(())
}

/// Where the other transaction is found on chain, ours will never be mined: the next run does its rows, and no other ones twice.
#[tokio::test]
async fn rows_whose_nonce_another_transaction_has_are_done_by_the_next_run() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start().await?;
    let (desk, leg, path) = to_issue(&bench, COUNT).await?;
    let file = InstructionFile::new(&path, leg.currency);
    let provider = desk.connection().provider();
    let issuer = roles()[&Role::Issuer];
    let first = provider.get_transaction_count(issuer).await?;
    provider.anvil_set_interval_mining(600).await?;
    // Somebody else uses the issuer's account, in the place of the third batch.
    let interrupt = async {
        while provider.get_transaction_count(issuer).pending().await? < first + 5 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let other = TransactionRequest::default()
            .with_from(issuer)
            .with_to(issuer)
            .with_nonce(first + 2)
            .with_max_priority_fee_per_gas(90_000_000_000)
            .with_max_fee_per_gas(100_000_000_000);
        provider.anvil_auto_impersonate_account(true).await?;
        let _ = provider.send_transaction(other).await?;
        provider.evm_mine(None).await?;
        anyhow::Ok(())
    };
    let options = BulkOptions {
        rows: 100,
        resend_after: Duration::from_millis(200),
        ..BulkOptions::default()
    };
    let mut progress = |_| {};
    let run = desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut progress);
    let (moved, interrupted) = tokio::join!(run, interrupt);
    interrupted?;
    let error = moved.expect_err("a nonce is used").to_string();
    assert!(error.contains("run the command again to go on"), "{error}");
    provider.anvil_set_interval_mining(1).await?;
    desk.actors().resynchronise().await;
    let moved =
        desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut |_| {}).await?;
    assert_eq!((moved.rows, moved.refused.len()), (COUNT as u64, 0));
    assert_eq!(desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?, sum(COUNT));
    let moved =
        desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut |_| {}).await?;
    assert!(moved.done_before);
    assert_eq!(desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?, sum(COUNT));
    Ok(())
}
