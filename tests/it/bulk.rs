//! Bulk work: everything is counted by receipt, a killed node loses nothing, a cut-off run is continued.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use alloy::primitives::{Address, U256, keccak256};
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use corridor_bindings::{IBondToken, InvestorRegistry};
use corridor_deploy::accounts::{FilePasswords, Role, RoleAssignments};
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_deploy::deployment::{Actors, Deployment, Goal, ManifestStore, SystemContract};
use corridor_deploy::devnet::{DevnetOptions, Devnets, Mining};
use corridor_deploy::home::{Home, Name};
use corridor_deploy::investors::{InvestorError, InvestorReader, PrivateBook};
use corridor_deploy::operations::{
    Desk, Giver, InstructionFile, InvestorFile, Mode, OperationError,
};
use corridor_tests::bench::{Bench, anvil, gilt, roles, uk_sandbox};

fn investor(number: usize) -> Address {
    Address::from_slice(&keccak256(number.to_be_bytes())[12..])
}

fn investors(path: &Path, count: usize) -> anyhow::Result<InvestorFile> {
    let mut text = "reference,wallet,jurisdiction,kind,categories,flags\n".to_owned();
    for number in 0..count {
        let wallet = investor(number);
        writeln!(
            text,
            "B-{number:06},{wallet},GB,entity,identity:2031-12-31;uk-professional:2031-12-31,"
        )?;
    }
    std::fs::write(path, text)?;
    Ok(InvestorFile::At(path.to_owned()))
}

fn issues(path: &Path, count: usize) -> anyhow::Result<()> {
    let mut text = "wallet,amount\n".to_owned();
    for number in 0..count {
        writeln!(text, "{},{}", investor(number), 1_000 * (1 + number % 3))?;
    }
    Ok(std::fs::write(path, text)?)
}

fn sum(count: usize) -> U256 {
    U256::from((0..count).map(|number| 100_000 * (1 + number as u64 % 3)).sum::<u64>())
}

fn goal() -> Goal {
    Goal::system(&roles()).with_instrument(gilt(uk_sandbox("GBP 500,000,000", "GBP 1,000")))
}

#[tokio::test]
async fn a_thousand_investors_and_issues_are_each_done_once() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start_with_interval(50).await?;
    bench.apply(&goal()).await?;
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
    let token = IBondToken::new(leg.token, desk.connection().provider());
    assert_eq!(token.totalSupply().call().await?, sum(COUNT));
    Ok(())
}

/// A devnet that is killed and started again, with what is deployed on it.
struct Fragile {
    home: Home,
    anvil: PathBuf,
    name: Name,
    _folder: tempfile::TempDir,
}

