//! `corridor bond transfer` and `corridor bond approve`

use std::path::PathBuf;

use clap::Args;
use corridor_operations::Giver;

use super::{OnLeg, move_file};
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Move units from a holder to another, or to every row of a file. The holder signs, or the operator.
#[derive(Debug, Args)]
pub(crate) struct Transfer {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(required_unless_present = "file", conflicts_with = "file", allow_hyphen_values = true)]
    amount: Option<String>,
    /// Who gives: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET")]
    from: String,
    /// Who receives
    #[arg(long, value_name = "WALLET", required_unless_present = "file", conflicts_with = "file")]
    to: Option<String>,
    /// Who signs instead of the holder, out of an allowance
    #[arg(long, value_name = "WALLET", conflicts_with = "file")]
    operator: Option<String>,
    /// A CSV file with the columns wallet (a reference, a label or an address) and amount
    #[arg(long)]
    file: Option<PathBuf>,
    /// Do rows once more that another file of the bond has done from this holder: without it nothing is sent where there are some
    #[arg(long, conflicts_with_all = ["amount", "to"])]
    again: bool,
    #[command(flatten)]
    dry: DryRun,
}

/// Let somebody move units of a holder. The holder signs.
#[derive(Debug, Args)]
pub(crate) struct Approve {
    #[command(flatten)]
    on: OnLeg,
    /// How much
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// The holder
    #[arg(long, value_name = "WALLET")]
    holder: String,
    /// Who may move it
    #[arg(long, value_name = "WALLET")]
    operator: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Transfer {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        let from = session.wallet("--from", &self.from).await?;
        if let Some(file) = &self.file {
            let giver = Giver::Holder(from);
            let file = (&**file, self.again);
            return move_file(context, &session, "bond-transfer", (&leg, giver), file, mode).await;
        }
        let to = session.wallet("--to", self.to.as_deref().unwrap_or_default()).await?;
        let operator = session.wallet_if_given("--operator", self.operator.as_deref()).await?;
        let amount = amount(self.amount.as_deref().unwrap_or_default(), leg.currency)?;
        let operation = corridor_operations::Transfer { leg, from, to, amount, operator };
        session.perform(context, "bond-transfer", &operation, mode).await
    }
}

impl Approve {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let holder = session.wallet("--holder", &self.holder).await?;
        let operator = session.wallet("--operator", &self.operator).await?;
        let amount = amount(&self.amount, leg.currency)?;
        let operation = corridor_operations::Approve { leg, holder, operator, amount };
        session.perform(context, "bond-approve", &operation, self.dry.mode()).await
    }
}
