//! Interest that is recorded before units are burnt: whoever has given them up by then has none of it.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;
use corridor_deploy::schedule::{CashFlow, CashFlows, SignedAmount};
use corridor_deploy::terms::Terms;
use jiff::civil::Date;

use super::by_terms::{payment_days, place_of};
use super::due::{NOMINAL, per_hundred};
use super::{DeclareError, Distribution, DistributionKind, kind_number};
use crate::{Desk, OperationError};

/// Payments that an error names.
const NAMED: usize = 3;

/// Interest that is due when units are burnt, or was before, and of which it is not on record who held the bond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecorded {
    /// The bond, and its leg where there are several.
    pub instrument: String,
    /// The leg, where there are several.
    pub leg: Option<String>,
    /// The day of payment.
    pub payment: Date,
    /// The holders at the end of this day are paid.
    pub record: Date,
    /// Per 100 of the nominal amount as issued; none while it is not known.
    pub per_hundred: Option<String>,
    /// The distribution, when it is declared and its record day is not over.
    pub distribution: Option<u64>,
    /// Why nothing can be recorded at the end of that day any more, and the first day that can take its place.
    pub barred: Option<(String, String)>,
}

impl Unrecorded {
    /// What it is, and what records it.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { instrument, payment, record, .. } = self;
        let amount = self.per_hundred.as_ref().map(|amount| format!(", {amount} on each 100,"));
        let amount = amount.unwrap_or_default();
        if let Some(id) = self.distribution {
            return format!(
                "the interest of {payment}{amount} is distribution {id}, whose record day, {record}, is not over"
            );
        }
        let leg = self.leg.as_ref().map(|leg| format!(" --leg {leg}")).unwrap_or_default();
        let declare =
            format!("`corridor coupon declare {instrument}{leg} --payment-date {payment}");
        match &self.barred {
            None => format!(
                "the interest of {payment}{amount} is not declared, and its record day, {record}, is not over: declare it with {declare}`"
            ),
            Some((why, from)) => format!(
                "the interest of {payment}{amount} is not declared, and nobody is on record for {record}, its record day ({why}): declare it \
                 with {declare} --record-date {from} --notice FILE`"
            ),
        }
    }
}

impl Desk {
    /// Whether a run of payments, or a claim, would burn units now.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn burns_units(&self, one: &Distribution) -> Result<bool, OperationError> {
        if one.kind()? == DistributionKind::Interest || !one.is_funded() {
            return Ok(false);
        }
        if self.chain_time().await? < one.declaration.paymentDate.to::<u64>() {
            return Ok(false);
        }
        Ok(one.progress.held != 0 || !self.open(one).await?.is_zero())
    }

    /// That nobody loses interest with the units that a distribution burns: all that is due by its day is on record.
    ///
    /// # Errors
    ///
    /// Some is not, the terms are not the bond's, or the endpoint fails.
    pub async fn require_recorded_interest(
        &self,
        one: &Distribution,
        terms: &Terms,
    ) -> Result<(), OperationError> {
        let unrecorded = self.unrecorded_interest(one, terms).await?;
        if unrecorded.is_empty() {
            return Ok(());
        }
        let (id, kind) = (one.id, one.kind()?);
        Err(DeclareError::InterestFirst { id, kind, unrecorded }.into())
    }

    /// Interest due by the day of a distribution that burns units, of which it is not on record who held the bond. Interest burns none.
    ///
    /// # Errors
    ///
    /// The terms are not the bond's, or the endpoint fails.
    pub async fn unrecorded_interest(
        &self,
        one: &Distribution,
        terms: &Terms,
    ) -> Result<Vec<Unrecorded>, OperationError> {
        let leg = &one.leg;
        self.check_terms(&leg.instrument, terms)?;
        let mut found = Vec::new();
        if one.kind()? == DistributionKind::Interest {
            return Ok(found);
        }
        let flows = CashFlows::of(terms, Amount::parse_in(NOMINAL, terms.currency)?, None)?;
        let payments = payment_days(&flows);
        let paid_from = one.declaration.paymentDate.to::<u64>();
        let by_terms =
            place_of(paid_from, &payments).and_then(|place| payments.get(place)).copied();
        let until = by_terms.or_else(|| UtcDay::from_seconds(paid_from).map(UtcDay::date));
        let since = self.issued_on(leg).await?;
        let mut declared = self.declared(Some(leg)).await?;
        declared.retain(|one| !one.is_cancelled());
        let is_due = |flow: &&CashFlow| {
            Some(flow.period.payment) <= until && flow.period.record >= since && pays(flow)
        };
        for flow in flows.flows.iter().filter(is_due) {
            let place = payments.partition_point(|day| *day < flow.period.payment);
            // What everything was called before does not come.
            if declared.iter().any(|other| other.redeems_all_before(place, &payments)) {
                continue;
            }
            let is_own =
                |other: &&Distribution| other.is_interest() && other.is_of(place, &payments);
            let own = declared.iter().find(is_own);
            found.extend(self.unrecorded(leg, flow, own).await?);
        }
        Ok(found)
    }

    /// A payment of interest, unless its record date has passed on the chain.
    async fn unrecorded(
        &self,
        leg: &LegHandle,
        flow: &CashFlow,
        declared: Option<&Distribution>,
    ) -> Result<Option<Unrecorded>, OperationError> {
        let (now, mut record) = (self.chain_time().await?, flow.period.record);
        let mut barred = None;
        if let Some(one) = declared {
            let at = self.record_moment(one).await?;
            if at <= now {
                return Ok(None);
            }
            record = UtcDay::from_seconds(at.saturating_sub(1)).map_or(record, UtcDay::date);
        } else {
            match self.record_date_at(leg, record).await? {
                // A redemption of a part on the same day has set it.
                Ok(found) if found.is_there && found.at <= now => return Ok(None),
                Ok(_) => (),
                Err(passed) => barred = Some((passed.why, passed.from)),
            }
        }
        let legs = self.legs()?;
        let of_bond = legs.iter().filter(|one| one.instrument == leg.instrument);
        Ok(Some(Unrecorded {
            instrument: leg.instrument.clone(),
            leg: (of_bond.count() > 1).then(|| leg.leg.clone()),
            payment: flow.period.payment,
            record,
            per_hundred: flow.interest.and_then(SignedAmount::not_negative).map(per_hundred),
            distribution: declared.map(|one| one.id),
            barred,
        }))
    }
}

impl Distribution {
    fn is_interest(&self) -> bool {
        self.declaration.kind == kind_number(DistributionKind::Interest)
    }
}

/// Whether there is interest to lose; what is not known yet may be some.
fn pays(flow: &CashFlow) -> bool {
    flow.interest.is_none_or(|interest| interest.units() > 0)
}

/// The first of several, in words.
pub(super) fn named(unrecorded: &[Unrecorded]) -> String {
    let mut words: Vec<String> = unrecorded.iter().take(NAMED).map(Unrecorded::words).collect();
    if let Some(more) = unrecorded.len().checked_sub(NAMED).filter(|more| *more != 0) {
        words.push(format!("and so it is with that of {more} more days"));
    }
    words.join("; ")
}
