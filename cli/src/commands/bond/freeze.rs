//! `corridor bond freeze` and `corridor bond unfreeze`

use clap::Args;

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::part;
use crate::session::Session;

#[derive(Debug, Args)]
struct Holding {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(required_unless_present = "all", conflicts_with = "all", allow_hyphen_values = true)]
    amount: Option<String>,
    /// Everything, and what comes later
    #[arg(long)]
    all: bool,
    /// Whose
    #[arg(long, value_name = "WALLET")]
    holder: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Freeze so much more of a holding. The enforcement officer signs.
#[derive(Debug, Args)]
pub(crate) struct Freeze {
    #[command(flatten)]
    holding: Holding,
}

/// Unfreeze so much of a holding. The enforcement officer signs.
#[derive(Debug, Args)]
pub(crate) struct Unfreeze {
    #[command(flatten)]
    holding: Holding,
}

impl Freeze {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let Holding { on, amount, holder, dry, .. } = self.holding;
        let session = Session::open(context).await?;
        let leg = on.resolve(&session)?;
        let wallet = session.wallet("--holder", &holder).await?;
        let part = part(amount.as_deref(), leg.currency)?;
        session
            .perform(
                context,
                "bond-freeze",
                &corridor_operations::Freeze { leg, wallet, part },
                dry.mode(),
            )
            .await
    }
}

impl Unfreeze {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let Holding { on, amount, holder, dry, .. } = self.holding;
        let session = Session::open(context).await?;
        let leg = on.resolve(&session)?;
        let wallet = session.wallet("--holder", &holder).await?;
        let part = part(amount.as_deref(), leg.currency)?;
        session
            .perform(
                context,
                "bond-unfreeze",
                &corridor_operations::Unfreeze { leg, wallet, part },
                dry.mode(),
            )
            .await
    }
}
