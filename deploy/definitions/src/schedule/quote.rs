//! What a buyer pays on a day of settlement, and the yields that follow.

use jiff::civil::Date;
use serde::Serialize;

use super::accrued::is_ex_dividend;
use super::{
    CashFlows, Fraction, PerCent, Redemption, ScheduleError, SignedAmount, SignedFraction,
};
use crate::terms::EarlyRedemption;

/// Hundred-millionths of a per cent in the whole.
const WHOLE: u128 = 10_000_000_000;

/// What is given besides the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Accrued interest alone is asked for.
    Nothing,
    /// The clean price.
    Price(PerCent),
    /// The yield to maturity.
    Yield(PerCent),
}

/// What a buyer pays on a day of settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The day.
    pub settlement: Date,
    /// Whether the seller keeps the next coupon.
    pub ex_dividend: bool,
    /// Accrued interest.
    pub accrued: SignedAmount,
    /// Accrued interest in per cent of the principal that is outstanding.
    pub accrued_per_cent: PerCent,
    /// Price, when it or a yield was given.
    #[serde(flatten)]
    pub price: Option<Price>,
}

/// Price and yield.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Price {
    /// Without accrued interest, in per cent of the principal that is outstanding.
    pub clean_price: PerCent,
    /// With accrued interest.
    pub dirty_price: PerCent,
    /// The yield to maturity.
    #[serde(rename = "yield")]
    pub yield_: PerCent,
    /// The least of the yields to maturity and to calls.
    pub yield_to_worst: PerCent,
    /// What is paid for the nominal amount.
    pub amount: SignedAmount,
    /// Yields to calls.
    pub calls: Vec<EarlyYield>,
    /// Yields to puts.
    pub puts: Vec<EarlyYield>,
}

/// The yield to a call or put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EarlyYield {
    /// The call or put.
    #[serde(flatten)]
    pub redemption: EarlyRedemption,
    /// The yield.
    #[serde(rename = "yield")]
    pub yield_: PerCent,
}

impl CashFlows<'_> {
    /// What is paid on `settlement`; `None` while the rate that accrues is not known yet.
    pub fn quote(&self, settlement: Date, given: Given) -> Result<Option<Quote>, ScheduleError> {
        let flow = self.current(settlement)?;
        let Some(accrued) = self.accrued(settlement)? else { return Ok(None) };
        let accrued_per_cent = accrued.per_cent()?;
        let accrued = accrued.amount;
        let price = match given {
            Given::Nothing => None,
            Given::Price(clean) => {
                let annual = self.yield_at(settlement, clean, Redemption::Maturity)?;
                Some(self.price(settlement, clean, annual, accrued_per_cent)?)
            }
            Given::Yield(annual) => {
                let clean = self.price_at(settlement, annual, Redemption::Maturity)?;
                Some(self.price(settlement, clean, annual, accrued_per_cent)?)
            }
        };
        let ex_dividend = is_ex_dividend(flow, settlement);
        Ok(Some(Quote { settlement, ex_dividend, accrued, accrued_per_cent, price }))
    }

    fn price(
        &self,
        settlement: Date,
        clean: PerCent,
        annual: PerCent,
        accrued: PerCent,
    ) -> Result<Price, ScheduleError> {
        let calls = self.early(&self.terms.calls, settlement, clean)?;
        let worst = calls.iter().map(|call| call.yield_).fold(annual, PerCent::min);
        Ok(Price {
            clean_price: clean,
            dirty_price: PerCent::from_units(clean.units() + accrued.units()),
            yield_: annual,
            yield_to_worst: worst,
            amount: self.amount(settlement, clean)?,
            puts: self.early(&self.terms.puts, settlement, clean)?,
            calls,
        })
    }

    /// The price of the nominal amount, rounded, and the accrued interest, which is.
    fn amount(&self, settlement: Date, clean: PerCent) -> Result<SignedAmount, ScheduleError> {
        let outstanding = self.current(settlement)?.outstanding.units();
        let share = Fraction::new(u128::from(clean.units().unsigned_abs()), WHOLE)?;
        let price = SignedFraction::new(clean.units() < 0, share).of(outstanding)?;
        let accrued = self.accrued(settlement)?.ok_or(ScheduleError::UnknownCoupons)?;
        SignedAmount::from_units(price, self.terms.currency).plus(accrued.amount)
    }

    fn early(
        &self,
        redemptions: &[EarlyRedemption],
        settlement: Date,
        clean: PerCent,
    ) -> Result<Vec<EarlyYield>, ScheduleError> {
        let is_to_come = |redemption: &&EarlyRedemption| {
            let flow = self.flows.iter().find(|flow| flow.period.due == redemption.date);
            flow.is_some_and(|flow| {
                flow.period.payment > settlement && flow.period.due > settlement
            })
        };
        let yield_of = |redemption: &EarlyRedemption| {
            let yield_ = self.yield_at(settlement, clean, Redemption::Early(*redemption))?;
            Ok(EarlyYield { redemption: *redemption, yield_ })
        };
        redemptions.iter().filter(is_to_come).map(yield_of).collect()
    }
}
