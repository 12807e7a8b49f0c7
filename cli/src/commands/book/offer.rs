//! `corridor book offer`

use clap::Args;
use corridor_deploy::operations::RecordOffers;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Record that investors were offered a bond; who was offered it before is not counted again. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Offer {
    #[command(flatten)]
    on: OnLeg,
    /// Any wallet of each investor
    #[arg(long = "to", value_name = "WALLET", required = true, num_args = 1..)]
    to: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Offer {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let wallets = self.to.iter().map(|text| session.names.option("--to", text));
        let operation = RecordOffers { leg, wallets: wallets.collect::<Result<_, _>>()? };
        session.perform(context, "book-offer", &operation, self.dry.mode()).await
    }
}
