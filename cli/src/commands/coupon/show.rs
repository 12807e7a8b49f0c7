//! `corridor coupon show`

use clap::Args;
use corridor_operations::{DistributionStatus, DistributionView, HolderPayment, Received};
use serde::Serialize;

use super::OnDistribution;
use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::fields;
use crate::session::Session;
use crate::words;

/// Show one distribution, and what a holder is due.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    on: OnDistribution,
    /// A holder: a reference, a label or an address
    #[arg(long, value_name = "WALLET")]
    holder: Option<String>,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    distribution: DistributionView,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<HolderPayment>,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let one = self.on.find(&session).await?;
        let payment = match &self.holder {
            Some(name) => {
                let holder = session.wallet("--holder", name).await?;
                let mut payment = session.desk.holder_payment(&one, holder).await?;
                payment.verdict.iter_mut().for_each(|verdict| session.names.label(verdict));
                Some(payment)
            }
            None => None,
        };
        let distribution = session.desk.distribution_view(&one).await?;
        let shown = Shown { distribution, payment };
        context.output.document("corridor.coupon-show/1", &shown, || shown.text(&session.names))?;
        Ok(ExitStatus::Done)
    }
}

impl Shown {
    fn text(&self, names: &Names) -> String {
        let one = &self.distribution;
        let title =
            format!("distribution {}: {} of {}, leg {}", one.id, one.kind, one.instrument, one.leg);
        let open = || "-".to_owned();
        let unknown = || match one.status {
            DistributionStatus::Cancelled => open(),
            _ => "known after the record day".to_owned(),
        };
        let mut values = vec![
            ("status", status(one)),
            ("corporate action", format!("{} (ISO 20022)", one.corporate_action)),
            ("record day", one.record_date.clone().unwrap_or_else(open)),
            ("paid from", one.payment_date.clone()),
            ("rate", format!("{} smallest units of {} for each of the bond", one.rate, one.cash)),
        ];
        if let Some(part) = &one.part {
            values.push(("redeems", format!("{part} of a holding")));
        }
        if let Some(day) = &one.election_until {
            values.push(("election", format!("through {day}")));
        }
        values.extend([
            ("due", one.due.clone().unwrap_or_else(unknown)),
            ("funded", one.funded.clone()),
            ("paid", one.paid.clone()),
            ("kept", one.withheld.clone()),
            ("not paid", one.unpaid.clone().unwrap_or_else(unknown)),
            ("remainder", one.remainder.clone().unwrap_or_else(unknown)),
            ("returned", one.returned.clone()),
            ("redeemed", one.redeemed.clone()),
        ]);
        let mut parts = vec![fields(&title, values)];
        if let Some(payment) = &self.payment {
            let holder = names.full(payment.holder);
            let mut values = vec![("is due", payment.amount.clone())];
            values.extend(payment.redeems.clone().map(|units| ("redeems", units)));
            values.extend(payment.stays_kept.clone().map(|words| ("besides", words)));
            values.extend(payment.received.iter().map(|one| ("was paid", received(one))));
            parts.push(fields(&holder, values));
            parts
                .extend(payment.verdict.as_ref().map(|verdict| words::explanation(verdict, names)));
        }
        parts.join("\n\n")
    }
}

fn received(one: &Received) -> String {
    let redeemed = one.redeemed.as_ref().map(|units| format!(" for {units}")).unwrap_or_default();
    format!("{}{redeemed} on {}, in {}", one.amount, one.at, one.transaction)
}

/// What became of it, and how many batches were paid.
fn status(one: &DistributionView) -> String {
    let state = match one.status {
        DistributionStatus::Declared if one.late => {
            "late: its day is over and it is not funded".to_owned()
        }
        _ if one.late => "late: its day is over and not all have had their turn".to_owned(),
        _ => words::coupon::state(one),
    };
    match one.batches {
        0 => state,
        1 => format!("{state}, one batch paid"),
        batches => format!("{state}, {batches} batches paid"),
    }
}
