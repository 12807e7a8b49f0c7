//! LotClock: what moves comes from lots whose holding period has elapsed.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline, mask, one_more};
use super::{Context, Predicate, bounded};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::{Category, Flag};

pub(super) const SPEC: Spec = Spec {
    id: 19,
    name: "LotClock",
    passes: "lots whose holding period in calendar months has elapsed cover the amount, or the recipient holds the category that lifts the rule and carries no flag that keeps it",
    judges: Judges::Sender,
    needs_entrant: false,
    books: books::LOTS,
    parameters: &[
        Parameter::required(
            "months",
            "holding period in months",
            Takes::Integer(u8::MAX as u64),
            Order::Higher,
        ),
        Parameter::optional(
            "lifted_for",
            "lifted when the recipient is a",
            Takes::Category,
            Order::Narrows,
        ),
        Parameter::optional("without", "but for recipients with", Takes::Flags, Order::More),
    ],
};

/// The parameters of LotClock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LotClock {
    /// Calendar months; a month end clamps.
    pub months: u8,
    /// A recipient that holds this lifts the rule.
    pub lifted_for: Option<Category>,
    /// A recipient that carries one of these lifts nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Flag>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let months = context.required(fields, "months", |months| bounded(months, u8::MAX))?;
    let lifted_for = fields.optional("lifted_for");
    let lifted_for = context.given(lifted_for.as_ref(), Cursor::parsed)?;
    let without = fields.optional("without");
    let without = context.given(without.as_ref(), |list| list.distinct(Cursor::parsed))?;
    let without = without.unwrap_or_default();
    Ok(months.map(|months| Predicate::LotClock(LotClock { months, lifted_for, without })))
}

/// Bits 0..7 the months, 8..15 one more than the category of the recipient that lifts the rule, 16..39 the flags with which it does not.
pub(super) fn words(rule: &LotClock) -> Words {
    let without = mask(rule.without.iter().map(|flag| flag.mask()));
    inline(at(rule.months, 0) | at(one_more(rule.lifted_for), 8) | at(without, 16))
}
