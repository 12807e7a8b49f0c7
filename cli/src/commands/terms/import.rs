//! `corridor terms import`

use std::path::PathBuf;

use clap::Args;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::terms::taxonomy::{self, Import as Read};
use serde::Serialize;

use super::Out;
use crate::context::{Context, ExitStatus};
use crate::output::Report;

/// Write the terms file of a document of the ICMA Bond Data Taxonomy.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The document
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    out: Out,
}

#[derive(Debug, Serialize)]
struct ImportReport {
    schema_version: &'static str,
    terms: String,
    left_out: Vec<String>,
    #[serde(skip)]
    is_written: bool,
}

impl Report for ImportReport {
    const SCHEMA: &'static str = "corridor.terms-import/1";

    fn text(&self) -> String {
        if self.is_written { "the terms are written".to_owned() } else { self.terms.clone() }
    }
}

impl Import {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let Read { terms, left_out } = taxonomy::import(&self.file, UtcDay::today().date())?;
        self.out.write(&terms)?;
        context.output.note(
            "read without its schema; complete id, names, legs, and what the document does not have",
        );
        if !left_out.is_empty() {
            context
                .output
                .note(format!("left out, as terms have no word for it: {}", left_out.join(", ")));
        }
        let is_written = self.out.out.is_some();
        context.output.report(&ImportReport {
            schema_version: taxonomy::VERSION,
            terms,
            left_out,
            is_written,
        })?;
        Ok(ExitStatus::Done)
    }
}
