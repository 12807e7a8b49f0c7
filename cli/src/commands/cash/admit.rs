//! `corridor cash admit`

use clap::Args;
use corridor_operations::AdmitToCash;

use super::cash;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Let a contract receive an allowlisted cash token; without one, the contract that pays coupons. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Admit {
    /// The cash token: its symbol or currency
    cash: String,
    /// The contract: a label or an address
    account: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Admit {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let cash = cash(&session, &self.cash).await?;
        let account = match &self.account {
            Some(name) => session.account("ACCOUNT", name).await?,
            None => session.desk.servicing()?,
        };
        session
            .perform(context, "cash-admit", &AdmitToCash { cash, account }, self.dry.mode())
            .await
    }
}
