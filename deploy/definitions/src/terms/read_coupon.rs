//! Reading what a terms file says of interest and early repayment.

use jiff::civil::Date;

use super::coupon::{
    BusinessDayConvention, Coupon, CouponKind, DayCount, Floating, MonthDay, RECORD_DAYS,
    ReferenceRate, Step,
};
use super::read_rate::{self, rate};
use super::{Amortisation, EarlyRedemption, Rate, SignedRate};
use crate::schedule::{BusinessCentre, BusinessDays, due_dates, is_due};
use crate::source::{Cursor, Fields, SourceError};

/// All of the principal, in millionths.
const WHOLE: u32 = 1_000_000;
/// Most business days that a file may count.
const MAX_DAYS: i64 = 60;

/// When the bond begins and ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    /// Day interest starts to accrue.
    pub(super) issue_date: Date,
    /// Day the principal is due.
    pub(super) maturity_date: Date,
}

/// Reads and checks `[coupon]`.
pub(super) fn coupon(cursor: &Cursor<'_>, life: Life) -> Result<Coupon, SourceError> {
    let mut fields = cursor.fields()?;
    let kind = match fields.optional("kind") {
        None => "fixed",
        Some(kind) => kind.named("kind of coupon", &KINDS, |name| {
            KINDS.iter().copied().find(|known| *known == name)
        })?,
    };
    let mut coupon = common(&mut fields, life)?;
    if kind == "zero" {
        coupon.kind = CouponKind::Zero;
        fields.finish()?;
        return Ok(coupon);
    }
    regularity(&mut fields, &mut coupon, life)?;
    register_days(&mut fields, &mut coupon, life)?;
    match kind {
        "floating" => coupon.kind = CouponKind::Floating(floating(&mut fields, &coupon)?),
        "step-up" => {
            coupon.rate = rate(&fields.required("rate")?)?;
            let list = fields.required("step")?;
            coupon.kind = CouponKind::StepUp { steps: steps(&list, &coupon, life)? };
        }
        _ => coupon.rate = rate(&fields.required("rate")?)?,
    }
    fields.finish()?;
    Ok(coupon)
}

const KINDS: [&str; 4] = ["fixed", "zero", "step-up", "floating"];

/// What every kind has; the rest as of a bond that pays once.
fn common(fields: &mut Fields<'_>, life: Life) -> Result<Coupon, SourceError> {
    let day_count = DayCount::read(&fields.required("day_count")?)?;
    let business_day_convention =
        BusinessDayConvention::read(&fields.required("business_day_convention")?)?;
    let business_centres = fields
        .optional("business_centres")
        .map_or(Ok(Vec::new()), |list| list.distinct(BusinessCentre::read))?;
    Ok(Coupon {
        kind: CouponKind::Fixed,
        rate: Rate::from_millionths(0),
        frequency: 1,
        day_count,
        business_day_convention,
        business_centres,
        adjusted: false,
        dates: Vec::new(),
        end_of_month: false,
        first_date: life.maturity_date,
        last_regular_date: None,
        ex_dividend_days: None,
        record_days: RECORD_DAYS,
    })
}

/// When interest is due.
fn regularity(fields: &mut Fields<'_>, coupon: &mut Coupon, life: Life) -> Result<(), SourceError> {
    coupon.frequency = frequency(&fields.required("frequency")?)?;
    coupon.adjusted = flag(fields, "adjusted")?;
    coupon.end_of_month = flag(fields, "end_of_month")?;
    let dates_at = fields.required("dates")?;
    coupon.dates = dates_at.distinct(Cursor::parsed::<MonthDay>)?;
    if coupon.dates.len() != usize::from(coupon.frequency) || !coupon.dates.is_sorted() {
        let wrong = format!("{} days a year for {} payments", coupon.dates.len(), coupon.frequency);
        return Err(
            dates_at.error(wrong, "list each payment day of a year once, in calendar order")
        );
    }
    evenly_spaced(&dates_at, &coupon.dates)?;
    let last_at = fields.optional("last_regular_date");
    if last_at.is_none() && !is_due(coupon, life.maturity_date) {
        let wrong = format!("the maturity date {} is none of them", life.maturity_date);
        let hint = "the last payment day is the maturity date";
        return Err(dates_at.error(wrong, hint));
    }
    let first_at = fields.required("first_date")?;
    coupon.first_date = first_at.date()?;
    let end = life.maturity_date;
    if !is_due(coupon, coupon.first_date)
        || coupon.first_date <= life.issue_date
        || coupon.first_date > end
    {
        return Err(first_at.error(
            format!("{} is no payment day between issue and maturity", coupon.first_date),
            "write the first day on which interest is paid",
        ));
    }
    if let Some(last_at) = last_at {
        let last = last_at.date()?;
        if !is_due(coupon, last) || last < coupon.first_date || last >= end {
            return Err(last_at.error(
                format!("{last} is no payment day between the first one and maturity"),
                "write the last day on which interest is paid before maturity, or leave the line out",
            ));
        }
        coupon.last_regular_date = Some(last);
    }
    Ok(())
}

