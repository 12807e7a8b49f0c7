//! `corridor register notice`

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use corridor_deploy::accounts::AccountError;
use corridor_deploy::money::Amount;
use corridor_deploy::notice::{
    Event, Message, Movement, Notice as Facts, Percentage, confirmation, notification, unrounded,
};
use corridor_deploy::schedule::{CashFlow, CashFlows, Fixings, Fraction};
use corridor_deploy::terms::{EarlyRedemption, Rate, Terms};
use jiff::civil::Date;
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::day;
use crate::output::Report;
use crate::session::Session;

/// Longest reference of an event in messages.
const MAX_REFERENCE: usize = 35;

/// Write a corporate-action message of ISO 20022 for a payment by the terms. It needs no chain, but for an investor's reference.
#[derive(Debug, Args)]
pub(crate) struct Notice {
    /// The name of terms, or the path of a terms file
    #[arg(value_name = "NAME|FILE")]
    terms: String,
    /// What is paid: interest, redemption, call, partial-call or put
    #[arg(long, default_value = "interest")]
    kind: String,
    /// The day of payment, as `corridor coupon schedule` shows it
    #[arg(long, value_name = "DATE")]
    payment_date: String,
    /// The holders at the end of this day are paid [default: as by the terms]
    #[arg(long, value_name = "DATE")]
    record_date: Option<String>,
    /// The day from which it is paid, when that is later than the day of payment by the terms
    #[arg(long, value_name = "DATE", requires = "record_date")]
    paid_from: Option<String>,
    /// The message: seev.031 tells all holders, seev.036 confirms to one
    #[arg(long, value_enum, default_value = "seev.031")]
    format: Format,
    /// What the event is called, up to 35 characters [default: the id of the terms and the day of payment]
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
    /// The leg whose ISIN is meant [default: the ISIN of the bond]
    #[arg(long)]
    leg: Option<String>,
    /// The wallet that was paid, for seev.036: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET", required_if_eq("format", "seev.036"))]
    wallet: Option<String>,
    /// What it held at the record date, for seev.036
    #[arg(long, value_name = "AMOUNT", required_if_eq("format", "seev.036"))]
    balance: Option<String>,
    /// A CSV file with the columns date and rate, for a floating coupon
    #[arg(long, value_name = "FILE")]
    fixings: Option<PathBuf>,
    /// Write here and not to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(name = "seev.031")]
    Notification,
    #[value(name = "seev.036")]
    Confirmation,
}

#[derive(Debug, Serialize)]
struct NoticeReport {
    terms: String,
    definition: &'static str,
    left_out: Vec<&'static str>,
    xml: String,
    #[serde(skip)]
    is_written: bool,
}

impl Report for NoticeReport {
    const SCHEMA: &'static str = "corridor.register-notice/1";

    fn text(&self) -> String {
        if self.is_written {
            format!("the notice of {} is written", self.terms)
        } else {
            self.xml.clone()
        }
    }
}

/// A day on which the terms pay nothing of the kind.
#[derive(Debug, thiserror::Error)]
#[error("the terms of {terms} have no {event} on {date}")]
struct NoPayment {
    terms: String,
    event: &'static str,
    date: Date,
}

