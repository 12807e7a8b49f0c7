//! `corridor register book`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::register::{identify, read};
use corridor_holders::{BookError, Entry, HolderBook, Imported};
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::day;
use crate::output::{Report, fields};
use crate::passwords;
use crate::session::{Session, holder_book};

/// The book of holders: names and addresses, encrypted under a passphrase.
#[derive(Debug, Subcommand)]
pub(crate) enum BookCommand {
    /// Write entries of a CSV file, all or none; one that differs from before is replaced and kept as deleted
    Import(Import),
    /// Show what the book says of an investor, now and before
    Show(Show),
    /// Mark the entry of an investor as deleted; it is kept until it may be purged
    Remove(Remove),
    /// Forget what was deleted before a day, once it need not be kept any more
    Purge(Purge),
}

/// Write entries of a file.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A CSV file: id,name,registration,address_1,address_2,address_3,address_4,contact,tax_residence; ids are the
    /// references of the investor file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Show entries.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The reference in the investor file
    #[arg(value_name = "ID")]
    reference: String,
}

/// Mark an entry as deleted.
#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The reference in the investor file
    #[arg(value_name = "ID")]
    reference: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Forget deleted entries.
#[derive(Debug, Args)]
pub(crate) struct Purge {
    /// The day
    #[arg(long, value_name = "DATE")]
    before: String,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Serialize)]
struct ImportReport {
    dry_run: bool,
    #[serde(flatten)]
    imported: Imported,
}

impl Report for ImportReport {
    const SCHEMA: &'static str = "corridor.register-book-import/1";

    fn text(&self) -> String {
        let Imported { added, changed, unchanged } = self.imported;
        let tense = if self.dry_run { "would be " } else { "" };
        format!("entries: {added} {tense}added, {changed} changed, {unchanged} as they were")
    }
}

#[derive(Serialize)]
struct ShowReport {
    entries: Vec<Entry>,
}

impl Report for ShowReport {
    const SCHEMA: &'static str = "corridor.register-book-show/1";

    fn text(&self) -> String {
        self.entries.iter().map(entry).collect::<Vec<_>>().join("\n\n")
    }
}

#[derive(Serialize)]
struct RemoveReport {
    dry_run: bool,
    reference: String,
    deleted: UtcDay,
}

impl Report for RemoveReport {
    const SCHEMA: &'static str = "corridor.register-book-remove/1";

    fn text(&self) -> String {
        let (reference, deleted) = (&self.reference, self.deleted);
        let tense = if self.dry_run { "would be" } else { "is" };
        format!("{reference} {tense} deleted as of {deleted}, and kept until it may be purged")
    }
}

#[derive(Serialize)]
struct PurgeReport {
    dry_run: bool,
    before: UtcDay,
    purged: usize,
}

impl Report for PurgeReport {
    const SCHEMA: &'static str = "corridor.register-book-purge/1";

    fn text(&self) -> String {
        let (before, purged) = (self.before, self.purged);
        let tense = if self.dry_run { "would be" } else { "are" };
        format!("entries that were deleted before {before} and {tense} forgotten: {purged}")
    }
}

impl BookCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        match self {
            Self::Import(command) => command.run(context, &session).await?,
            Self::Show(command) => {
                let path = holder_book(&session);
                let book = HolderBook::open(&path, &passwords::of_book(&path)?)?;
                let entries = book.entries(&command.reference)?;
                context.output.report(&ShowReport { entries })?;
            }
            Self::Remove(Remove { reference, dry: DryRun { dry_run } }) => {
                let (mut book, deleted) = (to_write(&session)?, UtcDay::today());
                book.remove(&reference, deleted)?;
                save(&mut book, dry_run)?;
                context.output.report(&RemoveReport { dry_run, reference, deleted })?;
            }
            Self::Purge(command) => {
                let before = day("--before", &command.before)?;
                let (mut book, dry_run) = (to_write(&session)?, command.dry.dry_run);
                let purged = book.purge(before, UtcDay::today())?;
                save(&mut book, dry_run)?;
                context.output.report(&PurgeReport { dry_run, before, purged })?;
            }
        }
        Ok(ExitStatus::Done)
    }
}

impl Import {
    async fn run(self, context: &Context, session: &Session) -> anyhow::Result<()> {
        let rows = read(&self.file)?;
        let (connection, manifest) = (session.desk.connection(), session.desk.manifest()?);
        let (private, file) = (session.book()?, self.file.display().to_string());
        let entries = identify(connection, manifest, &private, &file, rows).await?;
        context.home.create_private()?;
        let path = holder_book(session);
        let mut book = if HolderBook::exists(&path) {
            HolderBook::open_to_write(&path, &passwords::of_book(&path)?)?
        } else {
            HolderBook::create(&path, &passwords::of_new_book()?)?
        };
        let imported = book.import(entries, UtcDay::today())?;
        save(&mut book, self.dry_run.dry_run)?;
        context.output.report(&ImportReport { dry_run: self.dry_run.dry_run, imported })
    }
}

/// Writes the book, unless it is only tried.
fn save(book: &mut HolderBook, dry_run: bool) -> Result<(), BookError> {
    if dry_run { Ok(()) } else { book.save() }
}

fn to_write(session: &Session) -> anyhow::Result<HolderBook> {
    let path = holder_book(session);
    Ok(HolderBook::open_to_write(&path, &passwords::of_book(&path)?)?)
}

fn entry(entry: &Entry) -> String {
    let owner = &entry.owner;
    let deleted = entry.deleted.map(|day| ("deleted", day.to_string()));
    let optional =
        |name: &'static str, value: &Option<String>| value.clone().map(|value| (name, value));
    let values = [
        Some(("name", owner.name.clone())),
        optional("registration", &owner.registration),
        (!owner.address.is_empty()).then(|| ("address", owner.address.join(", "))),
        optional("contact", &owner.contact),
        optional("tax residence", &owner.tax_residence),
        Some(("commitment", entry.commitment.to_string())),
        Some(("recorded", entry.recorded.to_string())),
        deleted,
    ];
    fields(&entry.reference, values.into_iter().flatten())
}
