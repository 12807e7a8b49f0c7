//! What an allotment came to.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, U256};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::Settlement;
use corridor_bindings::revert::Revert;
use corridor_deploy::bulk::BulkReport;
use corridor_deploy::deployment::logs;
use corridor_deploy::explain::{Verdict, Wording};
use serde::Serialize;

use super::{AllotmentRule, Filled, RefusedOrder, Run, Shares};
use crate::settlement::book::BookOrder;
use crate::settlement::order::Order as _;
use crate::settlement::price::IssuePrice;
use crate::{Mode, OperationError, Repeated};

/// What became of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// It has what it gets.
    Allotted,
    /// It would get that: nothing was sent.
    Planned,
    /// It gets nothing.
    Nothing,
    /// It takes at a lower price only.
    BelowPrice,
    /// It was refused and left out.
    Refused,
    /// It could not be carried out.
    Failed,
}

/// An order of the book, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct AllotmentRow {
    /// Its line in the book.
    pub line: u64,
    /// Whose it is.
    pub investor: Address,
    /// What was ordered.
    pub ordered: String,
    /// The highest price it pays, as [`Allotment::price`].
    pub limit: Option<String>,
    /// What it gets.
    pub allotted: String,
    /// What it pays for that.
    pub paid: String,
    /// What became of it.
    pub state: RowState,
    /// What stands in its way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Whether a rule of the regime does.
    #[serde(skip)]
    pub by_regime: bool,
}

/// An allotment.
#[derive(Clone, Debug, Serialize)]
pub struct Allotment {
    /// The offering; nothing before it is opened.
    pub offering: Option<u64>,
    /// Whether it is open.
    pub open: bool,
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// The price: of a bond in per cent, of a share an amount of cash.
    pub price: String,
    /// Whether the price is that of a share.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub per_share: bool,
    /// How it was shared out.
    pub rule: AllotmentRule,
    /// What was ordered at this price or above, refused orders left out.
    pub demand: String,
    /// What is allotted.
    pub allotted: String,
    /// What is paid for it.
    pub paid: String,
    /// Whether an earlier run had done all of it, so that nothing was sent.
    pub done_before: bool,
    /// Each order, as the book has them.
    pub orders: Vec<AllotmentRow>,
    /// Those that were left out, with what stands in their way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedOrder>,
    /// Orders of investors whom another book of the instrument was allotted to, which were wanted once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeated: Option<Repeated>,
    /// What was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<BulkReport>,
}

impl RowState {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allotted => "allotted",
            Self::Planned => "planned",
            Self::Nothing => "nothing",
            Self::BelowPrice => "below the price",
            Self::Refused => "refused",
            Self::Failed => "FAILED",
        }
    }
}

