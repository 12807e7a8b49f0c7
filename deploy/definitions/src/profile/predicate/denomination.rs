//! Denomination: no holding below the minimum, and amounts in steps.

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline};
use super::{Context, Predicate};
use crate::money::Amount;
use crate::source::{Cursor, Fields, SourceError};

/// Largest amount that a denomination word holds.
const MAX_DENOMINATION: u128 = (1 << 104) - 1;

pub(super) const SPEC: Spec = Spec {
    id: 6,
    name: "Denomination",
    passes: "the amount is a multiple, and neither it nor what stays behind is below the minimum; a whole holding may always leave",
    judges: Judges::Movement,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required("minimum", "smallest holding", Takes::Amount, Order::Higher),
        Parameter::required("multiple", "step of amounts", Takes::Amount, Order::Unranked),
    ],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let (at_minimum, at_multiple) = (fields.required("minimum")?, fields.required("multiple")?);
    let minimum: Option<Amount> = context.inputs.parameter(&at_minimum, Cursor::parsed)?;
    let multiple: Option<Amount> = context.inputs.parameter(&at_multiple, Cursor::parsed)?;
    for (cursor, amount) in [(&at_minimum, minimum), (&at_multiple, multiple)] {
        if let Some(amount) = amount.filter(|amount| amount.units() > MAX_DENOMINATION) {
            return Err(cursor
                .error(format!("{amount} does not fit"), "use less than 2^104 smallest units"));
        }
    }
    let (Some(minimum), Some(multiple)) = (minimum, multiple) else { return Ok(None) };
    if multiple.units() == 0 {
        return Err(
            at_multiple.error("no amount is a multiple of zero", "use at least the smallest unit")
        );
    }
    if minimum.currency() != multiple.currency() {
        let wrong = format!("{multiple} is not in the currency of the minimum, {minimum}");
        return Err(at_multiple.error(wrong, "use one currency"));
    }
    Ok(Some(Predicate::Denomination { minimum, multiple }))
}

/// Bits 0..103 the minimum, 104..207 the multiple.
pub(super) fn words(minimum: Amount, multiple: Amount) -> Words {
    inline(at(minimum.units(), 0) | at(multiple.units(), 104))
}
