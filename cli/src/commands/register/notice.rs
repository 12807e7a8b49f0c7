//! `corridor register notice`

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use corridor_deploy::accounts::AccountError;
use corridor_deploy::money::Amount;
use corridor_deploy::notice::{
    Message, Movement, Notice as Facts, Percentage, confirmation, notification, unrounded,
};
use corridor_deploy::schedule::{CashFlow, CashFlows, Fraction, SignedFraction};
use corridor_deploy::terms::{EarlyRedemption, Rate, Terms};
use corridor_operations::DistributionKind;
use jiff::civil::Date;
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::fixings;
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
    /// What is paid: interest, redemption, call, partial-call, partial-redemption or put
    #[arg(long, default_value = "interest")]
    kind: String,
    /// The day of payment, as `corridor coupon schedule` shows it
    #[arg(long, value_name = "DATE")]
    payment_date: String,
    /// The part of each holding that is redeemed, in per cent, for a partial call
    #[arg(long, value_name = "PER CENT")]
    part: Option<String>,
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
#[error("the terms of {terms} have no {kind} on {date}")]
struct NoPayment {
    terms: String,
    kind: DistributionKind,
    date: Date,
}

impl Notice {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let kind: DistributionKind =
            self.kind.parse().map_err(|error: String| UsageError(format!("--kind: {error}")))?;
        let terms = Terms::load(&self.terms)?;
        let fixings = fixings::read(self.fixings.as_deref())?;
        fixings::note_doubts(context, fixings.as_ref(), &terms)?;
        let balance = self.balance(&terms)?;
        let flows = CashFlows::of(&terms, balance, fixings.as_ref())?;
        let payment = self.payment(kind, &terms, &flows)?;
        let facts = self.facts(kind, &terms, &payment)?;
        let wallet = self.wallet(context).await?;
        let Message { definition, xml, left_out } = match self.format {
            Format::Notification => notification(&facts),
            Format::Confirmation => confirmation(&facts, &payment.movement(wallet, balance)?),
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
        kind: DistributionKind,
        terms: &Terms,
        flows: &'f CashFlows<'f>,
    ) -> anyhow::Result<Payment<'f>> {
        let date = day("--payment-date", &self.payment_date)?.date();
        let part = self.part.as_deref().map(str::parse::<Rate>).transpose();
        let part = kind.called_part(part.map_err(|error| bad_option("--part", &error))?)?;
        let flow = flows.flows.iter().find(|flow| flow.period.payment == date);
        let found = flow.map(|flow| Payment::of(kind, part, terms, flow)).transpose()?.flatten();
        found.ok_or_else(|| {
            let wrong = NoPayment { terms: terms.id.clone(), kind, date };
            Hint::on(wrong, "`corridor coupon schedule` lists every payment, call and put")
        })
    }

    fn facts(
        &self,
        kind: DistributionKind,
        terms: &Terms,
        payment: &Payment<'_>,
    ) -> anyhow::Result<Facts> {
        let payment_date = self.paid_from()?;
        let period = payment.flow.period;
        let interest = (kind == DistributionKind::Interest).then_some(period);
        // The day by the terms goes with their record day.
        let ex_date = interest.filter(|_| self.paid_from.is_none());
        let (rate, per_unit) = match interest {
            Some(_) => (
                payment.flow.rate.map(payable).transpose()?,
                payment.flow.interest_per_unit()?.map(payable).transpose()?,
            ),
            None => (None, None),
        };
        Ok(Facts {
            reference: self.reference(terms)?,
            event: kind.event(),
            isin: self.isin(terms)?,
            issuer: terms.issuer.name.clone(),
            lei: terms.issuer.lei,
            currency: terms.currency.to_string(),
            record_date: self.record_day(kind, period.record, payment_date)?,
            ex_date: ex_date.and_then(|period| period.ex_dividend),
            payment_date,
            period: interest.map(|period| (period.start, period.end)),
            annual_rate: rate.map(Percentage::of).transpose()?,
            period_rate: per_unit.map(Percentage::of).transpose()?,
            price: payment.price.map(Percentage::of).transpose()?,
            part: payment.part.map(Percentage::of).transpose()?,
        })
    }

    /// The day at whose end the holders are recorded.
    fn record_day(
        &self,
        kind: DistributionKind,
        by_terms: Date,
        payment_date: Date,
    ) -> anyhow::Result<Date> {
        let record_date = match (&self.record_date, kind) {
            (Some(text), _) => day("--record-date", text)?.date(),
            (None, DistributionKind::Call | DistributionKind::Put) => {
                let wrong = "--record-date: the terms give none for it; name the day".to_owned();
                return Err(UsageError(wrong).into());
            }
            (None, _) => by_terms,
        };
        if record_date <= payment_date {
            return Ok(record_date);
        }
        let wrong = format!("--record-date: {record_date} is after the payment on {payment_date}");
        Err(Hint::on(UsageError(wrong), "name the day at whose end the holders are paid"))
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
struct Payment<'f> {
    flow: &'f CashFlow,
    /// What is paid for the principal that is redeemed; nothing for interest.
    price: Option<Fraction>,
    /// The part of every holding that is redeemed; nothing where it is all, or what holders elect.
    part: Option<Fraction>,
}

