//! Every order is judged before anything is sent.

use std::collections::BTreeMap;

use alloy::primitives::{Address, U256};
use corridor_bindings::{ISecurityToken, Settlement};
use corridor_deploy::explain::{Explanation, Question, Verdict, Wording};
use serde::Serialize;

use super::{Run, Shares};
use crate::OperationError;
use crate::settlement::book::BookOrder;
use crate::settlement::check::approve_cash;
use crate::settlement::facts::{
    self, CANCELLED, CASH_ALLOWANCE, CASH_BALANCE, NextStep, OrderFact, PaymentView, RECEIPT,
    SideView,
};
use crate::{SignedOrder, SubscriptionOrder};

/// An order that is refused, and everything that stands in its way.
#[derive(Clone, Debug, Serialize)]
pub struct RefusedOrder {
    /// Its line in the book.
    pub line: u64,
    /// Whose it is.
    pub investor: Address,
    /// What it would get.
    pub units: String,
    /// What it would pay.
    pub amount: String,
    /// What stands in the way and no regime can see.
    pub facts: Vec<OrderFact>,
    /// The verdict on the issue.
    pub movement: Explanation,
    /// Commands that remove a reason.
    pub next: Vec<NextStep>,
}

impl RefusedOrder {
    /// The names of everything that stands in the way.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        let rules = self.movement.reasons.iter().map(|reason| reason.rule.as_str());
        self.facts.iter().map(|fact| fact.fact).chain(rules)
    }
}

