//! `corridor bond calendar`

use std::path::PathBuf;

use clap::Args;
use corridor_deploy::calendar::UtcDay;
use corridor_operations::{DefaultView, Due, DueState};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::fixings;
use crate::inputs::day;
use crate::output::{heading, table};
use crate::session::Session;
use crate::words;

/// Columns of the timeline.
const WIDTH: i64 = 48;

/// Years that are shown when nothing is said.
const YEARS: i64 = 2;

/// Show what is due on a bond, what was done about it, and what is late.
#[derive(Debug, Args)]
pub(crate) struct Calendar {
    #[command(flatten)]
    on: OnLeg,
    /// The last day [default: two years from the latest block]
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// The terms that the bond was issued with [default: the built-in terms of its id]
    #[arg(long, value_name = "NAME|FILE")]
    terms: Option<String>,
    /// A CSV file with the columns date and rate, for a floating coupon
    #[arg(long, value_name = "FILE")]
    fixings: Option<PathBuf>,
}

#[derive(Serialize)]
struct CalendarReport {
    instrument: String,
    leg: String,
    today: Date,
    until: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<DefaultView>,
    due: Vec<Due>,
}

impl Calendar {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let until = self.until.as_deref().map(|text| day("--until", text)).transpose()?;
        let fixings = fixings::read(self.fixings.as_deref())?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let terms = session.terms(&leg, self.terms.as_deref())?;
        fixings::note_doubts(context, fixings.as_ref(), &terms)?;
        let today = session.today().await?.date();
        let until = match until {
            Some(day) => day.date(),
            None => today.checked_add(YEARS.years()).unwrap_or(Date::MAX),
        };
        let due = session.desk.due(&leg, &terms, fixings.as_ref(), until).await?;
        let default = session.desk.known_default(&leg).await?;
        let (instrument, leg) = (leg.instrument, leg.leg);
        let report = CalendarReport { instrument, leg, today, until, default, due };
        context.output.document("corridor.bond-calendar/1", &report, || report.text())?;
        Ok(ExitStatus::Done)
    }
}

impl CalendarReport {
    fn text(&self) -> String {
        let title = format!("{}, leg {}, on {}", self.instrument, self.leg, self.today);
        let default = self.default.as_ref().and_then(DefaultView::words);
        let title = [Some(heading(&title)), default].into_iter().flatten().collect::<Vec<_>>();
        let title = title.join("\n");
        if self.due.is_empty() {
            return format!("{title}\nnothing is due until {}", self.until);
        }
        let open = || "-".to_owned();
        // The currency is that of all.
        let number = |amount: &str| amount.rsplit(' ').next().unwrap_or_default().to_owned();
        let row = |due: &Due| {
            let day = |date: Option<Date>| date.map_or_else(open, |date| date.to_string());
            [
                due.paid_from.unwrap_or(due.payment).to_string(),
                due.kind.to_string(),
                due.per_hundred.as_deref().map_or_else(open, number),
                day(due.ex_dividend),
                day(due.record),
                when(due.days),
                state(due),
                number_of(due).unwrap_or_else(open),
            ]
        };
        let headers =
            ["paid", "what", "per 100", "ex-dividend", "record day", "when", "state", "number"];
        let rows = table(headers, self.due.iter().map(row));
        [title, rows, String::new(), self.timeline()].join("\n")
    }

    /// A line from the first day to the last, with a mark for each payment and one for today.
    fn timeline(&self) -> String {
        let first = self.due.iter().map(|due| due.payment).chain([self.today]).min();
        let (first, last) = (first.unwrap_or(self.today), self.until.max(self.today));
        let number = |date: Date| UtcDay::from_date(date).map_or(0, |day| i64::from(day.number()));
        let span = (number(last) - number(first)).max(1);
        let place = |date: Date| {
            usize::try_from((number(date) - number(first)) * (WIDTH - 1) / span).unwrap_or(0)
        };
        let mut marks = vec![(u8::MAX, '-'); usize::try_from(WIDTH).unwrap_or(0)];
        if let Some(here) = marks.get_mut(place(self.today)) {
            here.1 = '|';
        }
        // Where several fall together, the one that asks most is shown.
        for due in &self.due {
            let (urgency, sign) = sign(due);
            let here = marks.get_mut(place(due.paid_from.unwrap_or(due.payment)));
            if let Some(here) = here.filter(|here| urgency < here.0) {
                *here = (urgency, sign);
            }
        }
        let line: String = marks.into_iter().map(|(_, sign)| sign).collect();
        format!(
            "{first} {line} {last}\n| today   o to come   n not declared   d declared   f funded   u unclaimed   * paid   ! late   \
             ? optional   x called"
        )
    }
}

/// The distribution of a payment, or the one that was withdrawn.
fn number_of(due: &Due) -> Option<String> {
    let withdrawn = due.withdrawn.map(|id| format!("{id}, withdrawn"));
    due.distribution.map(|id| id.to_string()).or(withdrawn)
}

/// What became of it, and what is to be claimed.
fn state(due: &Due) -> String {
    match &due.unclaimed {
        Some(amount) if due.state == DueState::Unclaimed => words::coupon::unclaimed(amount),
        _ => due.state.name().to_owned(),
    }
}

/// How far away a day is, in words.
fn when(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// The mark of a payment, and its place among others of the same day: what is to be done comes before what is done or nobody has to do.
fn sign(due: &Due) -> (u8, char) {
    match due.state {
        DueState::Late => (0, '!'),
        DueState::NotDeclared => (1, 'n'),
        DueState::Declared => (2, 'd'),
        DueState::Funded => (3, 'f'),
        DueState::Unclaimed => (4, 'u'),
        DueState::ToCome => (5, 'o'),
        DueState::Paid => (6, '*'),
        DueState::Called => (7, 'x'),
        DueState::Optional => (8, '?'),
    }
}
