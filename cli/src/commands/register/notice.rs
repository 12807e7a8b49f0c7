//! `corridor register notice`

use std::fs;
use std::path::PathBuf;

use alloy::primitives::Address;
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use corridor_deploy::accounts::AccountError;
use corridor_deploy::identifiers::Isin;
use corridor_deploy::money::Amount;
use corridor_deploy::notice::{
    Message, Movement, Notice as Facts, Percentage, Unrounded, confirmation, notification,
    unrounded,
};
use corridor_deploy::schedule::{CashFlow, CashFlows, Fraction, SignedFraction};
use corridor_deploy::terms::{EarlyRedemption, Rate, Terms};
use corridor_deploy::text::is_hidden;
use corridor_operations::{Distribution, DistributionKind, called_part};
use jiff::civil::Date;
use serde::Serialize;

use super::paid::{self, ByTerms};
use crate::context::{Context, ExitStatus};
use crate::fixings;
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::day;
use crate::names::book_with;
use crate::output::Report;
use crate::session::Session;

/// Longest reference of an event in messages.
const MAX_REFERENCE: usize = 35;

/// Write a corporate-action message of ISO 20022 for a payment by the terms. It needs no chain, but for an investor's reference and for what was paid.
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
    /// What the event is called, up to 35 characters [default: the ISIN, the day of payment and what is paid]
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
    /// The leg whose ISIN is meant [default: the ISIN of the bond]
    #[arg(long)]
    leg: Option<String>,
    /// The wallet that was paid, for seev.036: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET", required_if_eq("format", "seev.036"))]
    wallet: Option<String>,
    /// What it held at the record date, for seev.036 of a payment that is not on a chain
    #[arg(long, value_name = "AMOUNT")]
    balance: Option<String>,
    /// The distribution that it was declared as: seev.036 takes from the chain what was held and paid, and when [default: the one of that day,
    /// where --wallet is looked up in a deployment]
    #[arg(long, value_name = "NUMBER")]
    distribution: Option<u64>,
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

/// Of a confirmation that no chain was asked for.
const BY_TERMS: &str = "what is confirmed is by the terms, of the balance that was given: no distribution of it on a chain is known; \
--distribution takes from the chain what was held and paid";

/// Who was paid, and the chain that was asked.
struct Asked {
    session: Option<Session>,
    /// Nobody is named where all holders are told.
    wallet: Option<Address>,
}

/// What a distribution has paid a wallet; with a note where that is not what its balance is due.
async fn confirmed(
    context: &Context,
    session: &Session,
    one: &Distribution,
    wallet: Address,
    balance: Option<Amount>,
) -> anyhow::Result<Movement> {
    let (movement, is_all) = paid::movement(session, one, wallet, balance).await?;
    if !is_all {
        let id = one.id;
        context.output.note(format!(
            "distribution {id} has not paid what that balance is due: something is kept, or was another wallet's; `corridor coupon show {id} --holder {wallet}` says more"
        ));
    }
    Ok(movement)
}

fn expect_balance(balance: Option<Amount>) -> anyhow::Result<Amount> {
    balance.ok_or_else(|| {
        let wrong = "--balance: seev.036 says what the wallet held, and no chain says it";
        let hint = "give what it held at the record date, or the distribution with --distribution";
        Hint::on(UsageError(wrong.to_owned()), hint)
    })
}

