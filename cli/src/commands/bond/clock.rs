//! `corridor bond clock`

use clap::Args;
use corridor_operations::{Mode, OperationError, Performed, StartClock};

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::day;
use crate::session::Session;

/// Start the offering clock, which a compliance period is counted from: on the later of the first offer and the closing. The issuer
/// signs.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --leg, the clock of every leg with a rule that counts from it is started, on one day: an offering of several legs \
has one clock, which is started once all that is offered is issued, and counts for what is issued later (a tap) as well. With --leg, it \
is not started where a move into the leg would be judged by it and the leg that is left has another day."
)]
pub(crate) struct Clock {
    #[command(flatten)]
    on: OnLeg,
    /// The day the offering began, not one to come nor before the first issue [default: the day of the latest block]
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Clock {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let given = self.day.as_deref().map(|text| day("--day", text)).transpose()?;
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let legs = match self.on.leg {
            Some(_) => Vec::new(),
            None => session.desk.clock_legs(&self.on.bond).await?,
        };
        let legs = match legs.is_empty() {
            true => vec![self.on.resolve(&session)?],
            false => legs,
        };
        let mut started = Vec::new();
        for leg in legs {
            started.push((session.desk.clock_of(&leg).await?, leg));
        }
        // A clock that has another day is refused before any is started.
        started.sort_by_key(|(day, _)| day.is_none());
        let known = started.iter().find_map(|(day, _)| *day);
        let day = match given.or(known) {
            Some(day) => day,
            None => session.today().await?,
        };
        if let [(_, leg), ..] = started.as_slice() {
            session.desk.require_begun(leg, day).await?;
        }
        if let [(None, alone)] = started.as_slice() {
            session.desk.require_one_clock(alone, day).await?;
        }
        // An interrupted run goes on: of several legs, one that has the day has nothing to be told.
        let is_single = started.len() == 1;
        let waiting = started.into_iter().filter(|(has, _)| is_single || *has != Some(day));
        let clocks = waiting.map(|(_, leg)| StartClock { leg, day });
        session.settle(context, "bond-clock", mode, all(&session, clocks, mode).await)
    }
}

async fn all(
    session: &Session,
    clocks: impl Iterator<Item = StartClock>,
    mode: Mode,
) -> Result<Vec<Performed>, OperationError> {
    let mut done = Vec::new();
    for clock in clocks {
        done.push(session.desk.perform(&clock, mode).await?);
    }
    Ok(done)
}
