//! `corridor settle run`

use clap::Args;

use super::Trade;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Settle two instructions: units and cash together, or nothing. Either party or an agent signs.
#[derive(Debug, Args)]
pub(crate) struct Run {
    #[command(flatten)]
    trade: Trade,
    #[command(flatten)]
    dry: DryRun,
}

impl Run {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let trade = self.trade.resolve(&session).await?;
        let settled = session.desk.settle_trade(&trade, mode).await;
        session.settle(context, "settle-run", mode, settled.map(|performed| vec![performed]))
    }
}
