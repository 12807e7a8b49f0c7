//! `corridor register export`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use corridor_deploy::explain::Wording;
use corridor_deploy::home::{Visibility, write_atomic};
use corridor_deploy::register::{
    Checked, ControlTotal, DEFAULT_SPAN, Holder, Register, Request, register_at,
};
use corridor_holders::{Entry, HolderBook};
use serde::Serialize;

use super::{html, moment, show};
use crate::context::{Context, ExitStatus};
use crate::files::require_folder;
use crate::hint::{Hint, UsageError};
use crate::output::{heading, table};
use crate::passwords;
use crate::session::{Session, holder_book};
use crate::words::time;

/// Write who holds a bond.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The bond
    bond: String,
    /// The end of a UTC day, or a block [default: now]
    #[arg(long, value_name = "DATE|BLOCK")]
    at: Option<String>,
    /// How it is written [default: table; json with --json]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write it to a file; with --book only you may read it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Add names and addresses from the book of holders
    #[arg(long)]
    book: bool,
    /// List positions that came to nothing too
    #[arg(long)]
    cancelled: bool,
    /// Most blocks that one question for logs covers; endpoints that allow fewer are asked for fewer by themselves
    #[arg(long, value_name = "BLOCKS", default_value_t = DEFAULT_SPAN, value_parser = clap::value_parser!(u64).range(1..))]
    span: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    /// A page to print, which needs nothing from elsewhere
    Html,
}

#[derive(Serialize)]
struct Document<'d> {
    schema: &'static str,
    #[serde(flatten)]
    register: &'d Register,
}

#[derive(Serialize)]
struct Written {
    file: PathBuf,
    instrument: String,
    holders: usize,
    total: String,
}

const SCHEMA: &str = "corridor.register/3";

impl Export {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let at = moment(self.at.as_deref())?;
        let format = self.format(context)?;
        if let Some(file) = &self.out {
            require_folder(file)?;
        }
        let session = Session::open(context).await?;
        let book = if self.book { Some(open(&session)?) } else { None };
        let (connection, manifest) = (session.desk.connection(), session.desk.manifest()?);
        let (instrument, cancelled, span) = (self.bond.as_str(), self.cancelled, self.span);
        let request = Request { instrument, at, cancelled, span };
        let bar = context.output.progress(0, "reading events");
        let found = register_at(connection, manifest, request, &mut show(&bar)).await;
        bar.finish_and_clear();
        let mut found = found?;
        if let Some(book) = &book {
            found.add_commitments(connection, manifest, span).await?;
            let owner = |entry: Option<Entry>| entry.map(|entry| (entry.owner, entry.recorded));
            found.add_owners(|commitment, day| book.at(commitment, day).map(owner))?;
        }
        let labels = session.names.of_all(found.wallets());
        found.add_labels(&labels);
        for note in &found.notes {
            context.output.note(note);
        }
        let text = match format {
            Format::Table => words(&found),
            Format::Csv => csv(&found)?,
            Format::Html => html::page(&found),
            Format::Json => {
                serde_json::to_string_pretty(&Document { schema: SCHEMA, register: &found })?
            }
        };
        self.write(context, found, &text)
    }

    /// What is printed is one document with --json; what is written to a file may be anything.
    fn format(&self, context: &Context) -> anyhow::Result<Format> {
        let is_json = context.output.is_json();
        let default = if is_json { Format::Json } else { Format::Table };
        let format = self.format.unwrap_or(default);
        if is_json && format != Format::Json && self.out.is_none() {
            let wrong = "--format: with --json only json is printed".to_owned();
            return Err(Hint::on(
                UsageError(wrong),
                "leave one of the two out, or write it to a file with --out",
            ));
        }
        Ok(format)
    }

    fn write(self, context: &Context, found: Register, text: &str) -> anyhow::Result<ExitStatus> {
        let Some(file) = self.out else {
            context.output.text(text.trim_end())?;
            return Ok(ExitStatus::Done);
        };
        let plain = anstream::adapter::strip_str(text.trim_end()).to_string();
        let visibility = if self.book { Visibility::Private } else { Visibility::Shared };
        write_atomic(&file, format!("{plain}\n").as_bytes(), visibility)?;
        let written = Written {
            file,
            instrument: found.instrument,
            holders: found.holders.len(),
            total: found.total,
        };
        context.output.document("corridor.register-export/1", &written, || {
            format!(
                "{} holders with {} written to {}",
                written.holders,
                written.total,
                written.file.display()
            )
        })?;
        Ok(ExitStatus::Done)
    }
}

fn open(session: &Session) -> anyhow::Result<HolderBook> {
    let path = holder_book(session);
    Ok(HolderBook::open(&path, &passwords::of_book(&path)?)?)
}

