//! `corridor bond wind-down`

use clap::Args;

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::UsageError;
use crate::session::Session;

/// End issue and transfers for good; redemption goes on. The governor signs, once to schedule it when its decisions have
/// a delay, and again to do it.
#[derive(Debug, Args)]
pub(crate) struct WindDown {
    #[command(flatten)]
    on: OnLeg,
    /// Confirm what can't be undone
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl WindDown {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        if !self.yes && !self.dry.dry_run {
            let message =
                "a wind-down cannot be undone; add --yes to confirm it, or --dry-run to try it";
            return Err(UsageError(message.to_owned()).into());
        }
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        let performed = session.desk.wind_down(&corridor_operations::WindDown { leg }, mode).await;
        session.settle(context, "bond-wind-down", mode, performed.map(|performed| vec![performed]))
    }
}
