//! Rules about the supervised firm.

use corridor_deploy::identifiers::Country;
use corridor_deploy::vocabulary::Activity;

use crate::model::attempt::Attempt;

/// Capacity.
pub(super) fn is_over_capacity(attempt: &Attempt<'_>) -> bool {
    let instruments = &attempt.model.instruments;
    let place = instruments.iter().position(|one| std::ptr::eq(one, attempt.instrument));
    !place.is_some_and(|place| attempt.model.has_capacity(place, attempt.amount))
}

/// EntrantActivity.
pub(super) fn lacks_activity(attempt: &Attempt<'_>, activities: &[Activity]) -> bool {
    activities.iter().any(|activity| !attempt.model.entrant.activities.contains(activity))
}

/// EntrantEstablished.
pub(super) fn is_elsewhere(attempt: &Attempt<'_>, jurisdictions: &[Country]) -> bool {
    !attempt.model.entrant.jurisdiction.is_some_and(|country| jurisdictions.contains(&country))
}
