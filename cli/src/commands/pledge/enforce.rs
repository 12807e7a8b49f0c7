//! `corridor pledge enforce`

use std::path::PathBuf;

use clap::Args;
use corridor_operations::EnforcePledge;

use super::OfUnits;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::files::hash;
use crate::session::Session;

/// Move pledged units to the secured party, by order. The enforcement officer signs.
#[derive(Debug, Args)]
pub(crate) struct Enforce {
    #[command(flatten)]
    of: OfUnits,
    /// The order: the hash of this file (Keccak-256) goes on record
    #[arg(long, value_name = "FILE")]
    order: PathBuf,
    #[command(flatten)]
    dry: DryRun,
}

impl Enforce {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let evidence = hash("--order", &self.order)?;
        let session = Session::open(context).await?;
        let (leg, holder, secured, amount) = self.of.resolve(&session).await?;
        let operation = EnforcePledge { leg, holder, secured, amount, evidence };
        session.perform(context, "pledge-enforce", &operation, self.dry.mode()).await
    }
}