impl<'f> Payment<'f> {
    /// What is paid of a kind; nothing where the terms have no such payment on the day of the flow.
    fn of(
        kind: DistributionKind,
        called: Option<Rate>,
        terms: &Terms,
        flow: &'f CashFlow,
    ) -> anyhow::Result<Option<Self>> {
        let due = flow.period.due;
        let early = |list: &[EarlyRedemption]| {
            let found = list.iter().find(|early| early.date == due);
            found.map(|early| share(early.price)).transpose()
        };
        let interest = flow.interest_per_unit()?;
        let (price, part) = match kind {
            // What is not known yet is announced all the same, and what is below zero is refused by its own words.
            DistributionKind::Interest if !interest.is_some_and(is_nothing) => {
                return Ok(Some(Self { flow, price: None, part: None }));
            }
            DistributionKind::Redemption if due == terms.maturity_date => {
                (Some(share(terms.redemption_price)?), None)
            }
            DistributionKind::Interest | DistributionKind::Redemption => (None, None),
            DistributionKind::PartialRedemption => match flow.repaid_part()? {
                Some(part) => (Some(Fraction::new(1, 1)?), Some(part)),
                None => (None, None),
            },
            DistributionKind::PartialCall => (early(&terms.calls)?, called.map(share).transpose()?),
            DistributionKind::Call => (early(&terms.calls)?, None),
            DistributionKind::Put => (early(&terms.puts)?, None),
        };
        Ok(price.map(|price| Self { flow, price: Some(price), part }))
    }

    /// What is redeemed of a balance, in whole units of the bond: of what is outstanding of it when it is paid, and not of what it was
    /// when the bond was issued.
    fn redeemed(&self, balance: Amount) -> anyhow::Result<Amount> {
        let Some(part) = self.part else { return Ok(balance) };
        Ok(Amount::from_units(part.floor_of(balance.units())?, balance.currency()))
    }

    /// What is paid for one unit.
    fn share(&self) -> anyhow::Result<Fraction> {
        let unknown = || {
            let wrong = "the interest of that day is not known yet".to_owned();
            Hint::on(UsageError(wrong), "give the fixings with --fixings")
        };
        match self.price {
            Some(price) => Ok(price),
            None => payable(self.flow.interest_per_unit()?.ok_or_else(unknown)?),
        }
    }

    /// What a balance is paid.
    fn movement(&self, wallet: String, balance: Amount) -> anyhow::Result<Movement> {
        let (share, of) = (self.share()?, self.redeemed(balance)?);
        let paid = Amount::from_units(share.of(of.units())?, of.currency());
        Ok(Movement { wallet, balance, paid, unrounded: unrounded(share, of)? })
    }
}

fn is_nothing(interest: SignedFraction) -> bool {
    interest.not_negative().is_some_and(|interest| interest.numerator() == 0)
}

/// What holders are paid of interest: nothing is announced that is below zero.
fn payable(interest: SignedFraction) -> anyhow::Result<Fraction> {
    interest.not_negative().ok_or_else(|| {
        let wrong = "the interest of that day is below zero, and the terms state no minimum rate";
        Hint::on(
            UsageError(wrong.to_owned()),
            "holders pay nothing, so there is nothing to announce",
        )
    })
}

/// A rate of 1,000,000 millionths is all of it.
fn share(rate: Rate) -> anyhow::Result<Fraction> {
    Ok(Fraction::new(u128::from(rate.millionths()), 1_000_000)?)
}
