//! OfferingTotal: no more than so much is issued in an offering pool within months.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline};
use super::{Context, Predicate, positive};
use crate::money::Amount;
use crate::source::{Cursor, Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 18,
    name: "OfferingTotal",
    passes: "what was issued in the offering pool of the instrument within the months and the amount together are not above the cap",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::OFFERINGS,
    parameters: &[
        Parameter::required("cap", "highest total of the offers", Takes::Amount, Order::Lower),
        Parameter::required(
            "months",
            "months that are looked back",
            Takes::Integer(u16::MAX as u64),
            Order::Higher,
        ),
    ],
};

/// The parameters of OfferingTotal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OfferingTotal {
    /// Highest total.
    pub cap: Amount,
    /// Calendar months that are looked back.
    pub months: u16,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let cap = context.required(fields, "cap", Cursor::parsed)?;
    let months = context.required(fields, "months", |months| positive(months, u16::MAX))?;
    let (Some(cap), Some(months)) = (cap, months) else { return Ok(None) };
    Ok(Some(Predicate::OfferingTotal(OfferingTotal { cap, months })))
}

/// Bits 0..127 the cap, 128..143 the months.
pub(super) fn words(rule: &OfferingTotal) -> Words {
    inline(at(rule.cap.units(), 0) | at(rule.months, 128))
}
