//! `corridor terms export`

use clap::Args;
use corridor_deploy::terms::{Terms, taxonomy};
use serde::Serialize;

use super::Out;
use crate::context::{Context, ExitStatus};
use crate::output::Report;

/// Write terms as XML of the ICMA Bond Data Taxonomy.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The name of terms, or the path of a terms file
    #[arg(value_name = "NAME|FILE")]
    terms: String,
    #[command(flatten)]
    out: Out,
}

#[derive(Debug, Serialize)]
struct ExportReport {
    terms: String,
    schema_version: &'static str,
    left_out: Vec<&'static str>,
    missing: Vec<&'static str>,
    xml: String,
    #[serde(skip)]
    is_written: bool,
}

impl Report for ExportReport {
    const SCHEMA: &'static str = "corridor.terms-export/1";

    fn text(&self) -> String {
        if self.is_written { format!("{} is written", self.terms) } else { self.xml.clone() }
    }
}

impl Export {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let terms = Terms::load(&self.terms)?;
        let taxonomy::Export { xml, left_out, missing } = taxonomy::export(&terms)?;
        self.out.write(&xml)?;
        let elements = missing.join(", ");
        context.output.note(format!(
            "to be completed: the schema of the taxonomy ({}) requires as well {elements}",
            taxonomy::VERSION
        ));
        if !left_out.is_empty() {
            let fields = left_out.join(", ");
            context.output.note(format!(
                "a document is of the first issue under one ISIN; it is without {fields}"
            ));
        }
        let is_written = self.out.out.is_some();
        context.output.report(&ExportReport {
            terms: terms.id,
            schema_version: taxonomy::VERSION,
            left_out,
            missing,
            xml,
            is_written,
        })?;
        Ok(ExitStatus::Done)
    }
}
