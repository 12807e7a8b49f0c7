//! `corridor coupon`: one file a command.

mod cancel;
mod claim;
mod close;
mod declare;
mod earlier;
mod elect;
mod fund;
mod list;
mod pay;
mod redirect;
mod schedule;
mod show;

use clap::{Args, Subcommand};
use corridor_operations::Distribution;

use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// What a bond pays and when; pay it.
#[derive(Debug, Subcommand)]
pub(crate) enum CouponCommand {
    /// Show every payment of a bond by its terms; on a day of settlement accrued interest, price and yield
    Schedule(schedule::Schedule),
    /// Declare interest or a redemption by the terms, with its record date
    Declare(declare::Declare),
    /// List what was declared, and how far it has come
    List(list::List),
    /// Show one distribution, and what a holder is due
    Show(show::Show),
    /// Pay in for a distribution
    Fund(fund::Fund),
    /// Pay all holders, in batches; go on where an earlier run was interrupted
    Pay(pay::Pay),
    /// Pay one holder before its turn, or what was kept for it
    Claim(claim::Claim),
    /// Elect to give units back under a put
    Elect(elect::Elect),
    /// Make what a lost wallet is due another wallet's of the same investor
    Redirect(redirect::Redirect),
    /// Withdraw a distribution of which nobody was paid
    Cancel(cancel::Cancel),
    /// Return what is left to whoever paid in
    Close(close::Close),
}

/// A distribution by its number.
#[derive(Debug, Args)]
pub(crate) struct OnDistribution {
    /// The number of the distribution, as `corridor coupon list` shows it
    id: u64,
}

impl OnDistribution {
    async fn find(&self, session: &Session) -> anyhow::Result<Distribution> {
        Ok(session.desk.distribution(self.id).await?)
    }
}

/// Says that a call was declared before the bond came into default: it stands, since notice of it was given, and no other one is declared.
async fn note_default(
    context: &Context,
    session: &Session,
    one: &Distribution,
) -> anyhow::Result<()> {
    let default = session.desk.default_after_call(one).await?;
    if let Some(words) = default.and_then(|default| default.words()) {
        let (id, kind, of) = (one.id, one.kind()?, &one.leg.instrument);
        context.output.note(format!(
            "{of} is {words}: the {kind} that is distribution {id} was declared before, so it stands; `corridor coupon cancel {id}` withdraws it while nobody was paid"
        ));
    }
    Ok(())
}

impl CouponCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Schedule(command) => command.run(context),
            Self::Declare(command) => context.block_on(command.run(context)),
            Self::List(command) => context.block_on(command.run(context)),
            Self::Show(command) => context.block_on(command.run(context)),
            Self::Fund(command) => context.block_on(command.run(context)),
            Self::Pay(command) => context.block_on(command.run(context)),
            Self::Claim(command) => context.block_on(command.run(context)),
            Self::Elect(command) => context.block_on(command.run(context)),
            Self::Redirect(command) => context.block_on(command.run(context)),
            Self::Cancel(command) => context.block_on(command.run(context)),
            Self::Close(command) => context.block_on(command.run(context)),
        }
    }
}
