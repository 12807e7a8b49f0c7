//! `corridor coupon fund`

use clap::Args;
use corridor_deploy::accounts::Role;
use corridor_deploy::operations::Who;

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Pay in for a distribution, and approve that. Whoever has the cash signs.
#[derive(Debug, Args)]
pub(crate) struct Fund {
    #[command(flatten)]
    on: OnDistribution,
    /// How much [default: what is missing]
    amount: Option<String>,
    /// Whose cash: a label or an address [default: the paying agent's]
    #[arg(long, value_name = "WALLET")]
    from: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Fund {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let one = self.on.find(&session).await?;
        let amount = self.amount.as_deref().map(|text| one.cash.parse(text)).transpose()?;
        let funder = match &self.from {
            Some(name) => Who::Wallet(session.names.option("--from", name)?),
            None => Who::Role(Role::PayingAgent),
        };
        let funded = session.desk.fund(&one, funder, amount, mode).await;
        session.settle(context, "coupon-fund", mode, funded)
    }
}
