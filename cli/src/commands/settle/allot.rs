//! `corridor settle allot`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_operations::{
    Allotment, AllotmentRow, AllotmentRule, Mode, OrderBook, RowState, WantedAllotment,
};
use serde::Serialize;

use super::offer::Terms;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::names::Names;
use crate::output::{fields, table};
use crate::session::Session;
use crate::words::settlement::refused_orders;
use crate::words::{note_repeated, thousands};

/// Allot an order book: judge every order, share out, issue against payment. The issuer signs.
#[derive(Debug, Args)]
#[command(
    after_help = "The book is a CSV file with the columns investor and amount, perhaps limit (the highest price, as \
--price) and allotment (with --rule discretionary). Pro rata gives whole denominations, the rest one each to the largest remainders, \
then by the order of the book. A run that was interrupted is continued by doing it again."
)]
pub(crate) struct Allot {
    /// The order book
    orders: PathBuf,
    #[command(flatten)]
    terms: Terms,
    /// How it is shared out
    #[arg(long, value_enum, default_value = "pro-rata")]
    rule: Rule,
    /// The most that is allotted [default: all that is ordered]
    #[arg(long, value_name = "AMOUNT")]
    size: Option<String>,
    /// The folder of the subscriptions that investors signed [default: sign with keys that are here]
    #[arg(long, value_name = "FOLDER")]
    subscriptions: Option<PathBuf>,
    /// Leave refused orders out, and go on with the others
    #[arg(long)]
    skip_refused: bool,
    /// Also allot to investors whom another book of the bond was allotted to: without it nothing is sent where there are some
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    dry: DryRun,
}

/// How a book is shared out.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rule {
    /// In proportion
    ProRata,
    /// As the column allotment says
    Discretionary,
}

#[derive(Serialize)]
struct Report {
    dry_run: bool,
    #[serde(flatten)]
    allotment: Allotment,
}

impl Allot {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let (wanted, book) = self.resolve(&session).await?;
        let bar = context.output.progress(0, "allotting");
        let mut progress = |progress: BulkProgress| bar.set_position(progress.rows);
        let options = BulkOptions::default();
        let done = session.desk.allot(&wanted, &book, mode, &options, &mut progress).await;
        bar.finish_and_clear();
        let allotment = match done {
            Ok(allotment) => allotment,
            Err(error) => return session.refusal(context, error),
        };
        let status = status(&allotment);
        note_repeated(context, &session.names, allotment.repeated.as_ref());
        let report = Report { dry_run: mode == Mode::DryRun, allotment };
        let text = || report.text(&session.names);
        context.output.document("corridor.settle-allot/1", &report, text)?;
        Ok(status)
    }

    async fn resolve(self, session: &Session) -> anyhow::Result<(WantedAllotment, OrderBook)> {
        let offer = self.terms.resolve(session).await?;
        let currency = offer.leg.currency;
        let resolver = |name: &str| {
            session.names.option("investor", name).map_err(|error| error.root_cause().to_string())
        };
        let book = OrderBook::load(&self.orders, &offer, &resolver)?;
        let size = self.size.map(|text| amount(&text, currency)).transpose()?;
        let wanted = WantedAllotment {
            offer,
            rule: match self.rule {
                Rule::ProRata => AllotmentRule::ProRata,
                Rule::Discretionary => AllotmentRule::Discretionary,
            },
            size: size.map(|size| size.units()),
            skip_refused: self.skip_refused,
            again: self.again,
            subscriptions: self.subscriptions,
        };
        Ok((wanted, book))
    }
}

/// Refused where a rule of the regime stood in the way of an order, failed where only something else did.
fn status(allotment: &Allotment) -> ExitStatus {
    let mut failed = allotment.orders.iter().filter(|order| order.state == RowState::Failed);
    match failed.next() {
        None => ExitStatus::Done,
        Some(first) if first.by_regime || failed.any(|order| order.by_regime) => {
            ExitStatus::Refused
        }
        Some(_) => ExitStatus::Failed,
    }
}

