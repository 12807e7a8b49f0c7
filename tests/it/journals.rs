//! Journals that have lost what they knew: cut off, or put back from an older copy. What the chain has of their files is not done twice.

use std::path::{Path, PathBuf};
use std::time::Duration;

use alloy::primitives::U256;
use alloy::providers::ext::AnvilApi as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::explain::LegHandle;
use corridor_operations::{
    Desk, Giver, InstructionFile, Mint, Mode, Moved, OperationError, Repeated,
};
use corridor_tests::bench::{Bench, amount, uk_goal, wallet};
use corridor_tests::crowd::{investor, investors, issues, sum};

const COUNT: usize = 400;

/// A desk, and a bond that is issued to everybody in transactions of a hundred rows.
struct Issued {
    bench: Bench,
    desk: Desk,
    leg: LegHandle,
    path: PathBuf,
    journal: PathBuf,
}

impl Issued {
    async fn new() -> anyhow::Result<Self> {
        let bench = Bench::start().await?;
        bench.apply(&uk_goal()).await?;
        let (desk, mut book) = (bench.desk()?, bench.book()?);
        let file = investors(&bench.folder().join("investors.csv"), COUNT)?;
        desk.import(&file, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
        let leg = desk.leg("treasury-gilt-2040", None)?;
        let path = bench.folder().join("mint.csv");
        issues(&path, COUNT)?;
        let mut issued = Self { bench, desk, leg, path, journal: PathBuf::new() };
        issued.run(Giver::Issue, false, Mode::Execute).await?;
        issued.journal = issued.journal_of("mint")?;
        Ok(issued)
    }

    fn journal_of(&self, kind: &str) -> anyhow::Result<PathBuf> {
        let folder = self.desk.deployment().store().path().parent().unwrap_or(Path::new("."));
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.contains(&format!(".{kind}-")) && name.ends_with(".jsonl") {
                return Ok(path);
            }
        }
        anyhow::bail!("there is no journal of a {kind}")
    }

    async fn run(&self, giver: Giver, again: bool, mode: Mode) -> Result<Moved, OperationError> {
        let file = InstructionFile::new(&self.path, self.leg.currency).again(again);
        let options = BulkOptions { rows: 100, ..BulkOptions::default() };
        self.desk.move_many(&self.leg, giver, &file, mode, &options, &mut |_| {}).await
    }

    async fn refused(&self, giver: Giver, mode: Mode) -> Box<Repeated> {
        match self.run(giver, false, mode).await {
            Err(OperationError::Repeated(repeated)) => repeated,
            other => panic!("{other:?}"),
        }
    }

    async fn supply(&self) -> anyhow::Result<U256> {
        Ok(self.desk.read(self.leg.token, &ISecurityToken::totalSupplyCall {}).await?)
    }
}

/// The lines that a journal has: what it is of, and transactions.
fn lines(journal: &Path) -> anyhow::Result<Vec<String>> {
    Ok(std::fs::read_to_string(journal)?.lines().map(ToOwned::to_owned).collect())
}

/// Keeps whole lines, and half of the next.
fn cut(journal: &Path, whole: usize) -> anyhow::Result<()> {
    let lines = lines(journal)?;
    let half = lines.get(whole).map_or("", |line| &line[..line.len() / 2]);
    let kept: String = lines.iter().take(whole).map(|line| format!("{line}\n")).collect();
    Ok(std::fs::write(journal, format!("{kept}{half}"))?)
}

#[tokio::test]
async fn rows_that_a_cut_journal_has_lost_are_not_issued_twice_unasked() -> anyhow::Result<()> {
    let issued = Issued::new().await?;
    let whole = std::fs::read(&issued.journal)?;
    assert_eq!(lines(&issued.journal)?.len(), 6, "four transactions, and that it is at its end");
    cut(&issued.journal, 2)?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let repeated = issued.refused(Giver::Issue, mode).await;
        assert_eq!((repeated.rows, repeated.repeated), (COUNT as u64, 300));
        assert_eq!(repeated.first[0].line, 102, "the row behind the first transaction");
        assert_eq!(repeated.journal.as_deref(), Some(&*issued.journal));
        let error = OperationError::Repeated(repeated).to_string();
        assert!(error.contains("300 of 400 rows were done before, by transactions"), "{error}");
        assert!(error.ends_with("or give --again to do them once more"), "{error}");
    }
    assert_eq!(issued.supply().await?, sum(COUNT));

    // The whole one knows that all of it is done.
    std::fs::write(&issued.journal, whole)?;
    assert!(issued.run(Giver::Issue, false, Mode::Execute).await?.done_before);
    // Of one that is empty every row is lost.
    std::fs::write(&issued.journal, "")?;
    assert_eq!(issued.refused(Giver::Issue, Mode::Execute).await.repeated, COUNT as u64);
    assert_eq!(issued.supply().await?, sum(COUNT));

    let done = issued.run(Giver::Issue, true, Mode::Execute).await?;
    assert_eq!(done.repeated.map(|repeated| repeated.repeated), Some(COUNT as u64));
    assert_eq!(issued.supply().await?, sum(COUNT) + sum(COUNT));
    // It knows of what was done again, so nothing is asked any more, and nothing done.
    assert!(issued.run(Giver::Issue, false, Mode::Execute).await?.done_before);
    assert_eq!(issued.supply().await?, sum(COUNT) + sum(COUNT));
    Ok(())
}

