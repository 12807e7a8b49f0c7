//! `corridor coupon close`

use clap::Args;
use corridor_operations::CloseDistribution;

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Return what is left to whoever paid in, when everybody has had their turn. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Close {
    #[command(flatten)]
    on: OnDistribution,
    #[command(flatten)]
    dry: DryRun,
}

impl Close {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let operation = CloseDistribution { distribution: self.on.find(&session).await? };
        session.perform(context, "coupon-close", &operation, self.dry.mode()).await
    }
}