impl Fragile {
    async fn start() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let home = Home::locate(Some(&folder.path().join("home")))?;
        let fragile =
            Self { home, anvil: anvil()?, name: Name::parse("fragile")?, _folder: folder };
        fragile.up().await?;
        Ok(fragile)
    }

    async fn up(&self) -> anyhow::Result<()> {
        let options = DevnetOptions {
            mining: Some(Mining::Interval(50)),
            gas_limit: Some(100_000_000),
            state_interval: Some(1),
            ..DevnetOptions::default()
        };
        Devnets::new(&self.home).up(&self.anvil, &self.name, &options).await?;
        Ok(())
    }

    async fn kill(&self) -> anyhow::Result<()> {
        let status = Devnets::new(&self.home).status(&self.name).await?;
        let pid = status.pid.ok_or_else(|| anyhow::anyhow!("the node has no process"))?;
        let killed = std::process::Command::new("kill").args(["-9", &pid.to_string()]).status()?;
        anyhow::ensure!(killed.success(), "the node could not be killed");
        Ok(())
    }

    async fn desk(&self) -> anyhow::Result<Desk> {
        let connection = Devnets::new(&self.home).network(&self.name)?.connect().await?;
        let store = ManifestStore::of(&self.home, &connection);
        let passwords = std::sync::Arc::new(FilePasswords(PathBuf::from("none")));
        let actors = Actors::new(&self.home, &connection, RoleAssignments::devnet(), passwords)?;
        let mut deployment = Deployment::open(&connection, store)?;
        deployment.apply(&goal(), &actors, &mut |_| std::ops::ControlFlow::Continue(())).await?;
        Ok(Desk::new(deployment, actors)?)
    }

    fn book(&self) -> anyhow::Result<PrivateBook> {
        Ok(PrivateBook::open(&self.home.create_private()?.join("investors.jsonl"))?)
    }

    /// Waits until the node has written its state after `since`, and is not writing it: Anvil writes it in place, and a node
    /// that is killed at that moment leaves half a file, which is another test.
    async fn saved(&self, since: SystemTime) -> anyhow::Result<()> {
        let file = self.home.devnet(&self.name).join("chain.json");
        loop {
            let written = std::fs::metadata(&file).and_then(|about| about.modified());
            let is_whole = || {
                let text = std::fs::read(&file).unwrap_or_default();
                serde_json::from_slice::<serde::de::IgnoredAny>(&text).is_ok()
            };
            if written.is_ok_and(|written| written > since) && is_whole() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Kills the node once `reached`, waits, and starts it again from what it had on disk.
    async fn disturb(&self, reached: &AtomicBool) -> anyhow::Result<()> {
        while !reached.load(Ordering::Acquire) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.saved(SystemTime::UNIX_EPOCH).await?;
        self.kill().await?;
        tokio::time::sleep(Duration::from_millis(700)).await;
        self.up().await
    }
}

impl Drop for Fragile {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.home.devnet(&self.name).join("devnet.json"))
            .unwrap_or_default();
        let record: serde_json::Value = serde_json::from_str(&pid).unwrap_or_default();
        if let Some(pid) = record["process"]["pid"].as_u64() {
            // A node that is gone already needs no ending.
            let _ = std::process::Command::new("kill").arg(pid.to_string()).status();
        }
    }
}

#[tokio::test]
async fn a_node_killed_half_way_through_an_import_loses_nothing() -> anyhow::Result<()> {
    const COUNT: usize = 4_000;
    let fragile = Fragile::start().await?;
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
    let registry = InvestorRegistry::new(registry, desk.connection().provider());
    assert_eq!(registry.investorCount().call().await?.to::<u64>(), COUNT as u64);
    let preview = desk.preview_import(&file).await?;
    assert_eq!((preview.unchanged, preview.registered), (COUNT as u64, 0));
    assert_eq!(desk.deployment().verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn issues_that_were_cut_off_go_on_where_they_were() -> anyhow::Result<()> {
    const COUNT: usize = 1_000;
    let bench = Bench::start_with_interval(100).await?;
    bench.apply(&goal()).await?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let file = investors(&bench.folder().join("investors.csv"), COUNT)?;
    desk.import(&file, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let path = bench.folder().join("mint.csv");
    issues(&path, COUNT)?;
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
    let token = IBondToken::new(leg.token, desk.connection().provider());
    assert_eq!(token.totalSupply().call().await?, sum(COUNT));
    let sender = desk.actors().address(corridor_deploy::accounts::Role::Issuer);
    // One transaction created the token, the others are ten batches of a hundred.
    assert_eq!(desk.connection().provider().get_transaction_count(sender).await?, 11);
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
    bench.apply(&goal()).await?;
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
    let registry = InvestorRegistry::new(registry, desk.connection().provider());
    assert_eq!(registry.investorCount().call().await?.to::<u64>(), COUNT as u64);
    let preview = desk.preview_import(&file).await?;
    assert_eq!((preview.unchanged, preview.registered, preview.linked), (1_010, 0, 0));
    let book = bench.book()?;
    assert_eq!(book.len(), COUNT as u64);
    let registered = registry.InvestorRegistered_filter().from_block(0).query().await?;
    assert_eq!(registered.len(), COUNT, "nobody was registered twice");
    let mut records = BTreeMap::new();
    InvestorReader::open(&path)?.check_each(|record| {
        records.entry(record.reference.clone()).or_insert_with(|| record.clone());
        Ok::<_, InvestorError>(())
    })?;
    for (event, _) in registered {
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
    bench.apply(&goal()).await?;
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
    bench.apply(&goal()).await?;
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
    Ok(())
}
