//! `corridor investor attest` and `corridor investor revoke`

use clap::Args;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::operations;
use corridor_deploy::vocabulary::Category;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::day;
use crate::session::Session;

/// Attest a category until a day, on every wallet of the investor.
#[derive(Debug, Args)]
pub(crate) struct Attest {
    /// Any wallet of the investor
    wallet: String,
    /// The category and the last day it is valid, such as uk-professional:2031-12-31
    #[arg(long, value_name = "NAME:DATE")]
    category: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Take a category away, on every wallet of the investor.
#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Any wallet of the investor
    wallet: String,
    /// The category
    #[arg(long, value_name = "NAME")]
    category: String,
    #[command(flatten)]
    dry: DryRun,
}

fn category(name: &str) -> anyhow::Result<Category> {
    name.parse().map_err(|error| bad_option("--category", &error))
}

impl Attest {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let Some((name, until)) = self.category.split_once(':') else {
            let wrong = UsageError(format!("--category: `{}` has no day", self.category));
            return Err(Hint::on(wrong, "write it like uk-professional:2031-12-31"));
        };
        let (category, until) = (category(name)?, day("--category", until)?);
        let today = UtcDay::today();
        if until < today {
            let wrong = UsageError(format!("--category: {until} is before today, {today}"));
            return Err(Hint::on(wrong, "give a day to come, or revoke the category"));
        }
        let session = Session::open(context).await?;
        let wallet = session.names.option("WALLET", &self.wallet)?;
        let operation = operations::Attest { wallet, category, until };
        session.perform(context, "investor-attest", &operation, self.dry.mode()).await
    }
}

impl Revoke {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let category = category(&self.category)?;
        let session = Session::open(context).await?;
        let wallet = session.names.option("WALLET", &self.wallet)?;
        let operation = operations::Revoke { wallet, category };
        session.perform(context, "investor-revoke", &operation, self.dry.mode()).await
    }
}
