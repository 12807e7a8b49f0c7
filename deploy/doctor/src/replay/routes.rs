//! Routes between the legs of an instrument, as they were set last.

use std::collections::BTreeMap;

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, B256};
use corridor_bindings::Routes::{LegRoute, RouteWindow, RoutesEvents as Events};

use super::{Origin, Traced};

/// The routes of each instrument, in the order in which they were first opened.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    pub(crate) by_asset: BTreeMap<B256, Traced<Vec<LegRoute>>>,
}

impl Routes {
    pub(super) fn apply(&mut self, event: &Events, origin: Origin) {
        match event {
            Events::RouteSet(set) => {
                let route = (set.sourceDomain, set.destinationDomain);
                let route = self.route(set.assetClass, route, origin);
                route.open = true;
                route.permissionEvidenceHash = set.permissionEvidenceHash;
            }
            Events::RouteWindowSet(set) => {
                let route = (set.sourceDomain, set.destinationDomain);
                self.route(set.assetClass, route, origin).window =
                    RouteWindow { start: set.start, end: set.end };
            }
            // Closing what was never opened leaves nothing.
            Events::RouteRevoked(revoked) => {
                let (from, to) = legs((revoked.sourceDomain, revoked.destinationDomain));
                if let Some(routes) = self.by_asset.get_mut(&revoked.assetClass)
                    && let Some(route) = find(&mut routes.value, from, to)
                {
                    route.open = false;
                    routes.since = origin;
                }
            }
            _ => {}
        }
    }

    /// A route that is opened, perhaps for the first time.
    fn route(&mut self, asset: B256, domains: (B256, B256), origin: Origin) -> &mut LegRoute {
        let (source, destination) = legs(domains);
        let routes = self.by_asset.entry(asset).or_insert_with(|| Traced::new(Vec::new(), origin));
        routes.since = origin;
        let place = routes
            .value
            .iter()
            .position(|route| (route.source, route.destination) == (source, destination));
        let place = place.unwrap_or_else(|| {
            routes.value.push(never_opened(source, destination));
            routes.value.len() - 1
        });
        &mut routes.value[place]
    }
}

/// The domain of a leg is its address in a word.
fn legs((source, destination): (B256, B256)) -> (Address, Address) {
    (Address::from_word(source), Address::from_word(destination))
}

fn never_opened(source: Address, destination: Address) -> LegRoute {
    let window = RouteWindow { start: U40::ZERO, end: U40::ZERO };
    LegRoute { source, destination, open: false, window, permissionEvidenceHash: B256::ZERO }
}

fn find(routes: &mut [LegRoute], source: Address, destination: Address) -> Option<&mut LegRoute> {
    routes.iter_mut().find(|route| (route.source, route.destination) == (source, destination))
}
