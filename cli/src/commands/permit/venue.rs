//! `corridor permit venue`

use clap::Args;
use corridor_operations::SetVenue;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Name a venue through which a bond may be traded, or remove it. The supervisor signs.
#[derive(Debug, Args)]
pub(crate) struct Venue {
    #[command(flatten)]
    on: OnLeg,
    /// The wallet of the venue: a pool or a settlement contract
    venue: String,
    /// Remove it
    #[arg(long)]
    withdraw: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Venue {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let venue = session.wallet("VENUE", &self.venue).await?;
        let operation = SetVenue { leg, venue, named: !self.withdraw };
        session.perform(context, "permit-venue", &operation, self.dry.mode()).await
    }
}
