//! The days on which interest is due, and the periods between them.

use jiff::civil::Date;

use super::{BusinessDays, DayCounter, ScheduleError};
use crate::terms::{Coupon, CouponKind, MonthDay, Terms};

/// What interest accrues in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The day the period begins by the terms, without regard to holidays.
    pub due_start: Date,
    /// The day interest is due by the terms, without regard to holidays.
    pub due: Date,
    /// First day that accrues.
    pub start: Date,
    /// Day after the last that accrues.
    pub end: Date,
    /// Day of payment.
    pub payment: Date,
    /// The holders at the end of this day are paid.
    pub record: Date,
    /// Last day on which a sale settles with the coupon; none when there is no such custom.
    pub ex_dividend: Option<Date>,
}

/// When a bond pays.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// In order.
    pub periods: Vec<Period>,
    /// How their days are counted.
    pub day_counter: DayCounter,
}

impl Schedule {
    /// The periods of a bond; of one without coupons, its life.
    pub fn of(terms: &Terms) -> Result<Self, ScheduleError> {
        let coupon = &terms.coupon;
        let business_days = BusinessDays::of(&coupon.business_centres);
        let due = due_dates(coupon, terms.issue_date, terms.maturity_date);
        let accrual = |date: Date| match coupon.adjusted && date != terms.issue_date {
            true => business_days.adjust(date, coupon.business_day_convention),
            false => Ok(date),
        };
        let mut periods = Vec::with_capacity(due.len());
        for pair in due.windows(2) {
            let &[due_start, due] = pair else { continue };
            let payment = business_days.adjust(due, coupon.business_day_convention)?;
            let before = |count| business_days.before(payment, count);
            periods.push(Period {
                due_start,
                due,
                start: accrual(due_start)?,
                end: accrual(due)?,
                payment,
                record: before(coupon.record_days)?,
                ex_dividend: coupon.ex_dividend_days.map(before).transpose()?,
            });
        }
        let grid = grid(coupon, terms.issue_date, terms.maturity_date);
        let grid = grid.into_iter().map(accrual).collect::<Result<_, _>>()?;
        let day_counter = DayCounter::new(coupon.day_count, coupon.frequency, grid);
        Ok(Self { periods, day_counter })
    }

    /// The period whose payment is next after `settlement`.
    pub fn current(&self, settlement: Date) -> Option<usize> {
        self.periods.iter().position(|period| period.payment > settlement)
    }
}

/// The issue date and every day that interest is due by the terms, without regard to holidays.
pub(crate) fn due_dates(coupon: &Coupon, issue_date: Date, maturity_date: Date) -> Vec<Date> {
    let mut due = vec![issue_date];
    if coupon.kind != CouponKind::Zero {
        let last = coupon.last_regular_date.unwrap_or(maturity_date);
        let regular = grid(coupon, coupon.first_date, last);
        due.extend(regular.into_iter().filter(|date| (coupon.first_date..=last).contains(date)));
    }
    if due.last() != Some(&maturity_date) {
        due.push(maturity_date);
    }
    due
}

/// Whether `date` is a day of a year on which interest is due.
pub(crate) fn is_due(coupon: &Coupon, date: Date) -> bool {
    coupon.dates.iter().any(|day| in_year(*day, date.year(), coupon.end_of_month) == Some(date))
}

/// The days on which regular periods begin and end, from the last not after `start` to the first not before `end`.
fn grid(coupon: &Coupon, start: Date, end: Date) -> Vec<Date> {
    // A bond without coupons has years, back from its end.
    let yearly = [MonthDay { month: end.month(), day: end.day() }];
    let (days, end_of_month) = match coupon.dates.as_slice() {
        [] => (&yearly[..], end == end.last_of_month()),
        dates => (dates, coupon.end_of_month),
    };
    let years = start.year() - 1..=end.year() + 1;
    let dates =
        years.flat_map(|year| days.iter().filter_map(move |day| in_year(*day, year, end_of_month)));
    let dates: Vec<Date> = dates.collect();
    let first = dates.iter().rposition(|date| *date <= start).unwrap_or(0);
    let last = dates.iter().position(|date| *date >= end).unwrap_or(dates.len());
    dates.into_iter().take(last + 1).skip(first).collect()
}

/// A day of a year. In February what is behind its end is its end.
fn in_year(day: MonthDay, year: i16, end_of_month: bool) -> Option<Date> {
    let first = Date::new(year, day.month, 1).ok()?;
    let length = first.days_in_month();
    let is_end = end_of_month && day.month == 2 && day.day == 28;
    Date::new(year, day.month, if is_end { length } else { day.day.min(length) }).ok()
}
