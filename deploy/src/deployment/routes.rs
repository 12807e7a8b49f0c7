//! The routes of an instrument: which are still to be opened, and how.

use corridor_bindings::Routes;

use super::goal::Instrument;
use super::plan::Plan;
use super::state::ChainState;
use super::step::Step;
use super::{BondRecord, Manifest};
use crate::deployment::DeploymentError;
use alloy::primitives::{Address, B256};

/// Plans the routes that nobody has opened yet. One that was opened once is the registrar's to close and to open again.
pub(super) fn open_routes(
    instrument: &Instrument,
    recorded: Option<&BondRecord>,
    state: &ChainState,
    plan: &mut Plan,
) {
    for route in &instrument.profile.profile().routes {
        let seen = recorded.and_then(|bond| {
            let token = |id: &str| {
                let leg = bond.legs.iter().find(|leg| leg.leg == id)?;
                Some(leg.token.address)
            };
            state.routes.get(&(token(&route.from)?, token(&route.to)?))
        });
        match seen {
            None => plan.steps.push(Step::OpenRoute {
                instrument: instrument.id.clone(),
                route: route.id.clone(),
                from: route.from.clone(),
                to: route.to.clone(),
                profile: instrument.profile.hash(),
            }),
            Some(seen) if !seen.open => plan.notes.push(format!(
                "the route {} of {} is closed; the registrar opens it again",
                route.id, instrument.id
            )),
            Some(_) => {}
        }
    }
}

/// The call that opens a route of a profile between two tokens; `None` when the profile has no such route.
pub(super) fn opening(
    manifest: &Manifest,
    profile: B256,
    route: &str,
    (source, destination): (Address, Address),
) -> Result<Option<Routes::openRouteCall>, DeploymentError> {
    let bound = manifest.bound_profile(profile)?;
    let Some(terms) = bound.profile().routes.iter().find(|known| known.id == route) else {
        return Ok(None);
    };
    let (start, end) = terms.window();
    let seconds = alloy::primitives::aliases::U40::from;
    Ok(Some(Routes::openRouteCall {
        source,
        destination,
        window: Routes::RouteWindow { start: seconds(start), end: seconds(end) },
        permissionEvidenceHash: profile,
    }))
}
