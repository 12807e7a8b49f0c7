//! EntrantStage: the entrant has reached a stage.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline};
use super::{Context, Predicate, bounded};
use crate::source::{Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 9,
    name: "EntrantStage",
    passes: "the entrant has reached the stage",
    judges: Judges::Instrument,
    needs_entrant: true,
    books: 0,
    parameters: &[Parameter::required(
        "minimum",
        "lowest stage of the entrant",
        Takes::Integer(u8::MAX as u64),
        Order::Higher,
    )],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let minimum = context.required(fields, "minimum", |stage| bounded(stage, u8::MAX))?;
    Ok(minimum.map(|minimum| Predicate::EntrantStage { minimum }))
}

/// Bits 0..7 the stage.
pub(super) fn words(minimum: u8) -> Words {
    inline(at(minimum, 0))
}
