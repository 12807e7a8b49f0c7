//! `corridor coupon`: one file a command.

mod schedule;

use clap::Subcommand;

use crate::context::{Context, ExitStatus};

/// What a bond pays and when.
#[derive(Debug, Subcommand)]
pub(crate) enum CouponCommand {
    /// Show every payment of a bond by its terms; on a day of settlement accrued interest, price and yield
    Schedule(schedule::Schedule),
}

impl CouponCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Schedule(command) => command.run(context),
        }
    }
}
