//! The regime in force, and the profiles of all that ever were.

use corridor_bindings::{ISecurityToken, Regime};

use super::{ALTERED, LegCheck, LegView, Question, Questions, Show};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "regimes", remedy: ALTERED, applies: |_| true, questions };

fn questions(view: LegView<'_>) -> Questions<'_> {
    let trail = &view.leg.trail;
    let in_force = trail.last().into_iter().map(move |last| {
        Question::view(
            "regime in force",
            view.token,
            &ISecurityToken::regimeCall {},
            &last.regime,
            Show::Address,
            last.origin,
        )
    });
    let profiles = trail.iter().map(|entry| {
        Question::view(
            format!("profile of regime {}", entry.regime),
            entry.regime,
            &Regime::profileHashCall {},
            &entry.profile,
            Show::Words,
            entry.origin,
        )
    });
    Box::new(in_force.chain(profiles))
}
