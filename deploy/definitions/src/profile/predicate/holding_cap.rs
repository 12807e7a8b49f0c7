//! HoldingCap: no investor holds more than a cap.

use serde::Serialize;

use super::share::Share;
use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline};
use super::{Context, Predicate};
use crate::money::Amount;
use crate::source::{Cursor, Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 12,
    name: "HoldingCap",
    passes: "what the recipient's investor holds afterwards, in all its wallets, is above neither the cap nor the share of the issue volume; moving between wallets of one investor passes",
    judges: Judges::Recipient,
    needs_entrant: false,
    books: books::POSITIONS,
    parameters: &[
        Parameter::optional("cap", "highest holding of an investor", Takes::Amount, Order::Lower),
        Parameter::optional(
            "share",
            "highest holding of an investor as a share of the issue",
            Takes::Share,
            Order::Lower,
        ),
    ],
};

/// The parameters of HoldingCap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HoldingCap {
    /// Highest holding.
    pub cap: Option<Amount>,
    /// Highest holding as a share of the issue volume.
    pub share: Option<Share>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let (at_cap, at_share) = (fields.optional("cap"), fields.optional("share"));
    let Some(cursor) = at_cap.as_ref().or(at_share.as_ref()) else {
        let wrong = "neither `cap` nor `share` is given, so nothing would be capped";
        return Err(fields.owner().error(wrong, "give one of them, or both"));
    };
    let cap: Option<Amount> = context.given(at_cap.as_ref(), Cursor::parsed)?;
    let share: Option<Share> = context.given(at_share.as_ref(), Cursor::parsed)?;
    // Zero is how a row says that it has no cap.
    if cap.is_some_and(|cap| cap.units() == 0) || share.is_some_and(|share| share.millionths() == 0)
    {
        return Err(cursor.error("a cap of zero", "halt the instrument, or give a higher cap"));
    }
    let capped = cap.is_some() || share.is_some();
    Ok(capped.then_some(Predicate::HoldingCap(HoldingCap { cap, share })))
}

/// Bits 0..127 the cap in smallest units, 128..159 the share in millionths; 0 for none.
pub(super) fn words(rule: &HoldingCap) -> Words {
    let cap = rule.cap.map_or(0, |cap| cap.units());
    let share = rule.share.map_or(0, |share| share.millionths());
    inline(at(cap, 0) | at(share, 128))
}
