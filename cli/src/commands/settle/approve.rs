//! `corridor settle approve`

use clap::{Args, Subcommand};
use corridor_operations::{ApproveCash, Who};

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::commands::cash::cash;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Let the settlement contract take units or cash of a party.
#[derive(Debug, Subcommand)]
pub(crate) enum ApproveCommand {
    /// Let it take units; the amount takes the place of what was approved before
    Units(Units),
    /// Let it take cash; the amount takes the place of what was approved before
    Cash(Cash),
}

/// Let the settlement contract take units. The party signs.
#[derive(Debug, Args)]
pub(crate) struct Units {
    #[command(flatten)]
    on: OnLeg,
    /// How much
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Whose units
    #[arg(long, value_name = "WALLET")]
    party: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Let the settlement contract take cash. The party signs.
#[derive(Debug, Args)]
pub(crate) struct Cash {
    /// The cash token: its symbol, its currency, a label or an address
    cash: String,
    /// How much
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Whose cash
    #[arg(long, value_name = "WALLET")]
    party: String,
    #[command(flatten)]
    dry: DryRun,
}

impl ApproveCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Units(command) => command.run(context).await,
            Self::Cash(command) => command.run(context).await,
        }
    }
}

impl Units {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let holder = session.account("--party", &self.party).await?;
        let (operator, amount) = (session.desk.settlement()?, amount(&self.amount, leg.currency)?);
        let operation = corridor_operations::Approve { leg, holder, operator, amount };
        session.perform(context, "settle-approve-units", &operation, self.dry.mode()).await
    }
}

impl Cash {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let cash = cash(&session, &self.cash).await?;
        let owner = Who::Wallet(session.account("--party", &self.party).await?);
        let (spender, amount) = (session.desk.settlement()?, cash.parse(&self.amount)?);
        let approval = ApproveCash { cash, owner, spender, amount };
        let mode = self.dry.mode();
        let done = session.desk.approve_cash(&approval, mode).await;
        session.settle(context, "settle-approve-cash", mode, done)
    }
}
