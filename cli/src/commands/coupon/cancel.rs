//! `corridor coupon cancel`

use clap::Args;
use corridor_operations::CancelDistribution;

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Withdraw a distribution of which nobody was paid; its funding goes back. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Cancel {
    #[command(flatten)]
    on: OnDistribution,
    #[command(flatten)]
    dry: DryRun,
}

impl Cancel {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let operation = CancelDistribution { distribution: self.on.find(&session).await? };
        session.perform(context, "coupon-cancel", &operation, self.dry.mode()).await
    }
}
