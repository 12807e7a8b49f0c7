//! PurchaserLimit: no more than so many purchasers buy from the issuer, any of its instruments, within a window of days.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline, one_more};
use super::{Context, Predicate, bounded, positive};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Category;

pub(super) const SPEC: Spec = Spec {
    id: 14,
    name: "PurchaserLimit",
    passes: "the issue makes no purchaser of the issuer, of any of its instruments with such a rule, beyond the number within the days, today included; who was counted within them already may buy again",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::PURCHASES,
    parameters: &[
        Parameter::required(
            "highest",
            "highest number of purchasers",
            Takes::Integer(u16::MAX as u64),
            Order::Lower,
        ),
        Parameter::required(
            "days",
            "days that are looked back",
            Takes::Integer(u16::MAX as u64),
            Order::Higher,
        ),
        Parameter::optional(
            "not_counted",
            "purchasers not counted: those with",
            Takes::Category,
            Order::Narrows,
        ),
    ],
};

/// The parameters of PurchaserLimit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PurchaserLimit {
    /// Highest number of distinct purchasers of the issuer.
    pub highest: u16,
    /// Days that are looked back, today included.
    pub days: u16,
    /// Who holds this is not counted.
    pub not_counted: Option<Category>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let highest = context.required(fields, "highest", |number| bounded(number, u16::MAX))?;
    let days = context.required(fields, "days", |days| positive(days, u16::MAX))?;
    let not_counted = fields.optional("not_counted");
    let not_counted = context.given(not_counted.as_ref(), Cursor::parsed)?;
    let (Some(highest), Some(days)) = (highest, days) else { return Ok(None) };
    Ok(Some(Predicate::PurchaserLimit(PurchaserLimit { highest, days, not_counted })))
}

/// Bits 0..15 the number, 16..31 the days, 32..39 one more than the category that is not counted.
pub(super) fn words(rule: &PurchaserLimit) -> Words {
    inline(at(rule.highest, 0) | at(rule.days, 16) | at(one_more(rule.not_counted), 32))
}
