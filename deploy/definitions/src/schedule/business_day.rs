//! Business days of one or several centres.
//!
//! The calendars are those of the crate `fasti`, which are rules and hold far ahead; `deploy/definitions/tests/quantlib.rs` compares each day
//! of 2000 to 2075 with QuantLib. A holiday that will be proclaimed is in neither.

use fasti::{
    BusinessDayConvention as Rule, Calendar, CalendarBuilder, Month, OneOff, Rule as Holiday,
    calendars,
};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::ScheduleError;
use crate::source::{Cursor, SourceError};
use crate::terms::BusinessDayConvention;

/// A holiday of London that version 0.2.0 of the crate does not have: the royal wedding.
const WEDDING: fasti::Date = fasti::Date::literal(2011, Month::Apr, 29);

/// Whose holidays count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BusinessCentre {
    /// Banks in England.
    London,
    /// Federal Reserve Banks, through which dollars are paid. They do not close on the Friday before a Saturday's holiday.
    NewYork,
    /// The market for US government securities.
    UsGovernmentSecurities,
    /// Days that SOFR is published for: those of government securities but for every Good Friday.
    Sofr,
    /// The payment system of the euro.
    Target,
}

const CENTRES: [(&str, BusinessCentre); 5] = [
    ("London", BusinessCentre::London),
    ("New York", BusinessCentre::NewYork),
    ("US government securities", BusinessCentre::UsGovernmentSecurities),
    ("SOFR", BusinessCentre::Sofr),
    ("TARGET", BusinessCentre::Target),
];

impl BusinessCentre {
    /// The name in files.
    pub fn name(self) -> &'static str {
        CENTRES.iter().find(|(_, centre)| *centre == self).map_or("", |(name, _)| name)
    }

    pub(crate) fn read(cursor: &Cursor<'_>) -> Result<Self, SourceError> {
        let names = CENTRES.map(|(name, _)| name);
        cursor.named("business centre", &names, |text| {
            CENTRES.iter().find(|(name, _)| *name == text).map(|(_, centre)| *centre)
        })
    }

    fn calendar(self) -> Calendar<'static> {
        match self {
            Self::London => calendars::uk::SETTLEMENT,
            Self::NewYork => calendars::us::FEDERAL_RESERVE,
            Self::UsGovernmentSecurities => calendars::us::GOVERNMENT_BOND,
            Self::Sofr => calendars::us::SOFR,
            Self::Target => calendars::TARGET,
        }
    }
}

impl Serialize for BusinessCentre {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The business days that some centres have in common.
#[derive(Clone, Debug)]
pub struct BusinessDays(CalendarBuilder);

impl BusinessDays {
    /// Days that are business days in every one of `centres`: without any, all but Saturdays and Sundays.
    pub fn of(centres: &[BusinessCentre]) -> Self {
        let weekends = CalendarBuilder::from_calendar(calendars::WEEKENDS_ONLY);
        let joint = centres.iter().fold(weekends, |joint, centre| joint.union(centre.calendar()));
        let in_london = centres.contains(&BusinessCentre::London);
        Self(if in_london { joint.with_rule(Holiday::OneOff(OneOff::new(WEDDING))) } else { joint })
    }

    /// Whether `date` is one.
    pub fn contains(&self, date: Date) -> Result<bool, ScheduleError> {
        Ok(self.0.view().is_business_day(serial(date)?))
    }

    /// `date`, or the business day that takes its place.
    pub fn adjust(
        &self,
        date: Date,
        convention: BusinessDayConvention,
    ) -> Result<Date, ScheduleError> {
        let rule = match convention {
            BusinessDayConvention::Following => Rule::Following,
            BusinessDayConvention::ModifiedFollowing => Rule::ModifiedFollowing,
            BusinessDayConvention::Preceding => Rule::Preceding,
            BusinessDayConvention::Unadjusted => return Ok(date),
        };
        let adjusted = self.0.view().adjust(serial(date)?, rule);
        civil(adjusted.map_err(|_| ScheduleError::OutOfRange { date })?)
    }

    /// The `count`-th business day before `date`; for zero, `date` itself or else the last one before it.
    pub fn before(&self, date: Date, count: u8) -> Result<Date, ScheduleError> {
        let out_of_range = || ScheduleError::OutOfRange { date };
        let view = self.0.view();
        let mut day = serial(date)?;
        if count == 0 && !view.is_business_day(day) {
            day = view.prev_business_day(day).ok_or_else(out_of_range)?;
        }
        for _ in 0..count {
            day = view.prev_business_day(day).ok_or_else(out_of_range)?;
        }
        civil(day)
    }

    /// The first business day after `date`.
    pub fn after(&self, date: Date) -> Result<Date, ScheduleError> {
        let next = self.0.view().next_business_day(serial(date)?);
        civil(next.ok_or(ScheduleError::OutOfRange { date })?)
    }
}

/// A date as `fasti` has it.
pub(super) fn serial(date: Date) -> Result<fasti::Date, ScheduleError> {
    let out_of_range = || ScheduleError::OutOfRange { date };
    let year = u16::try_from(date.year()).map_err(|_| out_of_range())?;
    let month = u8::try_from(date.month()).ok().and_then(|month| Month::try_from_u8(month).ok());
    let day = u8::try_from(date.day()).map_err(|_| out_of_range())?;
    fasti::Date::from_ymd(year, month.ok_or_else(out_of_range)?, day).map_err(|_| out_of_range())
}

fn civil(date: fasti::Date) -> Result<Date, ScheduleError> {
    let (year, month, day) = date.to_ymd();
    let parts = i16::try_from(year.get()).ok().zip(i8::try_from(month.get()).ok());
    parts
        .zip(i8::try_from(day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok())
        .ok_or(ScheduleError::TooLarge)
}
