//! Price and yield.
//!
//! The yield is compounded as often as interest is paid, once a year for a bond that pays none. Time is counted by the day
//! count of the coupon, in the bond's own periods, to the days that interest is due by the terms: a holiday does not change a
//! yield unless interest accrues for it.

use jiff::civil::Date;

use super::accrued::is_ex_dividend;
use super::{CashFlow, CashFlows, PerCent, ScheduleError};
use crate::terms::{CouponKind, EarlyRedemption};

/// Halvings that leave nothing of a double between them.
const HALVINGS: usize = 200;

/// Until when a bond is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redemption {
    /// To the end.
    Maturity,
    /// To a call or put.
    Early(EarlyRedemption),
}

/// A payment in per cent of the principal that is outstanding on settlement, and the time until it in years.
struct Payment {
    amount: f64,
    time: f64,
}

impl CashFlows<'_> {
    /// The yield at a clean price, to six decimals.
    pub fn yield_at(
        &self,
        settlement: Date,
        clean: PerCent,
        redemption: Redemption,
    ) -> Result<PerCent, ScheduleError> {
        let payments = self.payments(settlement, redemption)?;
        let dirty = clean.to_f64() + self.accrued_per_cent(settlement)?;
        let frequency = f64::from(self.terms.coupon.frequency);
        let above = |annual: f64| value(&payments, annual, frequency) > dirty;
        let (mut low, mut high) = (-frequency, 1.0);
        while above(high) && high < 1e12 {
            high *= 2.0;
        }
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if above(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        // By the day count no time may be left: every yield gives the same price then.
        let is_timed = payments.iter().any(|payment| payment.time > 0.0);
        let solved = PerCent::rounded(high * 100.0).filter(|_| dirty > 0.0 && is_timed);
        solved.ok_or(ScheduleError::NoYield { price: clean, settlement })
    }

    /// The clean price at a yield, to six decimals.
    pub fn price_at(
        &self,
        settlement: Date,
        annual: PerCent,
        redemption: Redemption,
    ) -> Result<PerCent, ScheduleError> {
        let payments = self.payments(settlement, redemption)?;
        let frequency = f64::from(self.terms.coupon.frequency);
        let yearly = annual.to_f64() / 100.0;
        // At that yield nothing is left after a period, and below it less than nothing.
        let clean = if yearly > -frequency {
            value(&payments, yearly, frequency) - self.accrued_per_cent(settlement)?
        } else {
            f64::NAN
        };
        PerCent::rounded(clean).ok_or(ScheduleError::NoPrice { annual, settlement })
    }

    fn accrued_per_cent(&self, settlement: Date) -> Result<f64, ScheduleError> {
        let accrued = self.accrued(settlement)?.ok_or(ScheduleError::UnknownCoupons)?;
        Ok(accrued.share.to_f64() * 100.0)
    }

    /// Payments after `settlement` until the redemption.
    fn payments(
        &self,
        settlement: Date,
        redemption: Redemption,
    ) -> Result<Vec<Payment>, ScheduleError> {
        if matches!(self.terms.coupon.kind, CouponKind::Floating(_)) {
            return Err(ScheduleError::UnknownCoupons);
        }
        let share = self.current(settlement)?.share.to_f64();
        let mut payments = Vec::new();
        let mut time = self.before_start(settlement)?;
        for flow in self.flows.iter().filter(|flow| flow.period.payment > settlement) {
            time += self.time(flow, settlement)?;
            let interest = if is_ex_dividend(flow, settlement) { 0.0 } else { interest(flow) };
            let early = match redemption {
                Redemption::Early(early) if early.date == flow.period.due => Some(early),
                _ => None,
            };
            let principal = early.map_or(flow.repaid.to_f64(), |early| {
                flow.share.to_f64() * f64::from(early.price.millionths()) / 1e6
            });
            payments.push(Payment { amount: (interest + principal) / share * 100.0, time });
            if early.is_some() {
                break;
            }
        }
        Ok(payments)
    }

    /// Time from settlement or the flow's start, whichever is later, to its end.
    fn time(&self, flow: &CashFlow, settlement: Date) -> Result<f64, ScheduleError> {
        let until = settlement.min(flow.period.end);
        let counter = &self.schedule.day_counter;
        if self.terms.coupon.kind == CouponKind::Zero {
            // No coupon has the days before, and 30/360 does not add up.
            return Ok(counter.fraction(settlement, flow.period.end)?.to_f64());
        }
        let passed = counter.fraction(flow.period.start, until)?;
        Ok(flow.fraction.to_f64() - passed.to_f64())
    }

    /// Time from settlement to the start of the period that is paid next, when the one before was paid early.
    fn before_start(&self, settlement: Date) -> Result<f64, ScheduleError> {
        let start = self.current(settlement)?.period.start;
        Ok(self.schedule.day_counter.fraction(settlement, start)?.to_f64())
    }
}

fn interest(flow: &CashFlow) -> f64 {
    flow.share.to_f64() * flow.rate.map_or(0.0, |rate| rate.to_f64()) * flow.fraction.to_f64()
}

fn value(payments: &[Payment], annual: f64, frequency: f64) -> f64 {
    let growth = 1.0 + annual / frequency;
    payments.iter().map(|payment| payment.amount * growth.powf(-frequency * payment.time)).sum()
}