/// The register as a table, with its totals.
pub(crate) fn words(register: &Register) -> String {
    let mut parts = vec![heading(&title(register))];
    if register.holders.is_empty() {
        parts.push("nobody holds it".to_owned());
    } else {
        parts.push(holders(&register.holders));
    }
    if !register.cancelled.is_empty() {
        parts.extend([String::new(), heading("Came to nothing")]);
        parts.push(cancelled(&register.cancelled));
    }
    let authorised = Wording::new(register.currency);
    let total = |leg: &ControlTotal| {
        let authorised = leg.authorised.map(|units| authorised.amount(units));
        [
            leg.leg.clone(),
            leg.holders.to_string(),
            leg.investors.to_string(),
            authorised.unwrap_or_default(),
            leg.amount.clone(),
        ]
    };
    parts.push(String::new());
    parts.push(table(
        ["total of leg", "wallets", "investors", "authorised", "outstanding"],
        register.legs.iter().map(total),
    ));
    parts.push(format!("all legs: {}; {}", register.total, agreement(register)));
    parts.join("\n")
}

/// What the register is of, and when.
pub(super) fn title(register: &Register) -> String {
    let (instrument, moment) = (&register.instrument, &register.moment);
    let block = moment.block;
    match moment.day {
        // Whatever moves in a later block of the day is not in it.
        Some(day) if !moment.is_final() => {
            let time = time(moment.time);
            format!(
                "{instrument} as of block {block}, {time}; by the chain {day} (UTC) has not ended"
            )
        }
        Some(day) => format!("{instrument} at the end of {day} (UTC), block {block}"),
        None => format!("{instrument} at block {block}, {}", time(moment.time)),
    }
}

/// What the register was held against.
pub(super) fn agreement(register: &Register) -> &'static str {
    let checks = || register.legs.iter().map(|leg| &leg.checked);
    if checks().any(|checked| *checked == Checked::ControlBook) {
        return "transfers and control book agree; storage of then was not to be had";
    }
    let is_dated = |checked: &Checked| matches!(checked, Checked::Stored { record_dates, .. } if !record_dates.is_empty());
    if checks().any(is_dated) {
        return "transfers, balances, those of the record date, and supply agree";
    }
    "transfers, balances and supply agree"
}

const HEADERS: [&str; 8] =
    ["leg", "holder", "investor", "place", "issued", "amount", "frozen", "flags"];

fn holders(holders: &[Holder]) -> String {
    table(HEADERS, holders.iter().map(row))
}

fn cancelled(holders: &[Holder]) -> String {
    let [leg, holder, investor, place, issued, amount, frozen, flags] = HEADERS;
    let headers = [leg, holder, investor, place, issued, "cancelled", amount, frozen, flags];
    let rows = holders.iter().map(|one| {
        let [leg, holder, investor, place, issued, amount, frozen, flags] = row(one);
        let cancelled = one.cancelled.map(|day| day.to_string()).unwrap_or_default();
        [leg, holder, investor, place, issued, cancelled, amount, frozen, flags]
    });
    table(headers, rows)
}

fn row(holder: &Holder) -> [String; 8] {
    let investor =
        holder.investor.map_or_else(|| "not registered".to_owned(), |number| number.to_string());
    let owner = holder.owner.as_ref().map(|owner| match &owner.registration {
        Some(registration) => format!("{}, registered as {registration}, ", owner.name),
        None => format!("{}, ", owner.name),
    });
    let wallet = match &holder.label {
        Some(name) => format!("{name} ({})", holder.wallet),
        None => holder.wallet.to_string(),
    };
    [
        holder.leg.clone(),
        format!("{}{wallet}", owner.unwrap_or_default()),
        investor,
        holder.jurisdiction.clone().unwrap_or_default(),
        holder.issued.map(|day| day.to_string()).unwrap_or_default(),
        holder.amount.clone(),
        holder.frozen.clone(),
        holder.flags.join(";"),
    ]
}

const COLUMNS: [&str; 19] = [
    "instrument",
    "leg",
    "isin",
    "wallet",
    "label",
    "investor",
    "jurisdiction",
    "flags",
    "units",
    "amount",
    "frozen",
    "block",
    "issued",
    "cancelled",
    "name",
    "registration",
    "address",
    "contact",
    "tax_residence",
];

fn csv(register: &Register) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for holder in register.holders.iter().chain(&register.cancelled) {
        let owner = holder.owner.clone();
        let of = |part: fn(corridor_deploy::owner::Owner) -> String| {
            owner.clone().map(part).unwrap_or_default()
        };
        let fields: [String; COLUMNS.len()] = [
            register.instrument.clone(),
            holder.leg.clone(),
            holder.isin.clone(),
            holder.wallet.to_string(),
            holder.label.clone().unwrap_or_default(),
            holder.investor.map(|number| number.to_string()).unwrap_or_default(),
            holder.jurisdiction.clone().unwrap_or_default(),
            holder.flags.join(";"),
            holder.units.to_string(),
            holder.amount.clone(),
            holder.frozen.clone(),
            register.moment.block.to_string(),
            holder.issued.map(|day| day.to_string()).unwrap_or_default(),
            holder.cancelled.map(|day| day.to_string()).unwrap_or_default(),
            of(|owner| owner.name),
            of(|owner| owner.registration().to_owned()),
            of(|owner| owner.address.join("; ")),
            of(|owner| owner.contact.unwrap_or_default()),
            of(|owner| owner.tax_residence.unwrap_or_default()),
        ];
        writer.write_record(fields.map(inert))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe says that it is text.
fn inert(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        for cell in ["=1+1", "+44 20", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(inert(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "a=b", "GBP 1", "'x", " =1"] {
            assert_eq!(inert(cell.to_owned()), cell);
        }
    }
}
