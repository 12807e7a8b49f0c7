//! `corridor pledge`: one file a command.

mod add;
mod enforce;
mod follow;
mod release;
mod restore;
mod show;

use alloy::primitives::Address;
use clap::{Args, Subcommand};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;

use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Pledge holdings as security: title stays with the holder.
#[derive(Debug, Subcommand)]
pub(crate) enum PledgeCommand {
    /// Pledge units of a holding to a secured party
    Add(add::Add),
    /// Release pledged units
    Release(release::Release),
    /// Move pledged units to the secured party, by order
    Enforce(enforce::Enforce),
    /// Have a pledge follow a holding that was recovered
    Move(follow::Move),
    /// Freeze what is pledged again, after less was set
    Restore(restore::Restore),
    /// Show the pledges of a bond
    Show(show::Show),
}

impl PledgeCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Add(command) => command.run(context).await,
            Self::Release(command) => command.run(context).await,
            Self::Enforce(command) => command.run(context).await,
            Self::Move(command) => command.run(context).await,
            Self::Restore(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
        }
    }
}

/// A pledge of some units.
#[derive(Debug, Args)]
pub(crate) struct OfUnits {
    #[command(flatten)]
    on: OnLeg,
    /// How much
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// Whose holding: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET")]
    holder: String,
    /// Who is secured
    #[arg(long, value_name = "WALLET")]
    to: String,
}

impl OfUnits {
    /// The leg, the holder, the secured party and the amount.
    async fn resolve(
        &self,
        session: &Session,
    ) -> anyhow::Result<(LegHandle, Address, Address, Amount)> {
        let leg = self.on.resolve(session)?;
        let holder = session.account("--holder", &self.holder).await?;
        let secured = session.account("--to", &self.to).await?;
        let amount = amount(&self.amount, leg.currency)?;
        Ok((leg, holder, secured, amount))
    }
}
