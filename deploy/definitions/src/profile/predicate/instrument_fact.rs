//! InstrumentFact: a fact about the instrument holds on the day, or does not.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline, mask};
use super::{Context, Predicate, truth};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::{Fact, Flag};

pub(super) const SPEC: Spec = Spec {
    id: 21,
    name: "InstrumentFact",
    passes: "the fact about the instrument is on record and its last day has not passed (with `absent`: it is not, or it has)",
    judges: Judges::Instrument,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required("fact", "fact about the instrument", Takes::Fact, Order::Unranked),
        Parameter::optional("absent", "the fact has to be absent", Takes::True, Order::Unranked),
        Parameter::optional(
            "only_from",
            "only when the sender is one of",
            Takes::Flags,
            Order::Narrows,
        ),
    ],
};

/// The parameters of InstrumentFact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstrumentFact {
    /// The fact.
    pub fact: Fact,
    /// Whether it must be absent instead.
    pub absent: bool,
    /// Only senders that carry one of these are bound; everybody when empty.
    pub only_from: Vec<Flag>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let fact = context.required(fields, "fact", Cursor::parsed)?;
    let absent = truth(fields, "absent")?;
    let only_from = match fields.optional("only_from") {
        Some(list) => list.distinct(Cursor::parsed)?,
        None => Vec::new(),
    };
    Ok(fact.map(|fact| Predicate::InstrumentFact(InstrumentFact { fact, absent, only_from })))
}

/// Bits 0..7 the fact, 8 it must be absent, 16..39 the flags of senders that are bound.
pub(super) fn words(rule: &InstrumentFact) -> Words {
    let flags = mask(rule.only_from.iter().map(|flag| flag.mask()));
    inline(at(rule.fact.bit(), 0) | at(rule.absent, 8) | at(flags, 16))
}
