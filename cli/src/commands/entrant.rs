//! `corridor entrant`

use clap::{Args, Subcommand};
use corridor_deploy::identifiers::{Country, Currency, Lei, MoneyCurrency};
use corridor_deploy::money::Money;
use corridor_deploy::vocabulary::Activity;
use corridor_operations::{SetEntrant, SetLimit, SetRate};

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::day;
use crate::session::Session;

/// Record what the supervisor says of an issuing firm.
#[derive(Debug, Subcommand)]
pub(crate) enum EntrantCommand {
    /// Record where a firm is established, its stage and what it may do
    Set(Set),
    /// Set the limit of a firm's asset class, which all its instruments of the class share
    Limit(Limit),
    /// Record a rate for instruments in another currency than their limit
    Rate(Rate),
}

/// Record a firm.
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// Its LEI
    lei: String,
    /// Where it is established, such as GB
    #[arg(long)]
    jurisdiction: String,
    /// The stage it has reached; 0 withdraws its admission
    #[arg(long)]
    stage: u8,
    /// What it may do: issue, maintain, settle, trade; nothing at stage 0
    #[arg(long, value_delimiter = ',')]
    activities: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

/// Set a limit.
#[derive(Debug, Args)]
pub(crate) struct Limit {
    /// The firm's LEI
    lei: String,
    /// The asset class
    #[arg(long, value_name = "CLASS")]
    asset_class: String,
    /// The limit, such as "GBP 500,000,000"
    #[arg(allow_hyphen_values = true)]
    limit: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Record a rate.
#[derive(Debug, Args)]
pub(crate) struct Rate {
    /// The instruments' currency
    #[arg(long)]
    from: String,
    /// The limit's currency
    #[arg(long)]
    to: String,
    /// What one unit of the one is worth in the other, such as 0.5132
    rate: String,
    /// The day it was observed
    #[arg(long, value_name = "DATE")]
    day: String,
    #[command(flatten)]
    dry: DryRun,
}

impl EntrantCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Set(set) => set.run(context).await,
            Self::Limit(limit) => limit.run(context).await,
            Self::Rate(rate) => rate.run(context).await,
        }
    }
}

fn lei(text: &str) -> anyhow::Result<Lei> {
    text.parse().map_err(|error| bad_option("LEI", &error))
}

fn currency(option: &str, text: &str) -> anyhow::Result<Currency> {
    let currency: MoneyCurrency = text.parse().map_err(|error| bad_option(option, &error))?;
    Ok(currency.0)
}

impl Set {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let jurisdiction: Country =
            self.jurisdiction.parse().map_err(|error| bad_option("--jurisdiction", &error))?;
        let activity = |name: &String| {
            name.parse::<Activity>().map_err(|error| bad_option("--activities", &error))
        };
        let activities: Vec<Activity> =
            self.activities.iter().map(activity).collect::<Result<_, _>>()?;
        // What is left out would be withdrawn.
        if activities.is_empty() && self.stage != 0 {
            let wrong =
                UsageError("--activities: none is named, so it might do nothing".to_owned());
            let hint = "name all that it may do, or give stage 0 to withdraw its admission";
            return Err(Hint::on(wrong, hint));
        }
        let operation =
            SetEntrant { lei: lei(&self.lei)?, jurisdiction, stage: self.stage, activities };
        let (mut session, mode) = (Session::open(context).await?, self.dry.mode());
        session.desk.check_stage(&operation)?;
        let performed = session.desk.set_entrant(&operation, mode).await;
        if performed.is_ok() {
            for sentence in session.desk.limits_to_set(operation.lei, operation.stage).await? {
                context.output.note(format!("note: at stage {}, {sentence}", operation.stage));
            }
        }
        session.settle(context, "entrant-set", mode, performed.map(|performed| vec![performed]))
    }
}

impl Limit {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let limit: Money = self.limit.parse().map_err(|error| bad_option("LIMIT", &error))?;
        let operation =
            SetLimit { lei: lei(&self.lei)?, asset_class: self.asset_class, limit: limit.0 };
        let (mut session, mode) = (Session::open(context).await?, self.dry.mode());
        let performed = session.desk.set_limit(&operation, mode).await;
        session.settle(context, "entrant-limit", mode, performed.map(|performed| vec![performed]))
    }
}

impl Rate {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (from, to) = (currency("--from", &self.from)?, currency("--to", &self.to)?);
        let rate = SetRate::in_smallest_units(&self.rate, from, to).ok_or_else(|| {
            let wrong =
                UsageError(format!("RATE: `{}` is not a positive decimal number", self.rate));
            Hint::on(wrong, "write it like 0.5132, with at most 18 decimals")
        })?;
        let day = day("--day", &self.day)?;
        let operation = SetRate { currency: from, limit_currency: to, rate, day };
        let session = Session::open(context).await?;
        let today = session.today().await?;
        if day > today {
            let wrong = format!("--day: {day} is after today, {today}, by the time of the chain");
            let hint = "give the day on which the rate was observed";
            return Err(Hint::on(UsageError(wrong), hint));
        }
        if let Some(newer) = session.desk.rate_day(from, to).await?.filter(|known| *known > day) {
            let wrong = anyhow::anyhow!(
                "the rate from {from} to {to} on record is of {newer}, later than {day}; give one of {newer} or later"
            );
            return Err(wrong);
        }
        session.perform(context, "entrant-rate", &operation, self.dry.mode()).await
    }
}
