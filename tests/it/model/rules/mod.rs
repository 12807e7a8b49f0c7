//! Whether a movement passes a rule, by the definition of its predicate in `deploy/profiles/README.md`.

mod amounts;
mod entrant;
mod holders;
mod issues;
mod parties;
mod permits;
mod venue;
mod volumes;

use corridor_deploy::profile::{Predicate, Rule};
use corridor_deploy::vocabulary::{Movement, Party};

use super::attempt::Attempt;

/// Whether a rule that judges these sides refuses the movement.
pub(super) fn fails(rule: &Rule, judged: &[Party], attempt: &Attempt<'_>) -> bool {
    let Some(on_chain) = rule.on_chain() else { return false };
    let parties = parties::Judged { attempt, sides: judged };
    match &on_chain.predicate {
        Predicate::Attested { category } => parties.lack(*category),
        Predicate::ForbiddenFlags { flags } => parties.carry(flags),
        Predicate::EligibleParty { rows } => {
            let is_for_routes = on_chain.applies_to == [Movement::EXCHANGE_IN];
            parties.match_no_row(rows, is_for_routes)
        }
        Predicate::OfferingClock { days, jurisdictions } => parties.wait(*days, jurisdictions),
        Predicate::Certified(rule) => parties.are_not_certified(rule),
        Predicate::Subdivision(rule) => parties.are_outside(rule),
        Predicate::NotHalted => attempt.instrument.halted,
        Predicate::ValidityWindow { start, end } => {
            let day = attempt.today();
            start.is_some_and(|start| day < start) || end.is_some_and(|end| day >= end)
        }
        Predicate::Capacity => entrant::is_over_capacity(attempt),
        Predicate::EntrantStage { minimum } => attempt.model.entrant.stage < *minimum,
        Predicate::EntrantActivity { activities } => entrant::lacks_activity(attempt, activities),
        Predicate::EntrantEstablished { jurisdictions } => {
            entrant::is_elsewhere(attempt, jurisdictions)
        }
        Predicate::Denomination { minimum, multiple } => {
            amounts::is_no_denomination(attempt, minimum.units(), multiple.units())
        }
        Predicate::HoldingCap(rule) => amounts::is_above_cap(attempt, rule),
        Predicate::HolderLimit(rule) => holders::are_too_many(attempt, rule),
        Predicate::LotClock(rule) => holders::holds_too_young(attempt, rule),
        Predicate::PurchaserLimit(rule) => issues::has_too_many_purchasers(attempt, rule),
        Predicate::OffereeLimit(rule) => issues::has_too_many_offerees(attempt, rule),
        Predicate::OfferMade => issues::was_not_offered(attempt),
        Predicate::OfferingTotal(rule) => issues::is_too_much(attempt, rule),
        Predicate::VolumeCap(rule) => volumes::is_above_cap(attempt, rule),
        Predicate::AffiliateVolume(rule) => volumes::is_above_share(attempt, rule),
        Predicate::InstrumentFact(rule) => permits::fact_is_wrong(attempt, rule),
        Predicate::ApprovedTransfer => permits::is_not_approved(attempt),
        Predicate::NamedVenue => permits::is_off_venue(attempt),
        Predicate::CashLeg(rule) => permits::pays_with_something_else(attempt, rule),
        Predicate::VolumeLadder(rule) => venue::is_suspended(attempt, rule),
        Predicate::SymbolLimit(rule) => venue::is_no_symbol(attempt, *rule),
    }
}
