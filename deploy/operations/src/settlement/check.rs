//! Whether two instructions would settle, in words: what the contract says of them, and what the bond's regime says.

use std::collections::BTreeSet;

use alloy::network::TransactionBuilder as _;
use alloy::primitives::{Address, U256};
use alloy::providers::Provider as _;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall as _;
use corridor_bindings::CashToken;
use corridor_bindings::revert::{CorridorErrors, Revert};
use corridor_deploy::advice::advice;
use corridor_deploy::explain::{Explanation, LegHandle, Question, Verdict, Wording, timestamp};
use serde::Serialize;

use super::Filled;
use super::facts::{
    self, CASH_ALLOWANCE, MISMATCH, NextStep, OrderFact, PaymentView, RECEIPT, SideView,
};
use super::order::SignedOrder;
use super::run::SettleTrade;
use super::trade::TradeOrder;
use crate::{CashHandle, Desk, OperationError};

/// Whether two instructions would settle, and everything that stands in the way.
#[derive(Clone, Debug, Serialize)]
pub struct SettlementCheck {
    /// Whether they would.
    pub verdict: Verdict,
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// What would be delivered.
    pub units: String,
    /// What would be paid.
    pub amount: String,
    /// Who delivers.
    pub seller: Address,
    /// Who pays.
    pub buyer: Address,
    /// Who submits.
    pub submitter: Address,
    /// When, in UTC.
    pub at: String,
    /// The facts as the contract gave them, with what it says of the signature of whoever submits.
    pub bits: U256,
    /// What stands in the way and no regime can see.
    pub facts: Vec<OrderFact>,
    /// Whether nothing can be settled of one of them any more, so that nothing else is in the way.
    pub over: bool,
    /// The verdict on the transfer of the bond, paid with the cash.
    pub movement: Explanation,
    /// Commands that remove a reason.
    pub next: Vec<NextStep>,
}

impl SettlementCheck {
    /// The names of everything that stands in the way, each once, though it be true of both orders. Of what is over the verdict on the
    /// transfer is none.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        let rules = self.movement.reasons.iter().filter(|_| !self.over);
        let rules = rules.map(|reason| reason.rule.as_str());
        let mut named = BTreeSet::new();
        let all = self.facts.iter().map(|fact| fact.fact).chain(rules);
        all.filter(move |name| named.insert(*name))
    }
}

/// Two instructions with what was settled of each.
struct Pair<'p> {
    trade: &'p SettleTrade,
    leg: LegHandle,
    cash: CashHandle,
    filled: (Filled, Filled),
    units: u128,
    now: u64,
}

impl Pair<'_> {
    fn orders(&self) -> (&TradeOrder, &TradeOrder) {
        (&self.trade.delivery.order, &self.trade.receipt.order)
    }

    fn side(
        &self,
        name: &'static str,
        order: &TradeOrder,
        other: &TradeOrder,
        filled: Filled,
    ) -> SideView {
        SideView {
            name,
            party: order.party,
            other: other.party,
            counterparty: order.counterparty,
            agent: order.agent,
            submitter: self.trade.submitter,
            valid_until: order.valid_until,
            nonce: order.nonce,
            minimum_fill: order.minimum_fill,
            left: order.units.saturating_sub(filled.units),
            asked: self.units,
            now: self.now,
            words: Wording::new(self.leg.currency),
        }
    }

    /// Every bit in words, and whether nothing can be settled of one of them any more.
    fn facts(&self, bits: U256, payment: &PaymentView) -> (Vec<OrderFact>, bool) {
        let ((out, into), filled) = (self.orders(), self.filled);
        let delivery = self.side("delivery", out, into, filled.0);
        let receipt = self.side("receipt", into, out, filled.1);
        let mut found = facts::facts(bits, Some(&delivery), &receipt, payment);
        for fact in found.iter_mut().filter(|fact| fact.bit == Some(MISMATCH)) {
            fact.details.extend(differences(out, into));
        }
        (found, delivery.is_over(bits, 0) || receipt.is_over(bits, RECEIPT))
    }

    fn question(&self, settlement: Address) -> Question {
        let (out, into) = self.orders();
        let transfer = Question::transfer(out.party, into.party, U256::from(self.units));
        Question { operator: Some(settlement), cash: Some(self.cash.token), ..transfer }
    }

    /// The most that the receipt pays for these units: its price's part, rounded up, less what was paid.
    fn most(&self) -> U256 {
        let (_, into) = self.orders();
        let filled = self.filled.1;
        if into.units == 0 {
            return U256::ZERO;
        }
        let whole = (U256::from(filled.units) + U256::from(self.units)) * U256::from(into.price);
        whole.div_ceil(U256::from(into.units)).saturating_sub(U256::from(filled.cash))
    }
}

