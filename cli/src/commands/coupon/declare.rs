//! `corridor coupon declare`

use std::path::PathBuf;

use clap::Args;
use corridor_deploy::terms::{Rate, Terms};
use corridor_operations::{DistributionKind, LateRecord, Mode, Performed, Wanted};
use serde::Serialize;

use super::earlier::note_unrecorded;
use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::commands::cash::cash;
use crate::context::{Context, ExitStatus};
use crate::files::hash;
use crate::fixings;
use crate::hint::{UsageError, bad_option};
use crate::inputs::day;
use crate::session::Session;
use crate::words;

/// Declare what the terms say is paid on a day, and set its record date. Nothing is done twice. The paying agent signs.
#[derive(Debug, Args)]
pub(crate) struct Declare {
    #[command(flatten)]
    on: OnLeg,
    /// The day of payment, as `corridor coupon schedule` shows it
    #[arg(long, value_name = "DATE")]
    payment_date: String,
    /// The cash token: a symbol, a currency, or the address of any ERC-20 [default: the bond's currency]
    #[arg(long)]
    cash: Option<String>,
    /// What is paid: interest, redemption, call, partial-call, partial-redemption or put
    #[arg(long, default_value = "interest")]
    kind: String,
    /// The terms that the bond was issued with [default: the built-in terms of its id]
    #[arg(long, value_name = "NAME|FILE")]
    terms: Option<String>,
    /// A CSV file with the columns date and rate, for a floating coupon
    #[arg(long, value_name = "FILE")]
    fixings: Option<PathBuf>,
    /// Who pays in, and gets back what is left: a label or an address [default: the paying agent]
    #[arg(long, value_name = "WALLET")]
    funder: Option<String>,
    /// The last day on which holders elect, for a put
    #[arg(long, value_name = "DATE")]
    election_until: Option<String>,
    /// The part of each holding that is redeemed, in per cent, for a partial call
    #[arg(long, value_name = "PER CENT")]
    part: Option<String>,
    /// Leave payments that come before it and are not declared without a record date
    #[arg(long)]
    skip_earlier: bool,
    /// The day at whose end the holders are recorded, when that of the terms passed before it was declared
    #[arg(long, value_name = "DATE", requires = "notice")]
    record_date: Option<String>,
    /// What tells the holders why it is another day: the hash of this file (Keccak-256) goes on record, and the registrar signs that
    #[arg(long, value_name = "FILE", requires = "record_date")]
    notice: Option<PathBuf>,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Serialize)]
struct Report<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    distribution: Option<u64>,
    dry_run: bool,
    operations: &'r [Performed],
}

impl Declare {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let kind = self.kind()?;
        let payment_date = day("--payment-date", &self.payment_date)?.date();
        let election_until = self.election_until.as_deref();
        let election_until =
            election_until.map(|text| day("--election-until", text)).transpose()?;
        let part = self.part()?;
        let fixings = fixings::read(self.fixings.as_deref())?;
        let record = self.late_record()?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let terms = session.terms(&leg, self.terms.as_deref())?;
        fixings::note_doubts(context, fixings.as_ref(), &terms)?;
        let cash = match &self.cash {
            Some(name) => cash(&session, name).await?,
            None => session.desk.cash_named(leg.currency.code())?,
        };
        let election_until = election_until.map(|day| day.date());
        let funder = session.account_if_given("--funder", self.funder.as_deref()).await?;
        let wanted = Wanted {
            leg,
            kind,
            payment_date,
            cash,
            funder,
            election_until,
            part,
            skip_earlier: self.skip_earlier,
            record,
        };
        let mode = self.dry.mode();
        let declared = match session.desk.declare(&wanted, &terms, fixings.as_ref(), mode).await {
            Ok(declared) => declared,
            Err(error) => return session.refusal(context, error),
        };
        let report = Report {
            distribution: declared.distribution,
            dry_run: mode == Mode::DryRun,
            operations: &declared.performed,
        };
        context.output.document("corridor.coupon-declare/1", &report, || {
            let done = words::operations(&declared.performed, mode, &session.names);
            let number = declared.distribution.map(|id| format!("\nit is distribution {id}"));
            done + &number.unwrap_or_default()
        })?;
        if let Some(id) = declared.distribution {
            note(context, &session, id, &terms).await?;
        }
        Ok(ExitStatus::Done)
    }

    fn kind(&self) -> Result<DistributionKind, UsageError> {
        self.kind.parse().map_err(|error: String| UsageError(format!("--kind: {error}")))
    }

    fn part(&self) -> anyhow::Result<Option<Rate>> {
        let part = self.part.as_deref().map(str::parse::<Rate>).transpose();
        part.map_err(|error| bad_option("--part", &error))
    }

    /// The record day in place of the one that has passed.
    fn late_record(&self) -> anyhow::Result<Option<LateRecord>> {
        let (Some(day), Some(file)) = (&self.record_date, &self.notice) else { return Ok(None) };
        let day = self::day("--record-date", day)?.date();
        let notice = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Some(LateRecord { day, notice, hash: hash("--notice", file)? }))
    }
}

/// What else there is to do for it.
async fn note(context: &Context, session: &Session, id: u64, terms: &Terms) -> anyhow::Result<()> {
    let one = session.desk.distribution(id).await?;
    note_unrecorded(context, session, &one, terms).await?;
    for later in session.desk.overtaken(&one, terms).await? {
        context.output.note(format!(
            "nothing of the bond is left when distribution {later} is due: `corridor coupon cancel {later}` withdraws it"
        ));
    }
    Ok(())
}
