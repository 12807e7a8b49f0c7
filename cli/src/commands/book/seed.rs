//! `corridor book seed`

use clap::Args;
use corridor_operations::{Mode, OperationError, Performed, SeedHolders};

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Wallets that are entered in one transaction.
const TOGETHER: usize = 100;

/// Enter the holdings from before the holders' book was opened: those of the wallets, or of all that are not counted yet.
/// Until everything outstanding is entered, rules about holders refuse. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Seed {
    #[command(flatten)]
    on: OnLeg,
    /// Wallets that hold [default: every holder that is not counted yet]
    #[arg(long = "wallet", value_name = "WALLET", num_args = 1..)]
    wallets: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Seed {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        let named = session.wallets("--wallet", &self.wallets).await?;
        let wallets = match named.is_empty() {
            true => session.desk.uncounted_holders(&leg).await?,
            false => named,
        };
        let operations = wallets
            .chunks(TOGETHER)
            .map(|wallets| SeedHolders { leg: leg.clone(), wallets: wallets.to_vec() });
        let done = all(&session, operations, mode).await;
        session.settle(context, "book-seed", mode, done)
    }
}

async fn all(
    session: &Session,
    operations: impl Iterator<Item = SeedHolders>,
    mode: Mode,
) -> Result<Vec<Performed>, OperationError> {
    let mut done = Vec::new();
    for operation in operations {
        done.push(session.desk.perform(&operation, mode).await?);
    }
    Ok(done)
}
