//! Distributions by the terms of a bond.

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256};
use corridor_bindings::Servicing;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::DeploymentError;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::network::SendError;
use corridor_deploy::schedule::{CashFlows, Fixings};
use corridor_deploy::terms::{Rate, Terms};
use jiff::civil::Date;

use super::by_terms::{ByTerms, DAY, payment_days, place_of};
use super::view::{day, last_day};
use super::{CashHandle, DeclareError, Distribution, DistributionKind, kind_number};
use crate::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Stands for no record date in the contract.
const NO_RECORD_DATE: u16 = u16::MAX;

/// What is to be distributed, before it is looked up in the terms.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The leg.
    pub leg: LegHandle,
    /// What it is.
    pub kind: DistributionKind,
    /// The day of payment, one of the schedule's.
    pub payment_date: Date,
    /// What it is paid in.
    pub cash: CashHandle,
    /// Who pays in, and gets back what is left; nothing for the paying agent.
    pub funder: Option<Address>,
    /// The last day on which holders may elect, for a put.
    pub election_until: Option<Date>,
    /// The part that is redeemed, for a partial call.
    pub part: Option<Rate>,
    /// Whether payments that come before it and are not declared may be left without a record date.
    pub skip_earlier: bool,
    /// Another record day than that of the terms, when nothing can be recorded on that any more.
    pub record: Option<LateRecord>,
}

/// A record day in place of one that has passed.
#[derive(Clone, Debug)]
pub struct LateRecord {
    /// The holders at the end of this day are paid.
    pub day: Date,
    /// What the notice that tells the holders why is called.
    pub notice: String,
    /// Keccak-256 of it.
    pub hash: B256,
}

/// What it took to declare a distribution.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its number; nothing on a dry run of one that is not declared yet.
    pub distribution: Option<u64>,
    /// What was done; nothing when it was declared before.
    pub performed: Vec<Performed>,
}

/// Declares a distribution. Signed by the paying agent.
#[derive(Clone, Debug)]
pub struct Declare {
    /// The leg.
    pub leg: LegHandle,
    /// What it is.
    pub kind: DistributionKind,
    /// What is declared.
    pub declaration: Servicing::Declaration,
}

impl Operation for Declare {
    const NAME: &'static str = "declare";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = Servicing::declareCall { declaration: self.declaration.clone() };
        let day = day(self.declaration.paymentDate.to());
        let (instrument, leg) = (&self.leg.instrument, &self.leg.leg);
        let summary = format!("declare {} of {instrument}, leg {leg}, paid from {day}", self.kind);
        Ok(Prepared::act(summary, Who::Role(Role::PayingAgent), desk.servicing()?, &call))
    }
}

impl Desk {
    /// Sets the record date, unless the bond has it, and declares the distribution, unless it is declared. What the terms
    /// say of that day is what is declared.
    ///
    /// # Errors
    ///
    /// The terms are not the bond's or have no such payment, its interest is not known, it is declared otherwise, its time for notice or
    /// for its record date has passed, or a contract refuses.
    pub async fn declare(
        &self,
        wanted: &Wanted,
        terms: &Terms,
        fixings: Option<&Fixings>,
        mode: Mode,
    ) -> Result<Declared, OperationError> {
        self.check_terms(&wanted.leg.instrument, terms)?;
        // What another run has sent is read below, or this one is overtaken by it: nothing is declared twice.
        let sender = match mode {
            Mode::Execute => Some(self.sender(Who::Role(Role::PayingAgent))?),
            Mode::DryRun => None,
        };
        let _turn = match &sender {
            Some(sender) => Some(sender.take_turn().await.map_err(not_declared)?),
            None => None,
        };
        let by_terms = ByTerms::of(wanted, terms, fixings, self.chain_day().await?)?;
        let agent = self.account(Who::Role(Role::PayingAgent));
        let mut declaration = declaration(wanted, &by_terms, agent)?;
        let of_leg = self.in_force(&wanted.leg).await?;
        let is_of_day = |one: &&Distribution| one.is_of(by_terms.place, &by_terms.payments);
        let of_day: Vec<&Distribution> = of_leg.iter().filter(is_of_day).collect();
        if let Some(found) = of_day.iter().find(|one| one.declaration.kind == declaration.kind) {
            self.require_same(found, wanted, &declaration).await?;
            return Ok(Declared { distribution: Some(found.id), performed: Vec::new() });
        }
        require_one_call(&of_day, wanted)?;
        require_units(&of_leg, wanted, &by_terms)?;
        self.require_notice(wanted, &by_terms).await?;
        let mut performed = Vec::new();
        // Whoever holds it at the end of the record day is paid, and nobody before that is known.
        if let Some(record) = self.record_date(wanted, &by_terms).await? {
            self.require_turn_of(wanted, &by_terms, record).await?;
            self.require_one_record_day(wanted, &by_terms, record).await?;
            let earliest = declaration.paymentDate.to::<u64>().max(record.at);
            declaration.paymentDate = U40::from(by_terms.paid_from(earliest));
            declaration.recordDateIndex = record.index;
            performed = self.set_record_date(wanted, record, mode).await?;
        }
        let operation = Declare { leg: wanted.leg.clone(), kind: wanted.kind, declaration };
        // On a dry run the record date is not there yet, so the contract cannot be asked.
        let asked_alone = performed.is_empty() || mode == Mode::Execute;
        performed.push(match asked_alone {
            true => self.perform(&operation, mode).await?,
            false => self.foretell(&operation).await?,
        });
        let mut own = self.in_force(&wanted.leg).await?;
        own.retain(|one| is_of_day(&one) && one.declaration.kind == kind_number(wanted.kind));
        Ok(Declared { distribution: own.first().map(|one| one.id), performed })
    }