impl Notice {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let event: Event = self.kind.parse().map_err(|error| bad_option("--kind", &error))?;
        let terms = Terms::load(&self.terms)?;
        let fixings = self.fixings.as_deref().map(Fixings::read).transpose()?;
        let balance = self.balance(&terms)?;
        let flows = CashFlows::of(&terms, balance, fixings.as_ref())?;
        let payment = self.payment(event, &terms, &flows)?;
        let facts = self.facts(event, &terms, &payment)?;
        let wallet = self.wallet(context).await?;
        let Message { definition, xml, left_out } = match self.format {
            Format::Notification => notification(&facts),
            Format::Confirmation => {
                let paid = payment.paid(&terms, balance)?;
                let unrounded = payment.unrounded(&terms, balance)?;
                confirmation(&facts, &Movement { wallet, balance, paid, unrounded })
            }
        };
        if let Some(path) = &self.out {
            fs::write(path, &xml).with_context(|| format!("cannot write {}", path.display()))?;
        }
        if !left_out.is_empty() {
            context.output.note(format!("left out: {}", left_out.join("; ")));
        }
        let (terms, is_written) = (terms.id, self.out.is_some());
        let report = NoticeReport { terms, definition, left_out, xml, is_written };
        context.output.report(&report)?;
        Ok(ExitStatus::Done)
    }

    /// The address of the wallet that was paid. A chain is asked for names only that no label has.
    async fn wallet(&self, context: &Context) -> anyhow::Result<String> {
        let Some(text) = &self.wallet else { return Ok(String::new()) };
        if self.format == Format::Notification {
            let wrong =
                UsageError("--wallet: seev.031 tells all holders, and no wallet".to_owned());
            return Err(Hint::on(wrong, "leave it out, or write --format seev.036"));
        }
        match context.address_book()?.resolve(text) {
            Ok(address) => Ok(address.to_string()),
            Err(AccountError::NoLabel { .. }) => {
                let unknown = || {
                    format!(
                        "--wallet: `{text}` is no address and no label, and references are looked up in a deployment"
                    )
                };
                let session = Session::open(context).await.with_context(unknown)?;
                Ok(session.account("--wallet", text).await?.to_string())
            }
            Err(error) => Err(UsageError(format!("--wallet: {error}")).into()),
        }
    }

    /// What is held; for a message to all, one denomination.
    fn balance(&self, terms: &Terms) -> anyhow::Result<Amount> {
        let Some(text) = &self.balance else { return Ok(terms.denomination) };
        if self.format == Format::Notification {
            let wrong =
                UsageError("--balance: seev.031 tells all holders, and no balance".to_owned());
            return Err(Hint::on(wrong, "leave it out, or write --format seev.036"));
        }
        let balance: Amount = text.parse().map_err(|error| bad_option("--balance", &error))?;
        if balance.currency() == terms.currency {
            return Ok(balance);
        }
        let wrong = format!("--balance: {balance} is not in {}", terms.currency);
        Err(UsageError(wrong).into())
    }

    fn payment<'f>(
        &self,
        event: Event,
        terms: &'f Terms,
        flows: &'f CashFlows<'f>,
    ) -> anyhow::Result<Payment<'f>> {
        let date = day("--payment-date", &self.payment_date)?.date();
        let early = |list: &'f [EarlyRedemption]| list.iter().find(|early| early.date == date);
        let flow = flows.flows.iter().find(|flow| flow.period.payment == date);
        let found = match event {
            Event::Interest => flow.map(Payment::Interest),
            Event::Redemption => flow
                .filter(|flow| std::ptr::eq(*flow, flows.flows.last().unwrap_or(flow)))
                .map(Payment::Principal),
            Event::PartialCall => {
                flow.filter(|flow| flow.principal.units() > 0).map(Payment::Principal)
            }
            Event::Call => early(&terms.calls).map(Payment::Early),
            Event::Put => early(&terms.puts).map(Payment::Early),
        };
        found.ok_or_else(|| {
            let wrong = NoPayment { terms: terms.id.clone(), event: event.name(), date };
            Hint::on(wrong, "`corridor coupon schedule` lists every payment, call and put")
        })
    }

    fn facts(&self, event: Event, terms: &Terms, payment: &Payment<'_>) -> anyhow::Result<Facts> {
        let payment_date = self.paid_from()?;
        let period = payment.flow().map(|flow| flow.period);
        let record_date = match (&self.record_date, period) {
            (Some(text), _) => day("--record-date", text)?.date(),
            (None, Some(period)) => period.record,
            (None, None) => {
                return Err(UsageError(
                    "--record-date: the terms give none for it; name the day".to_owned(),
                )
                .into());
            }
        };
        if record_date > payment_date {
            let wrong =
                format!("--record-date: {record_date} is after the payment on {payment_date}");
            return Err(Hint::on(
                UsageError(wrong),
                "name the day at whose end the holders are paid",
            ));
        }
        let interest = period.filter(|_| event == Event::Interest);
        // The day by the terms goes with their record day.
        let ex_date = interest.filter(|_| self.paid_from.is_none());
        let interest_flow = payment.flow().filter(|_| event == Event::Interest);
        let annual = interest_flow.and_then(|flow| flow.rate).map(Percentage::of).transpose()?;
        let per_unit = interest_flow.map(CashFlow::interest_per_unit).transpose()?.flatten();
        Ok(Facts {
            reference: self.reference(terms)?,
            event,
            isin: self.isin(terms)?,
            issuer: terms.issuer.name.clone(),
            lei: terms.issuer.lei,
            currency: terms.currency.to_string(),
            record_date,
            ex_date: ex_date.and_then(|period| period.ex_dividend),
            payment_date,
            period: interest.map(|period| (period.start, period.end)),
            annual_rate: annual,
            period_rate: per_unit.map(Percentage::of).transpose()?,
            price: payment.price(terms),
        })
    }

    /// The day from which it is paid.
    fn paid_from(&self) -> anyhow::Result<Date> {
        let by_terms = day("--payment-date", &self.payment_date)?.date();
        let Some(text) = &self.paid_from else { return Ok(by_terms) };
        let paid_from = day("--paid-from", text)?.date();
        if paid_from < by_terms {
            let wrong = format!("--paid-from: {paid_from} is before the payment day {by_terms}");
            return Err(Hint::on(UsageError(wrong), "leave it out, or name a later day"));
        }
        Ok(paid_from)
    }

    fn reference(&self, terms: &Terms) -> anyhow::Result<String> {
        let default = || format!("{} {}", self.payment_date, terms.id);
        let text = self.reference.clone().unwrap_or_else(default);
        match text.chars().count() {
            1..=MAX_REFERENCE => Ok(text),
            _ if self.reference.is_none() => Ok(text.chars().take(MAX_REFERENCE).collect()),
            _ => {
                Err(UsageError(format!("--reference: write 1 to {MAX_REFERENCE} characters"))
                    .into())
            }
        }
    }

    fn isin(&self, terms: &Terms) -> anyhow::Result<corridor_deploy::identifiers::Isin> {
        let Some(leg) = &self.leg else { return Ok(terms.isin) };
        let found = terms.legs.iter().find(|found| found.leg == *leg);
        let unknown =
            || UsageError(format!("--leg: the terms of {} have no leg `{leg}`", terms.id));
        Ok(found.ok_or_else(unknown)?.isin)
    }
}

