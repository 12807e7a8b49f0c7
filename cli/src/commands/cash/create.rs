//! `corridor cash create`

use clap::Args;
use corridor_deploy::deployment::{CashTerms, Deployment, Goal, ManifestStore, Plan};
use serde::Serialize;

use crate::args::DryRun;
use crate::commands::deploy::apply;
use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;
use crate::output::Report;
use crate::session;

/// Make a test stablecoin of a currency: an ERC-20 with permit that nobody backs.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The currency, such as GBP
    currency: String,
    /// Decimal places of its smallest unit
    #[arg(long, default_value_t = 6)]
    decimals: u8,
    /// Only registered wallets without a restriction receive it, and contracts that are admitted
    #[arg(long)]
    allowlisted: bool,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Serialize)]
struct CashReport {
    dry_run: bool,
    symbol: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<alloy::primitives::Address>,
    gas_used: u64,
    plan: Plan,
}

impl Report for CashReport {
    const SCHEMA: &'static str = "corridor.cash-create/1";

    fn text(&self) -> String {
        match (&self.token, self.dry_run, self.plan.is_empty()) {
            (_, true, false) => format!("dry run: would create the cash token {}", self.symbol),
            (Some(token), _, true) => format!("{} is there, at {token}", self.symbol),
            (Some(token), _, false) => format!("done: created {} at {token}", self.symbol),
            (None, ..) => format!("{} is not there yet: do this again", self.symbol),
        }
    }
}

impl Create {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let currency = self.currency.parse().map_err(|error| bad_option("CURRENCY", &error))?;
        let terms = CashTerms { currency, decimals: self.decimals, allowlisted: self.allowlisted };
        terms.check()?;
        let connection = context.connect().await?;
        let mut deployment =
            Deployment::open(&connection, ManifestStore::of(&context.home, &connection))?;
        let actors = session::actors(&context.home, &deployment, context.passwords())?;
        let mut goal = Goal::system(actors.addresses()).with_cash(terms);
        goal.governor_delay = deployment.manifest()?.governor_delay;
        let plan = deployment.plan(&goal).await?;
        let mut gas_used = 0;
        if !self.dry.dry_run {
            gas_used = apply(&mut deployment, &goal, &actors, context.output).await?.gas_used();
        }
        let record = deployment.manifest()?.cash.get(&terms.symbol());
        let token = record.map(|record| record.token.address);
        let (dry_run, symbol) = (self.dry.dry_run, terms.symbol());
        context.output.report(&CashReport { dry_run, symbol, token, gas_used, plan })?;
        Ok(ExitStatus::Done)
    }
}
