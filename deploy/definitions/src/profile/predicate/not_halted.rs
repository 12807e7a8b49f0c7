//! NotHalted: the supervisor has not halted the instrument.

use super::spec::{Judges, Spec};

pub(super) const SPEC: Spec = Spec {
    id: 4,
    name: "NotHalted",
    passes: "the supervisor has not halted the instrument",
    judges: Judges::Instrument,
    needs_entrant: false,
    books: 0,
    parameters: &[],
};
