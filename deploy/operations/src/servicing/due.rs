//! What is due on a bond, what was done about it, and what is late.

use alloy::eips::BlockId;
use alloy::primitives::U256;
use alloy::primitives::utils::format_units;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;
use corridor_deploy::schedule::{CashFlow, CashFlows, Fixings, SignedAmount};
use corridor_deploy::terms::Terms;
use jiff::civil::Date;
use serde::Serialize;

use super::by_terms::payment_days;
use super::{Distribution, DistributionKind, DistributionState, kind_number};
use crate::{Desk, OperationError};

/// The nominal amount that is computed with: payments are rounded to the minor unit, and half a coupon on 100 would be.
pub(super) const NOMINAL: &str = "1,000,000";

/// By how many decimals it is more than 100.
const DECIMALS_OF_NOMINAL: u8 = 4;

/// What became of something that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueState {
    /// Its day is to come, and nothing was done yet.
    ToCome,
    /// Its record day is over, and it is not declared: nobody may know who held the bond then.
    NotDeclared,
    /// It was declared, and is not paid in.
    Declared,
    /// It is paid in, and somebody has not had their turn.
    Funded,
    /// Its day is over, and it is not declared, not paid in, or somebody has not had their turn.
    Late,
    /// Everybody has had their turn, and who could not be paid then has it to claim.
    Unclaimed,
    /// Everybody was paid.
    Paid,
    /// The issuer or the holders may, and need not.
    Optional,
    /// It does not come: the bond is called before.
    Called,
}

impl DueState {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToCome => "to come",
            Self::NotDeclared => "not declared",
            Self::Declared => DistributionState::Declared.name(),
            Self::Funded => DistributionState::Funded.name(),
            Self::Late => DistributionState::Late.name(),
            Self::Unclaimed => DistributionState::Unclaimed.name(),
            Self::Paid => DistributionState::Paid.name(),
            Self::Optional => "optional",
            Self::Called => "called",
        }
    }
}

/// Something that is due on a day.
#[derive(Clone, Debug, Serialize)]
pub struct Due {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// What is due.
    pub kind: DistributionKind,
    /// Last day on which a sale settles with it; none when there is no such custom.
    pub ex_dividend: Option<Date>,
    /// The holders at the end of this day are paid; none where there is no record date.
    pub record: Option<Date>,
    /// The day of payment by the terms.
    pub payment: Date,
    /// The day from which on it is paid, where another record day than that of the terms makes it a later one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_from: Option<Date>,
    /// Days from the latest block to the day of payment; negative when it has passed.
    pub days: i32,
    /// Per 100 of the nominal amount as issued, such as "GBP 2.125"; none while it is not known.
    pub per_hundred: Option<String>,
    /// What became of it.
    pub state: DueState,
    /// What those have to claim who have had their turn and could not be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unclaimed: Option<String>,
    /// The distribution, once declared.
    pub distribution: Option<u64>,
    /// The last one that was withdrawn, where none has taken its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<u64>,
}

impl From<DistributionState> for DueState {
    fn from(state: DistributionState) -> Self {
        match state {
            DistributionState::Declared => Self::Declared,
            DistributionState::Funded => Self::Funded,
            DistributionState::Late => Self::Late,
            DistributionState::Unclaimed => Self::Unclaimed,
            DistributionState::Paid => Self::Paid,
            // Of what was withdrawn nothing is in force.
            DistributionState::Cancelled => Self::ToCome,
        }
    }
}

/// What all that is due on a leg is held against.
struct Now<'n> {
    today: Date,
    /// The issue on this chain.
    since: Date,
    declared: &'n [Distribution],
    payments: &'n [Date],
}

impl Desk {
    /// What is due on a leg from its issue on this chain until `until`, in order.
    ///
    /// # Errors
    ///
    /// The terms are not the bond's, or the endpoint fails.
    pub async fn due(
        &self,
        leg: &LegHandle,
        terms: &Terms,
        fixings: Option<&Fixings>,
        until: Date,
    ) -> Result<Vec<Due>, OperationError> {
        self.check_terms(&leg.instrument, terms)?;
        let today = UtcDay::from_seconds(self.chain_time().await?);
        let today = today.map(UtcDay::date).unwrap_or(Date::MAX);
        let since = self.issued_on(leg).await?;
        let declared = self.declared(Some(leg)).await?;
        let nominal = Amount::parse_in(NOMINAL, terms.currency)?;
        let flows = CashFlows::of(terms, nominal, fixings)?;
        let payments = payment_days(&flows);
        let now = Now { today, since, declared: &declared, payments: &payments };
        let mut due = Vec::new();
        for flow in flows.flows.iter().filter(|flow| flow.period.payment <= until) {
            for (kind, amount) in kinds(flow, terms) {
                due.extend(self.due_of(leg, flow, (kind, amount), &now).await?);
            }
        }
        Ok(due)
    }