impl Report {
    fn text(&self, names: &Names) -> String {
        let one = &self.allotment;
        let (units, bond, leg, price) = (&one.allotted, &one.instrument, &one.leg, &one.price);
        let failed = one.orders.iter().filter(|order| order.state == RowState::Failed).count();
        let done = match (self.dry_run, one.done_before, &one.report) {
            (true, ..) => "dry run: ",
            _ if failed != 0 => "NOT all of it was done: ",
            (false, true, _) => "nothing to do: ",
            (false, false, None) => "nothing is allotted, and nothing was sent: ",
            (false, false, Some(_)) => "done: ",
        };
        let mut values = vec![
            ("rule", one.rule.name().to_owned()),
            ("demand", one.demand.clone()),
            ("paid", one.paid.clone()),
        ];
        if let Some(id) = one.offering {
            let state = if one.open { "open" } else { "closed" };
            values.push(("offering", format!("{id}, {state}")));
        }
        if let Some(report) = &one.report {
            let (count, gas) = (report.transactions, thousands(report.gas_used));
            values.push(("transactions", format!("{count}, {gas} gas")));
        }
        let (of, limit) = if one.per_share { ("a share", "limit") } else { ("%", "limit %") };
        let title = format!("{done}allot {units} of {bond}, leg {leg}, at {price} {of}");
        let headers = ["line", "investor", "ordered", limit, "allotted", "paid", ""];
        let rows = table(headers, one.orders.iter().map(|order| row(order, names)));
        let mut parts = vec![fields(&title, values), rows];
        if !one.refused.is_empty() {
            parts.push(refused_orders(&one.refused, names));
        }
        if failed != 0 {
            parts.push(format!(
                "{failed} of the orders could not be carried out, and nothing of them was; the offering stays open. Remove what stands in \
                 their way and give the same command again: it allots what is missing, and nothing twice"
            ));
        }
        parts.join("\n\n")
    }
}

fn row(order: &AllotmentRow, names: &Names) -> [String; 7] {
    let reasons = order.reasons.join(", ");
    let state = match reasons.as_str() {
        "" => order.state.name().to_owned(),
        reasons => format!("{}: {reasons}", order.state.name()),
    };
    [
        order.line.to_string(),
        names.of(order.investor).unwrap_or_else(|| order.investor.to_string()),
        order.ordered.clone(),
        order.limit.clone().unwrap_or_else(|| "-".to_owned()),
        order.allotted.clone(),
        order.paid.clone(),
        state,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allotted(rows: &[(RowState, bool)]) -> Allotment {
        let order = |(state, by_regime): &(RowState, bool)| AllotmentRow {
            line: 2,
            investor: alloy::primitives::Address::ZERO,
            ordered: String::new(),
            limit: None,
            allotted: String::new(),
            paid: String::new(),
            state: *state,
            reasons: Vec::new(),
            by_regime: *by_regime,
        };
        Allotment {
            offering: Some(1),
            open: true,
            instrument: String::new(),
            leg: String::new(),
            price: String::new(),
            per_share: false,
            rule: AllotmentRule::ProRata,
            demand: String::new(),
            allotted: String::new(),
            paid: String::new(),
            done_before: false,
            orders: rows.iter().map(order).collect(),
            refused: Vec::new(),
            repeated: None,
            report: None,
        }
    }

    /// As for movements of a file: 3 where a rule refuses, 1 where only something else does.
    #[test]
    fn a_rule_that_refuses_tells_by_the_status() {
        let (done, left_out) = ((RowState::Allotted, false), (RowState::Refused, true));
        let (by_cash, by_rule) = ((RowState::Failed, false), (RowState::Failed, true));
        for (rows, expected) in [
            (vec![done, left_out], ExitStatus::Done),
            (vec![done, by_cash, left_out], ExitStatus::Failed),
            (vec![by_rule, done], ExitStatus::Refused),
            (vec![by_cash, by_rule], ExitStatus::Refused),
        ] {
            assert_eq!(status(&allotted(&rows)), expected, "{rows:?}");
        }
    }
}
