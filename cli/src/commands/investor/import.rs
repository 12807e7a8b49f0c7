//! `corridor investor import`

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use corridor_deploy::accounts::NameKind;
use corridor_deploy::bulk::{BulkOptions, BulkProgress};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::investors::{InvestorError, InvestorReader, Summary};
use corridor_operations::{Conflict, InvestorFile, Onboarding};
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::Hint;
use crate::output::{fields, table};
use crate::session::Session;
use crate::words::thousands;

/// Register the investors of a CSV file. Its columns are described in deploy/investors/README.md.
#[derive(Debug, Args)]
#[command(
    after_help = "Doing it again continues an interrupted import; what is on chain as the file has it is skipped, what is there otherwise is reported and left: no restriction is lifted, and no wallet linked that was taken away."
)]
pub(crate) struct Import {
    /// The file
    #[arg(required_unless_present = "demo", conflicts_with = "demo")]
    file: Option<PathBuf>,
    /// The demo's 48 investors, whose wallets are test accounts
    #[arg(long)]
    demo: bool,
    /// Take attestations that have expired already; without this they are refused
    #[arg(long)]
    allow_expired: bool,
    #[command(flatten)]
    dry: DryRun,
}

/// What to do about a reference that is the name of something else.
pub(super) const NAME_TAKEN: &str =
    "choose another reference; `corridor label remove` removes a label";

#[derive(Serialize)]
struct ImportReport {
    dry_run: bool,
    #[serde(flatten)]
    onboarding: Onboarding,
}

impl Import {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await;
        let today =
            if self.allow_expired || self.demo { None } else { Some(today(&session).await?) };
        let file = match self.file {
            Some(path) => InvestorFile::At(path),
            None => InvestorFile::Demo,
        };
        // The whole file is read first: nothing is sent for a file that is wrong.
        let Summary { wallets, .. } = check(&file, today, &context.address_book()?.names()?)?;
        let session = session?;
        let onboarding = if self.dry.dry_run {
            session.desk.preview_import(&file, &session.book()?).await?
        } else {
            let mut book = session.book_to_write()?;
            let bar = context.output.progress(wallets, "registering");
            let mut progress = |progress: BulkProgress| bar.set_position(progress.rows);
            let done =
                session.desk.import(&file, &mut book, &BulkOptions::default(), &mut progress).await;
            bar.finish_and_clear();
            done?
        };
        let is_complete = onboarding.conflicting == 0 && onboarding.failed.is_empty();
        let report = ImportReport { dry_run: self.dry.dry_run, onboarding };
        context.output.document("corridor.investor-import/1", &report, || {
            words(&report.onboarding, report.dry_run)
        })?;
        Ok(if is_complete { ExitStatus::Done } else { ExitStatus::Failed })
    }
}

/// The day of the chain; of the clock while there is no chain, so that what is wrong with a file is said first.
async fn today(session: &anyhow::Result<Session>) -> anyhow::Result<UtcDay> {
    match session {
        Ok(session) => session.today().await,
        Err(_) => Ok(UtcDay::today()),
    }
}

fn check(
    file: &InvestorFile,
    today: Option<UtcDay>,
    taken: &BTreeMap<String, NameKind>,
) -> anyhow::Result<Summary> {
    let InvestorFile::At(path) = file else { return Ok(InvestorReader::demo().check()?) };
    let mut reader = InvestorReader::open(path)?;
    if let Some(today) = today {
        reader = reader.refusing_expired(today);
    }
    let checked = reader.check_each(|record| match taken.get(&record.reference) {
        Some(by) => Err(InvestorError::Invalid {
            file: path.display().to_string(),
            line: record.line,
            field: "reference",
            wrong: format!("`{}` is already {by}", record.reference),
            hint: NAME_TAKEN.to_owned(),
        }),
        None => Ok(()),
    });
    checked.map_err(|error| match error {
        InvestorError::Expired { .. } => {
            Hint::on(error, "--allow-expired takes attestations that have expired as they are")
        }
        error => error.into(),
    })
}

/// What became of a file.
pub(crate) fn words(onboarding: &Onboarding, dry_run: bool) -> String {
    let title = if dry_run { "would be imported" } else { "imported" };
    let mut values = vec![
        ("rows", thousands(onboarding.rows)),
        ("registered", thousands(onboarding.registered)),
        ("further wallets", thousands(onboarding.linked)),
        ("restricted", thousands(onboarding.restricted)),
        ("unchanged", thousands(onboarding.unchanged)),
        ("conflicting", thousands(onboarding.conflicting)),
    ];
    if !dry_run {
        values.push(("gas", thousands(onboarding.gas_used)));
    }
    let mut parts = vec![fields(title, values)];
    if !onboarding.conflicts.is_empty() {
        let row = |conflict: &Conflict| {
            let Conflict { line, reference, difference, .. } = conflict;
            [line.to_string(), reference.clone(), difference.clone()]
        };
        parts.push("not on chain as they are in the file, and left as they are:".to_owned());
        parts
            .push(table(["line", "reference", "difference"], onboarding.conflicts.iter().map(row)));
        parts.push(
            "`corridor investor facts` changes residence and flags on chain, `attest` and `revoke` categories, `block` and `unblock` restrictions, `link` and `unlink` wallets"
                .to_owned(),
        );
    }
    parts.extend(onboarding.failed.iter().map(|failure| {
        format!(
            "{} rows up to row {} were refused: {}",
            failure.rows, failure.last_row, failure.reason
        )
    }));
    parts.join("\n")
}
