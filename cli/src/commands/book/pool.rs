//! `corridor book pool`

use clap::Args;
use corridor_operations::SetOfferingPool;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::inputs::name;
use crate::session::Session;

/// Put a bond, once, in an offeror's pool, whose issues are counted together; what is outstanding counts as issued today. The
/// registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Pool {
    #[command(flatten)]
    on: OnLeg,
    /// Name of the pool, such as the offeror's LEI
    pool: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Pool {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let pool = name("POOL", &self.pool)?;
        let session = Session::open(context).await?;
        let operation = SetOfferingPool { leg: self.on.resolve(&session)?, pool };
        session.perform(context, "book-pool", &operation, self.dry.mode()).await
    }
}
