//! Two instructions are settled.

use alloy::primitives::{Address, U256};
use corridor_bindings::Settlement;
use corridor_deploy::explain::{Question, Verdict, Wording};

use super::check::is_refusal;
use super::order::SignedOrder;
use super::trade::TradeOrder;
use crate::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Settles two instructions, in part or as far as both go. Signed by either party or an agent.
#[derive(Clone, Debug)]
pub struct SettleTrade {
    /// Who delivers.
    pub delivery: SignedOrder<TradeOrder>,
    /// Who receives and pays.
    pub receipt: SignedOrder<TradeOrder>,
    /// Token units; without, what is left of both.
    pub units: Option<u128>,
    /// Who submits them.
    pub submitter: Address,
}

impl SettleTrade {
    /// The call that settles.
    #[must_use]
    pub fn call(&self, units: u128) -> Settlement::settleCall {
        let (delivery, receipt) = (self.delivery.encode(), self.receipt.encode());
        Settlement::settleCall { delivery, receipt, units }
    }

    /// The call that asks.
    #[must_use]
    pub fn question(&self, units: u128) -> Settlement::canSettleCall {
        let (delivery, receipt) = (self.delivery.encode(), self.receipt.encode());
        Settlement::canSettleCall { delivery, receipt, units, submitter: self.submitter }
    }
}

impl Operation for SettleTrade {
    const NAME: &'static str = "settle";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (units, settlement) = (desk.trade_size(self).await?, desk.settlement()?);
        let (out, into) = (&self.delivery.order, &self.receipt.order);
        let (leg, cash) = (desk.leg_of(out.bond)?, desk.cash(out.cash).await?);
        let told = desk.read_next(settlement, &self.question(units)).await?;
        let words = Wording::new(leg.currency).amount(U256::from(units));
        let (bond, seller, buyer) = (&leg.instrument, out.party, into.party);
        let paid = cash.words(told.amount);
        let summary = format!("settle {words} of {bond} from {seller} to {buyer} against {paid}");
        let call = self.call(units);
        let prepared = Prepared::act(summary, Who::Wallet(self.submitter), settlement, &call);
        let transfer = Question::transfer(seller, buyer, U256::from(units));
        let question = Question { operator: Some(settlement), cash: Some(cash.token), ..transfer };
        Ok(Prepared { question: Some((leg, question)), ..prepared })
    }
}

impl Desk {
    /// Settles, or says in words why not, also when that shows on the chain only.
    ///
    /// # Errors
    ///
    /// It is refused, or the endpoint fails.
    pub async fn settle_trade(
        &self,
        trade: &SettleTrade,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        self.refuse_trade(trade).await?;
        let error = match self.perform(trade, mode).await {
            Ok(performed) => return Ok(performed),
            Err(error) => error,
        };
        let is_refused = match &error {
            OperationError::Reverted { revert, .. } => is_refusal(revert),
            OperationError::Refused(_) => true,
            _ => false,
        };
        if is_refused {
            self.refuse_trade(trade).await?;
        }
        Err(error)
    }

    /// What stands in the way, as an error.
    async fn refuse_trade(&self, trade: &SettleTrade) -> Result<(), OperationError> {
        let check = self.check_trade(trade).await?;
        if check.verdict == Verdict::Refused {
            return Err(OperationError::SettlementRefused(Box::new(check)));
        }
        Ok(())
    }
}
