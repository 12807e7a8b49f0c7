//! `corridor book show`

use clap::Args;
use corridor_operations::{BooksView, Count, Counted, HolderView, LotView, Total};

use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{fields, table};
use crate::session::Session;
use crate::words::thousands;

/// Show the books of a bond, and of one of its holders.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    on: OnLeg,
    /// Also what is remembered of this wallet and its investor
    #[arg(long, value_name = "WALLET")]
    wallet: Option<String>,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let wallet = session.wallet_if_given("--wallet", self.wallet.as_deref()).await?;
        let view = session.desk.show_books(&leg, wallet).await?;
        context.output.document("corridor.book-show/1", &view, || words(&view, &session.names))?;
        Ok(ExitStatus::Done)
    }
}

fn words(view: &BooksView, names: &Names) -> String {
    let books: Vec<String> =
        view.books
            .iter()
            .map(|one| {
                if one.complete {
                    one.book.to_owned()
                } else {
                    format!("{} (incomplete)", one.book)
                }
            })
            .collect();
    let books = if books.is_empty() { "none".to_owned() } else { books.join(", ") };
    let mut values = vec![("books", books)];
    if let Some(pool) = &view.pool {
        values.push(("pool", pool.pool.to_string()));
        values.push(("issued", format!("{} in 12 months, by the whole pool", pool.issued)));
    }
    if let Some(lots) = &view.lots {
        let tranche = lots.tranche.map_or_else(|| "not issued".to_owned(), |day| day.to_string());
        values.push(("tranche", tranche));
        let restart: Vec<&str> = lots.restart.iter().map(|flag| flag.title()).collect();
        let nobody = || "nobody".to_owned();
        values.push((
            "restarts",
            Some(restart.join(", ")).filter(|text| !text.is_empty()).unwrap_or_else(nobody),
        ));
    }
    if let Some(breaches) = &view.breaches {
        let share = breaches.share.map_or_else(|| "no share".to_owned(), |share| share.to_string());
        let last = breaches.last.map(|day| format!(", the last on {day}")).unwrap_or_default();
        values.push(("breaches", format!("{} of {share}{last}", breaches.count)));
    }
    let mut parts = vec![fields(&format!("{}, leg {}", view.instrument, view.leg), values)];
    let counts = [
        ("holders", &view.holders),
        ("offerees", &view.offerees),
        ("purchasers of the issuer", &view.purchasers),
    ];
    let counts = counts.into_iter().filter(|(_, counts)| !counts.is_empty());
    parts.extend(counts.map(|(what, counts)| {
        table(
            [what, "count"],
            counts.iter().map(|one: &Count| [one.of.clone(), thousands(one.count)]),
        )
    }));
    if !view.limits.is_empty() {
        let row = |one: &Counted| {
            [one.rule.clone(), one.of.clone(), thousands(one.count), thousands(one.highest)]
        };
        parts.push(table(["rule", "counts", "count", "at most"], view.limits.iter().map(row)));
    }
    if !view.volumes.is_empty() {
        parts.push(totals("volume", &view.volumes));
    }
    parts.extend(view.holder.as_ref().map(|one| holder(one, names)));
    parts.join("\n\n")
}

fn totals(what: &str, totals: &[Total]) -> String {
    table([what, "amount"], totals.iter().map(|one| [one.of.clone(), one.amount.clone()]))
}

fn holder(holder: &HolderView, names: &Names) -> String {
    let day = |day: Option<corridor_deploy::calendar::UtcDay>| {
        day.map_or_else(|| "never".to_owned(), |day| day.to_string())
    };
    let counted = holder.admitted_as.clone().unwrap_or_else(|| "not as a holder".to_owned());
    let mut values = vec![
        ("counted", counted),
        ("last purchase", day(holder.last_purchase)),
        ("first offer", day(holder.offered)),
    ];
    values.extend(holder.chosen_lot.map(|day| ("goes first", format!("the lot of {day}"))));
    let mut parts = vec![fields(&names.full(holder.wallet), values)];
    parts.push(totals("volume of the investor", &holder.volumes));
    if !holder.lots.is_empty() {
        let row = |lot: &LotView| [lot.day.to_string(), lot.amount.clone()];
        parts.push(table(["lot of", "amount"], holder.lots.iter().map(row)));
    }
    parts.join("\n\n")
}
