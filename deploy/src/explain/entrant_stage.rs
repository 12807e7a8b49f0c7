//! EntrantStage: the entrant has not come far enough.

use super::facts::Facts;

pub(super) fn details(minimum: u8, facts: &Facts) -> Vec<String> {
    let Some(entrant) = facts.ledger.lei() else {
        return vec!["the instrument is not enrolled under an entrant".to_owned()];
    };
    let stage = facts.ledger.entrant.stage;
    vec![format!("entrant {entrant} is recorded at stage {stage}, stage {minimum} is needed")]
}
