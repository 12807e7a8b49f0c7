//! `corridor bond tap`

use clap::Args;
use corridor_deploy::terms::Security;
use corridor_operations::{AmendedTerms, IncreaseVolume};

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Raise the amount that may be issued. The issuer signs; the registrar too when the terms change.
#[derive(Debug, Args)]
pub(crate) struct Tap {
    #[command(flatten)]
    on: OnLeg,
    /// By how much, such as "AUD 50,000,000" or "1,000 shares"
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// The terms with the tap, a name or a file: nothing but further taps may differ from those on record, and a tap that was made
    /// isn't made again. Without, nothing is held against the terms
    #[arg(long, value_name = "NAME|FILE")]
    terms: Option<String>,
    /// Which tap of the terms it is, from 1, where another one of the same amount was made
    #[arg(long, value_name = "NUMBER", requires = "terms")]
    number: Option<usize>,
    #[command(flatten)]
    dry: DryRun,
}

impl Tap {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let terms = self.terms.as_deref().map(Security::load).transpose()?;
        let (mut session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        let by = amount(&self.amount, leg.currency)?;
        let amended = terms.as_ref().map(|terms| AmendedTerms { terms, number: self.number });
        let clock = session.desk.clock_of(&leg).await?;
        let increase = IncreaseVolume { leg, by };
        let performed = session.desk.tap(&increase, amended, mode).await;
        let is_made = performed.as_ref().is_ok_and(|performed| !performed.is_empty());
        let status = session.settle(context, "bond-tap", mode, performed)?;
        if let Some(day) = clock.filter(|_| is_made) {
            let leg = increase.leg.leg;
            context.output.note(format!(
                "note: the offering clock of leg {leg} started on {day} and is started once: what is tapped now has no period of its own \
                 on chain, so keep one off chain, or issue it as an instrument of its own"
            ));
        }
        Ok(status)
    }
}
