//! `corridor permit`

mod approval;
mod cash;
mod certificate;
mod fact;
mod show;
mod symbol;
mod venue;
mod volume;

use clap::{Args, Subcommand};
use corridor_deploy::calendar::UtcDay;

use crate::context::{Context, ExitStatus};
use crate::inputs::day;
use crate::session::Session;

/// Put on record what rules read: facts, certificates, approvals, venues, cash, volumes, symbols.
#[derive(Debug, Subcommand)]
pub(crate) enum PermitCommand {
    /// Record a fact about a bond until a day, or withdraw it
    Fact(fact::Fact),
    /// Record an investor's certificate until a day, or withdraw it
    Certificate(certificate::Certificate),
    /// Approve transfers between two wallets in advance, or withdraw the approval
    Approval(approval::Approval),
    /// Name a venue of a bond, or remove it
    Venue(venue::Venue),
    /// Put a cash token in a class, or take it out
    Cash(cash::Cash),
    /// Record the average daily volume of a month
    Volume(volume::Volume),
    /// Admit, withdraw or bar a symbol of a venue group
    #[command(subcommand)]
    Symbol(symbol::SymbolCommand),
    /// Show what is on record for a bond
    Show(show::Show),
}

/// Until when something is on record.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Until {
    /// The last day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Take it from the record
    #[arg(long)]
    withdraw: bool,
}

impl Until {
    /// The last day; nothing to withdraw.
    fn day(&self) -> anyhow::Result<Option<UtcDay>> {
        self.until.as_deref().map(|text| day("--until", text)).transpose()
    }

    /// Connects, once the day is known to be one, and refuses one that is past there: nothing would ever hold.
    async fn open(&self, context: &Context) -> anyhow::Result<(Session, Option<UtcDay>)> {
        let until = self.day()?;
        let session = Session::open(context).await?;
        if let Some(until) = until {
            let hint = "give today or a day to come, or take it from the record by --withdraw";
            session.expect_to_come("--until", until, hint).await?;
        }
        Ok((session, until))
    }
}

impl PermitCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Fact(command) => command.run(context).await,
            Self::Certificate(command) => command.run(context).await,
            Self::Approval(command) => command.run(context).await,
            Self::Venue(command) => command.run(context).await,
            Self::Cash(command) => command.run(context).await,
            Self::Volume(command) => command.run(context).await,
            Self::Symbol(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
        }
    }
}