impl Desk {
    /// What the contract is asked to settle: the leg, and so much.
    pub(super) async fn trade_size(&self, trade: &SettleTrade) -> Result<u128, OperationError> {
        self.check_domain(&trade.delivery)?;
        self.check_domain(&trade.receipt)?;
        let (out, into) = (self.filled(&trade.delivery).await?, self.filled(&trade.receipt).await?);
        let left = |order: &SignedOrder<TradeOrder>, filled: Filled| {
            order.order.units.saturating_sub(filled.units)
        };
        let both = left(&trade.delivery, out).min(left(&trade.receipt, into));
        // Where nothing is left, that is what is said about the whole.
        let all = if both == 0 { trade.delivery.order.units } else { both };
        Ok(trade.units.unwrap_or(all))
    }

    /// Whether two instructions would settle now, when `submitter` submits them: what the settlement itself asks, in the block that would
    /// be next. Each is held to its own signature besides, also that of the party which submits.
    ///
    /// # Errors
    ///
    /// They are of another contract, of a bond that is not of this deployment, or the endpoint fails.
    pub async fn check_trade(
        &self,
        trade: &SettleTrade,
    ) -> Result<SettlementCheck, OperationError> {
        match self.judge_trade(trade).await? {
            (check, false) => Ok(check),
            // Something has changed while it was asked.
            (_, true) => Ok(self.judge_trade(trade).await?.0),
        }
    }

    /// The same, and whether the contract refused when it was tried what it had nothing against when it was asked.
    async fn judge_trade(
        &self,
        trade: &SettleTrade,
    ) -> Result<(SettlementCheck, bool), OperationError> {
        let (settlement, units) = (self.settlement()?, self.trade_size(trade).await?);
        let (out, into) = (&trade.delivery.order, &trade.receipt.order);
        let pair = Pair {
            leg: self.leg_of(out.bond)?,
            cash: self.cash(out.cash).await?,
            filled: (self.filled(&trade.delivery).await?, self.filled(&trade.receipt).await?),
            now: self.next_time().await?,
            trade,
            units,
        };
        let call = trade.question(units);
        let told = self.read_next(settlement, &call).await?;
        let bits = told.facts | self.unsigned(&trade.delivery, &trade.receipt).await?;
        let payment = self.payment(&pair.cash, into.party, told.amount, pair.most()).await?;
        let (mut found, over) = pair.facts(bits, &payment);
        let movement = self.explain(&pair.leg, &pair.question(settlement)).await?;
        let mut has_changed = false;
        if found.is_empty() && movement.verdict == Verdict::Allowed {
            match self.try_trade(trade, units).await? {
                Some(revert) if is_refusal(&revert) => has_changed = true,
                revert => found.extend(revert.map(cash_refused)),
            }
        }
        let refused = !found.is_empty() || movement.verdict == Verdict::Refused;
        // What no approval can bring about any more needs none.
        let next = if over { Vec::new() } else { steps(&pair, &payment, &movement, bits) };
        let check = SettlementCheck {
            verdict: if refused { Verdict::Refused } else { Verdict::Allowed },
            instrument: pair.leg.instrument.clone(),
            leg: pair.leg.leg.clone(),
            units: Wording::new(pair.leg.currency).amount(U256::from(units)),
            amount: pair.cash.words(told.amount),
            seller: out.party,
            buyer: into.party,
            submitter: trade.submitter,
            at: timestamp(pair.now),
            bits,
            over,
            next,
            facts: found,
            movement,
        };
        Ok((check, has_changed))
    }

