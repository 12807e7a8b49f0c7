//! `corridor coupon redirect`

use clap::Args;

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Make what a lost wallet is due another wallet's of the same investor. The enforcement officer signs.
#[derive(Debug, Args)]
pub(crate) struct Redirect {
    #[command(flatten)]
    on: OnDistribution,
    /// The lost wallet
    #[arg(long, value_name = "WALLET")]
    from: String,
    /// The wallet that takes its place
    #[arg(long, value_name = "WALLET")]
    to: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Redirect {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let distribution = self.on.find(&session).await?;
        let lost = session.wallet("--from", &self.from).await?;
        let replacement = session.wallet("--to", &self.to).await?;
        let operation = corridor_operations::Redirect { distribution, lost, replacement };
        session.perform(context, "coupon-redirect", &operation, self.dry.mode()).await
    }
}
