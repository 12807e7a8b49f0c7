//! `corridor route`

use alloy::primitives::{U256, keccak256};
use clap::{Args, Subcommand};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::explain::Wording;
use corridor_operations::{CloseRoute, Exchange, OpenRoute, RouteStatus};
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError};
use crate::inputs::{amount, moment};
use crate::output::{Report, fields, table};
use crate::session::Session;
use crate::words::time;

/// Move units between the legs of a bond, and say which ways are open.
#[derive(Debug, Subcommand)]
pub(crate) enum RouteCommand {
    /// List the routes of a bond
    List(List),
    /// Show one route, and what is outstanding at both of its ends
    Show(Show),
    /// Open a route, again or for another window
    Open(Open),
    /// Close a route; it can be opened again
    Close(Close),
    /// Move units of a holder from a leg to another
    Move(Move),
}

/// A bond, and the two legs of a route.
#[derive(Debug, Args)]
pub(crate) struct OnRoute {
    /// The bond: its id, the id of its terms, or an ISIN
    bond: String,
    /// The leg that is left
    #[arg(long, value_name = "LEG")]
    from_leg: String,
    /// The leg that is entered
    #[arg(long, value_name = "LEG")]
    to_leg: String,
}

impl OnRoute {
    fn resolve(&self, session: &Session) -> anyhow::Result<(LegHandle, LegHandle)> {
        let leg = |leg: &str| session.desk.leg(&self.bond, Some(leg));
        Ok((leg(&self.from_leg)?, leg(&self.to_leg)?))
    }
}

/// List the routes of a bond.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// The bond
    bond: String,
}

/// Show one route.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    on: OnRoute,
}

/// Open a route. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Open {
    #[command(flatten)]
    on: OnRoute,
    /// The first moment in which it is open [default: at once]
    #[arg(long, value_name = "DATE|TIME")]
    start: Option<String>,
    /// The first moment in which it is no longer open [default: never]
    #[arg(long, value_name = "DATE|TIME")]
    end: Option<String>,
    /// What permits it; only its hash goes on chain [default: the bond's profile]
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

/// Close a route. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Close {
    #[command(flatten)]
    on: OnRoute,
    /// Why; only its hash goes on chain
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Move units of a holder from a leg to another. The holder signs, or the operator.
#[derive(Debug, Args)]
#[command(
    after_help = "Both legs judge the movement, and a refusal has the reasons of both. Exit status: 3 refused."
)]
pub(crate) struct Move {
    #[command(flatten)]
    on: OnRoute,
    /// How much, such as "GBP 1,000,000"
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Who gives on the leg that is left
    #[arg(long, value_name = "WALLET")]
    from: String,
    /// Who receives on the leg that is entered [default: who gives]
    #[arg(long, value_name = "WALLET")]
    to: Option<String>,
    /// Who signs instead of the holder, out of an allowance on the leg that is left
    #[arg(long, value_name = "WALLET")]
    operator: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Debug, Serialize)]
struct Entry {
    #[serde(flatten)]
    status: RouteStatus,
    usable: bool,
}

#[derive(Debug, Serialize)]
struct ListReport {
    bond: String,
    routes: Vec<Entry>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.route-list/2";

    fn text(&self) -> String {
        if self.routes.is_empty() {
            return format!("{} has no routes; its profile has none", self.bond);
        }
        let row = |entry: &Entry| {
            let RouteStatus { route, from, to, .. } = &entry.status;
            let id = route.clone().unwrap_or_else(|| "not in the profile".to_owned());
            [id, from.clone(), to.clone(), state(entry).to_owned(), window(&entry.status)]
        };
        table(["route", "from", "to", "state", "window"], self.routes.iter().map(row))
    }
}

/// Whether units move along it now.
const fn state(entry: &Entry) -> &'static str {
    match (entry.status.open, entry.usable) {
        (false, _) => "closed",
        (true, false) => "outside its window",
        (true, true) => "open",
    }
}

/// When a route may be used, in words.
pub(crate) fn window(status: &RouteStatus) -> String {
    window_words((status.opens, status.closes))
}

fn window_words(window: (u64, u64)) -> String {
    match window {
        (0, 0) => "always".to_owned(),
        (start, 0) => format!("from {}", time(start)),
        (0, end) => format!("before {}", time(end)),
        (start, end) => format!("from {}, before {}", time(start), time(end)),
    }
}

async fn entries(session: &Session, bond: &str) -> anyhow::Result<Vec<Entry>> {
    let now = session.now().await?;
    let routes = session.desk.routes_of(bond).await?;
    let entry = |status: RouteStatus| Entry { usable: status.is_usable(now), status };
    Ok(routes.into_iter().map(entry).collect())
}

#[derive(Debug, Serialize)]
struct ShowReport {
    bond: String,
    #[serde(flatten)]
    entry: Entry,
    outstanding: Vec<Outstanding>,
    sum_of_legs: String,
}

#[derive(Debug, Serialize)]
struct Outstanding {
    leg: String,
    amount: String,
}

impl Report for ShowReport {
    const SCHEMA: &'static str = "corridor.route-show/2";

