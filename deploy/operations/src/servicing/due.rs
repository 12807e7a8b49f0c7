//! What is due on a bond, what was done about it, and what is late.

use alloy::eips::BlockId;
use alloy::primitives::U256;
use alloy::primitives::utils::format_units;
use alloy::providers::Provider;
use corridor_bindings::Servicing;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;
use corridor_deploy::schedule::{CashFlow, CashFlows, Fixings, SignedAmount};
use corridor_deploy::terms::Terms;
use jiff::civil::Date;
use serde::Serialize;

use super::by_terms::payment_days;
use super::{Distribution, DistributionKind, DistributionStatus};
use crate::{Desk, OperationError};

/// The nominal amount that is computed with: payments are rounded to the minor unit, and half a coupon on 100 would be.
const NOMINAL: &str = "1,000,000";

/// By how many decimals it is more than 100.
const DECIMALS_OF_NOMINAL: u8 = 4;

/// What became of something that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueState {
    /// Its day is to come, and nothing was done yet.
    ToCome,
    /// It was declared, and is not paid in.
    Declared,
    /// It is paid in.
    Funded,
    /// Everybody has had their turn.
    Paid,
    /// Its day has passed, and it was not declared or not paid in.
    Late,
    /// The issuer or the holders may, and need not.
    Optional,
}

impl DueState {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToCome => "to come",
            Self::Declared => "declared",
            Self::Funded => "funded",
            Self::Paid => "paid",
            Self::Late => "LATE",
            Self::Optional => "optional",
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
    /// The day of payment.
    pub payment: Date,
    /// Days from the latest block to the day of payment; negative when it has passed.
    pub days: i32,
    /// Per 100 of the nominal amount as issued, such as "GBP 2.125"; none while it is not known.
    pub per_hundred: Option<String>,
    /// What became of it.
    pub state: DueState,
    /// The distribution, once declared.
    pub distribution: Option<u64>,
    /// The last one that was withdrawn, where none has taken its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<u64>,
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
        let mut due = Vec::new();
        for flow in flows.flows.iter().filter(|flow| flow.period.payment <= until) {
            let place = payments.partition_point(|day| *day < flow.period.payment);
            for (kind, amount) in kinds(flow, terms) {
                let of_day = declared.iter().filter(|one| one.is_of(place, &payments));
                let (found, withdrawn) = of_kind(of_day, kind);
                let (mut record, ex_dividend) = match kind.has_record_date() {
                    true => (Some(flow.period.record), flow.period.ex_dividend),
                    false => (None, None),
                };
                // What was recorded before is nobody's here: there were no units to hold.
                if record.unwrap_or(flow.period.payment) < since {
                    continue;
                }
                if let Some(one) = found.filter(|_| record.is_some()) {
                    record = self.record_day(one).await?;
                }
                let days = flow.period.payment.since(today).map_or(0, |span| span.get_days());
                due.push(Due {
                    instrument: leg.instrument.clone(),
                    leg: leg.leg.clone(),
                    kind,
                    ex_dividend,
                    record,
                    payment: flow.period.payment,
                    days,
                    per_hundred: amount.map(per_hundred),
                    state: self.state_of(kind, found, days).await?,
                    distribution: found.map(|one| one.id),
                    withdrawn: withdrawn.map(|one| one.id),
                });
            }
        }
        Ok(due)
    }

    async fn state_of(
        &self,
        kind: DistributionKind,
        found: Option<&Distribution>,
        days: i32,
    ) -> Result<DueState, OperationError> {
        match found {
            Some(one) if self.is_paid(one).await? => Ok(DueState::Paid),
            _ => Ok(state(kind, found, days)),
        }
    }

    /// Whether everybody was paid, also where nobody has closed it yet: nothing is kept, and nothing due to those whose turn is to come.
    async fn is_paid(&self, one: &Distribution) -> Result<bool, OperationError> {
        let progress = &one.progress;
        let status = DistributionStatus::from_number(progress.status);
        if status != Some(DistributionStatus::Funded) || progress.paid == 0 || progress.held != 0 {
            return Ok(false);
        }
        let call = Servicing::remainderCall { id: U256::from(one.id) };
        let remainder = self.read(self.servicing()?, &call).await?;
        Ok(remainder == U256::from(progress.funded - progress.paid - progress.returned))
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
        let found = self.connection().provider().get_block(BlockId::number(block)).await;
        let found =
            found.map_err(|error| self.connection().error("eth_getBlockByNumber", &error))?;
        let seconds = found.map_or(0, |block| block.header.timestamp);
        Ok(UtcDay::from_seconds(seconds).map_or(Date::MIN, UtcDay::date))
    }
}

/// The distribution of a kind, or where none is in force, the last one that was withdrawn.
fn of_kind<'d>(
    of_day: impl Iterator<Item = &'d Distribution>,
    kind: DistributionKind,
) -> (Option<&'d Distribution>, Option<&'d Distribution>) {
    let (mut found, mut withdrawn) = (None, None);
    for one in of_day.filter(|one| one.declaration.kind == kind.number()) {
        let place = if one.is_cancelled() { &mut withdrawn } else { &mut found };
        *place = Some(one);
    }
    (found, withdrawn.filter(|_| found.is_none()))
}

/// What is computed for [`NOMINAL`], for 100 of it.
fn per_hundred(amount: Amount) -> String {
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

fn state(kind: DistributionKind, found: Option<&Distribution>, days: i32) -> DueState {
    let status = found.and_then(|one| DistributionStatus::from_number(one.progress.status));
    let is_optional = matches!(kind, DistributionKind::Call | DistributionKind::Put);
    match status {
        Some(DistributionStatus::Closed) => DueState::Paid,
        Some(DistributionStatus::Funded) => DueState::Funded,
        Some(_) if days >= 0 => DueState::Declared,
        None if is_optional => DueState::Optional,
        None if days >= 0 => DueState::ToCome,
        _ => DueState::Late,
    }
}
