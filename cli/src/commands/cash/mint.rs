//! `corridor cash mint`

use clap::Args;
use corridor_operations::MintCash;

use super::cash;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Make cash out of nothing, for tests. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Mint {
    /// The cash token: its symbol or currency
    cash: String,
    /// How much, such as "1,000,000.25"
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Who receives it: a role such as paying-agent, a reference, a label or an address
    #[arg(long, value_name = "WALLET")]
    to: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Mint {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let cash = cash(&session, &self.cash).await?;
        let amount = cash.parse(&self.amount)?;
        let to = session.account("--to", &self.to).await?;
        session.perform(context, "cash-mint", &MintCash { cash, to, amount }, self.dry.mode()).await
    }
}
