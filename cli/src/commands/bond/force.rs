//! `corridor bond force`

use clap::Args;
use corridor_operations::ForcedTransfer;

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Move units without the holder, frozen ones too. The enforcement officer signs.
#[derive(Debug, Args)]
pub(crate) struct Force {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Who gives
    #[arg(long, value_name = "WALLET")]
    from: String,
    /// Who receives
    #[arg(long, value_name = "WALLET")]
    to: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Force {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let from = session.wallet("--from", &self.from).await?;
        let to = session.wallet("--to", &self.to).await?;
        let amount = amount(&self.amount, leg.currency)?;
        let operation = ForcedTransfer { leg, from, to, amount };
        session.perform(context, "bond-force", &operation, self.dry.mode()).await
    }
}
