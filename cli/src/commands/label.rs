//! `corridor label`

use alloy::primitives::Address;
use clap::{Args, Subcommand};
use corridor_deploy::home::Name;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::names::require_no_reference;
use crate::output::{Report, table};

/// Name addresses.
#[derive(Debug, Subcommand)]
pub(crate) enum LabelCommand {
    /// Name an address, or give a name another one
    Set(Set),
    /// Show every label and its address
    List(List),
    /// Forget a label
    Remove(Remove),
}

/// Name an address.
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The label
    label: Name,
    /// An address, an account, or a test account such as devnet:7
    target: String,
    #[command(flatten)]
    dry: DryRun,
}

/// Show every label.
#[derive(Debug, Args)]
pub(crate) struct List;

/// Forget a label.
#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The label
    label: Name,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Debug, Serialize)]
struct Label {
    label: Name,
    target: String,
    address: Address,
}

#[derive(Debug, Serialize)]
struct SetReport {
    #[serde(flatten)]
    label: Label,
    dry_run: bool,
}

impl Report for SetReport {
    const SCHEMA: &'static str = "corridor.label-set/1";

    fn text(&self) -> String {
        let verb = if self.dry_run { "would stand" } else { "stands" };
        format!("{} {verb} for {}", self.label.label, self.label.address)
    }
}

#[derive(Debug, Serialize)]
struct RemoveReport {
    label: Name,
    dry_run: bool,
}

impl Report for RemoveReport {
    const SCHEMA: &'static str = "corridor.label-remove/1";

    fn text(&self) -> String {
        let verb = if self.dry_run { "would be" } else { "was" };
        format!("{} {verb} removed", self.label)
    }
}

#[derive(Debug, Serialize)]
struct ListReport {
    labels: Vec<Label>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.label-list/1";

    fn text(&self) -> String {
        if self.labels.is_empty() {
            return "no labels; `corridor label set NAME ADDRESS` makes one".to_owned();
        }
        let row = |label: &Label| {
            [label.label.to_string(), label.address.to_string(), label.target.clone()]
        };
        table(["label", "address", "written as"], self.labels.iter().map(row))
    }
}

impl LabelCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Set(set) => set.run(context),
            Self::List(list) => list.run(context),
            Self::Remove(remove) => remove.run(context),
        }
    }
}

impl Set {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let mut book = context.address_book()?;
        let dry_run = self.dry.dry_run;
        require_no_reference(&context.home, &self.label)?;
        let address = if dry_run {
            book.settable(&self.label, &self.target)?
        } else {
            book.set(&self.label, &self.target)?
        };
        let label = Label { label: self.label, target: self.target, address };
        context.output.report(&SetReport { label, dry_run })?;
        Ok(ExitStatus::Done)
    }
}

impl List {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let book = context.address_book()?;
        let labels = book.iter().map(|(label, target)| {
            let address = book.resolve(label.as_str())?;
            Ok(Label { label: label.clone(), target: target.to_owned(), address })
        });
        let labels = labels.collect::<anyhow::Result<_>>()?;
        context.output.report(&ListReport { labels })?;
        Ok(ExitStatus::Done)
    }
}

impl Remove {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let mut book = context.address_book()?;
        let dry_run = self.dry.dry_run;
        if dry_run {
            book.resolve(self.label.as_str())?;
        } else {
            book.remove(&self.label)?;
        }
        context.output.report(&RemoveReport { label: self.label, dry_run })?;
        Ok(ExitStatus::Done)
    }
}
