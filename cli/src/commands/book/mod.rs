//! `corridor book`

mod choose_lot;
mod lots;
mod offer;
mod pool;
mod recount;
mod seed;
mod share;
mod show;

use clap::Subcommand;

use crate::context::{Context, ExitStatus};

/// What is remembered of a bond's movements for its rules: holders, offers, lots, pools, breaches.
#[derive(Debug, Subcommand)]
pub(crate) enum BookCommand {
    /// Record offers to investors
    Offer(offer::Offer),
    /// Enter the holdings from before the holders' book was opened
    Seed(seed::Seed),
    /// Count holders anew, by what is attested of them now
    Recount(recount::Recount),
    /// Settle, once, what the dates of lots depend on
    Lots(lots::Lots),
    /// Let a lot of a holder leave before the others
    ChooseLot(choose_lot::ChooseLot),
    /// Put a bond, once, in an offeror's pool
    Pool(pool::Pool),
    /// Set the share of the average volume above which a day is a breach
    Share(share::Share),
    /// Show the books of a bond, and of one of its holders
    Show(show::Show),
}

impl BookCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Offer(command) => command.run(context).await,
            Self::Seed(command) => command.run(context).await,
            Self::Recount(command) => command.run(context).await,
            Self::Lots(command) => command.run(context).await,
            Self::ChooseLot(command) => command.run(context).await,
            Self::Pool(command) => command.run(context).await,
            Self::Share(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
        }
    }
}
