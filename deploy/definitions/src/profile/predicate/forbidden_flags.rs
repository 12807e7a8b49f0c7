//! ForbiddenFlags: no judged party has one of the flags.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline, mask};
use super::{Context, Predicate};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Flag;

pub(super) const SPEC: Spec = Spec {
    id: 2,
    name: "ForbiddenFlags",
    passes: "no judged party has one of the flags",
    judges: Judges::Parties,
    needs_entrant: false,
    books: 0,
    parameters: &[Parameter::required("flags", "flags that refuse", Takes::Flags, Order::More)],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let flags = context.required(fields, "flags", |list| list.distinct(Cursor::parsed))?;
    Ok(flags.map(|flags| Predicate::ForbiddenFlags { flags }))
}

/// Bits 0..23 the flags.
pub(super) fn words(flags: &[Flag]) -> Words {
    inline(at(mask(flags.iter().map(|flag| flag.mask())), 0))
}
