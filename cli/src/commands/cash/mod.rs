//! `corridor cash`: one file a command.

mod admit;
mod create;
mod mint;
mod show;

use clap::Subcommand;
use corridor_operations::{CashHandle, OperationError};

use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Cash tokens for tests.
#[derive(Debug, Subcommand)]
pub(crate) enum CashCommand {
    /// Make a test stablecoin of a currency
    Create(create::Create),
    /// Make cash out of nothing, for tests
    Mint(mint::Mint),
    /// Let a contract receive an allowlisted cash token
    Admit(admit::Admit),
    /// Show cash tokens, and what a wallet has of one
    Show(show::Show),
}

impl CashCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Create(command) => command.run(context).await,
            Self::Mint(command) => command.run(context).await,
            Self::Admit(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
        }
    }
}

/// A cash token by its symbol, its currency, a label or an address.
pub(super) async fn cash(session: &Session, name: &str) -> anyhow::Result<CashHandle> {
    match session.desk.cash_named(name) {
        Ok(cash) => Ok(cash),
        Err(missing @ OperationError::NoCash { .. }) => match session.names.option("CASH", name) {
            Ok(token) => Ok(session.desk.cash_at(token).await?),
            Err(_) => Err(missing.into()),
        },
        Err(error) => Err(error.into()),
    }
}
