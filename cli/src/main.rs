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

use clap::Parser;

use args::Cli;
use context::Context;
use hint::Failure;
use output::Output;

/// Runs one command line, and reports a failure.
fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
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
