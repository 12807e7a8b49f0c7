//! OfferingClock: a party of a restricted jurisdiction waits for days since the offering began.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, country_lanes};
use super::{Context, Jurisdictions, Predicate, bounded};
use crate::source::{Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 8,
    name: "OfferingClock",
    passes: "no judged party is of the jurisdictions, or the days have elapsed since the clock started; with 0 days always",
    judges: Judges::Parties,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required("days", "days to wait", Takes::Integer(u16::MAX as u64), Order::Higher),
        Parameter::optional("jurisdictions", "who waits", Takes::Countries, Order::More),
        Parameter::optional("except", "who does not wait", Takes::Countries, Order::Fewer),
        Parameter::optional("anywhere", "everybody waits", Takes::True, Order::Unranked),
    ],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let days = context.required(fields, "days", |days| bounded(days, u16::MAX))?;
    let jurisdictions = context.jurisdictions(fields)?;
    Ok(days.map(|days| Predicate::OfferingClock { days, jurisdictions }))
}

/// Bits 0..15 the days, 40 the lanes list who does not wait; extra words: lanes of jurisdictions.
pub(super) fn words(days: u16, jurisdictions: &Jurisdictions) -> Words {
    (at(days, 0) | at(jurisdictions.is_exclusive(), 40), country_lanes(jurisdictions.countries()))
}
