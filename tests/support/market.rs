//! A bond that trades against cash: holders, cash, approvals and signed orders.

use alloy::primitives::{Address, U256};
use corridor_bindings::{CashToken, ISecurityToken};
use corridor_deploy::deployment::{CashTerms, Goal, SystemContract};
use corridor_deploy::explain::LegHandle;
use corridor_operations::{
    Approve, ApproveCash, CashHandle, Desk, Mint, MintCash, Mode, SettleTrade, SignedOrder,
    TradeOrder, TradeSide, Who,
};

use crate::bench::{Bench, amount, uk_goal, wallet};

/// The gilt with what settles and what keeps pledges, cash in pounds, and the demo's investors.
#[derive(Debug)]
pub struct Market {
    /// The chain.
    pub bench: Bench,
    /// Where operations are done.
    pub desk: Desk,
    /// The bond.
    pub leg: LegHandle,
    /// The cash.
    pub cash: CashHandle,
}

/// The UK goal with what settles and what keeps pledges, and cash in pounds.
#[must_use]
pub fn goal() -> Goal {
    let currency = "GBP".parse().expect("a currency");
    uk_goal()
        .with_extra(SystemContract::Settlement)
        .with_extra(SystemContract::Pledges)
        .with_cash(CashTerms { currency, decimals: 6, allowlisted: false })
}

impl Market {
    /// INV-0001 holds GBP 10,000 of the bond and INV-0002 has GBP 20,000 of cash; both have approved all of it.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn open() -> anyhow::Result<Self> {
        let market = Self::without_holders().await?;
        let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
        let mint = Mint { leg: market.leg.clone(), to: seller, amount: amount("GBP 10,000") };
        market.desk.perform(&mint, Mode::Execute).await?;
        market.give_cash(buyer, "20,000").await?;
        market.approve_units(seller, "GBP 10,000").await?;
        market.approve_cash(buyer, "20,000").await?;
        Ok(market)
    }

    /// Nobody holds anything yet.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn without_holders() -> anyhow::Result<Self> {
        let (bench, desk) = Bench::onboarded(&goal()).await?;
        let leg = desk.leg("treasury-gilt-2040", None)?;
        let cash = desk.cash_named("GBP")?;
        Ok(Self { bench, desk, leg, cash })
    }

    /// Makes cash for a wallet.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn give_cash(&self, to: Address, amount: &str) -> anyhow::Result<()> {
        let (cash, amount) = (self.cash.clone(), self.cash.parse(amount)?);
        self.desk.perform(&MintCash { cash, to, amount }, Mode::Execute).await?;
        Ok(())
    }

    /// Approves the settlement contract for units.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn approve_units(&self, holder: Address, text: &str) -> anyhow::Result<()> {
        let (leg, operator) = (self.leg.clone(), self.desk.settlement()?);
        let approve = Approve { leg, holder, operator, amount: amount(text) };
        self.desk.perform(&approve, Mode::Execute).await?;
        Ok(())
    }

    /// Approves the settlement contract for cash.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn approve_cash(&self, owner: Address, amount: &str) -> anyhow::Result<()> {
        let (cash, spender) = (self.cash.clone(), self.desk.settlement()?);
        let (owner, amount) = (Who::Wallet(owner), self.cash.parse(amount)?);
        let approve = ApproveCash { cash, owner, spender, amount };
        self.desk.perform(&approve, Mode::Execute).await?;
        Ok(())
    }

    /// A side of a trade with anybody, for a day.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn order(
        &self,
        side: TradeSide,
        party: Address,
        units: &str,
        price: &str,
    ) -> anyhow::Result<TradeOrder> {
        let now = self.bench.now().await?;
        Ok(TradeOrder {
            side,
            party,
            bond: self.leg.token,
            units: amount(units).units(),
            cash: self.cash.token,
            price: self.cash.parse(price)?.to(),
            counterparty: None,
            agent: None,
            minimum_fill: 0,
            valid_until: now + 86_400,
            nonce: U256::from(1),
        })
    }

    /// INV-0001 sells to INV-0002, who pays as much as is asked; INV-0001 submits.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn trade(&self, units: &str, price: &str) -> anyhow::Result<SettleTrade> {
        let (seller, buyer) = (wallet("INV-0001"), wallet("INV-0002"));
        let delivery = self.order(TradeSide::Deliver, seller, units, price).await?;
        let receipt = self.order(TradeSide::Receive, buyer, units, price).await?;
        self.signed(delivery, receipt).await
    }

    /// Two orders with their signatures; the seller submits.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn signed(
        &self,
        delivery: TradeOrder,
        receipt: TradeOrder,
    ) -> anyhow::Result<SettleTrade> {
        let submitter = delivery.party;
        let delivery: SignedOrder<_> = self.desk.sign_order(delivery).await?;
        let receipt = self.desk.sign_order(receipt).await?;
        Ok(SettleTrade { delivery, receipt, units: None, submitter })
    }

    /// Units and cash of a wallet.
    ///
    /// # Errors
    ///
    /// The node fails.
    pub async fn has(&self, account: Address) -> anyhow::Result<(U256, U256)> {
        let units = ISecurityToken::balanceOfCall { account };
        let cash = CashToken::balanceOfCall { account };
        let units = self.desk.read(self.leg.token, &units).await?;
        Ok((units, self.desk.read(self.cash.token, &cash).await?))
    }
}
