//! `corridor coupon elect`

use clap::Args;

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Elect to give units back under a put; 0 withdraws the election. The holder signs.
#[derive(Debug, Args)]
pub(crate) struct Elect {
    #[command(flatten)]
    on: OnDistribution,
    /// How much
    amount: String,
    /// The holder: a reference, a label or an address
    #[arg(long, value_name = "WALLET")]
    holder: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Elect {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let distribution = self.on.find(&session).await?;
        let holder = session.wallet("--holder", &self.holder).await?;
        let amount = amount(&self.amount, distribution.leg.currency)?;
        let operation = corridor_operations::Elect { distribution, holder, amount };
        session.perform(context, "coupon-elect", &operation, self.dry.mode()).await
    }
}
