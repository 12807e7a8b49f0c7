//! `corridor settle offer`

use clap::Args;
use corridor_deploy::accounts::Role;
use corridor_deploy::schedule::PerCentError;
use corridor_operations::{IssuePrice, OpenOffering};

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::commands::cash::cash;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::session::Session;

/// What is offered, at which price, and who is paid.
#[derive(Debug, Args)]
pub(crate) struct Terms {
    #[command(flatten)]
    on: OnLeg,
    /// What is paid in: a symbol, a currency, a label or an address
    #[arg(long, value_name = "CASH")]
    cash: String,
    /// The issue price: of a bond in per cent of the nominal amount, of a share an amount of cash
    #[arg(long, value_name = "PER CENT|AMOUNT", allow_hyphen_values = true)]
    price: String,
    /// Who is paid [default: the issuer]
    #[arg(long, value_name = "WALLET")]
    proceeds: Option<String>,
}

impl Terms {
    pub(super) async fn resolve(&self, session: &Session) -> anyhow::Result<OpenOffering> {
        let proceeds = match &self.proceeds {
            Some(name) => session.account("--proceeds", name).await?,
            None => session.desk.actors().address(Role::Issuer),
        };
        let leg = self.on.resolve(session)?;
        // A figure that is none is told before anything is asked of the chain.
        let per_cent = match IssuePrice::is_per_share(&leg) {
            true => None,
            false => Some(
                self.price.parse().map_err(|error: PerCentError| bad_option("--price", &error))?,
            ),
        };
        let cash = cash(session, &self.cash).await?;
        let price = match per_cent {
            Some(price) => IssuePrice::PerCent(price),
            None => IssuePrice::per_share(&self.price, &cash)?,
        };
        Ok(OpenOffering { leg, cash, proceeds, price })
    }
}

/// Open an offering that investors sign subscriptions in. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Offer {
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    dry: DryRun,
}

impl Offer {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let operation = self.terms.resolve(&session).await?;
        let status = session.perform(context, "settle-offer", &operation, self.dry.mode()).await?;
        if status == ExitStatus::Done && !self.dry.dry_run {
            let number = session.desk.offering_count().await?;
            context.output.note(format!("it is offering {number}"));
        }
        Ok(status)
    }
}
