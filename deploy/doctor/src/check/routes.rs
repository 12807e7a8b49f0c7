//! The routes between the legs of every instrument: open or closed, their windows, and what permits them.

use corridor_bindings::Routes::routesOfCall;

use super::{Contracts, History, Question, Questions, SharedCheck, Show};

pub(super) const CHECK: SharedCheck = SharedCheck {
    name: "routes",
    remedy: "ask a second endpoint, since missing logs look the same; if it stays, state or code was altered behind the contracts: close the route, run `corridor verify`, keep both outputs, and have the registrar open it again",
    applies: |contracts| contracts.routes.is_some(),
    questions,
    broken: |_| Vec::new(),
};

fn questions<'e>(contracts: &'e Contracts, history: &'e History) -> Questions<'e> {
    let contract = contracts.routes.unwrap_or_default();
    Box::new(history.assets.keys().map(move |asset| {
        let routes = history.routes.by_asset.get(asset);
        Question::view(
            format!("routes of instrument {asset}"),
            contract,
            &routesOfCall { asset: *asset },
            &routes.map(|routes| routes.value.clone()).unwrap_or_default(),
            Show::Routes,
            routes.map(|routes| routes.since),
        )
    }))
}
