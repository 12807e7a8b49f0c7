//! `corridor profile schema`

use clap::Args;

use crate::context::{Context, ExitStatus};

/// Print the schema of profile files.
#[derive(Debug, Args)]
#[command(
    after_help = "Write it beside a profile and name it in the first line: #:schema profile.schema.json"
)]
pub(crate) struct Schema;

impl Schema {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        context.output.text(&serde_json::to_string_pretty(&corridor_deploy::profile::schema())?)?;
        Ok(ExitStatus::Done)
    }
}
