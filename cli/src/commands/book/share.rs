//! `corridor book share`

use clap::Args;
use corridor_operations::SetVolumeShare;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::session::Session;

/// Set the share of the average daily volume above which a day's volume is a breach; a rule of another share refuses until they
/// agree. The supervisor signs.
#[derive(Debug, Args)]
pub(crate) struct Share {
    #[command(flatten)]
    on: OnLeg,
    /// The share, such as "0.25 %"
    #[arg(allow_hyphen_values = true)]
    share: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Share {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let share = self.share.parse().map_err(|error| bad_option("SHARE", &error))?;
        let session = Session::open(context).await?;
        let operation = SetVolumeShare { leg: self.on.resolve(&session)?, share };
        session.perform(context, "book-share", &operation, self.dry.mode()).await
    }
}
