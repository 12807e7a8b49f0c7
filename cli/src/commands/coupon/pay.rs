//! `corridor coupon pay`

use clap::Args;
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_operations::{Mode, NotRedeemed, Paid, RefusedPayment};
use serde::Serialize;

use super::earlier::Earlier;
use super::{OnDistribution, note_default};
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::session::Session;
use crate::words::{done_before_lines, refused_lines, thousands};

/// Holders who are not paid that a text names.
const LISTED: usize = 20;

/// Pay all holders, in batches; go on where an earlier run was interrupted. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Pay {
    #[command(flatten)]
    on: OnDistribution,
    #[command(flatten)]
    earlier: Earlier,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Serialize)]
struct PaidReport {
    dry_run: bool,
    #[serde(flatten)]
    paid: Paid,
}

impl Pay {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let one = self.on.find(&session).await?;
        self.earlier.require_recorded(&session, &one).await?;
        note_default(context, &session, &one).await?;
        let bar = context.output.progress(0, "paying");
        let mut progress = |progress: BulkProgress| bar.set_position(progress.rows);
        let paid = session.desk.pay(&one, mode, &BulkOptions::default(), &mut progress).await;
        bar.finish_and_clear();
        let report = PaidReport { dry_run: mode == Mode::DryRun, paid: paid? };
        context
            .output
            .document("corridor.coupon-pay/1", &report, || report.text(&session.names))?;
        let sent = report.paid.report.as_ref();
        let is_short = sent.is_some_and(|sent| !sent.failed.is_empty() || report.paid.left != 0);
        Ok(if is_short { ExitStatus::Failed } else { ExitStatus::Done })
    }
}

impl PaidReport {
    fn text(&self, names: &Names) -> String {
        let Paid { id, left, report, paid, withheld, refused, unpaid, remainder, .. } = &self.paid;
        let mut lines = self.done();
        if report.is_some() && *left != 0 {
            let left = thousands(*left);
            lines.push(format!(
                "{left} holders have not had their turn; run it again when that is mended"
            ));
        }
        if report.as_ref().is_some_and(|report| !report.failed.is_empty() && *left == 0) {
            lines.push(format!(
                "whom a later batch passed by claims: `corridor coupon claim {id} HOLDER`"
            ));
        }
        let then = if self.dry_run { "then " } else { "" };
        lines.push(format!(
            "{then}paid {paid}, kept for holders {withheld}, not paid {unpaid}, remainder {remainder}"
        ));
        lines.extend(first(refused, |one| not_paid(one, names)));
        lines.extend(first(&self.paid.not_redeemed, |one| not_redeemed(one, names)));
        if self.paid.passed_over {
            lines.push(format!(
                "what is not paid is there for holders who were passed over, and claim it when they may be paid: `corridor coupon claim {id} HOLDER`"
            ));
        }
        lines.join("\n")
    }

    /// What was sent.
    fn done(&self) -> Vec<String> {
        let Paid { id, holders, left, done_before, report, .. } = &self.paid;
        let (turns, before) = (holders - left, format!("distribution {id} was paid before"));
        let holders = thousands(*holders);
        match report {
            Some(report) if *done_before => done_before_lines(&before, report, "holders"),
            None if *done_before => vec![format!("nothing to do: {before}")],
            None => vec![format!("dry run: would pay distribution {id} to {holders} holders")],
            Some(report) => {
                let whom = match (turns, left) {
                    (_, 0) => format!("done: distribution {id} to {holders} holders"),
                    (0, _) => format!("not paid: distribution {id} to none of {holders} holders"),
                    (some, _) => {
                        let some = thousands(some);
                        format!("paid in part: distribution {id} to {some} of {holders} holders")
                    }
                };
                let (sent, gas) = (report.transactions, thousands(report.gas_used));
                let done = format!("{whom} in {sent} transactions, {gas} gas");
                std::iter::once(done).chain(refused_lines(report, "holders")).collect()
            }
        }
    }
}

/// The first of several, a line each.
fn first<T>(all: &[T], line: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = all.iter().take(LISTED).map(line).collect();
    if let Some(more) = all.len().checked_sub(LISTED).filter(|more| *more != 0) {
        lines.push(format!("and {} more, whom --json lists", thousands(more as u64)));
    }
    lines
}

/// Whose recorded units are no longer theirs, and what becomes of the cash for them.
fn not_redeemed(one: &NotRedeemed, names: &Names) -> String {
    let NotRedeemed { holder, units, amount } = one;
    format!(
        "  not redeemed of {}: {units}, which it no longer has there since the record day and which stay outstanding; the {amount} for them returns",
        names.full(*holder)
    )
}

/// Whom a run does not pay, what becomes of it, and why.
fn not_paid(one: &RefusedPayment, names: &Names) -> String {
    let fate = if one.kept { "kept for" } else { "not paid to" };
    let reasons = match (one.reasons.is_empty(), one.redirected) {
        (true, true) => "redirected to it, which claims it".to_owned(),
        (true, false) => "refused when it had its turn, and allowed now".to_owned(),
        (false, _) => format!("refused by {}", one.reasons.join(", ")),
    };
    format!("  {fate} {}: {}, {reasons}", names.full(one.holder), one.amount)
}
