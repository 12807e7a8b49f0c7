//! EntrantStage: the entrant has not come far enough.

use super::facts::Facts;

pub(super) fn details(minimum: u8, facts: &Facts) -> Vec<String> {
    if facts.enrolment.entrant.is_zero() {
        return vec!["the instrument is not enrolled under an entrant".to_owned()];
    }
    let entrant = String::from_utf8_lossy(facts.enrolment.entrant.as_slice()).into_owned();
    vec![format!(
        "entrant {entrant} is recorded at stage {}, stage {minimum} is needed",
        facts.entrant.stage
    )]
}
