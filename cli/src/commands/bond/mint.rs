//! `corridor bond mint`

use std::path::PathBuf;

use clap::Args;
use corridor_deploy::operations::{self, Giver};

use super::{OnLeg, move_file};
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Issue units to a holder, or to every row of a file. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Mint {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(required_unless_present = "file", conflicts_with = "file", allow_hyphen_values = true)]
    amount: Option<String>,
    /// Who receives: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET", required_unless_present = "file", conflicts_with = "file")]
    to: Option<String>,
    /// A CSV file with the columns wallet (a reference, a label or an address) and amount
    #[arg(long)]
    file: Option<PathBuf>,
    #[command(flatten)]
    dry: DryRun,
}

impl Mint {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        if let Some(file) = &self.file {
            return move_file(context, &session, "bond-mint", (&leg, Giver::Issue), file, mode)
                .await;
        }
        let to = session.names.option("--to", self.to.as_deref().unwrap_or_default())?;
        let amount = amount(self.amount.as_deref().unwrap_or_default(), leg.currency)?;
        session.perform(context, "bond-mint", &operations::Mint { leg, to, amount }, mode).await
    }
}
