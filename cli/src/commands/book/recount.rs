//! `corridor book recount`

use clap::Args;
use corridor_operations::RecountHolders;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Count holders anew, by what is attested of them now instead of on their admission. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Recount {
    #[command(flatten)]
    on: OnLeg,
    /// Wallets that hold
    #[arg(long = "wallet", value_name = "WALLET", required = true, num_args = 1..)]
    wallets: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Recount {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let wallets = session.wallets("--wallet", &self.wallets).await?;
        let operation = RecountHolders { leg, wallets };
        session.perform(context, "book-recount", &operation, self.dry.mode()).await
    }
}
