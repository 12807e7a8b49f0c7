//! `corridor help`

use clap::{Arg, ArgAction, Args, CommandFactory as _};
use serde::Serialize;

use crate::args::Cli;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError};
use crate::output::Report;

/// Print this message or the help of the given subcommand(s)
#[derive(Debug, Args)]
pub(crate) struct Help {
    /// The command, such as `bond mint` [default: all of them]
    #[arg(value_name = "COMMAND")]
    path: Vec<String>,
}

/// The document of a command.
#[derive(Debug, Serialize)]
struct HelpReport {
    name: String,
    aliases: Vec<String>,
    about: Option<String>,
    usage: String,
    arguments: Vec<Argument>,
    commands: Vec<Below>,
    notes: Option<String>,
    #[serde(skip)]
    text: String,
}

/// An argument or option.
#[derive(Debug, Serialize)]
struct Argument {
    /// `--dry-run`, or the name of a value that has none.
    name: String,
    short: Option<String>,
    /// What its values are called; none where it is a switch.
    values: Vec<String>,
    /// The values that there are, where they can be listed.
    possible_values: Vec<String>,
    default: Vec<String>,
    required: bool,
    /// Whether it may be given more than once.
    repeated: bool,
    /// Whether every command has it.
    global: bool,
    /// The environment variable that stands for it.
    variable: Option<String>,
    about: Option<String>,
}

/// A command below the one that is shown.
#[derive(Debug, Serialize)]
struct Below {
    name: String,
    about: Option<String>,
}

impl Report for HelpReport {
    const SCHEMA: &'static str = "corridor.help/1";

    fn text(&self) -> String {
        self.text.clone()
    }
}

impl Argument {
    fn of(argument: &Arg) -> Self {
        let takes_values = argument.get_action().takes_values();
        let values: Vec<String> = match argument.get_value_names() {
            Some(names) if takes_values => names.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        let positional =
            || values.first().cloned().unwrap_or_else(|| argument.get_id().to_string());
        let many = argument.get_num_args().is_some_and(|range| range.max_values() > 1);
        let defaults = argument.get_default_values().iter().filter(|_| takes_values);
        let possible = argument.get_possible_values();
        let possible = possible.iter().filter(|value| takes_values && !value.is_hide_set());
        Self {
            name: argument.get_long().map_or_else(positional, |long| format!("--{long}")),
            short: argument.get_short().map(|short| format!("-{short}")),
            possible_values: possible.map(|value| value.get_name().to_owned()).collect(),
            default: defaults.map(|value| value.to_string_lossy().into_owned()).collect(),
            required: argument.is_required_set(),
            repeated: many || matches!(argument.get_action(), ArgAction::Append | ArgAction::Count),
            global: argument.is_global_set(),
            variable: argument.get_env().map(|name| name.to_string_lossy().into_owned()),
            about: argument.get_help().map(ToString::to_string),
            values,
        }
    }
}

impl HelpReport {
    fn of(command: &mut clap::Command, path: &str) -> Self {
        let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
        let arguments = shown.map(Argument::of).collect();
        let below = command.get_subcommands().filter(|below| !below.is_hide_set());
        let commands = below
            .map(|below| Below {
                name: below.get_name().to_owned(),
                about: below.get_about().map(ToString::to_string),
            })
            .collect();
        let usage = command.render_usage().to_string();
        Self {
            name: path.to_owned(),
            aliases: command.get_visible_aliases().map(ToOwned::to_owned).collect(),
            about: command.get_about().map(ToString::to_string),
            usage: usage.trim_start_matches("Usage: ").to_owned(),
            arguments,
            commands,
            notes: command.get_after_help().map(ToString::to_string),
            text: command.render_help().ansi().to_string(),
        }
    }
}

impl Help {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let mut root = Cli::command();
        root.build();
        let (mut command, mut path) = (&mut root, "corridor".to_owned());
        for word in &self.path {
            let Some(found) = command.find_subcommand_mut(word) else {
                let wrong = UsageError(format!("there is no command `{word}` in `{path}`"));
                return Err(Hint::on(wrong, format!("`{path} --help` lists its commands")));
            };
            path = format!("{path} {}", found.get_name());
            command = found;
        }
        context.output.report(&HelpReport::of(command, &path))?;
        Ok(ExitStatus::Done)
    }
}
