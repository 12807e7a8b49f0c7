//! `corridor verify`

use clap::Args;
use corridor_deploy::deployment::{Deployment, Finding, ManifestStore, Severity, Verification};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::output::{Report, table};

/// Hold the chain against the manifest: code, immutables, rule tables, roles, records, listings and terms.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 sound, 1 something differs.")]
pub(crate) struct Verify {
    /// List every check that was made
    #[arg(long)]
    all: bool,
}

/// What a verification came to.
#[derive(Debug, Serialize)]
pub(crate) struct VerifyReport {
    sound: bool,
    #[serde(flatten)]
    verification: Verification,
    #[serde(skip)]
    all: bool,
}

impl VerifyReport {
    pub(crate) fn new(verification: Verification, all: bool) -> Self {
        Self { sound: verification.is_sound(), verification, all }
    }

    pub(crate) const fn is_sound(&self) -> bool {
        self.sound
    }

    pub(crate) fn headline(&self) -> String {
        let Verification { block, checks, findings } = &self.verification;
        let verdict = if self.sound { "sound" } else { "NOT sound" };
        format!("{verdict}: {} checks at block {block}, {} findings", checks.len(), findings.len())
    }
}

impl Report for VerifyReport {
    const SCHEMA: &'static str = "corridor.verify/1";

    fn text(&self) -> String {
        let mut parts = vec![self.headline()];
        if self.all {
            parts.extend(self.verification.checks.iter().map(|check| format!("  {check}")));
        }
        if !self.verification.findings.is_empty() {
            let row = |finding: &Finding| {
                let severity = match finding.severity {
                    Severity::Error => "error",
                    Severity::Notice => "notice",
                };
                [severity.to_owned(), finding.subject.clone(), finding.message.clone()]
            };
            parts.push(table(
                ["severity", "subject", "finding"],
                self.verification.findings.iter().map(row),
            ));
        }
        parts.join("\n")
    }
}

impl Verify {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let connection = context.connect().await?;
        let deployment =
            Deployment::open(&connection, ManifestStore::of(&context.home, &connection))?;
        let report = VerifyReport::new(deployment.verify().await?, self.all);
        context.output.report(&report)?;
        Ok(if report.sound { ExitStatus::Done } else { ExitStatus::Failed })
    }
}
