//! `corridor terms`: one file a command.

mod check;
mod export;
mod import;

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use crate::context::{Context, ExitStatus};

/// Check terms; bonds' as XML of the ICMA Bond Data Taxonomy, and back.
#[derive(Debug, Subcommand)]
pub(crate) enum TermsCommand {
    /// Check a terms file, and show what was read
    Check(check::Check),
    /// Write terms as XML of the ICMA Bond Data Taxonomy, if it has a place for them, and name what its schema requires as well
    Export(export::Export),
    /// Write the terms file of such a document, for a person to complete
    Import(import::Import),
}

#[derive(Debug, Args)]
struct Out {
    /// Write here and not to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Out {
    /// Writes a text to the file, when one is named.
    ///
    /// # Errors
    ///
    /// The file can't be written.
    fn write(&self, text: &str) -> anyhow::Result<()> {
        let Some(path) = &self.out else { return Ok(()) };
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

impl TermsCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Check(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::Import(command) => command.run(context),
        }
    }
}
