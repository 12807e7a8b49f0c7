//! OfferMade: the recipient's investor has an offer on record.

use super::spec::{Judges, Spec};

pub(super) const SPEC: Spec = Spec {
    id: 16,
    name: "OfferMade",
    passes: "an offer to the recipient's investor is on record",
    judges: Judges::Recipient,
    needs_entrant: false,
    books: 0,
    parameters: &[],
};
