//! EntrantActivity: the entrant is permitted all of the activities.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline, mask};
use super::{Context, Predicate};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Activity;

pub(super) const SPEC: Spec = Spec {
    id: 10,
    name: "EntrantActivity",
    passes: "the entrant is permitted all of the activities",
    judges: Judges::Instrument,
    needs_entrant: true,
    books: 0,
    parameters: &[Parameter::required(
        "activities",
        "activities that the entrant needs",
        Takes::Activities,
        Order::More,
    )],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let activities =
        context.required(fields, "activities", |list| list.distinct(Cursor::parsed))?;
    Ok(activities.map(|activities| Predicate::EntrantActivity { activities }))
}

/// Bits 0..15 the activities.
pub(super) fn words(activities: &[Activity]) -> Words {
    inline(at(mask(activities.iter().map(|activity| activity.mask())), 0))
}
