//! `corridor permit cash`

use clap::Args;
use corridor_operations::SetCashClass;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::session::Session;

/// Put a cash token in a class, for all bonds, or take it out. The supervisor signs.
#[derive(Debug, Args)]
pub(crate) struct Cash {
    /// The token: its symbol, its currency, a label or an address
    token: String,
    /// The class, such as central-bank-money or stablecoin
    #[arg(required_unless_present = "withdraw", conflicts_with = "withdraw")]
    class: Option<String>,
    /// Take it out of its class
    #[arg(long)]
    withdraw: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Cash {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let class = self.class.as_deref().map(str::parse).transpose();
        let class = class.map_err(|error| bad_option("CLASS", &error))?;
        let session = Session::open(context).await?;
        let cash = session.token("TOKEN", &self.token)?;
        let operation = SetCashClass { cash, class };
        session.perform(context, "permit-cash", &operation, self.dry.mode()).await
    }
}
