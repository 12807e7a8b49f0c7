//! What all legs of an instrument have outstanding together.

use alloy::primitives::U256;
use corridor_bindings::AssetRegistry;
use corridor_deploy::deployment::Instrument;

use super::{Contracts, History, Origin, Question, Show};

/// The sum of the legs that were listed; nothing for an instrument that was not.
pub(super) fn question(id: &str, contracts: &Contracts, history: &History) -> Option<Question> {
    let asset = Instrument::asset_id(id);
    let tokens = history.assets.get(&asset)?;
    let legs = || tokens.iter().filter_map(|token| history.legs.get(token));
    let sum = legs().fold(U256::ZERO, |sum, leg| sum.saturating_add(leg.outstanding()));
    let since = legs().filter_map(|leg| leg.supply).map(|supply| supply.since);
    let since = Origin::latest(since);
    let call = AssetRegistry::outstandingCall { asset };
    let what = "outstanding on all legs";
    Some(Question::view(what, contracts.assets, &call, &sum, Show::Numbers, since))
}
