//! `corridor pledge restore`

use clap::Args;
use corridor_operations::RestorePledge;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Freeze what is pledged again, after less was set. Anybody may; the enforcement officer signs.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    on: OnLeg,
    /// Whose holding
    #[arg(long, value_name = "WALLET")]
    holder: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Restore {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let holder = session.account("--holder", &self.holder).await?;
        let operation = RestorePledge { leg, holder };
        session.perform(context, "pledge-restore", &operation, self.dry.mode()).await
    }
}
