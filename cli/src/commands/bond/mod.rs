//! `corridor bond`

mod calendar;
mod cancel;
mod clock;
mod default;
mod document;
mod force;
mod freeze;
mod halt;
mod issue;
mod mint;
mod recover;
mod redeem;
mod show;
mod tap;
mod transfer;
mod wind_down;

use clap::{Args, Subcommand};
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_deploy::explain::LegHandle;
use corridor_operations::{Giver, InstructionFile, Mode, Moved};
use serde::Serialize;
use std::path::Path;

use crate::context::{Context, ExitStatus};
use crate::session::Session;
use crate::words;

/// Issue bonds and shares, and do everything that is done with them.
#[derive(Debug, Subcommand)]
pub(crate) enum BondCommand {
    /// Bring a bond or a share to a chain under a profile: its tokens, listing and limits
    Issue(issue::Issue),
    /// Show the bonds and shares of the deployment
    List(show::List),
    /// Show a bond or a share as the chain has it
    Show(show::Show),
    /// Show what is due on a bond, what was done about it, and what is late
    Calendar(calendar::Calendar),
    /// Issue units to a holder, or to every row of a file
    Mint(mint::Mint),
    /// Move units from a holder to another, or to every row of a file
    Transfer(transfer::Transfer),
    /// Let somebody move units of a holder
    Approve(transfer::Approve),
    /// Cancel units of a holder; the cash is paid elsewhere
    Redeem(redeem::Redeem),
    /// Freeze a part of a holding
    Freeze(freeze::Freeze),
    /// Unfreeze a part of a holding
    Unfreeze(freeze::Unfreeze),
    /// Move units without the holder, by order
    Force(force::Force),
    /// Move the holdings of a lost wallet to another one of the same investor
    Recover(recover::Recover),
    /// Raise the amount that may be issued
    Tap(tap::Tap),
    /// Say that it is in default, or that it is cured; or show it
    Default(default::Default),
    /// Keep its documents on record by their hashes
    #[command(subcommand)]
    Document(document::DocumentCommand),
    /// Start the offering clock
    Clock(clock::Clock),
    /// Halt what the regime's halt rule covers
    Halt(halt::Halt),
    /// Lift a halt
    Resume(halt::Resume),
    /// Pause issue and transfers
    Pause(halt::Pause),
    /// Unpause them
    Unpause(halt::Unpause),
    /// Cancel a replacement of its regime that is scheduled
    CancelReplacement(cancel::Cancel),
    /// End issue and transfers for good; redemption goes on
    WindDown(wind_down::WindDown),
}

/// A bond or a share, and one of its legs.
#[derive(Debug, Args)]
pub(crate) struct OnLeg {
    /// The bond or share: its id, the id of its terms, or an ISIN
    bond: String,
    /// The leg, when there are several
    #[arg(long)]
    leg: Option<String>,
}

impl OnLeg {
    pub(crate) fn resolve(&self, session: &Session) -> anyhow::Result<LegHandle> {
        Ok(session.desk.leg(&self.bond, self.leg.as_deref())?)
    }
}

impl BondCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Issue(command) => command.run(context).await,
            Self::List(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Calendar(command) => command.run(context).await,
            Self::Mint(command) => command.run(context).await,
            Self::Transfer(command) => command.run(context).await,
            Self::Approve(command) => command.run(context).await,
            Self::Redeem(command) => command.run(context).await,
            Self::Freeze(command) => command.run(context).await,
            Self::Unfreeze(command) => command.run(context).await,
            Self::Force(command) => command.run(context).await,
            Self::Recover(command) => command.run(context).await,
            Self::Tap(command) => command.run(context).await,
            Self::Default(command) => command.run(context).await,
            Self::Document(command) => command.run(context).await,
            Self::Clock(command) => command.run(context).await,
            Self::Halt(command) => command.run(context).await,
            Self::Resume(command) => command.run(context).await,
            Self::Pause(command) => command.run(context).await,
            Self::Unpause(command) => command.run(context).await,
            Self::CancelReplacement(command) => command.run(context).await,
            Self::WindDown(command) => command.run(context).await,
        }
    }
}

#[derive(Serialize)]
struct MovedReport {
    dry_run: bool,
    #[serde(flatten)]
    moved: Moved,
}

/// Issues or transfers to every row of a file.
async fn move_file(
    context: &Context,
    session: &Session,
    command: &'static str,
    (leg, giver): (&LegHandle, Giver),
    (file, again): (&Path, bool),
    mode: Mode,
) -> anyhow::Result<ExitStatus> {
    let resolver = |name: &str| {
        session.names.option("wallet", name).map_err(|error| error.root_cause().to_string())
    };
    let file = InstructionFile::new(file, leg.currency).with_names(&resolver).again(again);
    let bar = context.output.progress(0, "moving");
    let mut progress = |progress: BulkProgress| bar.set_position(progress.rows);
    let options = BulkOptions::default();
    let moved = session.desk.move_many(leg, giver, &file, mode, &options, &mut progress).await;
    bar.finish_and_clear();
    let mut moved = match moved {
        Ok(moved) => moved,
        Err(error) => return session.refusal(context, error),
    };
    let status = match moved.refused.as_slice() {
        [] if mode == Mode::DryRun || moved.rows == moved.file_rows => ExitStatus::Done,
        refused if refused.iter().any(|row| row.by_regime) => ExitStatus::Refused,
        _ => ExitStatus::Failed,
    };
    moved.refused.iter_mut().for_each(|row| row.add_labels(&|wallet| session.names.of(wallet)));
    words::note_repeated(context, &session.names, moved.repeated.as_ref());
    let report = MovedReport { dry_run: mode == Mode::DryRun, moved };
    let text = || words::moved::text(&report.moved, &session.names);
    context.output.document(&format!("corridor.{command}-file/1"), &report, text)?;
    if mode == Mode::Execute && !report.moved.refused.is_empty() {
        context.output.note(
            "the same file again does only the rows that were refused; a corrected file is another one: give it those rows alone",
        );
    }
    Ok(status)
}