/// What the terms pay on the day.
#[derive(Debug, Clone, Copy)]
enum Payment<'f> {
    Interest(&'f CashFlow),
    Principal(&'f CashFlow),
    Early(&'f EarlyRedemption),
}

impl Payment<'_> {
    fn flow(&self) -> Option<&CashFlow> {
        match self {
            Self::Interest(flow) | Self::Principal(flow) => Some(flow),
            Self::Early(_) => None,
        }
    }

    /// What a balance is paid: of what is outstanding of it when it is paid, and not of what it was when the bond was issued.
    fn paid(&self, terms: &Terms, balance: Amount) -> anyhow::Result<Amount> {
        let units = balance.units();
        let paid = match self {
            Self::Interest(flow) => {
                let unknown = || {
                    let wrong = "the interest of that day is not known yet".to_owned();
                    Hint::on(UsageError(wrong), "give the fixings with --fixings")
                };
                flow.interest_per_unit()?.ok_or_else(unknown)?.of(units)?
            }
            Self::Principal(flow) => match flow.repaid_part()? {
                // A part is repaid in whole units of the bond.
                Some(part) => part.floor_of(units)?,
                None => share(terms.redemption_price)?.of(units)?,
            },
            Self::Early(early) => share(early.price)?.of(units)?,
        };
        Ok(Amount::from_units(paid, balance.currency()))
    }

    /// The same before it is rounded to the minor unit; nothing where nothing is rounded.
    fn unrounded(&self, terms: &Terms, balance: Amount) -> anyhow::Result<Option<String>> {
        let exact = match self {
            Self::Interest(flow) => flow.interest_per_unit()?,
            Self::Principal(flow) if flow.repaid_part()?.is_some() => None,
            Self::Principal(_) => Some(share(terms.redemption_price)?),
            Self::Early(early) => Some(share(early.price)?),
        };
        Ok(exact.map(|share| unrounded(share, balance)).transpose()?.flatten())
    }

    fn price(&self, terms: &Terms) -> Option<Percentage> {
        match self {
            Self::Interest(_) => None,
            Self::Principal(_) => Some(Percentage::of_rate(terms.redemption_price)),
            Self::Early(early) => Some(Percentage::of_rate(early.price)),
        }
    }
}

/// A rate of 1,000,000 millionths is all of it.
fn share(rate: Rate) -> anyhow::Result<Fraction> {
    Ok(Fraction::new(u128::from(rate.millionths()), 1_000_000)?)
}
