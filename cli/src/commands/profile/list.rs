//! `corridor profile list`

use clap::Args;
use corridor_deploy::profile::Profile;
use serde::Serialize;

use super::Summary;
use crate::context::{Context, ExitStatus};
use crate::output::{Report, table};

/// Show the profiles.
#[derive(Debug, Args)]
pub(crate) struct List;

#[derive(Debug, Serialize)]
struct ListReport {
    profiles: Vec<Summary>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.profile-list/1";

    fn text(&self) -> String {
        let row = |profile: &Summary| {
            let rules = format!("{} + {}", profile.rules_on_chain, profile.rules_off_chain);
            let legs = profile.legs.join(", ");
            let (id, title) = (profile.id.clone(), profile.title.clone());
            [id, profile.version.clone(), profile.as_of.clone(), legs, rules, title]
        };
        let headers = ["profile", "version", "as of", "legs", "rules on + off chain", "title"];
        table(headers, self.profiles.iter().map(row))
    }
}

impl List {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profiles = Profile::builtin()?;
        let profiles = profiles.iter().map(Summary::from).collect();
        context.output.report(&ListReport { profiles })?;
        Ok(ExitStatus::Done)
    }
}
