//! SymbolLimit: the venue trades no more than so many symbols.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline};
use super::{Context, Predicate, bounded, positive};
use crate::source::{Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 28,
    name: "SymbolLimit",
    passes: "the instrument is among the first so many symbols of its venue group, and the time for its issuer's objection has passed without one",
    judges: Judges::Movement,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required(
            "highest",
            "highest number of symbols",
            Takes::Integer(u16::MAX as u64),
            Order::Lower,
        ),
        Parameter::optional(
            "objection_days",
            "days after the notice for an objection",
            Takes::Integer(u16::MAX as u64),
            Order::Higher,
        ),
    ],
};

/// The parameters of SymbolLimit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SymbolLimit {
    /// Highest number of symbols.
    pub highest: u16,
    /// Days after the notice to its issuer through which an objection bars a symbol: what it is admitted with, since the chain keeps
    /// them with each symbol.
    pub objection_days: Option<u16>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let highest = context.required(fields, "highest", |number| bounded(number, u16::MAX))?;
    let at_days = fields.optional("objection_days");
    let objection_days = context.given(at_days.as_ref(), |days| positive(days, u16::MAX))?;
    if at_days.is_some() && objection_days.is_none() {
        return Ok(None);
    }
    Ok(highest.map(|highest| Predicate::SymbolLimit(SymbolLimit { highest, objection_days })))
}

/// Bits 0..15 the number. Days for an objection are with the symbol, not in the rule.
pub(super) fn words(rule: &SymbolLimit) -> Words {
    inline(at(rule.highest, 0))
}
