//! `corridor profile`: one file a command.

mod check;
mod diff;
mod hash;
mod list;
mod schema;
mod show;

use clap::{Args, Subcommand};
use corridor_deploy::profile::Profile;
use serde::Serialize;

use crate::context::{Context, ExitStatus};

/// Look at the regimes that profiles describe.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Show the profiles that come with this tool
    List(list::List),
    /// Show the rules of a profile, with citation and remedy
    Show(show::Show),
    /// Check a profile file, and the values for its inputs when any are given
    Check(check::Check),
    /// Print the hash that names a profile on chain
    Hash(hash::Hash),
    /// Show what differs between two profiles, in words
    Diff(diff::Diff),
    /// Print the JSON Schema of profile files, for editors
    Schema(schema::Schema),
}

#[derive(Debug, Args)]
struct Chosen {
    /// The name of a profile, or the path of a profile file
    #[arg(value_name = "NAME|FILE")]
    profile: String,
}

impl ProfileCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::List(list) => list.run(context),
            Self::Show(show) => show.run(context),
            Self::Check(check) => check.run(context),
            Self::Hash(hash) => hash.run(context),
            Self::Diff(diff) => diff.run(context),
            Self::Schema(schema) => schema.run(context),
        }
    }
}

#[derive(Debug, Serialize)]
struct Summary {
    id: String,
    version: String,
    title: String,
    as_of: String,
    legs: Vec<String>,
    rules_on_chain: usize,
    rules_off_chain: usize,
}

impl From<&Profile> for Summary {
    fn from(profile: &Profile) -> Self {
        let on_chain = profile.rules.iter().filter(|rule| rule.on_chain().is_some()).count();
        Self {
            id: profile.id.clone(),
            version: profile.version.clone(),
            title: profile.title.clone(),
            as_of: profile.as_of.to_string(),
            legs: profile.legs.iter().map(|leg| leg.id.clone()).collect(),
            rules_on_chain: on_chain,
            rules_off_chain: profile.rules.len() - on_chain,
        }
    }
}
