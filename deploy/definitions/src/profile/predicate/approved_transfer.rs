//! ApprovedTransfer: the movement was approved beforehand.

use super::spec::{Judges, Spec, books};

pub(super) const SPEC: Spec = Spec {
    id: 23,
    name: "ApprovedTransfer",
    passes: "an approval that was given beforehand, for this sender and recipient, covers the amount and has not expired; whatever moves between the two uses it up, by order as well",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::APPROVALS,
    parameters: &[],
};
