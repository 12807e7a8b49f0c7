//! `corridor permit fact`

use clap::Args;
use corridor_operations::RecordFact;

use super::Until;
use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;

/// Record a fact about a bond until a day, or withdraw it. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Fact {
    #[command(flatten)]
    on: OnLeg,
    /// The fact, such as current-information
    fact: String,
    #[command(flatten)]
    until: Until,
    #[command(flatten)]
    dry: DryRun,
}

impl Fact {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let fact = self.fact.parse().map_err(|error| bad_option("FACT", &error))?;
        let (session, until) = self.until.open(context).await?;
        let operation = RecordFact { leg: self.on.resolve(&session)?, fact, until };
        session.perform(context, "permit-fact", &operation, self.dry.mode()).await
    }
}
