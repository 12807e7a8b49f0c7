//! `corridor investor block` and `corridor investor unblock`

use clap::Args;
use corridor_operations::Restrict;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::session::Session;

#[derive(Debug, Args)]
struct Restriction {
    /// Any wallet of the investor
    wallet: String,
    /// The restriction: blocked or sanctioned
    #[arg(long, default_value = "blocked")]
    flag: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Block an investor, or put it under another restriction.
#[derive(Debug, Args)]
pub(crate) struct Block {
    #[command(flatten)]
    restriction: Restriction,
}

/// Lift a restriction.
#[derive(Debug, Args)]
pub(crate) struct Unblock {
    #[command(flatten)]
    restriction: Restriction,
}

impl Restriction {
    async fn set(
        self,
        context: &Context,
        command: &'static str,
        on: bool,
    ) -> anyhow::Result<ExitStatus> {
        let flag = self.flag.parse().map_err(|error| bad_option("--flag", &error))?;
        let session = Session::open(context).await?;
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        session.perform(context, command, &Restrict { wallet, flag, on }, self.dry.mode()).await
    }
}

impl Block {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        self.restriction.set(context, "investor-block", true).await
    }
}

impl Unblock {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        self.restriction.set(context, "investor-unblock", false).await
    }
}
