//! The words that rules use: what is worth attesting and recording under them.

use std::collections::BTreeSet;

use corridor_deploy::profile::{HolderClass, Predicate, Rule};
use corridor_deploy::vocabulary::{Category, Certificate, Fact};

fn predicates(rules: &[Rule]) -> impl Iterator<Item = &Predicate> {
    rules.iter().filter_map(|rule| Some(&rule.on_chain()?.predicate))
}

/// Categories that somebody may have to hold.
pub(super) fn categories(rules: &[Rule]) -> BTreeSet<Category> {
    let of = |predicate: &Predicate| match predicate {
        Predicate::Attested { category } => vec![*category],
        Predicate::EligibleParty { rows } => {
            rows.iter().flat_map(|row| row.categories.iter().copied()).collect()
        }
        Predicate::LotClock(rule) => rule.lifted_for.into_iter().collect(),
        Predicate::PurchaserLimit(rule) => rule.not_counted.into_iter().collect(),
        Predicate::OffereeLimit(rule) => rule.not_counted.into_iter().collect(),
        Predicate::HolderLimit(rule) => match rule.class {
            HolderClass::Category(category) | HolderClass::Without(category) => vec![category],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    predicates(rules).flat_map(of).collect()
}

/// Certificates that somebody may need.
pub(super) fn certificates(rules: &[Rule]) -> BTreeSet<Certificate> {
    let of = |predicate: &Predicate| match predicate {
        Predicate::Certified(rule) => Some(rule.certificate),
        _ => None,
    };
    predicates(rules).filter_map(of).collect()
}

/// Facts about the instrument that must hold, and those that must not.
pub(super) fn facts(rules: &[Rule]) -> BTreeSet<(Fact, bool)> {
    let of = |predicate: &Predicate| match predicate {
        Predicate::InstrumentFact(rule) => Some((rule.fact, !rule.absent)),
        _ => None,
    };
    predicates(rules).filter_map(of).collect()
}
