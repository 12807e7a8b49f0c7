//! What the rules of a leg ask of its records: whose sale begins a lot's period anew, and whether the offering clock counts.

use super::{DeploymentError, Instrument, Manifest};
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

impl Manifest {
    /// Other instruments of the issuer of one whose profile limits purchasers, where theirs does too: the books count those of each
    /// instrument by themselves, and the law may count an offering.
    #[must_use]
    pub fn purchasers_counted_apart(&self, instrument: &Instrument) -> Vec<String> {
        let Some(issuer) = instrument.issuer.filter(|_| limits_purchasers(&instrument.profile))
        else {
            return Vec::new();
        };
        let others = self.bonds.iter().filter(|(id, bond)| {
            let is_limited =
                || self.bound_profile(bond.profile).is_ok_and(|one| limits_purchasers(&one));
            **id != instrument.id && bond.issuer == Some(issuer) && is_limited()
        });
        others.map(|(id, _)| id.clone()).collect()
    }
}

fn limits_purchasers(profile: &BoundProfile) -> bool {
    let mut predicates = profile.rules().iter().filter_map(|rule| rule.on_chain());
    predicates.any(|rule| matches!(rule.predicate, Predicate::PurchaserLimit(_)))
}
