//! VolumeLadder: a symbol whose volume exceeded its share too often is suspended.

use serde::Serialize;

use super::share::Share;
use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline};
use super::{Context, Predicate, bounded, positive};
use crate::source::{Cursor, Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 27,
    name: "VolumeLadder",
    passes: "the symbol is not suspended: days on which its volume exceeded the share of the average daily volume of the month before are tolerated up to a number, and each later one suspends it for the months",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::BREACHES,
    parameters: &[
        Parameter::required(
            "share",
            "highest volume of a day as a share of the average of the month before",
            Takes::Share,
            Order::Lower,
        ),
        Parameter::required(
            "tolerated",
            "breaches that are tolerated",
            Takes::Integer(u8::MAX as u64),
            Order::Lower,
        ),
        Parameter::required(
            "months",
            "months of suspension",
            Takes::Integer(u8::MAX as u64),
            Order::Higher,
        ),
    ],
};

/// The parameters of VolumeLadder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct VolumeLadder {
    /// Highest volume of a day as a share of the average daily volume of the calendar month before.
    pub share: Share,
    /// Breaches that are tolerated.
    pub tolerated: u8,
    /// Calendar months of suspension.
    pub months: u8,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let share = context.required(fields, "share", Cursor::parsed)?;
    let tolerated = context.required(fields, "tolerated", |number| bounded(number, u8::MAX))?;
    let months = context.required(fields, "months", |months| positive(months, u8::MAX))?;
    let (Some(share), Some(tolerated), Some(months)) = (share, tolerated, months) else {
        return Ok(None);
    };
    Ok(Some(Predicate::VolumeLadder(VolumeLadder { share, tolerated, months })))
}

/// Bits 0..31 the share in millionths, 32..39 the breaches that are tolerated, 40..47 the months of suspension.
pub(super) fn words(rule: &VolumeLadder) -> Words {
    inline(at(rule.share.millionths(), 0) | at(rule.tolerated, 32) | at(rule.months, 40))
}
