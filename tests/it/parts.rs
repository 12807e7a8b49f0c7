//! Rows of a file that are allowed one by one and not together: those that fit are done, the others stand alone and are tried again.

use std::fmt::Write as _;

use alloy::primitives::U256;
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::Goal;
use corridor_operations::{
    Desk, Giver, InstructionFile, InvestorFile, Mode, Moved, OperationError,
};
use corridor_tests::bench::{Bench, gilt, roles, us_506b};
use corridor_tests::crowd::investor;

const BOND: &str = "treasury-gilt-2040";

/// Purchasers that the rule counts, of whom 35 may buy in 90 days.
const COUNTED: usize = 40;

/// A chain with the bond under Rule 506(b), and twice as many purchasers, every second of them accredited; the file issues GBP 1,000 to each.
async fn offering() -> anyhow::Result<(Bench, Desk, InstructionFile<'static>)> {
    let placed = us_506b("none");
    let bench = Bench::start().await?;
    bench.apply(&Goal::system(&roles()).with_instrument(gilt(placed))).await?;
    let mut investors = "reference,wallet,jurisdiction,kind,categories,flags\n".to_owned();
    let mut rows = "wallet,amount\n".to_owned();
    for number in 0..2 * COUNTED {
        let wallet = investor(number);
        let accredited = if number % 2 == 0 { "" } else { ";us-accredited:2035-12-31" };
        let categories = format!("identity:2035-12-31{accredited}");
        writeln!(investors, "P-{number:03},{wallet},US,natural,{categories},")?;
        writeln!(rows, "{wallet},1000")?;
    }
    let (people, file) = (bench.folder().join("people.csv"), bench.folder().join("mint.csv"));
    std::fs::write(&people, investors)?;
    std::fs::write(&file, rows)?;
    let (desk, mut book) = (bench.desk()?, bench.book()?);
    let options = BulkOptions::default();
    desk.import(&InvestorFile::At(people), &mut book, &options, &mut |_| {}).await?;
    let currency = desk.leg(BOND, None)?.currency;
    Ok((bench, desk, InstructionFile::new(file, currency)))
}

/// Issues the file, a few rows a transaction.
async fn run(desk: &Desk, file: &InstructionFile<'_>, mode: Mode) -> anyhow::Result<Moved> {
    let (leg, options) = (desk.leg(BOND, None)?, BulkOptions { rows: 15, ..Default::default() });
    Ok(desk.move_many(&leg, Giver::Issue, file, mode, &options, &mut |_| {}).await?)
}

async fn supply(desk: &Desk) -> anyhow::Result<U256> {
    Ok(desk.read(desk.leg(BOND, None)?.token, &ISecurityToken::totalSupplyCall {}).await?)
}

fn counts(moved: &Moved) -> (u64, &str, u64, bool, usize) {
    (moved.rows, &moved.total, moved.done_earlier, moved.done_before, moved.refused.len())
}

#[tokio::test]
async fn rows_that_are_refused_with_others_stand_alone_and_are_tried_again() -> anyhow::Result<()> {
    let (_bench, desk, file) = offering().await?;
    assert_eq!(counts(&run(&desk, &file, Mode::DryRun).await?), (80, "GBP 80,000", 0, false, 0));
    let moved = run(&desk, &file, Mode::Execute).await?;
    assert_eq!(counts(&moved), (75, "GBP 75,000", 0, false, 5));
    for row in &moved.refused {
        let reasons = row.explanation.as_ref().map(|why| &*why.reasons).unwrap_or_default();
        assert_eq!(reasons.iter().map(|reason| &*reason.rule).collect::<Vec<_>>(), ["US-506B"]);
        // Those that are counted are every second one, behind the header.
        assert!(row.by_regime && row.amount == "GBP 1,000" && row.line % 2 == 0, "{row:?}");
    }
    let report = moved.report.expect("transactions were sent");
    assert_eq!((report.rows, report.failed.len()), (75, 5));
    assert_eq!(supply(&desk).await?, U256::from(7_500_000));

    // It is not remembered as done: the rest is tried, and refused, again. Nothing is sent for that.
    let provider = desk.connection().provider();
    let sent = || async move { provider.get_transaction_count(roles()[&Role::Issuer]).await };
    let before = sent().await?;
    let Err(error) = run(&desk, &file, Mode::DryRun).await else { panic!("not refused") };
    let error = error.downcast::<OperationError>()?;
    assert!(matches!(error, OperationError::RowsRefused { rows: 5, .. }), "{error}");
    assert_eq!(counts(&run(&desk, &file, Mode::Execute).await?), (75, "GBP 75,000", 75, false, 5));
    assert_eq!(sent().await?, before);

    // When the rule lets them in they are done, and nobody twice.
    provider.anvil_increase_time(90 * 24 * 60 * 60).await?;
    provider.anvil_mine(Some(1), None).await?;
    let moved = run(&desk, &file, Mode::Execute).await?;
    assert_eq!(counts(&moved), (80, "GBP 80,000", 75, false, 0));
    assert_eq!(moved.report.map(|report| (report.rows, report.failed.len())), Some((80, 0)));
    assert_eq!(supply(&desk).await?, U256::from(8_000_000));
    for mode in [Mode::DryRun, Mode::Execute] {
        assert_eq!(counts(&run(&desk, &file, mode).await?), (80, "GBP 80,000", 80, true, 0));
    }
    assert_eq!(supply(&desk).await?, U256::from(8_000_000));
    Ok(())
}

/// A file whose only batch is refused before anything of it was sent.
#[tokio::test]
async fn a_first_batch_that_is_refused_is_halved() -> anyhow::Result<()> {
    let (_bench, desk, file) = offering().await?;
    let (leg, options) = (desk.leg(BOND, None)?, BulkOptions::default());
    let mut ignore = |_| {};
    let run = desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut ignore);
    assert_eq!(counts(&run.await?), (75, "GBP 75,000", 0, false, 5));
    assert_eq!(supply(&desk).await?, U256::from(7_500_000));
    Ok(())
}
