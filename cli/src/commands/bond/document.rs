//! `corridor bond document`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use corridor_operations::{DocumentView, SetDocument};
use serde::Serialize;

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::files::hash;
use crate::output::table;
use crate::session::Session;

/// Documents of a bond, by their hashes.
#[derive(Debug, Subcommand)]
pub(crate) enum DocumentCommand {
    /// Put a document on record, or a new version of it
    Set(Set),
    /// List the documents of a bond
    List(List),
}

/// Put a document on record by its hash (Keccak-256). The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Set {
    #[command(flatten)]
    on: OnLeg,
    /// Its name, at most 32 bytes
    name: String,
    /// The document
    file: PathBuf,
    /// Where others find it
    #[arg(long)]
    uri: String,
    #[command(flatten)]
    dry: DryRun,
}

/// List the documents of a bond.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    on: OnLeg,
}

#[derive(Serialize)]
struct Documents {
    documents: Vec<DocumentView>,
}

impl DocumentCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Set(command) => command.run(context).await,
            Self::List(command) => command.run(context).await,
        }
    }
}

impl Set {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let hash = hash("FILE", &self.file)?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let operation = SetDocument { leg, name: self.name, uri: self.uri, hash };
        session.perform(context, "bond-document-set", &operation, self.dry.mode()).await
    }
}

impl List {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let list = Documents { documents: session.desk.documents(&leg).await? };
        context.output.document("corridor.bond-documents/1", &list, || list.text())?;
        Ok(ExitStatus::Done)
    }
}

impl Documents {
    fn text(&self) -> String {
        if self.documents.is_empty() {
            return "no documents are on record".to_owned();
        }
        let row = |one: &DocumentView| {
            [one.name.clone(), one.modified.clone(), one.hash.to_string(), one.uri.clone()]
        };
        table(["name", "set", "hash", "where"], self.documents.iter().map(row))
    }
}
