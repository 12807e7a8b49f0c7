//! Certified: each judged party has a certificate on record.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline};
use super::{Context, Predicate, positive};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Certificate;

pub(super) const SPEC: Spec = Spec {
    id: 22,
    name: "Certified",
    passes: "a certificate of the kind is on record for each judged party and its last day has not passed; with `during`, or that many days have elapsed since the offering clock started",
    judges: Judges::Parties,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required(
            "certificate",
            "certificate that is needed",
            Takes::Certificate,
            Order::Unranked,
        ),
        Parameter::optional(
            "during",
            "only in the first days of the offering",
            Takes::Integer(u16::MAX as u64),
            Order::HigherOrNone,
        ),
    ],
};

/// The parameters of Certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Certified {
    /// The kind of certificate.
    pub certificate: Certificate,
    /// Only while fewer days than these have elapsed since the offering clock started, or it has not started.
    pub during: Option<u16>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let certificate = context.required(fields, "certificate", Cursor::parsed)?;
    let at_during = fields.optional("during");
    let during = context.given(at_during.as_ref(), |days| positive(days, u16::MAX))?;
    if at_during.is_some() && during.is_none() {
        return Ok(None);
    }
    Ok(certificate.map(|certificate| Predicate::Certified(Certified { certificate, during })))
}

/// Bits 0..7 the kind of certificate, 8..23 the days (0: always).
pub(super) fn words(rule: &Certified) -> Words {
    inline(at(rule.certificate.bit(), 0) | at(rule.during.unwrap_or(0), 8))
}
