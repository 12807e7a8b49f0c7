//! `corridor settle close`

use clap::Args;
use corridor_operations::CloseOffering;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Close an offering for good: nothing more is subscribed or allotted in it. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Close {
    /// The number of the offering, as `corridor settle offer` told it
    offering: u64,
    #[command(flatten)]
    dry: DryRun,
}

impl Close {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let offering = session.desk.offering(self.offering).await?;
        if !offering.open {
            return session.settle(context, "settle-close", mode, Ok(Vec::new()));
        }
        let operation = CloseOffering { offering: offering.id };
        session.perform(context, "settle-close", &operation, mode).await
    }
}
