//! What was measured, and how it is shown.

use std::fmt::Write as _;
use std::time::Duration;

/// The least share of the ceiling, in percent.
const OF_CEILING: f64 = 60.0;

/// How many times the loop it must be at least.
const OF_LOOP: f64 = 50.0;

/// Work that was done and how long it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measurement {
    pub(crate) what: &'static str,
    pub(crate) transactions: u64,
    pub(crate) rows: u64,
    pub(crate) gas: u64,
    pub(crate) took: Duration,
}

/// The memory that a process had at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peak {
    pub(crate) rows: u64,
    pub(crate) kilobytes: u64,
    pub(crate) took: Duration,
}

impl Measurement {
    pub(crate) fn rows_per_second(&self) -> f64 {
        self.rows as f64 / self.took.as_secs_f64()
    }

    fn transactions_per_second(&self) -> f64 {
        self.transactions as f64 / self.took.as_secs_f64()
    }

    fn gas_per_second(&self) -> f64 {
        self.gas as f64 / self.took.as_secs_f64() / 1e6
    }
}

/// The tables.
pub(crate) fn report(
    ceiling: &Measurement,
    looped: &Measurement,
    bulk: &[Measurement],
    single: &Measurement,
    peaks: &[(&str, Peak)],
) -> String {
    let mut text = format!(
        "{:<40} {:>8} {:>8} {:>8} {:>9} {:>8} {:>9} {:>9} {:>8}\n",
        "", "tx", "seconds", "tx/s", "rows/s", "Mgas/s", "% rows", "% gas", "x loop"
    );
    for done in [ceiling, looped, single].into_iter().chain(bulk) {
        let _ = writeln!(
            text,
            "{:<40} {:>8} {:>8.2} {:>8.0} {:>9.0} {:>8.1} {:>9.0} {:>9.0} {:>8.1}",
            done.what,
            done.transactions,
            done.took.as_secs_f64(),
            done.transactions_per_second(),
            done.rows_per_second(),
            done.gas_per_second(),
            share(done.rows_per_second(), ceiling.rows_per_second()),
            share(done.gas_per_second(), ceiling.gas_per_second()),
            done.rows_per_second() / looped.rows_per_second(),
        );
    }
    text.push_str("\nA batch's row counts as a row; `% rows` and `% gas` are of the ceiling's.\n");
    let share_of = |done: &Measurement| {
        let rows = share(done.rows_per_second(), ceiling.rows_per_second());
        let gas = share(done.gas_per_second(), ceiling.gas_per_second());
        let held = verdict(rows.min(gas) >= OF_CEILING);
        format!("rows {rows:.0} % and gas {gas:.0} % of the ceiling (bar {OF_CEILING} %): {held}")
    };
    for done in bulk {
        let times = done.rows_per_second() / looped.rows_per_second();
        let (what, shares, held) = (done.what, share_of(done), verdict(times >= OF_LOOP));
        let _ = writeln!(text, "{what}: {shares}; {times:.0} x the loop (bar {OF_LOOP} x): {held}");
    }
    let _ = writeln!(text, "{}: {}", single.what, share_of(single));
    let _ = writeln!(text, "\n{:<24} {:>10} {:>12} {:>9}", "memory", "rows", "peak", "seconds");
    for (what, peak) in peaks {
        let megabytes = peak.kilobytes as f64 / 1024.0;
        let seconds = peak.took.as_secs_f64();
        let _ = writeln!(text, "{what:<24} {:>10} {megabytes:>9.1} MB {seconds:>9.1}", peak.rows);
    }
    text
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "missed" }
}

fn share(part: f64, whole: f64) -> f64 {
    100.0 * part / whole
}
