//! `corridor profile hash`

use alloy::primitives::B256;
use clap::Args;
use corridor_deploy::profile::Profile;
use serde::Serialize;

use super::Chosen;
use crate::context::{Context, ExitStatus};
use crate::inputs::Inputs;
use crate::output::Report;

/// Print the hash of a profile.
#[derive(Debug, Args)]
pub(crate) struct Hash {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Debug, Serialize)]
struct HashReport {
    profile: String,
    version: String,
    hash: B256,
    inputs_bound: bool,
}

impl Report for HashReport {
    const SCHEMA: &'static str = "corridor.profile-hash/1";

    fn text(&self) -> String {
        self.hash.to_string()
    }
}

impl Hash {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profile = Profile::load(&self.chosen.profile)?;
        let bound = self.inputs.bind(&profile)?;
        let hash = match &bound {
            Some(bound) => bound.hash(),
            None => profile.hash()?,
        };
        let inputs_bound = bound.is_some() || profile.inputs.is_empty();
        if !inputs_bound {
            context.output.note(
                "this is the hash of the file; the hash on chain includes the inputs, given by --input",
            );
        }
        let Profile { id, version, .. } = profile;
        context.output.report(&HashReport { profile: id, version, hash, inputs_bound })?;
        Ok(ExitStatus::Done)
    }
}
