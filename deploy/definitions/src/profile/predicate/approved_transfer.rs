//! ApprovedTransfer: the movement was approved beforehand.

use super::spec::{Judges, Spec, books};

pub(super) const SPEC: Spec = Spec {
    id: 23,
    name: "ApprovedTransfer",
    passes: "an approval that was given beforehand, for this sender and recipient, covers the amount and has not expired; the movement uses it up",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::APPROVALS,
    parameters: &[],
};
