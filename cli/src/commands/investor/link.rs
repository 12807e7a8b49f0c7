//! `corridor investor link`, `corridor investor unlink` and `corridor investor wallets`

use clap::Args;
use corridor_operations::{LinkWallet, UnlinkWallet};
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::output::fields;
use crate::session::Session;

/// Give a further wallet the standing of an investor. The new wallet must hold nothing.
#[derive(Debug, Args)]
pub(crate) struct Link {
    /// Any wallet of the investor
    wallet: String,
    /// The new wallet
    new_wallet: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Take the standing from a wallet that holds nothing and is not the investor's last.
#[derive(Debug, Args)]
#[command(after_help = "What it holds is moved first: see `corridor bond recover`.")]
pub(crate) struct Unlink {
    /// The wallet
    wallet: String,
    #[command(flatten)]
    dry: DryRun,
}

/// List the wallets of an investor.
#[derive(Debug, Args)]
pub(crate) struct Wallets {
    /// Any wallet of the investor
    wallet: String,
}

#[derive(Serialize)]
struct WalletsReport {
    investor: u64,
    wallets: Vec<alloy::primitives::Address>,
}

impl Link {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.names.option("WALLET", &self.wallet)?;
        let new_wallet = session.names.option("NEW_WALLET", &self.new_wallet)?;
        let operation = LinkWallet { wallet, new_wallet };
        session.perform(context, "investor-link", &operation, self.dry.mode()).await
    }
}

impl Unlink {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.names.option("WALLET", &self.wallet)?;
        let operation = UnlinkWallet { wallet };
        session.perform(context, "investor-unlink", &operation, self.dry.mode()).await
    }
}

impl Wallets {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.names.option("WALLET", &self.wallet)?;
        let investor = session.desk.standing(wallet).await?.investor();
        let wallets = session.desk.wallets_of(wallet).await?;
        let report = WalletsReport { investor, wallets };
        context.output.document("corridor.investor-wallets/1", &report, || {
            let wallets = report.wallets.iter();
            let values = wallets.map(|wallet| ("wallet", session.names.full(*wallet)));
            fields(&format!("investor {investor}"), values)
        })?;
        Ok(ExitStatus::Done)
    }
}
