//! Capacity: the amount fits under the entrant's limit.

use super::spec::{Judges, Spec};

pub(super) const SPEC: Spec = Spec {
    id: 5,
    name: "Capacity",
    passes: "the amount fits under the entrant's limit",
    judges: Judges::Movement,
    needs_entrant: true,
    books: 0,
    parameters: &[],
};
