//! `corridor register`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use corridor_deploy::home::{Visibility, write_atomic};
use corridor_deploy::register::{Holder, Register, register};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{heading, table};
use crate::session::Session;

/// The register of holders.
#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    /// Write who holds a bond, with control totals that agree with the chain
    Export(Export),
}

/// Write who holds a bond.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The bond
    bond: String,
    /// How it is written [default: table; json with --json]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write it to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
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

const SCHEMA: &str = "corridor.register/1";

impl RegisterCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Export(export) => export.run(context).await,
        }
    }
}

impl Export {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let found =
            register(session.desk.connection(), session.desk.manifest()?, &self.bond).await?;
        let default = if context.output.is_json() { Format::Json } else { Format::Table };
        let text = match self.format.unwrap_or(default) {
            Format::Table => words(&found, &session.names),
            Format::Csv => csv(&found, &session.names)?,
            Format::Json => {
                serde_json::to_string_pretty(&Document { schema: SCHEMA, register: &found })?
            }
        };
        let Some(file) = self.out else {
            context.output.text(text.trim_end())?;
            return Ok(ExitStatus::Done);
        };
        let plain = anstream::adapter::strip_str(text.trim_end()).to_string();
        write_atomic(&file, format!("{plain}\n").as_bytes(), Visibility::Shared)?;
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

/// The register as a table, with its totals.
pub(crate) fn words(register: &Register, names: &Names) -> String {
    let row = |holder: &Holder| {
        let investor = holder
            .investor
            .map_or_else(|| "not registered".to_owned(), |number| number.to_string());
        let jurisdiction = holder.jurisdiction.clone().unwrap_or_default();
        let (amount, frozen) = (holder.amount.clone(), holder.frozen.clone());
        [
            holder.leg.clone(),
            names.full(holder.wallet),
            investor,
            jurisdiction,
            amount,
            frozen,
            holder.flags.clone(),
        ]
    };
    let headers = ["leg", "holder", "investor", "place", "amount", "frozen", "flags"];
    let mut parts = vec![heading(&format!("{} at block {}", register.instrument, register.block))];
    if register.holders.is_empty() {
        parts.push("nobody holds it".to_owned());
    } else {
        parts.push(table(headers, register.holders.iter().map(row)));
    }
    let total = |leg: &corridor_deploy::register::ControlTotal| {
        [leg.leg.clone(), leg.holders.to_string(), leg.investors.to_string(), leg.amount.clone()]
    };
    parts.push(String::new());
    parts.push(table(
        ["total of leg", "wallets", "investors", "outstanding"],
        register.legs.iter().map(total),
    ));
    parts.push(format!("all legs: {}; transfers, balances and supply agree", register.total));
    parts.join("\n")
}

fn csv(register: &Register, names: &Names) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
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
    ])?;
    for holder in &register.holders {
        writer.write_record([
            register.instrument.clone(),
            holder.leg.clone(),
            holder.isin.clone(),
            holder.wallet.to_string(),
            names.of(holder.wallet).unwrap_or_default(),
            holder.investor.map(|number| number.to_string()).unwrap_or_default(),
            holder.jurisdiction.clone().unwrap_or_default(),
            holder.flags.clone(),
            holder.units.to_string(),
            holder.amount.clone(),
            holder.frozen.clone(),
            register.block.to_string(),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
