//! The `corridor` command: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    corridor_cli::run(std::env::args_os())
}
