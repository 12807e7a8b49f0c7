//! What the terms of a bond say of a distribution.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::money::Amount;
use corridor_deploy::schedule::{BusinessDays, CashFlow, CashFlows, Fixings, Fraction, PerCent};
use corridor_deploy::terms::{EarlyRedemption, Rate, Terms};
use jiff::civil::Date;

use super::{DeclareError, DistributionKind, Wanted, called_part};
use crate::OperationError;

/// A rate of one, in millionths.
pub(super) const WHOLE: u128 = 1_000_000;

/// Seconds of a day.
pub(super) const DAY: u64 = 86_400;

/// What the terms say of a distribution.
pub(super) struct ByTerms {
    /// Cash units for `denominator` token units.
    pub(super) rate: Fraction,
    /// Part of the holding that is redeemed.
    pub(super) part: Option<Fraction>,
    /// The holders at the end of this day are paid.
    pub(super) record: Option<Date>,
    /// Payments whose record days come before it: the day of payment, and the record day.
    pub(super) earlier: Vec<(Date, Date)>,
    /// The last day for notice of a call or a put, and how many business days before it that is.
    pub(super) notice: Option<(Date, u8)>,
    /// Which of the payments it is.
    pub(super) place: usize,
    /// Every day of payment, in order.
    pub(super) payments: Vec<Date>,
}

impl ByTerms {
    pub(super) fn of(
        wanted: &Wanted,
        terms: &Terms,
        fixings: Option<&Fixings>,
        today: Date,
    ) -> Result<Self, OperationError> {
        let part = options(wanted)?;
        let fixings = fixings.map(|fixings| fixings.known_on(today));
        let scale = Fraction::new(wanted.cash.scale(wanted.leg.currency)?, 1)?;
        let nominal = Amount::from_units(terms.denomination.units(), terms.currency);
        let flows = CashFlows::of(terms, nominal, fixings.as_ref())?;
        let no_payment = || OperationError::NoSuchPayment {
            kind: wanted.kind,
            date: wanted.payment_date.to_string(),
            terms: terms.id.clone(),
            known: near(&flows, wanted.payment_date),
        };
        let on_day = flows.flows.iter().find(|flow| flow.period.payment == wanted.payment_date);
        let flow = on_day.ok_or_else(no_payment)?;
        let is_last = flow.period.due == terms.maturity_date;
        let whole = Fraction::new(1, 1)?;
        let at = |price: Rate| Ok::<_, OperationError>(share(price)?.times(scale)?);
        let list = if wanted.kind == DistributionKind::Put { &terms.puts } else { &terms.calls };
        let found = list.iter().find(|one| one.date == flow.period.due);
        let early = || found.map(|one| one.price).ok_or_else(no_payment);
        let record = Some(flow.period.record);
        let (rate, part, record) = match wanted.kind {
            DistributionKind::Interest => {
                (interest(flow, terms, today)?.times(scale)?, None, record)
            }
            DistributionKind::Redemption if is_last => {
                (at(terms.redemption_price)?, Some(whole), None)
            }
            DistributionKind::Call => (at(early()?)?, Some(whole), None),
            DistributionKind::Put => (at(early()?)?, None, None),
            DistributionKind::PartialCall => (at(early()?)?, part.map(share).transpose()?, record),
            DistributionKind::PartialRedemption => {
                (scale, Some(flow.repaid_part()?.ok_or_else(no_payment)?), record)
            }
            DistributionKind::Redemption => return Err(no_payment()),
        };
        if wanted.kind == DistributionKind::Put && wanted.election_until.is_none() {
            return Err(DeclareError::Election { kind: wanted.kind, ended: None }.into());
        }
        let payments = payment_days(&flows);
        let place = payments.partition_point(|day| *day < wanted.payment_date);
        // A day that was named in its place bars what comes before it.
        let record_day = wanted.record.as_ref().map_or(flow.period.record, |late| late.day);
        let earlier = earlier_records(&flows, record_day)?;
        let notice = notice_of(found.filter(|_| wanted.kind.is_early()), terms)?;
        Ok(Self { rate, part, record, earlier, notice, place, payments })
    }