    /// What is declared for days after one that redeems everything, and nobody was paid of: it is to be withdrawn.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn overtaken(
        &self,
        one: &Distribution,
        terms: &Terms,
    ) -> Result<Vec<u64>, OperationError> {
        let flows = CashFlows::of(terms, terms.denomination, None)?;
        let payments = payment_days(&flows);
        let is_after = |other: &&Distribution| {
            let place = other.place(&payments);
            other.progress.paid == 0
                && place.is_some_and(|place| one.redeems_all_before(place, &payments))
        };
        let of_leg = self.in_force(&one.leg).await?;
        Ok(of_leg.iter().filter(is_after).map(|other| other.id).collect())
    }

    /// What is declared of a leg, and was not withdrawn.
    pub(crate) async fn in_force(
        &self,
        leg: &LegHandle,
    ) -> Result<Vec<Distribution>, OperationError> {
        let mut of_leg = self.distributions(Some(leg)).await?;
        of_leg.retain(|one| !one.is_cancelled());
        Ok(of_leg)
    }

    /// The day on the chain.
    pub(super) async fn chain_day(&self) -> Result<Date, OperationError> {
        let day = UtcDay::from_seconds(self.chain_time().await?);
        Ok(day.map_or(Date::MAX, UtcDay::date))
    }

    /// That terms are those the instrument was issued with.
    pub(super) fn check_terms(
        &self,
        instrument: &str,
        terms: &Terms,
    ) -> Result<(), OperationError> {
        let (id, bond) = self.manifest()?.bond(instrument)?;
        if terms.hash().map_err(DeploymentError::from)? == bond.terms_hash {
            return Ok(());
        }
        let (instrument, given) = (id.to_owned(), terms.file().to_owned());
        Err(OperationError::OtherTerms { instrument, given })
    }

    /// That what is declared is what was asked for again.
    async fn require_same(
        &self,
        found: &Distribution,
        wanted: &Wanted,
        asked: &Servicing::Declaration,
    ) -> Result<(), OperationError> {
        let there = &found.declaration;
        let part = |one: &Servicing::Declaration| {
            format!("{} / {}", one.fractionNumerator, one.fractionDenominator)
        };
        let rate =
            |one: &Servicing::Declaration| format!("{} / {}", one.numerator, one.denominator);
        let until = |one: &Servicing::Declaration| match one.electionEnd.to::<u64>() {
            0 => "no day".to_owned(),
            end => last_day(end),
        };
        let mut compared = vec![
            ("the cash token", found.cash.symbol.clone(), wanted.cash.symbol.clone()),
            ("the part", part(there), part(asked)),
            ("elections through", until(there), until(asked)),
            ("the rate", rate(there), rate(asked)),
        ];
        if let Some(funder) = wanted.funder {
            compared.push(("the funder", there.funder.to_string(), funder.to_string()));
        }
        if let Some(record) = &wanted.record {
            let at = self.record_moment(found).await?;
            compared.push(("the record day", last_day(at), record.day.to_string()));
        }
        let differs = compared.into_iter().find(|(_, there, asked)| there != asked);
        let Some((what, there, asked)) = differs else { return Ok(()) };
        let (id, kind, date) = (found.id, wanted.kind, wanted.payment_date);
        Err(DeclareError::DeclaredOtherwise { id, kind, date, what, there, asked }.into())
    }

    /// That holders can still elect, and notice of a call or a put still be given as the terms ask for it.
    async fn require_notice(
        &self,
        wanted: &Wanted,
        by_terms: &ByTerms,
    ) -> Result<(), OperationError> {
        let (kind, date, today) = (wanted.kind, wanted.payment_date, self.chain_day().await?);
        if let Some(ended) = wanted.election_until.filter(|until| *until < today) {
            return Err(DeclareError::Election { kind, ended: Some(ended) }.into());
        }
        let Some((by, days)) = by_terms.notice else { return Ok(()) };
        if today > by {
            let today = today.to_string();
            return Err(DeclareError::NoticeTooLate { kind, date, by, days, today }.into());
        }
        match wanted.election_until {
            Some(until) if until > by => {
                Err(DeclareError::ElectionTooLong { date, by, days, until }.into())
            }
            _ => Ok(()),
        }
    }
}

