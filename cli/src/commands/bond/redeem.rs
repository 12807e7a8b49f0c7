//! `corridor bond redeem`

use clap::Args;

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Cancel units of a holder; the cash is paid elsewhere. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Redeem {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Whose
    #[arg(long, value_name = "WALLET")]
    from: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Redeem {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let from = session.wallet("--from", &self.from).await?;
        let amount = amount(&self.amount, leg.currency)?;
        let operation = corridor_operations::Redeem { leg, from, amount };
        session.perform(context, "bond-redeem", &operation, self.dry.mode()).await
    }
}
