//! placeholder
use crate::context::{Context, ExitStatus};
use clap::Args;
/// Write a corporate-action message.
#[derive(Debug, Args)]
pub(crate) struct Notice {}
impl Notice {
    pub(super) fn run(self, _: &Context) -> anyhow::Result<ExitStatus> {
        Ok(ExitStatus::Done)
    }
}
