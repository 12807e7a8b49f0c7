//! `corridor bond mint`

use std::path::PathBuf;

use alloy::primitives::U256;
use clap::Args;
use corridor_deploy::explain::LegHandle;
use corridor_operations::{Giver, Mode, OverIssue};

use super::{OnLeg, move_file};
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Issue units to a holder, or to every row of a file. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Mint {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(required_unless_present = "file", conflicts_with = "file", allow_hyphen_values = true)]
    amount: Option<String>,
    /// Who receives: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET", required_unless_present = "file", conflicts_with = "file")]
    to: Option<String>,
    /// A CSV file with the columns wallet (a reference, a label or an address) and amount
    #[arg(long)]
    file: Option<PathBuf>,
    /// Do rows once more that another file of the bond has done: without it nothing is sent where there are some
    #[arg(long, conflicts_with_all = ["amount", "to"])]
    again: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Mint {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        if let Some(file) = &self.file {
            let issue = (&leg, Giver::Issue);
            let status =
                move_file(context, &session, "bond-mint", issue, (&**file, self.again), mode)
                    .await?;
            note_over_issue(context, &session, &leg, 0).await?;
            return Ok(status);
        }
        let to = session.wallet("--to", self.to.as_deref().unwrap_or_default()).await?;
        let amount = amount(self.amount.as_deref().unwrap_or_default(), leg.currency)?;
        let mint = corridor_operations::Mint { leg, to, amount };
        let status = session.perform(context, "bond-mint", &mint, mode).await?;
        if status == ExitStatus::Done {
            // What was issued is outstanding already.
            let more = if mode == Mode::DryRun { mint.amount.units() } else { 0 };
            note_over_issue(context, &session, &mint.leg, more).await?;
        }
        Ok(status)
    }
}

/// Says that the legs together come to more than the terms: no contract does, as each has a volume of its own.
pub(super) async fn note_over_issue(
    context: &Context,
    session: &Session,
    leg: &LegHandle,
    more: u128,
) -> anyhow::Result<()> {
    if let Some(over) = session.desk.over_issue(leg, U256::from(more)).await? {
        let OverIssue { outstanding, volume } = over;
        context.output.note(format!(
            "note: the legs of {} come to {outstanding}, and its terms with its taps to {volume}; each leg is held to that by itself only",
            leg.instrument
        ));
    }
    Ok(())
}
