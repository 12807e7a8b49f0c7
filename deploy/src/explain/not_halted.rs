//! NotHalted: the supervisor has halted the instrument.

pub(super) fn details() -> Vec<String> {
    vec!["the supervisor's halt is on".to_owned()]
}