impl Notice {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let kind: DistributionKind =
            self.kind.parse().map_err(|error: String| UsageError(format!("--kind: {error}")))?;
        let terms = Terms::load(&self.terms)?;
        let fixings = fixings::read(self.fixings.as_deref())?;
        fixings::note_doubts(context, fixings.as_ref(), &terms)?;
        let balance = self.balance(&terms)?;
        let flows = CashFlows::of(&terms, terms.denomination, fixings.as_ref())?;
        let payment = self.payment(kind, &terms, &flows)?;
        let facts = self.facts(kind, &terms, &payment)?;
        let asked = self.asked(context).await?;
        let (share, part) = (payment.share_if_known()?, payment.part);
        let isins = self.isins(&terms, &facts);
        let by_terms = ByTerms { kind, facts: &facts, share, part, isins: &isins };
        let declared = match &asked.session {
            Some(session) => by_terms.declared(session, self.distribution).await?,
            None => None,
        };
        let Message { definition, xml, left_out } = match asked.wallet {
            None => notification(&facts),
            Some(wallet) => {
                let on_chain = asked.session.as_ref().zip(declared.as_ref());
                let movement = match on_chain {
                    Some((session, one)) => {
                        confirmed(context, session, one, wallet, balance).await?
                    }
                    None => {
                        let balance = expect_balance(balance)?;
                        context.output.note(BY_TERMS);
                        payment.movement(wallet, facts.payment_date, balance)?
                    }
                };
                confirmation(&facts, &movement)
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

    /// The wallet that was paid, and the chain where one is asked: for a distribution, and for names that no label has.
    async fn asked(&self, context: &Context) -> anyhow::Result<Asked> {
        let mut session = match self.distribution {
            Some(_) => Some(Session::open(context).await?),
            None => None,
        };
        let Some(text) = &self.wallet else { return Ok(Asked { session, wallet: None }) };
        if self.format == Format::Notification {
            let wrong =
                UsageError("--wallet: seev.031 tells all holders, and no wallet".to_owned());
            return Err(Hint::on(wrong, "leave it out, or write --format seev.036"));
        }
        let address = match context.address_book()?.resolve(text) {
            // Without a chain nothing tells which wallets a reference stands for.
            Ok(address) => match book_with(&context.home, text)? {
                Some(book) => {
                    let wrong = format!(
                        "--wallet: `{text}` is a label and the reference of an investor in {book}"
                    );
                    let hint = "give the address of the one that is meant";
                    return Err(Hint::on(UsageError(wrong), hint));
                }
                None => address,
            },
            Err(AccountError::NoLabel { .. }) => {
                let unknown = || {
                    format!(
                        "--wallet: `{text}` is no address and no label, and references are looked up in a deployment"
                    )
                };
                if session.is_none() {
                    session = Some(Session::open(context).await.with_context(unknown)?);
                }
                let Some(session) = &session else { anyhow::bail!(unknown()) };
                session.account("--wallet", text).await?
            }
            Err(error) => return Err(UsageError(format!("--wallet: {error}")).into()),
        };
        Ok(Asked { session, wallet: Some(address) })
    }

    /// What is held, where that is given.
    fn balance(&self, terms: &Terms) -> anyhow::Result<Option<Amount>> {
        let Some(text) = &self.balance else { return Ok(None) };
        if self.format == Format::Notification {
            let wrong =
                UsageError("--balance: seev.031 tells all holders, and no balance".to_owned());
            return Err(Hint::on(wrong, "leave it out, or write --format seev.036"));
        }
        let balance: Amount = text.parse().map_err(|error| bad_option("--balance", &error))?;
        if balance.currency() == terms.currency {
            return Ok(Some(balance));
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
        let part = called_part(kind, part.map_err(|error| bad_option("--part", &error))?)?;
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
        let record_date = self.record_day(kind, terms, period.record, payment_date)?;
        // The day by the terms goes with their record day.
        let ex_date = interest.filter(|period| record_date == period.record);
        let (rate, per_unit) = match interest {
            Some(_) => (
                payment.flow.rate.map(payable).transpose()?,
                payment.flow.interest_per_unit()?.map(payable).transpose()?,
            ),
            None => (None, None),
        };
        let isin = self.isin(terms)?;
        Ok(Facts {
            reference: self.reference(kind, isin)?,
            event: kind,
            isin,
            issuer: terms.issuer.name.clone(),
            lei: terms.issuer.lei,
            currency: terms.currency.to_string(),
            record_date,
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
        terms: &Terms,
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
        let wrong = match terms.issue_date {
            _ if record_date > payment_date => format!("after the payment on {payment_date}"),
            issued if record_date < issued => format!("before the issue on {issued}"),
            _ => return Ok(record_date),
        };
        let wrong = format!("--record-date: {record_date} is {wrong}");
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

    /// What tells the event from every other one: its security, its day of payment and what is paid, which are never too long.
    fn reference(&self, event: DistributionKind, isin: Isin) -> anyhow::Result<String> {
        let Some(text) = &self.reference else {
            return Ok(format!("{isin} {} {}", self.payment_date, word(event)));
        };
        let is_shown = text.trim() == text && !text.contains(is_hidden);
        if is_shown && (1..=MAX_REFERENCE).contains(&text.chars().count()) {
            return Ok(text.clone());
        }
        let wrong = format!(
            "--reference: write 1 to {MAX_REFERENCE} characters that are seen, without spaces around them"
        );
        Err(UsageError(wrong).into())
    }

    /// The ISINs of which a distribution can be the payment: that of the leg that is named, else every one of the terms.
    fn isins(&self, terms: &Terms, facts: &Facts) -> Vec<Isin> {
        let legs = terms.legs.iter().filter(|_| self.leg.is_none()).map(|leg| leg.isin);
        std::iter::once(facts.isin).chain(legs).collect()
    }

    fn isin(&self, terms: &Terms) -> anyhow::Result<Isin> {
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

    /// The same, where it is known.
    fn share_if_known(&self) -> anyhow::Result<Option<Fraction>> {
        match (self.price, self.flow.interest_per_unit()?) {
            (None, None) => Ok(None),
            _ => self.share().map(Some),
        }
    }

    /// What a balance is paid by the terms, rounded down as the contract does.
    fn movement(&self, wallet: Address, posted: Date, balance: Amount) -> anyhow::Result<Movement> {
        let (share, of) = (self.share()?, self.redeemed(balance)?);
        let paid = Amount::from_units(share.floor_of(of.units())?, of.currency());
        let unrounded = unrounded(share, of)?.map(Unrounded::Due);
        Ok(Movement { wallet: wallet.to_string(), balance, paid, posted, unrounded })
    }
}

/// Of an event in its reference. Parts are of one code in messages, and there may be two of a day.
const fn word(event: DistributionKind) -> &'static str {
    match event {
        DistributionKind::PartialRedemption => "PART",
        event => event.code(),
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
