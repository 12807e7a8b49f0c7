//! NamedVenue: the movement goes through a named venue.

use super::spec::{Judges, Spec};

pub(super) const SPEC: Spec = Spec {
    id: 24,
    name: "NamedVenue",
    passes: "the sender, the recipient or whoever calls is a venue of the instrument",
    judges: Judges::Movement,
    needs_entrant: false,
    books: 0,
    parameters: &[],
};