    /// One thing that is due, unless it was recorded before the issue on this chain.
    async fn due_of(
        &self,
        leg: &LegHandle,
        flow: &CashFlow,
        (kind, amount): (DistributionKind, Option<Amount>),
        now: &Now<'_>,
    ) -> Result<Option<Due>, OperationError> {
        let payment = flow.period.payment;
        let place = now.payments.partition_point(|day| *day < payment);
        let of_day = || now.declared.iter().filter(|one| one.is_of(place, now.payments));
        // Not all and a part are called on one day.
        let kind = match of_kind(of_day(), DistributionKind::PartialCall) {
            (Some(_), _) if kind == DistributionKind::Call => DistributionKind::PartialCall,
            _ => kind,
        };
        let (found, withdrawn) = of_kind(of_day(), kind);
        let (mut record, ex_dividend) = match kind.has_record_date() {
            true => (Some(flow.period.record), flow.period.ex_dividend),
            false => (None, None),
        };
        // There were no units to hold.
        if record.unwrap_or(payment) < now.since {
            return Ok(None);
        }
        let paid_from = found.and_then(Distribution::paid_from).map(UtcDay::date);
        let paid_from = paid_from.filter(|day| *day != payment);
        let days = paid_from.unwrap_or(payment).since(now.today).map_or(0, |span| span.get_days());
        let (mut state, mut unclaimed) = (undeclared(kind, record, days, now.today), None);
        if let Some(one) = found.filter(|_| record.is_some()) {
            record = self.record_day(one).await?;
        }
        if let Some(one) = found {
            (state, unclaimed) = self.became(one, now.today).await?;
        } else if now
            .declared
            .iter()
            .any(|one| one.redeems_all_before(place, now.payments) && !one.is_cancelled())
        {
            state = DueState::Called;
        }
        Ok(Some(Due {
            instrument: leg.instrument.clone(),
            leg: leg.leg.clone(),
            kind,
            ex_dividend,
            record,
            payment,
            paid_from,
            days,
            per_hundred: amount.map(per_hundred),
            state,
            unclaimed,
            distribution: found.map(|one| one.id),
            withdrawn: withdrawn.map(|one| one.id),
        }))
    }

    /// What became of what was declared, and what is to be claimed of it.
    async fn became(
        &self,
        one: &Distribution,
        today: Date,
    ) -> Result<(DueState, Option<String>), OperationError> {
        let standing = self.state_of(one, today).await?;
        let unclaimed = Some(standing.unclaimed).filter(|units| !units.is_zero());
        Ok((standing.state.into(), unclaimed.map(|units| one.cash.words(units))))
    }

    /// The record day of what was declared, which need not be that of the terms.
    async fn record_day(&self, one: &Distribution) -> Result<Option<Date>, OperationError> {
        let at = self.record_moment(one).await?;
        Ok(UtcDay::from_seconds(at.saturating_sub(1)).map(UtcDay::date))
    }

    /// The day on which the token of a leg was created: what was due before is not this chain's.
    pub(super) async fn issued_on(&self, leg: &LegHandle) -> Result<Date, OperationError> {
        let manifest = self.manifest()?;
        let block = manifest.leg_of(leg.token).map_or(0, |(.., record)| record.token.block);
        let seconds = self.time_at(BlockId::number(block)).await?;
        Ok(UtcDay::from_seconds(seconds).map_or(Date::MIN, UtcDay::date))
    }
}

/// The distribution of a kind, or where none is in force, the last one that was withdrawn.
fn of_kind<'d>(
    of_day: impl Iterator<Item = &'d Distribution>,
    kind: DistributionKind,
) -> (Option<&'d Distribution>, Option<&'d Distribution>) {
    let (mut found, mut withdrawn) = (None, None);
    for one in of_day.filter(|one| one.declaration.kind == kind_number(kind)) {
        let place = if one.is_cancelled() { &mut withdrawn } else { &mut found };
        *place = Some(one);
    }
    (found, withdrawn.filter(|_| found.is_none()))
}

/// What is computed for [`NOMINAL`], for 100 of it.
pub(super) fn per_hundred(amount: Amount) -> String {
    let decimals = amount.currency().exponent() + DECIMALS_OF_NOMINAL;
    let number = format_units(U256::from(amount.units()), decimals).unwrap_or_default();
    let number = number.trim_end_matches('0').trim_end_matches('.');
    format!("{} {number}", amount.currency().code())
}

/// What a period pays, and what may be paid at its end.
fn kinds(flow: &CashFlow, terms: &Terms) -> Vec<(DistributionKind, Option<Amount>)> {
    let due = flow.period.due;
    let mut kinds = Vec::new();
    // Interest below zero is nobody's to pay.
    if flow.interest.is_none_or(|interest| interest.units() > 0) {
        let interest = flow.interest.and_then(SignedAmount::not_negative);
        kinds.push((DistributionKind::Interest, interest));
    }
    if due == terms.maturity_date {
        kinds.push((DistributionKind::Redemption, Some(flow.principal)));
    } else if flow.principal.units() > 0 {
        kinds.push((DistributionKind::PartialRedemption, Some(flow.principal)));
    }
    let optional = [(DistributionKind::Call, &terms.calls), (DistributionKind::Put, &terms.puts)];
    for (kind, _) in optional.iter().filter(|(_, list)| list.iter().any(|one| one.date == due)) {
        kinds.push((*kind, None));
    }
    kinds
}

/// What becomes of something that is not declared.
fn undeclared(kind: DistributionKind, record: Option<Date>, days: i32, today: Date) -> DueState {
    let is_optional = matches!(kind, DistributionKind::Call | DistributionKind::Put);
    match record {
        _ if is_optional => DueState::Optional,
        _ if days < 0 => DueState::Late,
        Some(day) if day < today => DueState::NotDeclared,
        _ => DueState::ToCome,
    }
}
