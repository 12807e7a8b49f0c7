//! ValidityWindow: the movement happens between two days.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline};
use super::{Context, Predicate, day};
use crate::calendar::UtcDay;
use crate::source::{Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 7,
    name: "ValidityWindow",
    passes: "the day is in the window",
    judges: Judges::Instrument,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::optional("start", "first day inside the window", Takes::Day, Order::Higher),
        Parameter::optional("end", "first day behind the window", Takes::Day, Order::Lower),
    ],
};

pub(super) fn read(
    _context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let (start, end) = (fields.optional("start"), fields.optional("end"));
    if start.is_none() && end.is_none() {
        return Err(fields
            .owner()
            .error("neither `start` nor `end` is given", "give at least one day"));
    }
    let start = start.map(|cursor| day(&cursor)).transpose()?;
    let Some(end) = end else {
        return Ok(Some(Predicate::ValidityWindow { start, end: None }));
    };
    let last = day(&end)?;
    if start.is_some_and(|start| start >= last) {
        return Err(end.error("the window ends before it starts", "exchange the two days"));
    }
    Ok(Some(Predicate::ValidityWindow { start, end: Some(last) }))
}

/// Bits 0..39 the start and 40..79 the end, in unix seconds; 0 for none.
pub(super) fn words(start: Option<UtcDay>, end: Option<UtcDay>) -> Words {
    let seconds = |day: Option<UtcDay>| day.map_or(0, |day| day.start_seconds());
    inline(at(seconds(start), 0) | at(seconds(end), 40))
}