    /// The first second at which it is paid when it may be from `earliest` on. One whose record date is later than the terms have it
    /// is paid as many seconds into its day as payments have come since its own, which tells it from theirs.
    pub(super) fn paid_from(&self, earliest: u64) -> u64 {
        let Some(day) = UtcDay::from_seconds(earliest).map(UtcDay::date) else { return earliest };
        let come = self.payments.partition_point(|payment| *payment <= day);
        earliest + (come.saturating_sub(self.place + 1)) as u64
    }
}

/// Which payment of a schedule is paid from a second on; see [`ByTerms::paid_from`].
pub(super) fn place_of(paid_from: u64, payments: &[Date]) -> Option<usize> {
    let day = UtcDay::from_seconds(paid_from)?.date();
    let own = payments.partition_point(|payment| *payment <= day).checked_sub(1)?;
    // Another tool may have declared it for any time of its day.
    let since = usize::try_from(paid_from % DAY).ok().filter(|since| *since <= own);
    Some(own - since.unwrap_or(0))
}

/// Every day of payment, in order, once.
pub(super) fn payment_days(flows: &CashFlows<'_>) -> Vec<Date> {
    let mut days: Vec<Date> = flows.flows.iter().map(|flow| flow.period.payment).collect();
    days.dedup();
    days
}

/// The last day for notice, when the terms ask for any.
fn notice_of(
    early: Option<&EarlyRedemption>,
    terms: &Terms,
) -> Result<Option<(Date, u8)>, OperationError> {
    let Some(early) = early else { return Ok(None) };
    let Some(days) = early.notice_days else { return Ok(None) };
    let business_days = BusinessDays::of(&terms.coupon.business_centres);
    Ok(Some((business_days.before(early.date, days)?, days)))
}

/// The payment days around a day: two before it, and two from it on.
fn near(flows: &CashFlows<'_>, day: Date) -> String {
    let days: Vec<Date> = flows.flows.iter().map(|flow| flow.period.payment).collect();
    let place = days.partition_point(|payment| *payment < day);
    let around = place.saturating_sub(2)..days.len().min(place + 2);
    let around = days.get(around).unwrap_or_default();
    around.iter().map(Date::to_string).collect::<Vec<_>>().join(", ")
}

fn interest(flow: &CashFlow, terms: &Terms, today: Date) -> Result<Fraction, OperationError> {
    let (date, terms) = (flow.period.payment, terms.id.clone());
    let Some(interest) = flow.interest_per_unit()? else {
        return Err(DeclareError::UnknownInterest { date, terms, today }.into());
    };
    match interest.not_negative() {
        Some(interest) if interest.numerator() == 0 => {
            Err(DeclareError::NoInterest { date, terms }.into())
        }
        Some(interest) => Ok(interest),
        None => {
            let rate = flow.rate.map(PerCent::of).transpose()?;
            let rate = rate.map(|rate| rate.to_string()).unwrap_or_default();
            Err(DeclareError::NegativeInterest { date, terms, rate }.into())
        }
    }
}

/// The part that is called; and that nothing but a put is elected.
fn options(wanted: &Wanted) -> Result<Option<Rate>, DeclareError> {
    let kind = wanted.kind;
    let part = called_part(kind, wanted.part)?;
    match wanted.election_until {
        Some(_) if kind != DistributionKind::Put => {
            Err(DeclareError::Election { kind, ended: None })
        }
        _ => Ok(part),
    }
}

/// Payments with something to pay whose record days come before one.
fn earlier_records(
    flows: &CashFlows<'_>,
    record: Date,
) -> Result<Vec<(Date, Date)>, OperationError> {
    let mut earlier = Vec::new();
    for flow in flows.flows.iter().filter(|flow| flow.period.record < record) {
        let is_some = |interest: Fraction| interest.numerator() != 0;
        let interest = flow.interest_per_unit()?;
        let pays = interest.is_none_or(|interest| interest.not_negative().is_some_and(is_some))
            || flow.repaid_part()?.is_some();
        if pays {
            earlier.push((flow.period.payment, flow.period.record));
        }
    }
    Ok(earlier)
}

