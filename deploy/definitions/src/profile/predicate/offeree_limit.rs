//! OffereeLimit: the offer was made to fewer than so many persons.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline, one_more};
use super::{Context, Predicate, positive};
use crate::identifiers::Country;
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Category;

pub(super) const SPEC: Spec = Spec {
    id: 15,
    name: "OffereeLimit",
    passes: "offers are on record for fewer persons than the number",
    judges: Judges::Movement,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required(
            "fewer_than",
            "number of offerees that is too many",
            Takes::Integer(u16::MAX as u64),
            Order::Lower,
        ),
        Parameter::optional(
            "jurisdiction",
            "offerees counted: those of",
            Takes::Country,
            Order::Narrows,
        ),
        Parameter::optional(
            "not_counted",
            "offerees not counted: those with",
            Takes::Category,
            Order::Narrows,
        ),
    ],
};

/// The parameters of OffereeLimit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OffereeLimit {
    /// The number that is too many.
    pub fewer_than: u16,
    /// Only offerees of this jurisdiction are counted.
    pub jurisdiction: Option<Country>,
    /// Who holds this is not counted.
    pub not_counted: Option<Category>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let fewer_than = context.required(fields, "fewer_than", |number| positive(number, u16::MAX))?;
    let jurisdiction = fields.optional("jurisdiction");
    let jurisdiction = context.given(jurisdiction.as_ref(), Cursor::parsed)?;
    let not_counted = fields.optional("not_counted");
    let not_counted = context.given(not_counted.as_ref(), Cursor::parsed)?;
    Ok(fewer_than.map(|fewer_than| {
        Predicate::OffereeLimit(OffereeLimit { fewer_than, jurisdiction, not_counted })
    }))
}

/// Bits 0..15 the number, 16..31 the jurisdiction (0 all), 32..39 one more than the category that is not counted.
pub(super) fn words(rule: &OffereeLimit) -> Words {
    let jurisdiction = rule.jurisdiction.map_or(0, Country::numeric);
    inline(at(rule.fewer_than, 0) | at(jurisdiction, 16) | at(one_more(rule.not_counted), 32))
}