/// That the days of a year are one day of the month, or its end, in months that are as far from each other.
fn evenly_spaced(at: &Cursor<'_>, dates: &[MonthDay]) -> Result<(), SourceError> {
    let months = 12 / i8::try_from(dates.len().max(1)).unwrap_or(12);
    let day = dates.iter().map(|date| date.day).max().unwrap_or(1);
    for pair in dates.windows(2) {
        let &[first, next] = pair else { continue };
        if next.month - first.month != months {
            let wrong = format!("{first} and {next} are not {months} months from each other");
            return Err(
                at.error(wrong, "list days that are as far from each other as periods are long")
            );
        }
    }
    // 2001 is a common year, as the days of every year are.
    let is_other = |date: &&MonthDay| {
        Date::new(2001, date.month, 1).is_ok_and(|first| date.day != day.min(first.days_in_month()))
    };
    match dates.iter().find(is_other) {
        None => Ok(()),
        Some(date) => {
            let wrong = format!("{date} is not on day {day} of its month, as others are");
            Err(at.error(wrong, "list one day of the month, or its end where the month is shorter"))
        }
    }
}

fn frequency(cursor: &Cursor<'_>) -> Result<u8, SourceError> {
    match cursor.integer(1, 12)? {
        count @ (1 | 2 | 4 | 12) => Ok(u8::try_from(count).unwrap_or(1)),
        count => Err(cursor.error(format!("{count} payments a year"), "write 1, 2, 4 or 12")),
    }
}

fn flag(fields: &mut Fields<'_>, key: &str) -> Result<bool, SourceError> {
    fields.optional(key).map_or(Ok(false), |cursor| cursor.boolean())
}

fn days(fields: &mut Fields<'_>, key: &str) -> Result<Option<u8>, SourceError> {
    let count = |cursor: Cursor<'_>| cursor.integer(0, MAX_DAYS);
    Ok(fields.optional(key).map(count).transpose()?.and_then(|count| u8::try_from(count).ok()))
}

/// Who gets a coupon.
fn register_days(
    fields: &mut Fields<'_>,
    coupon: &mut Coupon,
    life: Life,
) -> Result<(), SourceError> {
    coupon.ex_dividend_days = days_within_periods(fields, "ex_dividend_days", coupon, life)?;
    let record = days_within_periods(fields, "record_days", coupon, life)?;
    coupon.record_days = record.or(coupon.ex_dividend_days).unwrap_or(RECORD_DAYS);
    Ok(())
}

/// Business days before a payment that do not reach behind the start of a regular period: whoever held the bond then earned nothing
/// of what is paid.
fn days_within_periods(
    fields: &mut Fields<'_>,
    key: &str,
    coupon: &Coupon,
    life: Life,
) -> Result<Option<u8>, SourceError> {
    let Some(at) = fields.optional(key) else { return Ok(None) };
    let count = u8::try_from(at.integer(0, MAX_DAYS)?).unwrap_or_default();
    let business_days = BusinessDays::of(&coupon.business_centres);
    let due = due_dates(coupon, life.issue_date, life.maturity_date);
    for pair in due.windows(2).filter(|pair| pair.iter().all(|date| is_due(coupon, *date))) {
        let &[start, end] = pair else { continue };
        let day = business_days
            .adjust(end, coupon.business_day_convention)
            .and_then(|payment| business_days.before(payment, count))
            .map_err(|error| at.error(error.to_string(), "correct the dates of the bond"))?;
        if day < start {
            let wrong = format!(
                "{count} business days before the payment of {end} is {day}, before its period begins on {start}"
            );
            return Err(at.error(wrong, "write fewer days than a period has"));
        }
    }
    Ok(Some(count))
}

fn floating(fields: &mut Fields<'_>, coupon: &Coupon) -> Result<Floating, SourceError> {
    let reference_rate = ReferenceRate::read(&fields.required("reference_rate")?)?;
    let spread = fields.optional("spread");
    let spread = spread.map_or(Ok(SignedRate::ZERO), |cursor| read_rate::signed(&cursor))?;
    let minimum_rate = fields.optional("minimum_rate");
    let minimum_rate = minimum_rate.map(|cursor| rate(&cursor)).transpose()?;
    let lookback_days = days(fields, "lookback_days")?.unwrap_or(0);
    let observation_shift = flag(fields, "observation_shift")?;
    let decimals = fields.optional("rate_decimals");
    let decimals = decimals.map(|cursor| cursor.integer(2, 12)).transpose()?;
    if coupon.ex_dividend_days.is_some() {
        let hint =
            "leave `ex_dividend_days` out: interest that is not known yet cannot be given back";
        return Err(fields.owner().error("a floating coupon with ex-dividend days", hint));
    }
    Ok(Floating {
        reference_rate,
        spread,
        minimum_rate,
        lookback_days,
        observation_shift,
        rate_decimals: decimals.and_then(|count| u8::try_from(count).ok()),
    })
}

