//! `corridor investor attest` and `corridor investor revoke`

use std::path::PathBuf;

use clap::Args;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::vocabulary::Category;
use corridor_operations::SignedAttestation;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::files;
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::day;
use crate::output::fields;
use crate::session::Session;
use crate::words::time;

const SECONDS_A_DAY: u64 = 86_400;

/// What a revocation does not end.
const STILL_SIGNED: &str = "until its deadline; `corridor investor withdraw FILE` takes one of them back, `corridor investor withdraw \
--all` all that the verifier has signed";

/// Says what can undo the loss of a category, or of days of it, where attestations can be signed and submitted later.
fn note_signed(context: &Context, session: &Session, what: &str) {
    if session.desk.attestation_desk().is_ok() {
        context.output.note(format!(
            "note: what a verifier has signed of the investor and nobody submitted can bring {what} back {STILL_SIGNED}"
        ));
    }
}

/// Attest a category until a day, on every wallet of the investor.
#[derive(Debug, Args)]
pub(crate) struct Attest {
    /// Any wallet of the investor
    wallet: String,
    /// The category and the last day it is valid, such as uk-professional:2031-12-31
    #[arg(long, value_name = "NAME:DATE")]
    category: String,
    /// Sign it into this file instead, for anybody to submit (`corridor investor submit`)
    #[arg(long, value_name = "FILE")]
    sign_only: Option<PathBuf>,
    /// How many days it can be submitted
    #[arg(long, value_name = "DAYS", default_value_t = 30, requires = "sign_only", value_parser = clap::value_parser!(u16).range(1..))]
    valid_for: u16,
    #[command(flatten)]
    dry: DryRun,
}

/// An attestation that was signed into a file.
#[derive(Serialize)]
struct SignedReport {
    dry_run: bool,
    file: PathBuf,
    #[serde(flatten)]
    signed: SignedAttestation,
}

/// Take a category away, on every wallet of the investor.
#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Any wallet of the investor
    wallet: String,
    /// The category
    #[arg(long, value_name = "NAME")]
    category: String,
    #[command(flatten)]
    dry: DryRun,
}

impl SignedReport {
    /// Writes the file, which must not exist, and says what is in it.
    fn finish(self, context: &Context, session: &Session) -> anyhow::Result<ExitStatus> {
        if !self.dry_run {
            let text = serde_json::to_string_pretty(&self.signed)?;
            files::create(&self.file, &text)?;
        }
        let SignedAttestation { attestation, digest, .. } = &self.signed;
        context.output.document("corridor.investor-attest-signed/1", &self, || {
            let title = if self.dry_run { "dry run: would be signed" } else { "signed" };
            fields(
                title,
                [
                    ("verifier", session.names.full(attestation.verifier)),
                    ("wallet", session.names.full(attestation.wallet)),
                    ("digest", digest.to_string()),
                    ("submit until", time(attestation.deadline)),
                    ("file", self.file.display().to_string()),
                ],
            )
        })?;
        Ok(ExitStatus::Done)
    }
}

fn category(name: &str) -> anyhow::Result<Category> {
    name.parse().map_err(|error| bad_option("--category", &error))
}

impl Attest {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let Some((name, until)) = self.category.split_once(':') else {
            let wrong = UsageError(format!("--category: `{}` has no day", self.category));
            return Err(Hint::on(wrong, "write it like uk-professional:2031-12-31"));
        };
        let (category, until) = (category(name)?, day("--category", until)?);
        let session = Session::open(context).await?;
        let hint = "give today or a day to come, or revoke the category";
        session.expect_to_come("--category", until, hint).await?;
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        if let Some(file) = self.sign_only {
            let seconds = u64::from(self.valid_for) * SECONDS_A_DAY;
            let signed =
                session.desk.sign_attestation(wallet, category, Some(until), seconds).await?;
            let trial = session.desk.try_submission(&signed).await;
            let report = SignedReport { dry_run: self.dry.dry_run, file, signed };
            let status = report.finish(context, &session)?;
            if let Err(error) = trial {
                context.output.note(format!("note: as things are it would be refused: {error}"));
            }
            return Ok(status);
        }
        let before = session.desk.standing_or_none(wallet).await?.expiry_day(category.bit());
        let operation = corridor_operations::Attest { wallet, category, until };
        let status =
            session.perform(context, "investor-attest", &operation, self.dry.mode()).await?;
        if before > until.number() {
            note_signed(context, &session, &UtcDay::from_number(before).to_string());
        }
        Ok(status)
    }
}

impl Revoke {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let category = category(&self.category)?;
        let session = Session::open(context).await?;
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        let operation = corridor_operations::Revoke { wallet, category };
        let status =
            session.perform(context, "investor-revoke", &operation, self.dry.mode()).await?;
        note_signed(context, &session, "it");
        Ok(status)
    }
}