impl Distribution {
    /// Whether it is that of a payment of the schedule, the one at `place`.
    pub(super) fn is_of(&self, place: usize, payments: &[Date]) -> bool {
        self.place(payments) == Some(place)
    }

    /// Whether it redeems everything before the payment of the schedule at `place`.
    pub(super) fn redeems_all_before(&self, place: usize, payments: &[Date]) -> bool {
        let redeems_all = self.kind().is_ok_and(DistributionKind::is_of_all);
        redeems_all && self.place(payments).is_some_and(|own| own < place)
    }

    fn place(&self, payments: &[Date]) -> Option<usize> {
        place_of(self.declaration.paymentDate.to(), payments)
    }
}

fn not_declared(source: SendError) -> OperationError {
    OperationError::Send { attempt: "declare a distribution".to_owned(), source: Box::new(source) }
}

/// That not all and a part are called on one day.
fn require_one_call(of_day: &[&Distribution], wanted: &Wanted) -> Result<(), OperationError> {
    let is_call = |kind| matches!(kind, DistributionKind::Call | DistributionKind::PartialCall);
    if !is_call(wanted.kind) {
        return Ok(());
    }
    for one in of_day {
        let declared = one.kind()?;
        if is_call(declared) {
            let (id, kind, date) = (one.id, wanted.kind, wanted.payment_date);
            return Err(DeclareError::CalledBefore { id, declared, kind, date }.into());
        }
    }
    Ok(())
}

/// That there are units by then: that they are not redeemed before.
fn require_units(
    of_leg: &[Distribution],
    wanted: &Wanted,
    by_terms: &ByTerms,
) -> Result<(), OperationError> {
    let is_before =
        |one: &&Distribution| one.redeems_all_before(by_terms.place, &by_terms.payments);
    let Some(one) = of_leg.iter().find(is_before) else { return Ok(()) };
    let (id, declared, kind) = (one.id, one.kind()?, wanted.kind);
    let (on, date) = (day(one.declaration.paymentDate.to()), wanted.payment_date);
    Err(DeclareError::RedeemedBefore { id, declared, on, kind, date }.into())
}

/// What is declared, but for a record date; the paying agent pays in where nobody else was named.
fn declaration(
    wanted: &Wanted,
    by_terms: &ByTerms,
    agent: Address,
) -> Result<Servicing::Declaration, OperationError> {
    let part = by_terms.part.map_or((0, 0), |part| (part.numerator(), part.denominator()));
    let election_end = match wanted.election_until {
        Some(day) => UtcDay::from_date(day)?.start_seconds() + DAY,
        None => 0,
    };
    Ok(Servicing::Declaration {
        bond: wanted.leg.token,
        kind: kind_number(wanted.kind),
        recordDateIndex: NO_RECORD_DATE,
        paymentDate: U40::from(UtcDay::from_date(wanted.payment_date)?.start_seconds()),
        electionEnd: U40::from(election_end),
        cash: wanted.cash.token,
        funder: wanted.funder.unwrap_or(agent),
        numerator: by_terms.rate.numerator(),
        denominator: by_terms.rate.denominator(),
        fractionNumerator: part.0,
        fractionDenominator: part.1,
    })
}
