//! `corridor completions`

use clap::Args;
use clap_complete::Shell;

use crate::context::{Context, ExitStatus};

/// Print the completion script of a shell.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut crate::command(), "corridor", &mut script);
        context.output.text(String::from_utf8_lossy(&script).trim_end())?;
        Ok(ExitStatus::Done)
    }
}
