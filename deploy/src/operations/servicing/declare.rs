//! Record dates, and distributions by the terms of a bond.

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, U256};
use corridor_bindings::{ISecurityToken, Servicing};
use jiff::civil::Date;

use super::view::{day, last_day};
use super::{CashHandle, DistributionKind};
use crate::accounts::Role;
use crate::calendar::UtcDay;
use crate::deployment::DeploymentError;
use crate::explain::LegHandle;
use crate::money::Amount;
use crate::operations::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};
use crate::schedule::{CashFlow, CashFlows, Fixings, Fraction};
use crate::terms::{EarlyRedemption, Rate, Terms};

/// Stands for no record date in the contract.
const NO_RECORD_DATE: u16 = u16::MAX;

/// A rate of one, in millionths.
const WHOLE: u128 = 1_000_000;

/// Seconds of a day.
const DAY: u64 = 86_400;

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
}

/// Sets a record date: the holders at that second are found later. Signed by the paying agent.
#[derive(Clone, Debug)]
pub struct AddRecordDate {
    /// The leg.
    pub leg: LegHandle,
    /// Unix seconds: the first second that does not count any more.
    pub at: u64,
}

impl Operation for AddRecordDate {
    const NAME: &'static str = "add-record-date";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let call = ISecurityToken::addRecordDateCall { at: U40::from(self.at) };
        let day = last_day(self.at);
        let summary = format!(
            "set the end of {day} as a record date of {}, leg {}",
            self.leg.instrument, self.leg.leg
        );
        Ok(Prepared::act(summary, Who::Role(Role::PayingAgent), self.leg.token, &call))
    }
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

/// What the terms say of a distribution.
struct ByTerms {
    /// Cash units for `denominator` token units.
    rate: Fraction,
    /// Part of the holding that is redeemed.
    part: Option<Fraction>,
    /// The holders at the end of this day are paid.
    record: Option<Date>,
}