/// What a journal without its end has of a file is whole where the account did nothing else; and where it did, that is no row of the file.
#[tokio::test]
async fn a_run_goes_on_where_the_account_did_something_else_meanwhile() -> anyhow::Result<()> {
    let mut issued = Issued::new().await?;
    cut(&issued.journal, 5)?;
    assert!(issued.run(Giver::Issue, false, Mode::Execute).await?.report.is_some());
    assert_eq!(issued.supply().await?, sum(COUNT));

    // Another file of the same account, in a journal of its own; one of its rows is also in the first, with another amount.
    let first = std::mem::replace(&mut issued.path, issued.bench.folder().join("more.csv"));
    std::fs::write(&issued.path, format!("wallet,amount\n{},4000\n", investor(0)))?;
    issued.run(Giver::Issue, false, Mode::Execute).await?;
    issued.path = first;
    cut(&issued.journal, 5)?;
    let done = issued.run(Giver::Issue, false, Mode::Execute).await?;
    assert_eq!((done.rows, done.done_earlier, done.repeated), (COUNT as u64, COUNT as u64, None));
    assert_eq!(issued.supply().await?, sum(COUNT) + U256::from(400_000));
    Ok(())
}

#[tokio::test]
async fn transfers_that_a_cut_journal_has_lost_are_not_done_twice_unasked() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let [giver, one, other] = ["INV-0001", "INV-0002", "INV-0003"].map(wallet);
    let mint = Mint { leg: leg.clone(), to: giver, amount: amount("GBP 10,000") };
    desk.perform(&mint, Mode::Execute).await?;
    let path = bench.folder().join("transfer.csv");
    std::fs::write(&path, format!("wallet,amount\n{one},1000\n{other},2000\n"))?;
    let journal = PathBuf::new();
    let issued = Issued { bench, desk, leg, path, journal };
    issued.run(Giver::Holder(giver), false, Mode::Execute).await?;
    cut(&issued.journal_of("transfer")?, 1)?;
    let repeated = issued.refused(Giver::Holder(giver), Mode::Execute).await;
    assert_eq!((repeated.rows, repeated.repeated), (2, 2));
    let done = issued.run(Giver::Holder(giver), true, Mode::Execute).await?;
    assert_eq!((done.rows, done.repeated.map(|repeated| repeated.repeated)), (2, Some(2)));
    Ok(())
}

/// What is signed and waits is not issued a second time by a corrected file, whether it is mined afterwards or not.
#[tokio::test]
async fn rows_that_wait_to_be_mined_are_not_issued_by_another_file() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let [one, other] = ["INV-0001", "INV-0002"].map(wallet);
    let path = bench.folder().join("first.csv");
    std::fs::write(&path, format!("wallet,amount\n{one},1000\n"))?;
    let corrected = bench.folder().join("corrected.csv");
    std::fs::write(&corrected, format!("wallet,amount\n{one},1000\n{other},2000\n"))?;
    let mut issued = Issued { bench, desk, leg, path, journal: PathBuf::new() };
    issued.bench.connection.provider().anvil_set_auto_mine(false).await?;
    let run = issued.run(Giver::Issue, false, Mode::Execute);
    let interrupted = tokio::time::timeout(Duration::from_secs(5), run).await;
    assert!(interrupted.is_err(), "nothing is mined: {interrupted:?}");
    let first = issued.path.clone();
    issued.path = corrected;
    let repeated = issued.refused(Giver::Issue, Mode::Execute).await;
    assert_eq!((repeated.repeated, repeated.waits), (1, true));
    assert!(repeated.words().contains("1 of 2 rows were done before or may still be mined"));
    assert_eq!(issued.supply().await?, U256::ZERO);

    issued.bench.connection.provider().evm_mine(None).await?;
    issued.bench.connection.provider().anvil_set_auto_mine(true).await?;
    let repeated = issued.refused(Giver::Issue, Mode::Execute).await;
    assert_eq!((repeated.repeated, repeated.waits), (1, false));
    issued.path = first;
    let done = issued.run(Giver::Issue, false, Mode::Execute).await?;
    assert_eq!((done.rows, done.done_earlier, done.repeated), (1, 1, None));
    assert_eq!(issued.supply().await?, U256::from(100_000));
    Ok(())
}
