#![doc = include_str!("../README.md")]

mod args;
mod commands;
mod context;
mod env;
mod files;
mod fixings;
mod hint;
mod inputs;
mod names;
mod output;
mod passwords;
mod session;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::Cli;
pub use context::{Context, ExitStatus};
pub use hint::{Failure, Hint};
pub use output::{Output, Report, fields, heading, table};

/// Runs one command line, the program's name first, and reports a failure.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return output::usage(&error, arguments.iter().any(|word| word == "--json")),
    };
    let output = Output::new(cli.global.json, cli.global.quiet);
    let done = Context::new(cli.global, output).and_then(|context| cli.command.run(&context));
    match done {
        Ok(status) => status.into(),
        Err(error) => {
            let failure = Failure::of(&error);
            output.failure(&failure);
            failure.status.into()
        }
    }
}

/// The command line as clap knows it, for documentation and completions.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}
