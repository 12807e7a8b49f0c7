//! AffiliateVolume: who carries a flag sells no more than a share of the outstanding within months.

use serde::Serialize;

use super::share::Share;
use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline, mask};
use super::{Context, Predicate, positive};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Flag;

pub(super) const SPEC: Spec = Spec {
    id: 20,
    name: "AffiliateVolume",
    passes: "the sender carries none of the flags, or what its investor transferred within the months and the amount together are not above the share of the outstanding",
    judges: Judges::Sender,
    needs_entrant: false,
    books: books::VOLUMES,
    parameters: &[
        Parameter::required(
            "share",
            "highest volume as a share of the outstanding",
            Takes::Share,
            Order::Lower,
        ),
        Parameter::required(
            "months",
            "months that are looked back",
            Takes::Integer(u8::MAX as u64),
            Order::Higher,
        ),
        Parameter::required(
            "flags",
            "senders that are bound: those with",
            Takes::Flags,
            Order::More,
        ),
    ],
};

/// The parameters of AffiliateVolume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AffiliateVolume {
    /// Highest volume as a share of the outstanding.
    pub share: Share,
    /// Calendar months that are looked back.
    pub months: u8,
    /// Who is bound.
    pub flags: Vec<Flag>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let share = context.required(fields, "share", Cursor::parsed)?;
    let months = context.required(fields, "months", |months| positive(months, u8::MAX))?;
    let flags = context.required(fields, "flags", |list| list.distinct(Cursor::parsed))?;
    let (Some(share), Some(months), Some(flags)) = (share, months, flags) else {
        return Ok(None);
    };
    Ok(Some(Predicate::AffiliateVolume(AffiliateVolume { share, months, flags })))
}

/// Bits 0..31 the share in millionths, 32..39 the months, 40..63 the flags.
pub(super) fn words(rule: &AffiliateVolume) -> Words {
    let flags = mask(rule.flags.iter().map(|flag| flag.mask()));
    inline(at(rule.share.millionths(), 0) | at(rule.months, 32) | at(flags, 40))
}
