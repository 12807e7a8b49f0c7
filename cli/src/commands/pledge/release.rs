//! `corridor pledge release`

use clap::Args;
use corridor_operations::ReleasePledge;

use super::OfUnits;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Release pledged units. The secured party signs.
#[derive(Debug, Args)]
pub(crate) struct Release {
    #[command(flatten)]
    of: OfUnits,
    #[command(flatten)]
    dry: DryRun,
}

impl Release {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let (leg, holder, secured, amount) = self.of.resolve(&session).await?;
        let operation = ReleasePledge { leg, holder, secured, amount };
        session.perform(context, "pledge-release", &operation, self.dry.mode()).await
    }
}
