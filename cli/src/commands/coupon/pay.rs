//! `corridor coupon pay`

use clap::Args;
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_operations::{Mode, Paid};
use serde::Serialize;

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;
use crate::words::{done_before_lines, refused_lines, thousands};

/// Pay all holders, in batches; go on where an earlier run was interrupted. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Pay {
    #[command(flatten)]
    on: OnDistribution,
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
        let bar = context.output.progress(0, "paying");
        let mut progress = |progress: BulkProgress| bar.set_position(progress.rows);
        let paid = session.desk.pay(&one, mode, &BulkOptions::default(), &mut progress).await;
        bar.finish_and_clear();
        let report = PaidReport { dry_run: mode == Mode::DryRun, paid: paid? };
        context.output.document("corridor.coupon-pay/1", &report, || report.text())?;
        let sent = report.paid.report.as_ref();
        let is_short = sent.is_some_and(|sent| !sent.failed.is_empty() || report.paid.left != 0);
        Ok(if is_short { ExitStatus::Failed } else { ExitStatus::Done })
    }
}

impl PaidReport {
    fn text(&self) -> String {
        let Paid {
            id,
            holders,
            done_before,
            left,
            report,
            paid,
            withheld,
            unpaid,
            passed_over,
            remainder,
        } = &self.paid;
        let holders = thousands(*holders);
        let mut lines = Vec::new();
        match report {
            Some(report) if *done_before => {
                let what = format!("distribution {id} was paid before");
                lines.extend(done_before_lines(&what, report, "holders"));
            }
            None => {
                lines.push(format!("dry run: would pay distribution {id} to {holders} holders"))
            }
            Some(report) => {
                lines.push(format!(
                    "done: distribution {id} to {holders} holders in {} transactions, {} gas",
                    report.transactions,
                    thousands(report.gas_used)
                ));
                lines.extend(refused_lines(report, "holders"));
            }
        }
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
        lines.push(format!(
            "paid {paid}, kept for holders {withheld}, not paid {unpaid}, remainder {remainder}"
        ));
        if *passed_over {
            lines.push(format!(
                "what is not paid is there for holders who were passed over, and claim it when they may be paid: `corridor coupon claim {id} HOLDER`"
            ));
        }
        lines.join("\n")
    }
}
