//! `corridor pledge add`

use clap::Args;
use corridor_operations::AddPledge;

use super::OfUnits;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Pledge units of a holding: they stay the holder's, pay the holder, and do not move. The holder signs.
#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    of: OfUnits,
    #[command(flatten)]
    dry: DryRun,
}

impl Add {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let (leg, holder, secured, amount) = self.of.resolve(&session).await?;
        let operation = AddPledge { leg, holder, secured, amount };
        session.perform(context, "pledge-add", &operation, self.dry.mode()).await
    }
}
