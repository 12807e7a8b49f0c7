//! Attested: each judged party holds a category on the day.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline};
use super::{Context, Predicate};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Category;

pub(super) const SPEC: Spec = Spec {
    id: 1,
    name: "Attested",
    passes: "each judged party holds the category on the day",
    judges: Judges::Parties,
    needs_entrant: false,
    books: 0,
    parameters: &[Parameter::required(
        "category",
        "category that has to be held",
        Takes::Category,
        Order::Unranked,
    )],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let category = context.required(fields, "category", Cursor::parsed)?;
    Ok(category.map(|category| Predicate::Attested { category }))
}

/// Bits 0..7 the category.
pub(super) fn words(category: Category) -> Words {
    inline(at(category.bit(), 0))
}