fn share(rate: Rate) -> Result<Fraction, OperationError> {
    Ok(Fraction::new(u128::from(rate.millionths()), WHOLE)?)
}

#[cfg(test)]
mod tests {
    use corridor_deploy::source::Source;

    use super::*;

    const FLOATING: &str = include_str!("../../../../tests/quantlib/real/ibrd-sofr-2030.toml");

    /// Rates of one per cent below zero, which a margin of 0.46 does not make up for.
    fn below_zero() -> Fixings {
        let first = Date::constant(2023, 9, 20);
        let days = first.series(jiff::Span::new().days(1)).take(240);
        let lines: String = days.map(|day| format!("{day},-1\n")).collect();
        Fixings::parse(&Source::from_text("sofr.csv", format!("date,rate\n{lines}"))).unwrap()
    }

    fn floating(text: &str) -> Terms {
        Terms::parse(Source::from_text("floating.toml", text)).unwrap()
    }

    fn dollars() -> Amount {
        "USD 1,000".parse().unwrap()
    }

    #[test]
    fn interest_below_zero_is_declared_by_nobody_and_stands_in_no_ones_way() {
        let (terms, fixings) = (floating(FLOATING), below_zero());
        let flows = CashFlows::of(&terms, dollars(), Some(&fixings)).unwrap();
        let today = "2024-04-05".parse().unwrap();
        let error = interest(&flows.flows[0], &terms, today).unwrap_err().to_string();
        assert!(
            error.starts_with("the rate that ibrd-sofr-2030 pays on 2024-01-04 is -0.5387")
                && error.contains("`minimum_rate`"),
            "{error}"
        );
        // The first two periods pay nobody, and the third is not known yet.
        let record = flows.flows[3].period.record;
        let earlier = earlier_records(&flows, record).unwrap();
        assert_eq!(
            earlier.iter().map(|(paid, _)| *paid).collect::<Vec<_>>(),
            [flows.flows[2].period.payment]
        );
    }

    #[test]
    fn a_minimum_rate_is_declared_and_nothing_is_not() {
        let with = |rate: &str| {
            FLOATING
                .replace(
                    "spread = \"0.46\"",
                    &format!("spread = \"0.46\"\nminimum_rate = \"{rate}\""),
                )
                .replace("\"coupon.spread\"", "\"coupon.spread\", \"coupon.minimum_rate\"")
        };
        let today = "2024-01-05".parse().unwrap();
        let declared = |rate: &str| {
            let (terms, fixings) = (floating(&with(rate)), below_zero());
            let flows = CashFlows::of(&terms, dollars(), Some(&fixings)).unwrap();
            interest(&flows.flows[0], &terms, today)
        };
        // 92 of 360 days of a quarter per cent.
        assert_eq!(declared("0.25").unwrap(), Fraction::new(92, 4 * 360 * 100).unwrap());
        let error = declared("0").unwrap_err().to_string();
        assert!(error.contains("pays no interest on 2024-01-04"), "{error}");
    }

    #[test]
    fn a_late_payment_is_told_from_those_that_came_since() {
        let payments: Vec<Date> =
            ["2035-06-07", "2035-12-07", "2036-06-09"].map(|day| day.parse().unwrap()).to_vec();
        let seconds = |day: &str| day.parse::<UtcDay>().unwrap().start_seconds();
        let one = Fraction::new(1, 1).unwrap();
        for place in 0..payments.len() {
            let (part, record, earlier, notice) = (None, None, Vec::new(), None);
            let payments = payments.clone();
            let by_terms = ByTerms { rate: one, part, record, earlier, notice, place, payments };
            for day in ["2036-06-09", "2036-06-10", "2040-01-01"] {
                let paid_from = by_terms.paid_from(seconds(day));
                assert_eq!(
                    place_of(paid_from, &by_terms.payments),
                    Some(place),
                    "{place} on {day}"
                );
            }
        }
        assert_eq!(place_of(seconds("2035-12-07"), &payments), Some(1));
        assert_eq!(place_of(seconds("2035-06-06"), &payments), None);
        assert_eq!(place_of(seconds("2035-12-07") + 43_200, &payments), Some(1));
    }
}
