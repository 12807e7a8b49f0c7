//! `corridor register reconcile`

use clap::Args;
use corridor_deploy::register::{
    Break, DEFAULT_SPAN, LegReconciliation, Reconciliation, Request, reconcile,
};
use serde::Serialize;

use super::{moment, show};
use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{heading, table};
use crate::session::Session;

/// Prove that holders, control book and supply agree. It only reads.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 everything agrees, 1 there is a break, or it could not be told."
)]
pub(crate) struct Reconcile {
    /// The bond
    bond: String,
    /// The end of a UTC day, or a block; an endpoint without state of then cannot tell [default: now]
    #[arg(long, value_name = "DATE|BLOCK")]
    at: Option<String>,
    /// Most blocks that one question for logs covers; endpoints that allow fewer are asked for fewer by themselves
    #[arg(long, value_name = "BLOCKS", default_value_t = DEFAULT_SPAN, value_parser = clap::value_parser!(u64).range(1..))]
    span: u64,
}

#[derive(Serialize)]
struct Document<'d> {
    clean: bool,
    #[serde(flatten)]
    found: &'d Reconciliation,
}

const SCHEMA: &str = "corridor.register-reconcile/2";

impl Reconcile {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let at = moment(self.at.as_deref())?;
        let session = Session::open(context).await?;
        let request = Request { instrument: &self.bond, at, cancelled: false, span: self.span };
        let bar = context.output.progress(0, "reading events");
        let (connection, manifest) = (session.desk.connection(), session.desk.manifest()?);
        let found = reconcile(connection, manifest, request, &mut show(&bar)).await;
        bar.finish_and_clear();
        let found = found?;
        let clean = found.is_clean();
        let document = Document { clean, found: &found };
        context.output.document(SCHEMA, &document, || words(&found, &session.names))?;
        Ok(if clean { ExitStatus::Done } else { ExitStatus::Failed })
    }
}

fn words(found: &Reconciliation, names: &Names) -> String {
    let Reconciliation { instrument, currency, moment, legs, breaks } = found;
    let amount = |units| corridor_deploy::explain::Wording::new(*currency).amount(units);
    let row = |leg: &LegReconciliation| {
        [
            leg.leg.clone(),
            leg.holders.to_string(),
            leg.transfers.to_string(),
            amount(leg.by_events),
            amount(leg.by_storage),
            amount(leg.by_control_book),
            amount(leg.supply),
            amount(leg.authorised),
        ]
    };
    let verdict = match breaks.len() {
        0 => "reconciled".to_owned(),
        1 => "NOT reconciled, 1 break".to_owned(),
        count => format!("NOT reconciled, {count} breaks"),
    };
    let headers = [
        "leg",
        "holders",
        "transfers",
        "by events",
        "by storage",
        "control book",
        "supply",
        "authorised",
    ];
    let mut parts = vec![
        heading(&format!("{instrument} at block {}: {verdict}", moment.block)),
        table(headers, legs.iter().map(row)),
    ];
    if !breaks.is_empty() {
        parts.push(String::new());
        parts.push(table(
            ["break of leg", "what", "holder", "events say", "storage says"],
            breaks.iter().map(|found| break_row(found, names)),
        ));
    }
    parts.join("\n")
}

fn break_row(found: &Break, names: &Names) -> [String; 5] {
    let Break { leg, what, holder, by_events, by_storage } = found;
    [
        leg.clone().unwrap_or_else(|| "all".to_owned()),
        (*what).to_owned(),
        holder.map(|holder| names.full(holder)).unwrap_or_default(),
        by_events.clone(),
        by_storage.clone(),
    ]
}
