//! `corridor bond default`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use corridor_operations::{CureDefault, DeclareDefault, DefaultKind, DefaultView};

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::files::hash;
use crate::output::fields;
use crate::session::Session;

/// Say that a bond is in default, or that it is cured; without either, show it. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Default {
    #[command(flatten)]
    on: OnLeg,
    /// Declare it: the hash of this notice (Keccak-256) goes on record
    #[arg(long, value_name = "FILE", conflicts_with = "cure")]
    declare: Option<PathBuf>,
    /// What was not done
    #[arg(long, value_enum, default_value = "missed-payment", requires = "declare")]
    kind: Kind,
    /// Say that it is cured: the hash of this notice goes on record
    #[arg(long, value_name = "FILE")]
    cure: Option<PathBuf>,
    #[command(flatten)]
    dry: DryRun,
}

/// What was not done.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Interest or principal was not paid
    MissedPayment,
    /// A covenant was broken
    Covenant,
    /// The issuer is insolvent
    Insolvency,
    /// Anything else that the terms call so
    Other,
}

impl Kind {
    const fn of_contract(self) -> DefaultKind {
        match self {
            Self::MissedPayment => DefaultKind::MissedPayment,
            Self::Covenant => DefaultKind::Covenant,
            Self::Insolvency => DefaultKind::Insolvency,
            Self::Other => DefaultKind::Other,
        }
    }
}

impl Default {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let declared = self.declare.as_deref().map(|file| hash("--declare", file)).transpose()?;
        let cured = self.cure.as_deref().map(|file| hash("--cure", file)).transpose()?;
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let leg = self.on.resolve(&session)?;
        if let Some(evidence) = declared {
            let operation = DeclareDefault { leg, kind: self.kind.of_contract(), evidence };
            return session.perform(context, "bond-default", &operation, mode).await;
        }
        if let Some(evidence) = cured {
            let operation = CureDefault { leg, evidence };
            return session.perform(context, "bond-default", &operation, mode).await;
        }
        let view = session.desk.default_of(&leg).await?;
        context.output.document("corridor.bond-default-show/1", &view, || text(&view))?;
        Ok(ExitStatus::Done)
    }
}

fn text(view: &DefaultView) -> String {
    let of = format!("{}, leg {}", view.instrument, view.leg);
    let (Some(kind), Some(since), Some(evidence)) = (view.kind, &view.since, view.evidence) else {
        return format!("{of}: no default was declared");
    };
    let state = if view.in_default { "IN DEFAULT" } else { "cured" };
    let mut values = vec![("kind", kind.name().to_owned()), ("since", since.clone())];
    values.extend(view.until.clone().map(|until| ("until", until)));
    values.push(("notice", evidence.to_string()));
    fields(&format!("{of}: {state}"), values)
}
