//! What a document has place for.

use std::fmt;

use super::super::coupon::RECORD_DAYS;
use super::super::{Coupon, CouponKind, EarlyRedemption, Terms};
use super::{BENCHMARKS, CENTRES, CONVENTIONS, DAY_COUNTS, FREQUENCIES};
use crate::schedule::BusinessCentre;
use crate::text::is_hidden;

/// Why terms are not written as a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A document could not say it, and would be of another bond.
    #[error(
        "cannot write the terms `{terms}` as a document of the ICMA Bond Data Taxonomy, which has no place that is known for {}; \
         pass the terms file on instead",
        listed(fields)
    )]
    NoPlace {
        /// The terms.
        terms: String,
        /// What has no place.
        fields: Vec<Unplaced>,
    },
    /// XML has no such characters, or none there.
    #[error(
        "cannot write the terms `{terms}` as XML: `issuer.name` begins or ends with a space, or has characters that are not seen or that XML does not have; \
         correct the name"
    )]
    Unwritable {
        /// The terms.
        terms: String,
    },
}

/// A field of terms that a document has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The field, as a path from the top of the file.
    pub field: &'static str,
    /// What it says.
    pub value: String,
}

impl fmt::Display for Unplaced {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` ({})", self.field, self.value)
    }
}

fn listed(fields: &[Unplaced]) -> String {
    fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The codes for what terms say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codes {
    pub(super) day_count: &'static str,
    pub(super) convention: &'static str,
    /// Without a centre, Saturdays and Sundays alone are no business days.
    pub(super) centre: Option<&'static str>,
    pub(super) frequency: &'static str,
    /// Of a floating coupon.
    pub(super) benchmark: Option<&'static str>,
}

impl Codes {
    /// Those of terms that a document can say.
    pub(super) fn of(terms: &Terms) -> Result<Self, ExportError> {
        let name = &terms.issuer.name;
        if name.trim() != name || name.contains(is_hidden) {
            return Err(ExportError::Unwritable { terms: terms.id.clone() });
        }
        let mut places = Places::default();
        let codes = places.codes(terms);
        places.coupon(terms);
        places.principal(terms);
        match codes {
            Some(codes) if places.unplaced.is_empty() => Ok(codes),
            _ => Err(ExportError::NoPlace { terms: terms.id.clone(), fields: places.unplaced }),
        }
    }
}

/// Looks for what has no place.
#[derive(Default)]
struct Places {
    unplaced: Vec<Unplaced>,
}

impl Places {
    fn without(&mut self, field: &'static str, value: impl fmt::Display) {
        self.unplaced.push(Unplaced { field, value: value.to_string() });
    }

    /// The code of what a field says.
    fn code<T: PartialEq>(
        &mut self,
        field: &'static str,
        said: (&T, impl fmt::Display),
        codes: impl IntoIterator<Item = (T, &'static str)>,
    ) -> Option<&'static str> {
        let found = codes.into_iter().find(|(known, _)| known == said.0).map(|(_, code)| code);
        if found.is_none() {
            self.without(field, said.1);
        }
        found
    }

    /// The codes; nothing where one is missing.
    fn codes(&mut self, terms: &Terms) -> Option<Codes> {
        let coupon = &terms.coupon;
        let day_count =
            self.code("coupon.day_count", (&coupon.day_count, coupon.day_count.name()), DAY_COUNTS);
        let convention = self.convention(coupon);
        let centre = self.centre(&coupon.business_centres);
        let frequency = match coupon.kind {
            CouponKind::Zero => Some("NONE"),
            _ => self.code(
                "coupon.frequency",
                (&coupon.frequency, format!("{} a year", coupon.frequency)),
                FREQUENCIES,
            ),
        };
        let benchmark = match &coupon.kind {
            CouponKind::Floating(floating) => {
                let rate = floating.reference_rate;
                Some(self.code("coupon.reference_rate", (&rate, rate.name()), BENCHMARKS)?)
            }
            _ => None,
        };
        Some(Codes {
            day_count: day_count?,
            convention: convention?,
            centre: centre?,
            frequency: frequency?,
            benchmark,
        })
    }

    /// Nothing accrues of a bond without coupons, so that its periods are neither adjusted nor not.
    fn convention(&mut self, coupon: &Coupon) -> Option<&'static str> {
        let (field, convention) =
            ("coupon.business_day_convention", coupon.business_day_convention);
        if coupon.kind == CouponKind::Zero {
            let codes = CONVENTIONS.map(|(convention, _, code)| (convention, code));
            return self.code(field, (&convention, convention.name()), codes);
        }
        let periods = if coupon.adjusted { "adjusted periods" } else { "unadjusted periods" };
        let said = format!("{}, with {periods}", convention.name());
        let codes = CONVENTIONS.map(|(convention, adjusted, code)| ((convention, adjusted), code));
        self.code(field, (&(convention, coupon.adjusted), said), codes)
    }

    /// A document has place for one centre: some without the others would be other business days.
    fn centre(&mut self, centres: &[BusinessCentre]) -> Option<Option<&'static str>> {
        let names = || centres.iter().map(|centre| centre.name()).collect::<Vec<_>>().join(", ");
        match centres {
            [] => Some(None),
            [centre] => self.code("coupon.business_centres", (centre, names()), CENTRES).map(Some),
            _ => {
                self.without("coupon.business_centres", names());
                None
            }
        }
    }

    fn coupon(&mut self, terms: &Terms) {
        let coupon = &terms.coupon;
        match &coupon.kind {
            CouponKind::Fixed | CouponKind::Zero => {}
            CouponKind::StepUp { steps } => {
                self.without("coupon.step", format!("{} of them", steps.len()));
            }
            CouponKind::Floating(floating) => {
                if floating.lookback_days > 0 {
                    self.without("coupon.lookback_days", floating.lookback_days);
                }
                if let Some(rate) = floating.minimum_rate {
                    self.without("coupon.minimum_rate", format!("{rate} %"));
                }
                if let Some(decimals) = floating.rate_decimals {
                    self.without("coupon.rate_decimals", decimals);
                }
            }
        }
        if coupon.end_of_month {
            self.without("coupon.end_of_month", coupon.end_of_month);
        }
        if let Some(date) = coupon.last_regular_date {
            self.without("coupon.last_regular_date", date);
        }
        if let Some(days) = coupon.ex_dividend_days {
            self.without("coupon.ex_dividend_days", days);
        }
        // Those of the ex-dividend days are named with them.
        if coupon.record_days != coupon.ex_dividend_days.unwrap_or(RECORD_DAYS) {
            self.without("coupon.record_days", coupon.record_days);
        }
    }

    fn principal(&mut self, terms: &Terms) {
        if !terms.amortisations.is_empty() {
            self.without("amortisation", format!("{} of them", terms.amortisations.len()));
        }
        if !terms.calls.is_empty() && !terms.puts.is_empty() {
            // A document says of all options at once whose they are.
            self.without("put", "beside calls");
        }
        for (field, options) in
            [("call.notice_days", &terms.calls), ("put.notice_days", &terms.puts)]
        {
            let days: Vec<String> = options.iter().filter_map(notice).collect();
            if !days.is_empty() {
                self.without(field, days.join(", "));
            }
        }
    }
}

fn notice(option: &EarlyRedemption) -> Option<String> {
    option.notice_days.map(|days| days.to_string())
}
