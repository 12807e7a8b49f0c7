//! `corridor coupon fund`

use clap::Args;

use super::earlier::note_unrecorded;
use super::{OnDistribution, note_default};
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Pay in for a distribution, and approve that. Whom the declaration names signs.
#[derive(Debug, Args)]
pub(crate) struct Fund {
    #[command(flatten)]
    on: OnDistribution,
    /// How much [default: what is missing]
    amount: Option<String>,
    /// The terms that the bond was issued with, of what burns units [default: the built-in terms of its id]
    #[arg(long, value_name = "NAME|FILE")]
    terms: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Fund {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let one = self.on.find(&session).await?;
        note_default(context, &session, &one).await?;
        let amount = self.amount.as_deref().map(|text| one.cash.parse(text)).transpose()?;
        let funded = session.desk.fund(&one, amount, mode).await;
        let is_done = funded.is_ok();
        let status = session.settle(context, "coupon-fund", mode, funded)?;
        // Without its terms nothing is known, which is said when it is paid.
        let terms = match &self.terms {
            Some(_) => Some(session.terms(&one.leg, self.terms.as_deref())?),
            None => session.terms(&one.leg, None).ok(),
        };
        if let Some(terms) = terms.filter(|_| is_done) {
            note_unrecorded(context, &session, &one, &terms).await?;
        }
        Ok(status)
    }
}
