//! `corridor bond issue`

use clap::Args;

use crate::commands::deploy::Wanted;
use crate::context::{Context, ExitStatus};

/// Bring a bond or a share to a chain under a profile. The shared contracts are brought along when they are missing.
#[derive(Debug, Args)]
#[command(
    after_help = "Without inputs, those of the profile that is in force are taken from the manifest. Doing it again continues an \
interrupted issue, or finds nothing to do."
)]
pub(crate) struct Issue {
    /// The name of terms (treasury-gilt-2040, world-bank-bond-i), or the path of a terms file
    #[arg(value_name = "TERMS")]
    terms: String,
    /// The name of a profile, or the path of a profile file
    #[arg(long, value_name = "NAME|FILE")]
    profile: String,
    #[command(flatten)]
    wanted: Wanted,
}

impl Issue {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        self.wanted
            .bring(context, "bond-issue", Some(&self.profile), Some(&self.terms), false)
            .await
    }
}
