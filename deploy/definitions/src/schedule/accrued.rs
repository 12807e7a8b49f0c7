//! Interest that a buyer pays the seller for.

use jiff::civil::Date;

use super::{CashFlow, CashFlows, PerCent, ScheduleError, SignedAmount, SignedFraction};

/// Accrued interest on a day of settlement. It is below zero when the seller keeps the next coupon, and gives back what it earns after
/// the settlement, or when the rate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accrued {
    /// The amount.
    pub amount: SignedAmount,
    /// Of the principal that is outstanding.
    pub share: SignedFraction,
}

impl Accrued {
    /// In per cent of the principal that is outstanding, to eight decimals.
    pub fn per_cent(&self) -> Result<PerCent, ScheduleError> {
        PerCent::of(self.share)
    }
}

impl CashFlows<'_> {
    /// The flow that is paid next after `settlement`.
    pub fn current(&self, settlement: Date) -> Result<&CashFlow, ScheduleError> {
        let current = self.schedule.current(settlement).and_then(|index| self.flows.get(index));
        current.filter(|_| settlement >= self.terms.issue_date).ok_or_else(|| {
            let end =
                self.flows.last().map_or(self.terms.maturity_date, |flow| flow.period.payment);
            ScheduleError::NotOutstanding { settlement, issue: self.terms.issue_date, end }
        })
    }

    /// Accrued interest of the nominal amount on `settlement`; `None` while its rate is not known yet.
    pub fn accrued(&self, settlement: Date) -> Result<Option<Accrued>, ScheduleError> {
        let flow = self.current(settlement)?;
        let period = &flow.period;
        let is_ex_dividend = is_ex_dividend(flow, settlement);
        let until = settlement.min(period.end);
        let (from, to) =
            if is_ex_dividend { (settlement, period.end) } else { (period.start, until) };
        let rate = match until > period.start {
            _ if is_ex_dividend => flow.rate.map(SignedFraction::negated),
            true => self.rate_until(flow, until)?,
            false => Some(SignedFraction::ZERO),
        };
        let Some(rate) = rate else { return Ok(None) };
        let share = rate.times(self.schedule.day_counter.fraction(from, to)?)?;
        let (outstanding, currency) = (flow.outstanding.units(), flow.outstanding.currency());
        let amount = SignedAmount::from_units(share.of(outstanding)?, currency);
        Ok(Some(Accrued { amount, share }))
    }
}

/// Whether a sale that settles then is without the coupon of the flow.
pub(super) fn is_ex_dividend(flow: &CashFlow, settlement: Date) -> bool {
    flow.period.ex_dividend.is_some_and(|last| settlement > last)
}
