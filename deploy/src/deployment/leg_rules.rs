//! What the rules of a leg ask of its records: whose sale begins a lot's period anew, whether the offering clock counts, and who issues
//! it.

use super::{DeploymentError, Instrument, Manifest};
use crate::profile::{BoundProfile, Predicate};
use crate::vocabulary::{Flag, Movement};

/// Flags of a giver whose sale begins the period of a lot anew: where rules date lots, those whom a rule on affiliates' volume binds.
///
/// # Errors
///
/// There is no such leg.
pub fn restarting_flags(profile: &BoundProfile, leg: &str) -> Result<Vec<Flag>, DeploymentError> {
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
///
/// # Errors
///
/// There is no such leg.
pub fn uses_clock(profile: &BoundProfile, leg: &str) -> Result<bool, DeploymentError> {
    Ok(profile.on_chain(leg)?.iter().any(|rule| counts_from_clock(&rule.on_chain.predicate)))
}

/// Whether a rule on what comes into a leg from another one counts from the clock of the leg that is entered.
///
/// # Errors
///
/// There is no such leg.
pub fn enters_by_clock(profile: &BoundProfile, leg: &str) -> Result<bool, DeploymentError> {
    Ok(profile.on_chain(leg)?.iter().any(|rule| {
        rule.on_chain.applies_to.contains(&Movement::EXCHANGE_IN)
            && counts_from_clock(&rule.on_chain.predicate)
    }))
}

fn counts_from_clock(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::OfferingClock { .. } => true,
        Predicate::Certified(rule) => rule.during.is_some(),
        _ => false,
    }
}

/// Days after a notice through which an issuer's objection bars a symbol, by the rules of the leg.
///
/// # Errors
///
/// There is no such leg.
pub fn objection_days(profile: &BoundProfile, leg: &str) -> Result<Option<u16>, DeploymentError> {
    let rules = profile.on_chain(leg)?;
    let days = rules.iter().filter_map(|rule| match &rule.on_chain.predicate {
        Predicate::SymbolLimit(limit) => limit.objection_days,
        _ => None,
    });
    Ok(days.max())
}

impl Manifest {
    /// Other instruments of the issuer of one whose profile limits offerees, where theirs does too: the books count those of each
    /// instrument by themselves, and the law may count an offer.
    #[must_use]
    pub fn offerees_counted_apart(&self, instrument: &Instrument) -> Vec<String> {
        let Some(issuer) = instrument.issuer.filter(|_| limits_offerees(&instrument.profile))
        else {
            return Vec::new();
        };
        let others = self.bonds.iter().filter(|(id, bond)| {
            let is_limited =
                || self.bound_profile(bond.profile).is_ok_and(|one| limits_offerees(&one));
            **id != instrument.id && bond.issuer == Some(issuer) && is_limited()
        });
        others.map(|(id, _)| id.clone()).collect()
    }
}

fn limits_offerees(profile: &BoundProfile) -> bool {
    let mut predicates = profile.rules().iter().filter_map(|rule| rule.on_chain());
    predicates.any(|rule| matches!(rule.predicate, Predicate::OffereeLimit(_)))
}

/// A rule that counts the purchasers of an issuer in all its instruments, and so has to know whose an instrument is.
pub(super) fn needs_issuer(profile: &BoundProfile) -> Option<&str> {
    let is_limit = |predicate: &Predicate| matches!(predicate, Predicate::PurchaserLimit(_));
    let mut rules = profile.rules().iter();
    let rule = rules.find(|rule| rule.on_chain().is_some_and(|one| is_limit(&one.predicate)))?;
    Some(&rule.id)
}
