//! `corridor coupon redirect`

use clap::Args;
use corridor_operations::{DistributionKind, Mode};

use super::OnDistribution;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Make what a lost wallet is due another wallet's of the same investor. A recovered wallet is linked for it again, and unlinked. The
/// enforcement officer signs, and the registrar where a wallet is linked.
#[derive(Debug, Args)]
pub(crate) struct Redirect {
    #[command(flatten)]
    on: OnDistribution,
    /// The lost wallet
    #[arg(long, value_name = "WALLET")]
    from: String,
    /// The wallet that takes its place
    #[arg(long, value_name = "WALLET")]
    to: String,
    #[command(flatten)]
    dry: DryRun,
}

impl Redirect {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let distribution = self.on.find(&session).await?;
        let lost = session.wallet("--from", &self.from).await?;
        let replacement = session.wallet("--to", &self.to).await?;
        let operation = corridor_operations::Redirect { distribution, lost, replacement };
        let mode = self.dry.mode();
        let performed = session.desk.redirect(&operation, mode).await;
        let is_elected = operation.distribution.kind()? == DistributionKind::Put;
        let is_done = performed.is_ok() && mode == Mode::Execute;
        let status = session.settle(context, "coupon-redirect", mode, performed)?;
        // What is elected is paid with the others; what is kept is not.
        if is_done && !is_elected {
            let (id, to) = (operation.distribution.id, &self.to);
            // A holder signs for itself where its key is here; elsewhere the paying agent can.
            let by = if session.desk.actors().has_key(replacement)? { "" } else { " --by-agent" };
            context.output.note(format!("`corridor coupon claim {id} {to}{by}` pays it"));
        }
        Ok(status)
    }
}
