//! `corridor investor`

mod add;
mod attest;
mod block;
mod facts;
mod import;
mod link;
mod show;
mod submit;

use clap::Subcommand;

use crate::context::{Context, ExitStatus};

pub(crate) use import::words as import_words;

/// Register investors, and what is attested of them.
#[derive(Debug, Subcommand)]
pub(crate) enum InvestorCommand {
    /// Register the investors of a CSV file
    Import(import::Import),
    /// Register one investor, or a further wallet of one
    Add(add::Add),
    /// Show what the chain has of an investor
    Show(show::Show),
    /// Attest a category until a day
    Attest(attest::Attest),
    /// Submit what a verifier signed
    Submit(submit::Submit),
    /// Take back what a verifier signed and nobody submitted
    Withdraw(submit::Withdraw),
    /// Give a further wallet the standing of an investor
    Link(link::Link),
    /// Take the standing from a wallet
    Unlink(link::Unlink),
    /// List the wallets of an investor
    Wallets(link::Wallets),
    /// Take a category away
    Revoke(attest::Revoke),
    /// Record another residence, or other flags that verifiers attest
    Facts(facts::Facts),
    /// Block an investor, or put it under another restriction
    Block(block::Block),
    /// Lift a restriction
    Unblock(block::Unblock),
}

impl InvestorCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Import(command) => command.run(context).await,
            Self::Add(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Attest(command) => command.run(context).await,
            Self::Submit(command) => command.run(context).await,
            Self::Withdraw(command) => command.run(context).await,
            Self::Link(command) => command.run(context).await,
            Self::Unlink(command) => command.run(context).await,
            Self::Wallets(command) => command.run(context).await,
            Self::Revoke(command) => command.run(context).await,
            Self::Facts(command) => command.run(context).await,
            Self::Block(command) => command.run(context).await,
            Self::Unblock(command) => command.run(context).await,
        }
    }
}