    pub(super) async fn payment(
        &self,
        cash: &CashHandle,
        payer: Address,
        amount: U256,
        most: U256,
    ) -> Result<PaymentView, OperationError> {
        let call = CashToken::balanceOfCall { account: payer };
        let balance = self.read(cash.token, &call).await?;
        let call = CashToken::allowanceCall { owner: payer, spender: self.settlement()? };
        let allowance = self.read(cash.token, &call).await?;
        Ok(PaymentView { cash: cash.clone(), payer, amount, most, balance, allowance })
    }

    /// What only trying shows: a cash token may refuse who receives, or deliver something else.
    async fn try_trade(
        &self,
        trade: &SettleTrade,
        units: u128,
    ) -> Result<Option<Revert>, OperationError> {
        let request = TransactionRequest::default()
            .with_from(trade.submitter)
            .with_to(self.settlement()?)
            .with_input(trade.call(units).abi_encode());
        let Err(error) = self.connection().provider().call(request).await else { return Ok(None) };
        match error.as_error_resp().and_then(|payload| payload.as_revert_data()) {
            Some(data) => Ok(Some(Revert::decode(&data))),
            None => Err(self.connection().error("eth_call", &error).into()),
        }
    }
}

/// In what two instructions do not match.
fn differences(out: &TradeOrder, into: &TradeOrder) -> Vec<String> {
    let pairs = [("bond", out.bond, into.bond), ("cash", out.cash, into.cash)];
    let other = pairs.into_iter().filter(|(_, here, there)| here != there);
    other
        .map(|(what, here, there)| {
            format!("the {what} of the delivery is {here}, and that of the receipt {there}")
        })
        .collect()
}

/// Whether it is what the settlement refuses with, and not what stopped it on its way.
pub(super) fn is_refusal(revert: &Revert) -> bool {
    matches!(
        revert,
        Revert::Custom(custom) if matches!(custom.error, CorridorErrors::SettlementRefused(_))
    )
}

/// Where the settlement has nothing against it, and the bond neither, it is the cash token that refuses.
fn cash_refused(revert: Revert) -> OrderFact {
    OrderFact {
        bit: None,
        fact: "CASH-REFUSED",
        order: None,
        title: "the cash token refuses the payment".to_owned(),
        details: vec![revert.to_string()],
        remedy: match &revert {
            Revert::Custom(_) => advice(&revert).to_owned(),
            // It is no word of these contracts.
            _ => "Ask the issuer of the cash token, whose refusal it is.".to_owned(),
        },
    }
}

/// The approvals that are missing, as commands.
fn steps(
    pair: &Pair<'_>,
    payment: &PaymentView,
    movement: &Explanation,
    bits: U256,
) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let (out, into) = pair.orders();
    if movement.reasons.iter().any(|reason| reason.rule == "TOKEN-ALLOWANCE") {
        let units = Wording::new(pair.leg.currency).amount(U256::from(pair.units));
        steps.push(NextStep {
            what: format!("{} approves the units", out.party),
            command: format!(
                "corridor settle approve units {} --leg {} \"{units}\" --party {}",
                pair.leg.instrument, pair.leg.leg, out.party
            ),
        });
    }
    if bits.bit(usize::from(CASH_ALLOWANCE)) {
        steps.push(approve_cash(payment, into.party));
    }
    steps
}

/// The command that approves what is paid.
pub(super) fn approve_cash(payment: &PaymentView, party: Address) -> NextStep {
    let (symbol, amount) = (&payment.cash.symbol, payment.cash.words(payment.amount));
    NextStep {
        what: format!("{party} approves the cash"),
        command: format!("corridor settle approve cash {symbol} \"{amount}\" --party {party}"),
    }
}
