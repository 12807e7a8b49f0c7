//! `corridor permit volume`

use clap::Args;
use corridor_operations::SetAverageVolume;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::inputs::{amount, month};
use crate::session::Session;

/// Record the average daily volume of a calendar month, which a volume tier is a share of. The supervisor signs.
#[derive(Debug, Args)]
pub(crate) struct Volume {
    #[command(flatten)]
    on: OnLeg,
    /// The average, such as "USD 1,000,000"
    #[arg(allow_hyphen_values = true)]
    average: String,
    /// The month, such as 2026-10
    #[arg(long, value_name = "MONTH")]
    month: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Volume {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let month = month("--month", &self.month)?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let average = amount(&self.average, leg.currency)?;
        let operation = SetAverageVolume { leg, month, average };
        let status = session.perform(context, "permit-volume", &operation, self.dry.mode()).await?;
        if month.month_number() >= session.today().await?.month_number() {
            context.output.note(format!(
                "{} is not over by the time of the chain, so its average can change; rules read it from the month after on",
                self.month
            ));
        }
        Ok(status)
    }
}
