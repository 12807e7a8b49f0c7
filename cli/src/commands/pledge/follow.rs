//! `corridor pledge move`

use clap::Args;
use corridor_operations::MovePledge;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Have a pledge follow a holding to another wallet of the investor, as `bond recover` does itself. The enforcement officer
/// signs.
#[derive(Debug, Args)]
pub(crate) struct Move {
    #[command(flatten)]
    on: OnLeg,
    /// The lost wallet
    #[arg(long, value_name = "WALLET")]
    lost: String,
    /// The wallet that has the holding now
    #[arg(long, value_name = "WALLET")]
    replacement: String,
    /// Who is secured
    #[arg(long, value_name = "WALLET")]
    to: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Move {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let operation = MovePledge {
            leg: self.on.resolve(&session)?,
            lost: session.account("--lost", &self.lost).await?,
            replacement: session.account("--replacement", &self.replacement).await?,
            secured: session.account("--to", &self.to).await?,
        };
        session.perform(context, "pledge-move", &operation, self.dry.mode()).await
    }
}
