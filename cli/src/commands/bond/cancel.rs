//! `corridor bond cancel-replacement`

use clap::Args;
use corridor_operations::Scheduled;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Cancel the replacement of a regime that `corridor deploy --replace` scheduled. The governor signs, and it is done at once.
#[derive(Debug, Args)]
#[command(
    after_help = "What it was to be replaced by stays deployed; `corridor deploy --replace` schedules it again."
)]
pub(crate) struct Cancel {
    /// The bond or share: its id, the id of its terms, or an ISIN
    bond: String,
    /// The leg [default: every leg]
    #[arg(long)]
    leg: Option<String>,
    /// The replacement, where several wait: its hash as `corridor bond show` has it, or the address of its regime
    #[arg(long, value_name = "HASH", conflicts_with = "all")]
    hash: Option<String>,
    /// All that wait, where they are several of one leg
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Cancel {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let legs = session.legs(&self.bond, self.leg.as_deref())?;
        let mut done = Vec::new();
        let which = match self.hash {
            Some(hash) => Scheduled::Hash(hash),
            None if self.all => Scheduled::All,
            None => Scheduled::Single,
        };
        for cancellation in session.desk.cancellations(legs, &which).await? {
            done.push(session.desk.perform(&cancellation, mode).await?);
        }
        session.settle(context, "bond-cancel-replacement", mode, Ok(done))
    }
}
