//! What a nominal amount of a bond is paid.

use jiff::civil::Date;

use super::compounding::{compounded, of_rate};
use super::{
    Fixings, Fraction, Period, ReferenceName, Schedule, ScheduleError, SignedAmount, SignedFraction,
};
use crate::money::Amount;
use crate::terms::{CouponKind, Rate, Terms};

/// All of the principal, in millionths.
const WHOLE: u32 = 1_000_000;

/// What one period pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashFlow {
    /// The period.
    pub period: Period,
    /// Principal that is outstanding during it.
    pub outstanding: Amount,
    /// The rate of a year; `None` while it is not known yet.
    pub rate: Option<SignedFraction>,
    /// The part of a year that the rate is paid for.
    pub fraction: Fraction,
    /// Interest; `None` while its rate is not known yet. Below zero when the rate is and the terms have no minimum: nobody pays it then.
    pub interest: Option<SignedAmount>,
    /// Principal that is repaid, with a premium or discount at maturity.
    pub principal: Amount,
    /// Share of the principal as issued that is outstanding during it.
    pub(super) share: Fraction,
    /// Share of the principal as issued that is repaid, with a premium or discount.
    pub(super) repaid: Fraction,
}

impl CashFlow {
    /// Interest on one unit of the principal that is outstanding, exactly; `None` while its rate is not known yet.
    pub fn interest_per_unit(&self) -> Result<Option<SignedFraction>, ScheduleError> {
        self.rate.map(|rate| rate.times(self.fraction)).transpose()
    }

    /// The part of the principal that is outstanding which is repaid before maturity; `None` when nothing or all of it is.
    pub fn repaid_part(&self) -> Result<Option<Fraction>, ScheduleError> {
        let (repaid, share) = (self.repaid, self.share);
        let inverse = Fraction::new(share.denominator(), share.numerator())?;
        let part = repaid.times(inverse)?;
        let is_part = part.numerator() != 0 && part.numerator() < part.denominator();
        Ok(is_part.then_some(part))
    }
}

/// Everything that a nominal amount of a bond is paid.
#[derive(Clone, Debug)]
pub struct CashFlows<'t> {
    /// The terms.
    pub terms: &'t Terms,
    /// The schedule.
    pub schedule: Schedule,
    /// One for each period.
    pub flows: Vec<CashFlow>,
    pub(super) fixings: Option<&'t Fixings>,
}

impl<'t> CashFlows<'t> {
    /// What `nominal` is paid. Fixings that are not known yet leave the interest of a floating coupon open, and
    /// so do none at all.
    pub fn of(
        terms: &'t Terms,
        nominal: Amount,
        fixings: Option<&'t Fixings>,
    ) -> Result<Self, ScheduleError> {
        let schedule = Schedule::of(terms)?;
        let mut flows = Vec::with_capacity(schedule.periods.len());
        let mut outstanding = nominal.units();
        let mut left = WHOLE;
        for period in &schedule.periods {
            let principal = Principal::of(terms, period, nominal.units(), outstanding, left)?;
            let rate = rate(terms, period, fixings)?;
            let fraction = schedule.day_counter.fraction(period.start, period.end)?;
            let interest = rate.map(|rate| rate.times(fraction)?.of(outstanding)).transpose()?;
            let amount = |units| Amount::from_units(units, nominal.currency());
            let signed = |units| SignedAmount::from_units(units, nominal.currency());
            flows.push(CashFlow {
                period: *period,
                outstanding: amount(outstanding),
                rate,
                fraction,
                interest: interest.map(signed),
                principal: amount(principal.paid),
                share: share(left)?,
                repaid: principal.share,
            });
            outstanding -= principal.repaid;
            left -= principal.left;
        }
        Ok(Self { terms, schedule, flows, fixings })
    }

    /// The rate of a part of a period that begins with it; `None` while it is not known yet.
    pub(super) fn rate_until(
        &self,
        flow: &CashFlow,
        day: Date,
    ) -> Result<Option<SignedFraction>, ScheduleError> {
        match (&self.terms.coupon.kind, self.fixings) {
            (CouponKind::Floating(floating), Some(fixings)) if day < flow.period.end => {
                compounded(floating, fixings, (flow.period.start, day), None)
            }
            (CouponKind::Floating(floating), None) => {
                Err(ScheduleError::NoFixings { rate: ReferenceName(floating.reference_rate) })
            }
            _ => Ok(flow.rate),
        }
    }
}

fn share(millionths: u32) -> Result<Fraction, ScheduleError> {
    of_rate(Rate::from_millionths(millionths))
}

/// What a period repays.
struct Principal {
    /// Of the nominal amount.
    repaid: u128,
    /// The same, with a premium or discount.
    paid: u128,
    /// Of the principal as issued, in millionths.
    left: u32,
    /// The same, with a premium or discount.
    share: Fraction,
}

impl Principal {
    fn of(
        terms: &Terms,
        period: &Period,
        nominal: u128,
        outstanding: u128,
        left: u32,
    ) -> Result<Self, ScheduleError> {
        if period.due == terms.maturity_date {
            let price = of_rate(terms.redemption_price)?;
            return Ok(Self {
                repaid: outstanding,
                paid: price.of(outstanding)?,
                left,
                share: price.times(share(left)?)?,
            });
        }
        let part = terms.amortisations.iter().find(|part| part.date == period.due);
        let part = part.map_or(0, |part| part.percentage.millionths());
        // What remains to be repaid after this one, rounded up by what the others are rounded down.
        let so_far = share(WHOLE - left + part)?.floor_of(nominal)?;
        let repaid = so_far - (nominal - outstanding);
        Ok(Self { repaid, paid: repaid, left: part, share: share(part)? })
    }
}

/// The rate that a period pays.
fn rate(
    terms: &Terms,
    period: &Period,
    fixings: Option<&Fixings>,
) -> Result<Option<SignedFraction>, ScheduleError> {
    let coupon = &terms.coupon;
    let given = |rate| of_rate(rate).map(SignedFraction::from).map(Some);
    match &coupon.kind {
        CouponKind::Fixed | CouponKind::Zero => given(coupon.rate),
        CouponKind::StepUp { steps } => {
            let step = steps.iter().rfind(|step| step.from <= period.due_start);
            given(step.map_or(coupon.rate, |step| step.rate))
        }
        CouponKind::Floating(floating) => {
            let Some(fixings) = fixings else { return Ok(None) };
            let decimals = floating.rate_decimals;
            compounded(floating, fixings, (period.start, period.end), decimals)
        }
    }
}
