//! `corridor book choose-lot`

use clap::Args;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::inputs::day;
use crate::session::Session;

/// Let the units that a holder acquired on one day leave before the others, until it says otherwise. The holder signs.
#[derive(Debug, Args)]
pub(crate) struct ChooseLot {
    #[command(flatten)]
    on: OnLeg,
    /// The holder's wallet
    #[arg(long, value_name = "WALLET")]
    wallet: String,
    /// The day of the lot [default: the oldest goes first again]
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl ChooseLot {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let day = self.day.as_deref().map(|text| day("--day", text)).transpose()?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let wallet = session.wallet("--wallet", &self.wallet).await?;
        let operation = corridor_operations::ChooseLot { leg: leg.clone(), wallet, day };
        let status =
            session.perform(context, "book-choose-lot", &operation, self.dry.mode()).await?;
        if let Some(day) = day {
            let held = session.desk.lots_of(&leg, wallet).await?;
            if held.iter().all(|lot| lot.day != day) {
                context.output.note(format!(
                    "{} has no lot of {day}: the oldest goes first until it has one",
                    self.wallet
                ));
            }
        }
        Ok(status)
    }
}
