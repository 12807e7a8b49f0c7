//! `corridor register`: one file a command.

mod book;
mod export;
mod html;
mod notice;
mod paid;
mod reconcile;

use clap::Subcommand;
use corridor_deploy::register::{At, Progress};
use indicatif::ProgressBar;

use crate::context::{Context, ExitStatus};
use crate::hint::bad_option;

pub(crate) use export::words;

/// The register of holders.
#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    /// Write who holds a bond, or held it at the end of a day or at a block, with control totals that agree with the chain
    Export(export::Export),
    /// Prove that holders, control book and supply agree, by events and by storage; list what does not
    Reconcile(reconcile::Reconcile),
    /// Names and addresses of the holders, which are not on chain: an encrypted file
    #[command(subcommand)]
    Book(book::BookCommand),
    /// Write a corporate-action message of ISO 20022 for a payment of the bond
    Notice(Box<notice::Notice>),
}

impl RegisterCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Export(command) => command.run(context).await,
            Self::Reconcile(command) => command.run(context).await,
            Self::Book(command) => command.run(context).await,
            Self::Notice(command) => command.run(context).await,
        }
    }
}

/// The moment that `--at` names.
fn moment(at: Option<&str>) -> anyhow::Result<At> {
    at.map_or(Ok(At::Latest), |text| text.parse().map_err(|error| bad_option("--at", &error)))
}

/// Moves a bar along.
fn show(bar: &ProgressBar) -> impl FnMut(Progress) {
    |progress| match progress {
        Progress::Read { block, first, last } => {
            bar.set_length(last - first + 1);
            bar.set_position(block - first + 1);
        }
        Progress::Compared { done, total } => {
            bar.set_message("comparing holdings");
            bar.set_length(total);
            bar.set_position(done);
        }
    }
}
