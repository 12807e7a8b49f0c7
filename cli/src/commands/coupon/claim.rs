//! `corridor coupon claim`

use std::collections::BTreeSet;

use clap::Args;
use corridor_deploy::accounts::Role;
use corridor_operations::Who;

use super::earlier::Earlier;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Pay one holder before its turn, or what was kept for it, of one distribution or of several. The holder signs.
#[derive(Debug, Args)]
pub(crate) struct Claim {
    /// The numbers of one distribution or of several, as `corridor coupon list` shows them: all are claimed at once, or none
    #[arg(value_name = "ID,...", value_delimiter = ',', num_args = 1, required = true)]
    ids: Vec<u64>,
    /// The holder: a reference, a label or an address
    holder: String,
    /// The paying agent signs for the holder, who receives it all the same
    #[arg(long)]
    by_agent: bool,
    #[command(flatten)]
    earlier: Earlier,
    #[command(flatten)]
    dry: DryRun,
}

impl Claim {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let mut distributions = Vec::new();
        for id in BTreeSet::from_iter(self.ids) {
            let one = session.desk.distribution(id).await?;
            self.earlier.require_recorded(&session, &one).await?;
            distributions.push(one);
        }
        let holder = session.wallet("HOLDER", &self.holder).await?;
        let signer = if self.by_agent { Who::Role(Role::PayingAgent) } else { Who::Wallet(holder) };
        let operation = corridor_operations::Claim { distributions, holder, signer };
        session.perform(context, "coupon-claim", &operation, self.dry.mode()).await
    }
}
