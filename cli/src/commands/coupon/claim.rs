//! `corridor coupon claim`

use clap::Args;
use corridor_deploy::accounts::Role;
use corridor_deploy::operations::{self, Who};

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Pay one holder before its turn, or what was kept for it. The holder signs.
#[derive(Debug, Args)]
pub(crate) struct Claim {
    #[command(flatten)]
    on: OnDistribution,
    /// The holder: a reference, a label or an address
    holder: String,
    /// The paying agent signs for the holder, who receives it all the same
    #[arg(long)]
    by_agent: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Claim {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let distribution = self.on.find(&session).await?;
        let holder = session.names.option("HOLDER", &self.holder)?;
        let signer = if self.by_agent { Who::Role(Role::PayingAgent) } else { Who::Wallet(holder) };
        let operation = operations::Claim { distribution, holder, signer };
        session.perform(context, "coupon-claim", &operation, self.dry.mode()).await
    }
}
