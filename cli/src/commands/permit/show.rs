//! `corridor permit show`

use clap::Args;
use corridor_operations::{ApprovalView, CertificateView, FactView, PermitsView, SymbolView};

use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{heading, table};
use crate::session::Session;

/// Show what is on record for a bond.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    on: OnLeg,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let view = session.desk.show_permits(&leg).await?;
        context
            .output
            .document("corridor.permit-show/1", &view, || words(&view, &session.names))?;
        Ok(ExitStatus::Done)
    }
}

const fn state(valid: bool) -> &'static str {
    if valid { "valid" } else { "ended" }
}

fn words(view: &PermitsView, names: &Names) -> String {
    let mut parts = vec![heading(&format!("{}, leg {}", view.instrument, view.leg))];
    let mut list = |rows: Vec<[String; 3]>, headers: [&str; 3]| {
        if !rows.is_empty() {
            parts.push(table(headers, rows));
        }
    };
    let fact = |one: &FactView| {
        [one.fact.title().to_owned(), one.until.to_string(), state(one.valid).to_owned()]
    };
    list(view.facts.iter().map(fact).collect(), ["fact", "until", "today"]);
    let certificate = |one: &CertificateView| {
        let what = format!("{} of investor {}", one.certificate.title(), one.investor);
        [what, one.until.to_string(), state(one.valid).to_owned()]
    };
    let rows = view.certificates.iter().map(certificate).collect();
    list(rows, ["certificate", "until", "today"]);
    let name = |address| names.of(address).unwrap_or_else(|| format!("{address}"));
    let approval = |one: &ApprovalView| {
        let parties = format!("from {} to {}", name(one.from), name(one.to));
        [parties, format!("{} of {}", one.used, one.approved), one.until.clone()]
    };
    list(view.approvals.iter().map(approval).collect(), ["approval", "used", "until"]);
    if !view.venues.is_empty() {
        parts.push(table(["venue"], view.venues.iter().map(|venue| [names.full(*venue)])));
    }
    if !view.cash.is_empty() {
        let row = |one: &corridor_operations::CashView| {
            [names.full(one.token), one.class.title().to_owned()]
        };
        parts.push(table(["cash", "class"], view.cash.iter().map(row)));
    }
    if !view.average_volumes.is_empty() {
        let rows = view.average_volumes.iter();
        let rows = rows.map(|one| [one.month.clone(), one.average.clone()]);
        parts.push(table(["month", "average daily volume"], rows));
    }
    parts.extend(view.symbol.as_ref().map(symbol));
    if parts.len() == 1 {
        parts.push("nothing is on record".to_owned());
    }
    parts.join("\n\n")
}

fn symbol(symbol: &SymbolView) -> String {
    let place = match (symbol.rank, symbol.barred) {
        (_, true) => "barred by its issuer's objection".to_owned(),
        (Some(rank), false) => format!("number {rank} of its group"),
        (None, false) => "withdrawn".to_owned(),
    };
    let until = symbol.objections_until.map_or_else(|| "never".to_owned(), |day| day.to_string());
    table(["symbol", "notice", "objections until"], [[place, symbol.notice.to_string(), until]])
}
