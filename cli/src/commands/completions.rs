//! `corridor completions`

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use serde::Serialize;

use crate::args::Cli;
use crate::context::{Context, ExitStatus};
use crate::output::Report;

/// Print the completion script of a shell.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

#[derive(Debug, Serialize)]
struct Script {
    shell: String,
    script: String,
}

impl Report for Script {
    const SCHEMA: &'static str = "corridor.completions/1";

    fn text(&self) -> String {
        self.script.clone()
    }
}

impl Completions {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "corridor", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        context.output.report(&Script { shell: self.shell.to_string(), script })?;
        Ok(ExitStatus::Done)
    }
}
