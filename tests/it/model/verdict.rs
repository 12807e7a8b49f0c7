//! Verdicts: which rules a kind of movement is judged by, whom they judge, and what they say.

use std::collections::BTreeSet;

use corridor_deploy::profile::{OnChain, Rule};
use corridor_deploy::vocabulary::{Movement, Party};
use corridor_scenario::Move;

use super::attempt::Attempt;
use super::{Model, rules, token};

/// Every rule and token fact that refuses, and every rule that passes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) refused: BTreeSet<String>,
    pub(crate) passed: BTreeSet<String>,
}

impl Model {
    /// The verdict on a movement now.
    pub(super) fn judge(&self, place: usize, movement: &Move) -> Verdict {
        let attempt = Attempt::new(self, place, movement);
        let mut verdict = Verdict::default();
        verdict.refused.extend(token::facts(&attempt).into_iter().map(str::to_owned));
        for rule in &attempt.instrument.regime.rules {
            let Some(judged) = judged(rule, &attempt) else { continue };
            let fails = rules::fails(rule, &judged, &attempt);
            let side = if fails { &mut verdict.refused } else { &mut verdict.passed };
            side.insert(rule.id.clone());
        }
        verdict
    }
}

/// The sides that a rule judges; `None` when it does not apply. A rule that judges no side judges the movement as such.
fn judged(rule: &Rule, attempt: &Attempt<'_>) -> Option<Vec<Party>> {
    let on_chain = rule.on_chain()?;
    let day = attempt.today();
    let begun = rule.effective.from.is_none_or(|from| day >= from);
    let over = rule.effective.until.is_some_and(|until| day >= until);
    if !begun || over {
        return None;
    }
    let named = on_chain.applies_to.contains(&attempt.kind);
    if on_chain.predicate.spec().judges.no_party() {
        return named.then(Vec::new);
    }
    // Whoever could not receive an ordinary transfer cannot receive a forced one.
    let receives = attempt.kind == Movement::FORCED_TRANSFER
        && on_chain.applies_to.contains(&Movement::TRANSFER);
    let sides = sides(on_chain, attempt.kind);
    let judged: Vec<Party> = match (named, receives) {
        (true, _) => sides,
        (false, true) => sides.into_iter().filter(|side| *side == Party::RECIPIENT).collect(),
        (false, false) => Vec::new(),
    };
    (!judged.is_empty()).then_some(judged)
}

/// The named sides that take part by their own doing: nobody gives on issue, nobody receives on redemption, and what an
/// enforcement officer moves is not the giver's doing.
fn sides(rule: &OnChain, kind: Movement) -> Vec<Party> {
    let acting: &[Party] = match kind {
        Movement::TRANSFER => &[Party::SENDER, Party::RECIPIENT, Party::OPERATOR],
        Movement::REDEEM => &[Party::SENDER],
        Movement::EXCHANGE_OUT => &[Party::SENDER, Party::OPERATOR],
        _ => &[Party::RECIPIENT],
    };
    rule.parties.iter().copied().filter(|party| acting.contains(party)).collect()
}
