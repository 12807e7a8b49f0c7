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
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        let new_wallet = session.wallet("NEW_WALLET", &self.new_wallet).await?;
        let (operation, mode) = (LinkWallet { wallet, new_wallet }, self.dry.mode());
        let status = session.perform(context, "investor-link", &operation, mode).await?;
        session.note_wallets(&[wallet, new_wallet], mode).await?;
        Ok(status)
    }
}

impl Unlink {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        let (operation, mode) = (UnlinkWallet { wallet }, self.dry.mode());
        // Once it is unlinked, the chain does not tell whose it was.
        let wallets = session.desk.wallets_of(wallet).await?;
        let status = session.perform(context, "investor-unlink", &operation, mode).await?;
        session.note_wallets(&[&[wallet], wallets.as_slice()].concat(), mode).await?;
        Ok(status)
    }
}

impl Wallets {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.wallet("WALLET", &self.wallet).await?;
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