fn steps(list: &Cursor<'_>, coupon: &Coupon, life: Life) -> Result<Vec<Step>, SourceError> {
    let mut steps: Vec<Step> = Vec::new();
    for cursor in list.items()? {
        let mut fields = cursor.fields()?;
        let at = fields.required("from")?;
        let from = payment_day(&at, coupon, life, steps.last().map(|step| step.from))?;
        steps.push(Step { from, rate: rate(&fields.required("rate")?)? });
        fields.finish()?;
    }
    if steps.is_empty() {
        return Err(list.error("there is no step", "add a [[coupon.step]] with from and rate"));
    }
    Ok(steps)
}

/// A day before maturity that interest is due on, after `previous`.
fn payment_day(
    cursor: &Cursor<'_>,
    coupon: &Coupon,
    life: Life,
    previous: Option<Date>,
) -> Result<Date, SourceError> {
    let date = cursor.date()?;
    let due = due_dates(coupon, life.issue_date, life.maturity_date);
    if date >= life.maturity_date || !due.iter().skip(1).any(|due| *due == date) {
        return Err(cursor.error(
            format!("{date} is no day before maturity on which interest is due"),
            "write one of the days that `dates` gives, without regard to holidays",
        ));
    }
    if previous.is_some_and(|previous| previous >= date) {
        return Err(cursor.error(format!("{date} is out of order"), "write later days later"));
    }
    Ok(date)
}

/// Reads and checks `[[amortisation]]`.
pub(super) fn amortisations(
    fields: &mut Fields<'_>,
    coupon: &Coupon,
    life: Life,
) -> Result<Vec<Amortisation>, SourceError> {
    let mut amortisations: Vec<Amortisation> = Vec::new();
    let mut repaid = 0u32;
    for cursor in fields.tables("amortisation")? {
        let mut own = cursor.fields()?;
        let previous = amortisations.last().map(|one| one.date);
        let date = payment_day(&own.required("date")?, coupon, life, previous)?;
        let at = own.required("percentage")?;
        let percentage: Rate = at.parsed()?;
        repaid = repaid.saturating_add(percentage.millionths());
        if percentage.millionths() == 0 || repaid >= WHOLE {
            let wrong = format!("{percentage} % leaves nothing or repays nothing");
            return Err(at.error(wrong, "leave a part of the principal for the maturity date"));
        }
        own.finish()?;
        amortisations.push(Amortisation { date, percentage });
    }
    Ok(amortisations)
}

/// Reads and checks `[[call]]` or `[[put]]`.
pub(super) fn early_redemptions(
    fields: &mut Fields<'_>,
    key: &str,
    coupon: &Coupon,
    life: Life,
) -> Result<Vec<EarlyRedemption>, SourceError> {
    let mut redemptions: Vec<EarlyRedemption> = Vec::new();
    for cursor in fields.tables(key)? {
        let mut own = cursor.fields()?;
        let previous = redemptions.last().map(|one| one.date);
        let date = payment_day(&own.required("date")?, coupon, life, previous)?;
        let price = read_rate::price(&own.required("price")?)?;
        let notice_days = notice_days(&mut own, date, coupon, life)?;
        own.finish()?;
        redemptions.push(EarlyRedemption { date, price, notice_days });
    }
    Ok(redemptions)
}

/// Business days before an early redemption by which notice is given, when the bond has been issued.
fn notice_days(
    fields: &mut Fields<'_>,
    date: Date,
    coupon: &Coupon,
    life: Life,
) -> Result<Option<u8>, SourceError> {
    let Some(at) = fields.optional("notice_days") else { return Ok(None) };
    let count = u8::try_from(at.integer(0, MAX_DAYS)?).unwrap_or_default();
    let by = BusinessDays::of(&coupon.business_centres)
        .before(date, count)
        .map_err(|error| at.error(error.to_string(), "correct the dates of the bond"))?;
    if by < life.issue_date {
        let wrong = format!("notice of {date} would be given by {by}, before the bond is issued");
        return Err(at.error(wrong, "write fewer days, or a later date"));
    }
    Ok(Some(count))
}
