//! `corridor book lots`

use clap::Args;
use corridor_deploy::vocabulary::Flag;
use corridor_operations::SetLotTerms;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::inputs::day;
use crate::session::Session;

/// Settle, once, what the dates of a bond's lots depend on; until then rules about lots refuse. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Lots {
    #[command(flatten)]
    on: OnLeg,
    /// When what was outstanding before the book was opened was acquired, the last day of several
    #[arg(long, value_name = "DATE")]
    tranche: Option<String>,
    /// Flags of a giver whose sale begins the period anew for the buyer [default: those that the profile's rule on affiliates' volume binds]
    #[arg(long, value_name = "FLAG", value_delimiter = ',')]
    restart: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Lots {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let tranche = self.tranche.as_deref().map(|text| day("--tranche", text)).transpose()?;
        let flag =
            |name: &String| name.parse::<Flag>().map_err(|error| bad_option("--restart", &error));
        let mut restart = self.restart.iter().map(flag).collect::<Result<Vec<_>, _>>()?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        if restart.is_empty() {
            restart = session.desk.restarting_flags(&leg)?;
        }
        let operation = SetLotTerms { leg, tranche, restart };
        session.perform(context, "book-lots", &operation, self.dry.mode()).await
    }
}