    fn text(&self) -> String {
        let RouteStatus { route, title, from, to, evidence, .. } = &self.entry.status;
        let mut values = vec![
            ("from", format!("leg {from}")),
            ("to", format!("leg {to}")),
            ("state", state(&self.entry).to_owned()),
            ("window", window(&self.entry.status)),
            ("evidence", evidence.to_string()),
        ];
        values.extend(title.clone().map(|title| ("about", title)));
        for leg in &self.outstanding {
            values.push(("outstanding", format!("{} on leg {}", leg.amount, leg.leg)));
        }
        values.push(("sum", format!("{} over all legs", self.sum_of_legs)));
        let id = route.as_deref().unwrap_or("not in the profile");
        fields(&format!("route {id} of {}", self.bond), values)
    }
}

impl RouteCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::List(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Open(command) => command.run(context).await,
            Self::Close(command) => command.run(context).await,
            Self::Move(command) => command.run(context).await,
        }
    }
}

impl List {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let (bond, _) = session.desk.manifest()?.bond(&self.bond)?;
        let routes = entries(&session, bond).await?;
        context.output.report(&ListReport { bond: bond.to_owned(), routes })?;
        Ok(ExitStatus::Done)
    }
}

impl Show {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let (leg, enters) = self.on.resolve(&session)?;
        let is_meant =
            |entry: &Entry| (&entry.status.from, &entry.status.to) == (&leg.leg, &enters.leg);
        let found = entries(&session, &leg.instrument).await?.into_iter().find(is_meant);
        let Some(entry) = found else {
            anyhow::bail!(
                "no route leads from leg {} to leg {} of {}; `corridor route list {}` has them all",
                leg.leg,
                enters.leg,
                leg.instrument,
                leg.instrument
            );
        };
        let words = Wording::new(leg.currency);
        let by_leg = session.desk.outstanding_by_leg(&leg.instrument).await?;
        let sum = by_leg.iter().fold(U256::ZERO, |sum, (_, units)| sum + *units);
        let outstanding = by_leg
            .into_iter()
            .map(|(leg, units)| Outstanding { leg: leg.leg, amount: words.amount(units) });
        context.output.report(&ShowReport {
            bond: leg.instrument.clone(),
            entry,
            outstanding: outstanding.collect(),
            sum_of_legs: words.amount(sum),
        })?;
        Ok(ExitStatus::Done)
    }
}

impl Open {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let seconds = |option: &str, text: &Option<String>| {
            text.as_deref().map(|text| moment(option, text)).transpose()
        };
        let window = (seconds("--start", &self.start)?, seconds("--end", &self.end)?);
        let session = Session::open(context).await?;
        let (leg, enters) = self.on.resolve(&session)?;
        check(window, session.now().await?)?;
        let manifest = session.desk.manifest()?;
        let profile = manifest.bond(&leg.instrument)?.1.profile;
        let evidence = self.evidence.as_deref().map_or(profile, keccak256);
        let window = (window.0.unwrap_or_default(), window.1.unwrap_or_default());
        let bound = manifest.bound_profile(profile)?;
        let mut routes = bound.profile().routes.iter();
        let by_profile = routes.find(|route| route.from == leg.leg && route.to == enters.leg);
        if let Some(route) = by_profile.filter(|route| !route.has_within(window)) {
            let by_profile = window_words(route.window());
            context.output.note(format!(
                "by the profile route {} is open {by_profile}; this opens it {}, which `corridor verify` will find wrong",
                route.id,
                window_words(window)
            ));
        }
        let operation = OpenRoute { leg, enters, window, evidence };
        session.perform(context, "route-open", &operation, self.dry.mode()).await
    }
}

/// Refuses a window in which nothing would ever move: a route is closed by a command of its own.
fn check((start, end): (Option<u64>, Option<u64>), now: u64) -> anyhow::Result<()> {
    let Some(end) = end else { return Ok(()) };
    if end <= now {
        let wrong = format!(
            "--end: {} is over by the time of the chain, {}, so the route would be closed",
            time(end),
            time(now)
        );
        return Err(Hint::on(
            UsageError(wrong),
            "give a day to come, or `corridor route close` it",
        ));
    }
    if start.is_some_and(|start| start >= end) {
        let wrong = "--end is not after --start, so the route would never be open";
        return Err(UsageError(wrong.to_owned()).into());
    }
    Ok(())
}

impl Close {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let (leg, enters) = self.on.resolve(&session)?;
        let operation = CloseRoute { leg, enters, reason: self.reason };
        session.perform(context, "route-close", &operation, self.dry.mode()).await
    }
}

impl Move {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let (leg, enters) = self.on.resolve(&session)?;
        let from = session.wallet("--from", &self.from).await?;
        let to = session.wallet_if_given("--to", self.to.as_deref()).await?.unwrap_or(from);
        let operator = session.wallet_if_given("--operator", self.operator.as_deref()).await?;
        let amount = amount(&self.amount, leg.currency)?;
        let operation = Exchange { leg, enters, from, to, amount, operator };
        session.perform(context, "route-move", &operation, self.dry.mode()).await
    }
}