impl Run<'_> {
    /// What each order gets when all are judged; those that are refused are left out, or stop all.
    pub(super) async fn plan(&self) -> Result<(Shares, Vec<RefusedOrder>), OperationError> {
        let denomination = self.desk.denomination(&self.wanted.offer.leg).await?;
        self.check_rows(denomination)?;
        let mut refused = Vec::new();
        loop {
            let shares = self.shares(&refused, denomination)?;
            let found = self.judge(&shares).await?;
            if found.is_empty() {
                self.check_room(&shares).await?;
                return Ok((shares, refused));
            }
            refused.extend(found);
            if !self.wanted.skip_refused {
                let (file, orders) = (self.book.file.clone(), self.book.orders.len());
                return Err(OperationError::OrdersRefused { file, orders, refused });
            }
            // Without them the others get more, which is judged anew.
        }
    }

    /// The orders that are refused what they would get. An investor with several is judged by what it gets in all.
    async fn judge(&self, shares: &Shares) -> Result<Vec<RefusedOrder>, OperationError> {
        let fills = self.fills().await?;
        let (mut refused, mut sums) = (Vec::new(), BTreeMap::<Address, u128>::new());
        for (index, order) in self.book.orders.iter().enumerate() {
            let units = shares.of(index).saturating_sub(fills[index].units);
            if units == 0 {
                continue;
            }
            let sum = sums.entry(order.investor).or_default();
            *sum = sum.saturating_add(units);
            refused.extend(self.judge_one(index, order, *sum).await?);
        }
        Ok(refused)
    }

    /// What stands in the way of an order: `units` is what its investor gets up to here.
    pub(super) async fn judge_one(
        &self,
        index: usize,
        order: &BookOrder,
        units: u128,
    ) -> Result<Option<RefusedOrder>, OperationError> {
        let (desk, offer) = (self.desk, &self.wanted.offer);
        let amount = U256::from(self.price.floor_of(units)?);
        let most = self.subscription_of(index).map_or(amount, |signed| most_for(signed, units));
        let payment = desk.payment(&offer.cash, order.investor, amount, most).await?;
        let side = self.side(index, order, units).await?;
        let bits = self.bits(index, order, &payment, &side).await?;
        let facts = facts::facts(bits, None, &side, &payment);
        let issue = Question::issue(order.investor, U256::from(units));
        let question = Question { cash: Some(offer.cash.token), ..issue };
        let movement = desk.explain(&offer.leg, &question).await?;
        if facts.is_empty() && movement.verdict == Verdict::Allowed {
            return Ok(None);
        }
        let missing = bits.bit(usize::from(CASH_ALLOWANCE));
        Ok(Some(RefusedOrder {
            line: order.line,
            investor: order.investor,
            units: Wording::new(offer.leg.currency).amount(U256::from(units)),
            amount: offer.cash.words(amount),
            facts,
            movement,
            next: missing.then(|| approve_cash(&payment, order.investor)).into_iter().collect(),
        }))
    }

    /// What the investor of an order signed, where subscriptions were given.
    fn subscription_of(&self, index: usize) -> Option<&SignedOrder<SubscriptionOrder>> {
        self.given.as_ref()?.get(index)
    }

    async fn side(
        &self,
        index: usize,
        order: &BookOrder,
        units: u128,
    ) -> Result<SideView, OperationError> {
        let subscription = self.orders()?.into_iter().nth(index);
        let nonce = subscription.as_ref().map_or(U256::ZERO, |one| one.nonce);
        Ok(SideView {
            name: "subscription",
            party: order.investor,
            other: self.wanted.offer.proceeds,
            counterparty: None,
            agent: None,
            submitter: Address::ZERO,
            valid_until: subscription.map_or(u64::MAX, |one| one.valid_until),
            nonce,
            minimum_fill: 0,
            left: order.units,
            asked: units,
            now: self.desk.next_time().await?,
            words: Wording::new(self.wanted.offer.leg.currency),
        })
    }

    /// The facts against an order: as the contract says where investors have signed, and what it will say otherwise.
    async fn bits(
        &self,
        index: usize,
        order: &BookOrder,
        payment: &PaymentView,
        side: &SideView,
    ) -> Result<U256, OperationError> {
        let settlement = self.desk.settlement()?;
        let mut bits = U256::ZERO;
        if payment.balance < payment.amount {
            bits.set_bit(usize::from(CASH_BALANCE), true);
        }
        if payment.allowance < payment.amount {
            bits.set_bit(usize::from(CASH_ALLOWANCE), true);
        }
        let call = Settlement::isCancelledCall { party: order.investor, nonce: side.nonce };
        if self.offering.is_some() && self.desk.read(settlement, &call).await? {
            bits.set_bit(usize::from(CANCELLED + RECEIPT), true);
        }
        if let Some(signed) = self.subscription_of(index) {
            let allocation = signed.encode(side.asked.min(order.units));
            let call = Settlement::canAllotCall { allocation };
            bits |= self.desk.read_next(settlement, &call).await?.facts;
        }
        Ok(bits)
    }

    /// Each order may fit where all of them together do not.
    async fn check_room(&self, shares: &Shares) -> Result<(), OperationError> {
        let (desk, leg) = (self.desk, &self.wanted.offer.leg);
        let lacks = self.missing(shares).await?;
        let total = lacks.iter().fold(U256::ZERO, |sum, (_, units)| sum + U256::from(*units));
        let volume = desk.read(leg.token, &ISecurityToken::issueVolumeCall {}).await?;
        let supply = desk.read(leg.token, &ISecurityToken::totalSupplyCall {}).await?;
        let mut room = volume.saturating_sub(supply);
        if let Some(headroom) = desk.headroom(leg).await? {
            room = room.min(headroom);
        }
        if total <= room {
            return Ok(());
        }
        let words = |units| Wording::new(leg.currency).amount(units);
        let (file, total, left) = (self.book.file.clone(), words(total), words(room));
        Err(OperationError::NoRoom { file, total, left })
    }
}

/// The most that a subscription pays for some of its units: its price's part, rounded up.
fn most_for(signed: &SignedOrder<SubscriptionOrder>, units: u128) -> U256 {
    let whole = U256::from(units) * U256::from(signed.order.price);
    whole.div_ceil(U256::from(signed.order.units.max(1)))
}
