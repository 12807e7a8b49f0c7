//! What the rules of a leg ask of its records: whose sale begins a lot's period anew, and whether the offering clock counts.

use super::DeploymentError;
use crate::profile::{BoundProfile, Predicate};
use crate::vocabulary::Flag;

/// Flags of a giver whose sale begins the period of a lot anew: where rules date lots, those whom a rule on affiliates' volume binds.
pub(crate) fn restarting_flags(
    profile: &BoundProfile,
    leg: &str,
) -> Result<Vec<Flag>, DeploymentError> {
    let rules = profile.on_chain(leg)?;
    let predicates = || rules.iter().map(|rule| &rule.on_chain.predicate);
    if !predicates().any(|predicate| matches!(predicate, Predicate::LotClock(_))) {
        return Ok(Vec::new());
    }
    let mask = predicates().fold(0, |mask, predicate| match predicate {
        Predicate::AffiliateVolume(rule) => {
            rule.flags.iter().fold(mask, |mask, one| mask | one.mask())
        }
        _ => mask,
    });
    Ok(Flag::in_mask(mask))
}

/// Whether a rule of the leg counts days from the start of the offering clock.
pub(crate) fn uses_clock(profile: &BoundProfile, leg: &str) -> Result<bool, DeploymentError> {
    Ok(profile.on_chain(leg)?.iter().any(|rule| match &rule.on_chain.predicate {
        Predicate::OfferingClock { .. } => true,
        Predicate::Certified(rule) => rule.during.is_some(),
        _ => false,
    }))
}
