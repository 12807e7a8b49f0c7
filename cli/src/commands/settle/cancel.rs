//! `corridor settle cancel`

use alloy::primitives::U256;
use clap::Args;
use corridor_operations::CancelNonce;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Take back every instruction and subscription of a party with a number, for good. The party signs.
#[derive(Debug, Args)]
pub(crate) struct Cancel {
    /// The number, as `corridor settle show` has it
    nonce: U256,
    /// Whose orders: a reference, a label or an address
    #[arg(long, value_name = "WALLET")]
    party: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Cancel {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let party = session.account("--party", &self.party).await?;
        let operation = CancelNonce { party, nonce: self.nonce };
        let mode = self.dry.mode();
        let done = session.desk.cancel_nonce(&operation, mode).await;
        session.settle(context, "settle-cancel", mode, done)
    }
}
