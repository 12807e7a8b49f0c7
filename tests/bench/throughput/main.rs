//! Measures bulk work against its bars: `cargo run --release -p corridor-tests --bin throughput -- [rows]`.
//!
//! One run, one node. First what the node can do at all: transfers that were signed beforehand, a hundred to a request,
//! every receipt read. Then `corridor investor import` and `corridor bond mint --file`, as processes, from reading the file to
//! the last receipt; the ceiling's very transfers through the bulk pipeline, one row to a transaction; and what everybody
//! begins with, a process per transaction. The ceiling is measured before and after, and the better one counts.
//!
//! A row that a batch transaction does is a row; a ratio of rows to transfers flatters, since a batch saves what each
//! transaction costs. So the table has gas per second too, which counts only what the node computes, and the run with one
//! row to a transaction, which sends what the ceiling sends and adds judging, signing, the journal and the receipts. The numbers of a shared machine differ from run to run; the ratios less.

mod ceiling;
mod commands;
mod input;
mod table;

use std::time::{Duration, Instant};

use alloy::providers::ext::AnvilApi;
use anyhow::Context as _;
use corridor_deploy::accounts::test_address;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::deployment::Goal;
use corridor_deploy::devnet::DevnetOptions;
use corridor_deploy::network::{Connection, Network};
use corridor_operations::{Giver, InstructionFile, Mode};
use corridor_tests::bench::{Bench, gilt, roles, uk_sandbox};

use commands::Corridor;
use table::Measurement;

/// Rows of the files, unless the command line says otherwise.
const ROWS: u64 = 20_000;

/// Transfers that the ceiling is measured with.
const TRANSFERS: u64 = 8_000;

/// Transactions of the loop.
const LOOP: u64 = 40;

/// How often a block is mined during bulk work.
const BLOCK_EVERY: Duration = Duration::from_millis(100);

fn main() -> anyhow::Result<()> {
    let rows = std::env::args().nth(1).map_or(Ok(ROWS), |rows| rows.parse());
    let rows = rows.context("the argument is the number of rows, such as 20000")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(run(rows))?;
    use std::io::Write as _;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

async fn run(rows: u64) -> anyhow::Result<String> {
    let options = DevnetOptions { gas_limit: Some(500_000_000), ..DevnetOptions::default() };
    let mut bench = Bench::start_with(&options).await?;
    // The commands know the node by its address alone, and with it the manifest.
    bench.connection = Network::at(bench.devnet.endpoint().clone()).connect().await?;
    let profile = uk_sandbox("GBP 900,000,000,000", "GBP 1,000");
    bench.apply(&Goal::system(&roles()).with_instrument(gilt(profile))).await?;
    let token = input::holders(&bench).await?;
    note("a process per transaction");
    let looped = commands::loop_of_processes(&bench, token, LOOP)?;

    // From here on blocks are mined by the clock, as thousands of transactions in flight want.
    bench.connection.provider().anvil_set_auto_mine(false).await?;
    let miner = tokio::spawn(mine(bench.connection.clone()));
    note("the node's ceiling");
    let before = ceiling::measure(&bench, token, TRANSFERS).await?;
    note("one row to a transaction");
    let single = one_by_one(&bench).await?;
    let corridor = Corridor::of(&bench)?;
    note(&format!("corridor investor import, {rows} rows"));
    let (import, first_peak) =
        corridor.import(&input::investors(&bench, "investors", rows)?, rows).await?;
    note(&format!("corridor bond mint --file, {rows} rows"));
    let (mint, second_peak) = corridor.mint(&input::issues(&bench, rows)?, rows).await?;
    note("the node's ceiling once more");
    let after = ceiling::measure(&bench, token, TRANSFERS).await?;
    let mut peaks = vec![("import", first_peak), ("mint", second_peak)];
    for size in [10_000, 100_000, 1_000_000] {
        note(&format!("a rehearsal with {size} rows"));
        let file = input::investors(&bench, "rehearsal", size)?;
        peaks.push(("import --dry-run", corridor.rehearse(&file, size).await?));
    }
    miner.abort();
    let ceiling = if after.rows_per_second() > before.rows_per_second() { after } else { before };
    Ok(table::report(&ceiling, &looped, &[import, mint], &single, &peaks))
}

/// Mines by the clock until it is aborted.
async fn mine(connection: Connection) {
    loop {
        tokio::time::sleep(BLOCK_EVERY).await;
        // A block that was not mined now is mined by the next round.
        let _ = connection.provider().anvil_mine(Some(1), None).await;
    }
}

/// The ceiling's transfers through the same code as the command, with one row to a transaction.
async fn one_by_one(bench: &Bench) -> anyhow::Result<Measurement> {
    let desk = bench.desk()?;
    let leg = desk.leg(input::BOND, None)?;
    let file = InstructionFile::new(input::transfers(bench, TRANSFERS)?, leg.currency);
    let options = BulkOptions { rows: 1, ..BulkOptions::default() };
    let giver = Giver::Holder(test_address(input::GIVER)?);
    let began = Instant::now();
    let moved = desk.move_many(&leg, giver, &file, Mode::Execute, &options, &mut |_| {}).await?;
    let report = moved.report.context("nothing was transferred")?;
    anyhow::ensure!(report.rows == TRANSFERS && report.failed.is_empty(), "{report:?}");
    Ok(Measurement {
        what: "bulk transfers, one row a transaction",
        transactions: report.transactions,
        rows: report.rows,
        gas: report.gas_used,
        took: began.elapsed(),
    })
}

/// Says on standard error what is being measured.
fn note(text: &str) {
    use std::io::Write as _;
    // Whoever closed standard error does not want to know.
    let _ = writeln!(std::io::stderr(), "measuring {text}");
}
