//! `corridor coupon fund`

use clap::Args;

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
        session.settle(context, "coupon-fund", mode, funded)
    }
}
