//! `corridor bond clock`

use clap::Args;
use corridor_deploy::operations::StartClock;

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::day;
use crate::session::Session;

/// Start the offering clock, which a compliance period is counted from. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Clock {
    #[command(flatten)]
    on: OnLeg,
    /// The day the offering began, not one to come [default: the day of the latest block]
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Clock {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let given = self.day.as_deref().map(|text| day("--day", text)).transpose()?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let day = match given {
            Some(day) => day,
            None => session.today().await?,
        };
        session.perform(context, "bond-clock", &StartClock { leg, day }, self.dry.mode()).await
    }
}
