//! The commands, one file each.

mod account;
mod completions;
mod devnet;
mod label;
mod profile;

use crate::args::Command;
use crate::context::{Context, ExitStatus};

pub(crate) use account::AccountCommand;
pub(crate) use completions::Completions;
pub(crate) use devnet::DevnetCommand;
pub(crate) use label::LabelCommand;
pub(crate) use profile::ProfileCommand;

impl Command {
    /// Runs the command. One that works offline makes no runtime.
    ///
    /// # Errors
    ///
    /// The command's own.
    pub(crate) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Devnet(command) => context.block_on(command.run(context)),
            Self::Account(command) => command.run(context),
            Self::Label(command) => command.run(context),
            Self::Profile(command) => command.run(context),
            Self::Completions(command) => command.run(context),
        }
    }
}