impl Desk {
    /// Sets the record date, unless the bond has it, and declares the distribution, unless it is declared. What the terms
    /// say of that day is what is declared.
    ///
    /// # Errors
    ///
    /// The terms are not the bond's or have no such payment, its interest is not known, or a contract refuses.
    pub async fn declare(
        &self,
        wanted: &Wanted,
        terms: &Terms,
        fixings: Option<&Fixings>,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        self.check_terms(&wanted.leg.instrument, terms)?;
        let scale = wanted.cash.scale(wanted.leg.currency)?;
        let by_terms = by_terms(wanted, terms, fixings, scale)?;
        let payment = UtcDay::from_date(wanted.payment_date)?.start_seconds();
        let mut performed = Vec::new();
        let mut index = NO_RECORD_DATE;
        // Whoever holds it at the end of the record day is paid, and nobody before that is known.
        let mut paid_from = payment;
        if let Some(record) = by_terms.record {
            let at = UtcDay::from_date(record)?.start_seconds() + DAY;
            paid_from = payment.max(at);
            index = match self.record_date_index(&wanted.leg, at).await? {
                (index, true) => index,
                (index, false) => {
                    let operation = AddRecordDate { leg: wanted.leg.clone(), at };
                    performed.push(self.perform(&operation, mode).await?);
                    index
                }
            };
        }
        let funder = wanted.funder.unwrap_or_else(|| self.account(Who::Role(Role::PayingAgent)));
        let declaration = declaration(wanted, &by_terms, index, paid_from, funder)?;
        if self.is_declared(&declaration).await? {
            return Ok(performed);
        }
        let operation = Declare { leg: wanted.leg.clone(), kind: wanted.kind, declaration };
        // On a dry run the record date is not there yet, so the contract cannot be asked.
        let asked = if performed.is_empty() || mode == Mode::Execute {
            mode
        } else {
            return Ok(performed);
        };
        performed.push(self.perform(&operation, asked).await?);
        Ok(performed)
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

    /// The index that a record date has, or would have, and whether it is there.
    async fn record_date_index(
        &self,
        leg: &LegHandle,
        at: u64,
    ) -> Result<(u16, bool), OperationError> {
        let count = self.read(leg.token, &ISecurityToken::recordDateCountCall {}).await?;
        let count: u16 = count.saturating_to();
        for index in (0..count).rev() {
            let call = ISecurityToken::recordDateCall { index: U256::from(index) };
            if self.read(leg.token, &call).await?.to::<u64>() == at {
                return Ok((index, true));
            }
        }
        Ok((count, false))
    }

    async fn is_declared(&self, wanted: &Servicing::Declaration) -> Result<bool, OperationError> {
        let found = self.distributions(None).await?;
        Ok(found.iter().any(|one| {
            let same = one.declaration.bond == wanted.bond
                && one.declaration.kind == wanted.kind
                && one.declaration.paymentDate == wanted.paymentDate;
            same && !one.is_cancelled()
        }))
    }
}

fn declaration(
    wanted: &Wanted,
    by_terms: &ByTerms,
    index: u16,
    paid_from: u64,
    funder: Address,
) -> Result<Servicing::Declaration, OperationError> {
    let part = by_terms.part.map_or((0, 0), |part| (part.numerator(), part.denominator()));
    let election_end = match wanted.election_until {
        Some(day) => UtcDay::from_date(day)?.start_seconds() + DAY,
        None => 0,
    };
    Ok(Servicing::Declaration {
        bond: wanted.leg.token,
        kind: wanted.kind.number(),
        recordDateIndex: index,
        paymentDate: U40::from(paid_from),
        electionEnd: U40::from(election_end),
        cash: wanted.cash.token,
        funder,
        numerator: by_terms.rate.numerator(),
        denominator: by_terms.rate.denominator(),
        fractionNumerator: part.0,
        fractionDenominator: part.1,
    })
}

fn by_terms(
    wanted: &Wanted,
    terms: &Terms,
    fixings: Option<&Fixings>,
    scale: u128,
) -> Result<ByTerms, OperationError> {
    let nominal = Amount::from_units(terms.denomination.units(), terms.currency);
    let flows = CashFlows::of(terms, nominal, fixings)?;
    let on_day = flows.flows.iter().find(|flow| flow.period.payment == wanted.payment_date);
    let no_payment = || OperationError::NoSuchPayment {
        kind: wanted.kind,
        date: wanted.payment_date.to_string(),
        terms: terms.id.clone(),
        known: near(&flows, wanted.payment_date),
    };
    let flow = on_day.ok_or_else(no_payment)?;
    let is_last = flow.period.due == terms.maturity_date;
    let scale = Fraction::new(scale, 1)?;
    let whole = Fraction::new(1, 1)?;
    let at = |price: Rate| Ok::<_, OperationError>(share(price)?.times(scale)?);
    let early = |list: &[EarlyRedemption]| {
        let found = list.iter().find(|one| one.date == flow.period.due);
        found.map(|one| one.price).ok_or_else(no_payment)
    };
    let record = Some(flow.period.record);
    let (rate, part, record) = match wanted.kind {
        DistributionKind::Interest => (interest(flow, terms)?.times(scale)?, None, record),
        DistributionKind::Redemption if is_last => (at(terms.redemption_price)?, Some(whole), None),
        DistributionKind::Call => (at(early(&terms.calls)?)?, Some(whole), None),
        DistributionKind::Put => (at(early(&terms.puts)?)?, None, None),
        DistributionKind::PartialCall => {
            let part = wanted.part.ok_or(OperationError::NoPart)?;
            (at(early(&terms.calls)?)?, Some(share(part)?), record)
        }
        DistributionKind::PartialRedemption => {
            let part = flow.repaid_part()?.ok_or_else(no_payment)?;
            (scale, Some(part), record)
        }
        DistributionKind::Redemption => return Err(no_payment()),
    };
    Ok(ByTerms { rate, part, record })
}

/// The payment days around a day: two before it, and two from it on.
fn near(flows: &CashFlows<'_>, day: Date) -> String {
    let days: Vec<Date> = flows.flows.iter().map(|flow| flow.period.payment).collect();
    let place = days.partition_point(|payment| *payment < day);
    let around = place.saturating_sub(2)..days.len().min(place + 2);
    let around = days.get(around).unwrap_or_default();
    around.iter().map(Date::to_string).collect::<Vec<_>>().join(", ")
}

fn interest(flow: &CashFlow, terms: &Terms) -> Result<Fraction, OperationError> {
    flow.interest_per_unit()?.ok_or_else(|| OperationError::UnknownInterest {
        date: flow.period.payment.to_string(),
        terms: terms.id.clone(),
    })
}

fn share(rate: Rate) -> Result<Fraction, OperationError> {
    Ok(Fraction::new(u128::from(rate.millionths()), WHOLE)?)
}
