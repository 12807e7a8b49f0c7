//! `corridor permit approval`

use clap::Args;
use corridor_operations::PreApprove;

use super::Until;
use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::hint::UsageError;
use crate::inputs::amount;

/// Approve transfers between two wallets in advance, in the place of what was approved for them, or withdraw the approval.
/// The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Approval {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"
    #[arg(
        allow_hyphen_values = true,
        required_unless_present = "withdraw",
        conflicts_with = "withdraw"
    )]
    amount: Option<String>,
    /// Who gives
    #[arg(long, value_name = "WALLET")]
    from: String,
    /// Who receives
    #[arg(long, value_name = "WALLET")]
    to: String,
    #[command(flatten)]
    until: Until,
    #[command(flatten)]
    dry: DryRun,
}

impl Approval {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, until) = self.until.open(context).await?;
        let leg = self.on.resolve(&session)?;
        let (from, to) =
            (session.wallet("--from", &self.from).await?, session.wallet("--to", &self.to).await?);
        let amount = self.amount.as_deref().map(|text| amount(text, leg.currency)).transpose()?;
        if amount.is_some_and(|amount| amount.units() == 0) {
            let wrong = "AMOUNT: nothing would be approved; --withdraw takes an approval back";
            return Err(UsageError(wrong.to_owned()).into());
        }
        let operation = PreApprove { leg, from, to, approved: amount.zip(until) };
        session.perform(context, "permit-approval", &operation, self.dry.mode()).await
    }
}
