//! `corridor profile schema`

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::context::{Context, ExitStatus};

/// Print the schema of profile files.
#[derive(Debug, Args)]
#[command(
    after_help = "Write it beside a profile and name it in the first line: #:schema profile.schema.json"
)]
pub(crate) struct Schema;

#[derive(Serialize)]
struct Printed {
    json_schema: Value,
}

impl Schema {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let printed = Printed { json_schema: corridor_deploy::profile::schema() };
        let text = serde_json::to_string_pretty(&printed.json_schema)?;
        context.output.document("corridor.profile-schema/1", &printed, || text)?;
        Ok(ExitStatus::Done)
    }
}
