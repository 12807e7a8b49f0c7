//! `corridor settle offer`

use clap::Args;
use corridor_deploy::accounts::Role;
use corridor_deploy::schedule::PerCentError;
use corridor_operations::{IssuePrice, Mode, OpenOffering, Performed};
use serde::Serialize;

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::commands::cash::cash;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::session::Session;
use crate::words;

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

#[derive(Serialize)]
struct Report<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    offering: Option<u64>,
    dry_run: bool,
    operations: &'r [Performed],
}

impl Offer {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let operation = self.terms.resolve(&session).await?;
        let mode = self.dry.mode();
        let opened = match session.desk.open_offering(&operation, mode).await {
            Ok(opened) => opened,
            Err(error) => return session.refusal(context, error),
        };
        let operations = [opened.performed];
        let report = Report {
            offering: opened.offering,
            dry_run: mode == Mode::DryRun,
            operations: &operations,
        };
        context.output.document("corridor.settle-offer/1", &report, || {
            let done = words::operations(&operations, mode, &session.names);
            let number = report.offering.map(|id| format!("\nit is offering {id}"));
            done + &number.unwrap_or_default()
        })?;
        Ok(ExitStatus::Done)
    }
}