impl Run<'_> {
    pub(super) async fn report(
        &self,
        shares: &Shares,
        refused: Vec<RefusedOrder>,
        report: Option<BulkReport>,
        mode: Mode,
    ) -> Result<Allotment, OperationError> {
        let (offer, fills) = (&self.wanted.offer, self.fills().await?);
        let is_plan = mode == Mode::DryRun;
        let mut orders = Vec::new();
        let failures =
            if is_plan { BTreeMap::new() } else { self.failures(shares, &fills).await? };
        let (mut demand, mut allotted, mut paid) = (U256::ZERO, U256::ZERO, U256::ZERO);
        for (index, order) in self.book.orders.iter().enumerate() {
            let share = shares.of_orders.get(index).copied().flatten();
            let row = Row { index, share, fill: fills[index], is_plan };
            let (units, cash) = self.worth(&row)?;
            (allotted, paid) = (allotted + U256::from(units), paid + U256::from(cash));
            if share.is_some() && self.takes(order) {
                demand += U256::from(order.units);
            }
            orders.push(self.row(order, &row, &refused, failures.get(&index)).await?);
        }
        let words = |units| Wording::new(offer.leg.currency).amount(units);
        Ok(Allotment {
            offering: self.offering.as_ref().map(|offering| offering.id),
            open: self.offering.as_ref().is_some_and(|offering| offering.open),
            instrument: offer.leg.instrument.clone(),
            leg: offer.leg.leg.clone(),
            price: offer.price.number(&offer.cash),
            per_share: IssuePrice::is_per_share(&offer.leg),
            rule: self.wanted.rule,
            demand: words(demand),
            allotted: words(allotted),
            paid: offer.cash.words(paid),
            done_before: !is_plan && report.is_none() && !shares.is_nothing(),
            orders,
            refused,
            repeated: None,
            report,
        })
    }

    /// What the contract said to orders that have not all they get, the last time that it was asked.
    async fn failures(
        &self,
        shares: &Shares,
        fills: &[Filled],
    ) -> Result<BTreeMap<usize, Revert>, OperationError> {
        let orders = self.orders()?;
        let lacks = |index: &usize| fills[*index].units < shares.of(*index);
        let digests: BTreeMap<B256, usize> = (0..orders.len())
            .filter(lacks)
            .map(|index| (orders[index].digest(&self.domain), index))
            .collect();
        let mut failures = BTreeMap::new();
        if digests.is_empty() {
            return Ok(failures);
        }
        let (desk, topics) = (self.desk, vec![Settlement::AllotmentFailed::SIGNATURE_HASH]);
        let first = desk.manifest()?.first_block();
        logs(desk.connection(), desk.settlement()?, topics, first, |log| {
            let Ok(event) = Settlement::AllotmentFailed::decode_log(&log.inner) else { return };
            if let Some(index) = digests.get(&event.subscription) {
                failures.insert(*index, Revert::decode(&event.error));
            }
        })
        .await?;
        Ok(failures)
    }

    /// Token units and cash of an order: what it has, or what it would have.
    fn worth(&self, row: &Row) -> Result<(u128, u128), OperationError> {
        let share = row.share.unwrap_or_default();
        Ok(match row.is_plan {
            true => (share, self.price.floor_of(share)?),
            false => (row.fill.units, row.fill.cash),
        })
    }

    async fn row(
        &self,
        order: &BookOrder,
        row: &Row,
        refused: &[RefusedOrder],
        failure: Option<&Revert>,
    ) -> Result<AllotmentRow, OperationError> {
        let offer = &self.wanted.offer;
        let words = |units: u128| Wording::new(offer.leg.currency).amount(U256::from(units));
        let (units, cash) = self.worth(row)?;
        let state = row.state(self.takes(order));
        let (reasons, by_regime) = match state {
            RowState::Failed => self.in_the_way(order, row, failure).await?,
            _ => of_refused(refused.iter().filter(|one| one.line == order.line)),
        };
        Ok(AllotmentRow {
            line: order.line,
            investor: order.investor,
            ordered: words(order.units),
            limit: order.limit.map(|limit| limit.number(&offer.cash)),
            allotted: words(units),
            paid: offer.cash.words(U256::from(cash)),
            state,
            reasons,
            by_regime,
        })
    }

    /// What stands in the way of an order that could not be carried out, and whether a rule of the regime does.
    async fn in_the_way(
        &self,
        order: &BookOrder,
        row: &Row,
        failure: Option<&Revert>,
    ) -> Result<(Vec<String>, bool), OperationError> {
        let lacks = row.share.unwrap_or_default().saturating_sub(row.fill.units);
        let found = self.judge_one(row.index, order, lacks).await?;
        // What no view tells, such as a cash token that refuses, the contract has told.
        Ok(match (found, failure) {
            (None, Some(said)) => (vec![said.sentence()], said.is_by_regime()),
            (found, _) => of_refused(found.iter()),
        })
    }
}

/// The names of what stands in the way, and whether a rule of the regime is among them.
fn of_refused<'r>(refused: impl Iterator<Item = &'r RefusedOrder>) -> (Vec<String>, bool) {
    let (mut reasons, mut by_regime) = (Vec::new(), false);
    for one in refused {
        reasons.extend(one.reasons().map(str::to_owned));
        by_regime |= one.movement.verdict == Verdict::Refused;
    }
    (reasons, by_regime)
}

/// An order, with what it gets and what it has.
struct Row {
    index: usize,
    share: Option<u128>,
    fill: Filled,
    is_plan: bool,
}

impl Row {
    fn state(&self, takes: bool) -> RowState {
        match self.share {
            None => RowState::Refused,
            Some(_) if !takes => RowState::BelowPrice,
            Some(0) => RowState::Nothing,
            Some(share) if self.fill.units >= share => RowState::Allotted,
            Some(_) if self.is_plan => RowState::Planned,
            Some(_) => RowState::Failed,
        }
    }
}
