//! The one place that prints.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::context::ExitStatus;
use crate::hint::Failure;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();
const HEADER: Style = Style::new().bold();

/// The result of a command: a document for programs, a text for people.
pub(crate) trait Report: Serialize {
    /// The kind and version of the document, such as `corridor.devnet-up/1`.
    const SCHEMA: &'static str;

    /// The text for people. It may hold styles; they are removed where they don't belong.
    fn text(&self) -> String;
}

#[derive(Serialize)]
struct ErrorContent<'a> {
    error: &'a Failure,
}

/// Where results and notes go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
}

impl Output {
    /// An output with the global options `--json` and `--quiet`.
    #[must_use]
    pub(crate) const fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    /// Prints the result of a command.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn report<R: Report>(&self, report: &R) -> anyhow::Result<()> {
        if self.json {
            return heard(write_document(R::SCHEMA, report));
        }
        self.text(report.text().trim_end())
    }

    /// Prints a result whose text depends on more than its document does, such as labels.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn document<T: Serialize>(
        &self,
        schema: &str,
        content: &T,
        text: impl FnOnce() -> String,
    ) -> anyhow::Result<()> {
        if self.json {
            return heard(write_document(schema, content));
        }
        self.text(text().trim_end())
    }

    /// Begins a result that is printed while it is made: `head`, a list of entries called `name`, and an end. For programs
    /// it is one document with an entry a line.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn list<T: Serialize>(
        &self,
        schema: &str,
        head: &T,
        name: &str,
    ) -> anyhow::Result<List> {
        if self.json {
            let head = serde_json::to_string(head)?;
            let head = head.strip_suffix('}').unwrap_or(&head);
            let head = behind_schema(head, "");
            heard(write!(io::stdout(), "{{\"schema\":\"{schema}\"{head},\"{name}\":["))?;
        }
        Ok(List { output: *self, is_empty: true })
    }

    /// Whether the result is one document for programs.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Prints a text that is the result itself, such as a script.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn text(&self, text: &str) -> anyhow::Result<()> {
        heard(writeln!(anstream::stdout(), "{text}"))
    }

    /// Tells the reader something beside the result, on standard error.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.quiet {
            // Who closed standard error doesn't want to know.
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// A progress bar on standard error: at a terminal only, and not with `--quiet`.
    #[must_use]
    pub(crate) fn progress(&self, length: u64, message: &'static str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        if !self.quiet && io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let template = "{msg} [{bar:30}] {human_pos}/{human_len} {eta}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.with_message(message)
    }

    pub(crate) fn failure(&self, failure: &Failure) {
        tell(failure);
        if self.json {
            let _ = write_document("corridor.error/1", &ErrorContent { error: failure });
        }
    }
}

fn tell(failure: &Failure) {
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{ERROR}error:{ERROR:#} {}", failure.message);
    if let Some(hint) = &failure.hint {
        let _ = writeln!(stderr, "{HINT}hint:{HINT:#} {hint}");
    }
}

/// A result that is printed while it is made.
#[derive(Debug)]
pub(crate) struct List {
    output: Output,
    is_empty: bool,
}

impl List {
    /// Prints an entry; one without a text is left out for people.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn entry<T: Serialize>(
        &mut self,
        entry: &T,
        text: impl FnOnce() -> Option<String>,
    ) -> anyhow::Result<()> {
        if self.output.json {
            let separator = if self.is_empty { "\n" } else { ",\n" };
            self.is_empty = false;
            return heard(write!(io::stdout(), "{separator}{}", serde_json::to_string(entry)?));
        }
        text().map_or(Ok(()), |text| self.output.text(&text))
    }

    /// Prints the end.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn end<T: Serialize>(
        &self,
        end: &T,
        text: impl FnOnce() -> String,
    ) -> anyhow::Result<()> {
        if self.output.json {
            let end = serde_json::to_string(end)?;
            let end = end.strip_prefix('{').unwrap_or(&end);
            return heard(writeln!(io::stdout(), "\n],{end}"));
        }
        self.output.text(&text())
    }

    /// Tells why the list ends here. The document says so too, as a second one would follow no rule.
    ///
    /// # Errors
    ///
    /// Standard output can't be written.
    pub(crate) fn fail(&self, error: &anyhow::Error) -> anyhow::Result<ExitStatus> {
        let failure = Failure::of(error);
        tell(&failure);
        if self.output.json {
            self.end(&ErrorContent { error: &failure }, String::new)?;
        }
        Ok(failure.status)
    }
}

fn write_document<T: Serialize>(schema: &str, content: &T) -> io::Result<()> {
    let content = serde_json::to_string_pretty(content)?;
    let mut stdout = io::stdout().lock();
    write!(stdout, "{{\n  \"schema\": \"{schema}\"")?;
    writeln!(stdout, "{}", behind_schema(&content, "\n"))
}

/// What follows the schema in the document of the object `content`; `end` stands before its last brace. In text, as a type around each
/// of the documents would be compiled as often as there are documents.
fn behind_schema<'c>(content: &'c str, end: &'c str) -> impl Display + use<'c> {
    let members = content.strip_prefix('{').unwrap_or(content);
    let separator = if matches!(members, "" | "}") { end } else { "," };
    std::fmt::from_fn(move |formatter| write!(formatter, "{separator}{members}"))
}

/// Prints what clap has to say: help and version as a result, a wrong command line as an error.
pub(crate) fn usage(error: &clap::Error, json: bool) -> ExitCode {
    let _ = error.print();
    if !error.use_stderr() {
        return ExitStatus::Done.into();
    }
    if json {
        let rendered = error.render().to_string();
        let message = rendered.trim_start_matches("error: ");
        let message = message.split("\n\n").next().unwrap_or(message).trim_end().to_owned();
        let failure = Failure { code: "usage", message, hint: None, status: ExitStatus::Usage };
        let _ = write_document("corridor.error/1", &ErrorContent { error: &failure });
    }
    ExitStatus::Usage.into()
}

/// What was written, or would have been: whoever has read enough of standard output and closed it does not turn a refusal into a success,
/// or end what has begun.
fn heard(written: io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// A table with a line of headers.
pub(crate) fn table<const N: usize>(
    headers: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    self::rows(&headers, rows.into_iter().map(Vec::from))
}

/// A table of any number of columns.
pub(crate) fn rows(headers: &[impl AsRef<str>], rows: impl Iterator<Item = Vec<String>>) -> String {
    let headers = headers.iter().map(|header| Cell::new(header.as_ref().to_uppercase())).collect();
    lay_out(headers, rows.collect())
}

fn lay_out(headers: Vec<Cell>, rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(headers).add_rows(rows);
    let text = trimmed(&table).replace("\n ", "\n");
    let text = text.trim_start();
    match text.split_once('\n') {
        Some((header, rest)) => format!("{}\n{rest}", heading(header)),
        None => text.to_owned(),
    }
}

/// A line that stands out.
#[must_use]
pub(crate) fn heading(text: &str) -> String {
    format!("{HEADER}{text}{HEADER:#}")
}

/// A heading and named values below it.
pub(crate) fn fields<'a>(
    title: &str,
    values: impl IntoIterator<Item = (&'a str, String)>,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    for (name, value) in values {
        table.add_row([format!(" {name}"), value]);
    }
    format!("{}\n{}", heading(title), trimmed(&table))
}

fn trimmed(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
