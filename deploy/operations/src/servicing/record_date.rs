//! Record dates: who held a bond when one passed is found later.

use alloy::primitives::U256;
use alloy::primitives::aliases::U40;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::LegHandle;
use jiff::civil::Date;

use super::by_terms::{ByTerms, DAY};
use super::view::{day, last_day};
use super::{DeclareError, DistributionKind, SetDocument, Wanted};
use crate::{Desk, Mode, Operation, OperationError, Performed, Prepared, RouteStatus, Who};

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

/// A record date, as a bond has it or would.
#[derive(Clone, Copy)]
pub(super) struct RecordDate {
    /// Its index.
    pub(super) index: u16,
    /// Unix seconds: the first second that does not count any more.
    pub(super) at: u64,
    /// Whether the bond has it.
    pub(super) is_there: bool,
}

impl Desk {
    /// The record date of a distribution: the one of the terms, or the one that was named because that has passed.
    pub(super) async fn record_date(
        &self,
        wanted: &Wanted,
        by_terms: &ByTerms,
    ) -> Result<Option<RecordDate>, OperationError> {
        let (kind, date) = (wanted.kind, wanted.payment_date);
        let Some(record) = by_terms.record else {
            return match wanted.record {
                Some(_) => Err(DeclareError::NoRecordDay { kind }.into()),
                None => Ok(None),
            };
        };
        let by_terms = self.record_date_at(&wanted.leg, record).await?;
        match (by_terms, &wanted.record) {
            (Ok(found), None) => Ok(Some(found)),
            (Ok(_), Some(_)) => Err(DeclareError::RecordDayStands { kind, date, record }.into()),
            (Err(passed), late) => {
                let since = self.issued_on(&wanted.leg).await?;
                if record < since {
                    let before = DeclareError::BeforeIssue { kind, date, record, since };
                    return Err(before.into());
                }
                let (why, from) = (passed.why, passed.from);
                let Some(late) = late else {
                    let passed = DeclareError::RecordDayPassed { kind, date, record, why, from };
                    return Err(passed.into());
                };
                let found = self.record_date_at(&wanted.leg, late.day).await?;
                let found = found.ok().filter(|_| late.day > record);
                let early = DeclareError::RecordDayTooEarly { given: late.day, from };
                Ok(Some(found.ok_or(early)?))
            }
        }
    }

    /// That no earlier payment loses its record date by the one that is set.
    pub(super) async fn require_turn_of(
        &self,
        wanted: &Wanted,
        by_terms: &ByTerms,
        record: RecordDate,
    ) -> Result<(), OperationError> {
        if record.is_there || wanted.skip_earlier {
            return Ok(());
        }
        let today = self.chain_day().await?;
        // Those that can't be recorded any more lose nothing.
        for (earlier, day) in by_terms.earlier.iter().filter(|(_, day)| *day >= today) {
            let stands = self.record_date_at(&wanted.leg, *day).await?;
            if stands.is_ok_and(|found| !found.is_there) {
                let (date, earlier, record) = (wanted.payment_date, *earlier, *day);
                return Err(DeclareError::EarlierPayment { date, earlier, record }.into());
            }
        }
        Ok(())
    }

    /// That another leg of the bond, to or from which units can go before the record date, records the same payment at the same moment.
    pub(super) async fn require_one_record_day(
        &self,
        wanted: &Wanted,
        by_terms: &ByTerms,
        record: RecordDate,
    ) -> Result<(), OperationError> {
        let (leg, now) = (&wanted.leg, self.next_time().await?);
        let routes = self.routes_of(&leg.instrument).await?;
        let is_usable =
            |route: &&RouteStatus| route.open && (route.closes == 0 || now < route.closes);
        for route in routes.iter().filter(is_usable) {
            let other = match (route.from == leg.leg, route.to == leg.leg) {
                (true, _) => &route.to,
                (_, true) => &route.from,
                _ => continue,
            };
            let other = self.leg(&leg.instrument, Some(other))?;
            for one in self.in_force(&other).await? {
                let is_same =
                    one.kind()? == wanted.kind && one.is_of(by_terms.place, &by_terms.payments);
                if is_same && self.record_moment(&one).await? != record.at {
                    let (date, id, leg) = (wanted.payment_date, one.id, other.leg);
                    let other = last_day(self.record_moment(&one).await?);
                    let record = last_day(record.at);
                    let differs = DeclareError::OtherRecordDay { date, record, leg, id, other };
                    return Err(differs.into());
                }
            }
        }
        Ok(())
    }

    /// Sets a record date, unless it is there; before that the notice of one that the terms do not name goes on record.
    pub(super) async fn set_record_date(
        &self,
        wanted: &Wanted,
        record: RecordDate,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let (leg, mut performed) = (wanted.leg.clone(), Vec::new());
        if let Some(late) = &wanted.record {
            let name = format!("record-date {} {}", wanted.payment_date, tag(wanted.kind));
            let known = self.documents(&leg).await?;
            if !known.iter().any(|one| one.name == name && one.hash == late.hash) {
                let (leg, uri, hash) = (leg.clone(), late.notice.clone(), late.hash);
                performed.push(self.perform(&SetDocument { leg, name, uri, hash }, mode).await?);
            }
        }
        if !record.is_there {
            performed.push(self.perform(&AddRecordDate { leg, at: record.at }, mode).await?);
        }
        Ok(performed)
    }

    /// The record date at the end of a day: the one that the bond has, or the next one; or why neither can be.
    pub(super) async fn record_date_at(
        &self,
        leg: &LegHandle,
        of: Date,
    ) -> Result<Result<RecordDate, Passed>, OperationError> {
        let at = UtcDay::from_date(of)?.start_seconds() + DAY;
        let count = self.read(leg.token, &ISecurityToken::recordDateCountCall {}).await?;
        let (count, mut last): (u16, u64) = (count.saturating_to(), 0);
        // They ascend.
        for index in (0..count).rev() {
            let call = ISecurityToken::recordDateCall { index: U256::from(index) };
            let found = self.read(leg.token, &call).await?.to::<u64>();
            if found == at {
                return Ok(Ok(RecordDate { index, at, is_there: true }));
            }
            last = last.max(found);
            if found < at {
                break;
            }
        }
        let now = self.chain_time().await?;
        if at > now.max(last) {
            return Ok(Ok(RecordDate { index: count, at, is_there: false }));
        }
        Ok(Err(match last > now {
            true => {
                let why = "the bond has a later one already: no record date is set before another";
                Passed { why: why.to_owned(), from: last_day(last) }
            }
            false => Passed {
                why: format!("that has ended: it is {} on the chain", day(now)),
                from: day(now),
            },
        }))
    }
}

/// Why nothing can be recorded at the end of a day, and the first day at whose end something can.
pub(super) struct Passed {
    pub(super) why: String,
    pub(super) from: String,
}

/// What tells the documents of one payment day apart. A name has 32 bytes, and what is on record is found under it again.
const fn tag(kind: DistributionKind) -> &'static str {
    match kind {
        // Its code in messages is that of a partial call, which may be on the same day.
        DistributionKind::PartialRedemption => "PRED",
        _ => kind.code(),
    }
}
