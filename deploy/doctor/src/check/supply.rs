//! What is outstanding, by issues and redemptions; and as the sum of what everybody holds.

use alloy::primitives::U256;
use corridor_bindings::ISecurityToken::totalSupplyCall;

use super::{ALTERED, LegCheck, LegView, Question, Questions};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "supply", remedy: ALTERED, applies: |_| true, questions };

fn questions(view: LegView<'_>) -> Questions<'_> {
    let since = view.leg.supply.map(|supply| supply.since).or_else(|| view.leg.created());
    let expected = view.leg.outstanding();
    let question =
        Question::view("supply", view.token, &totalSupplyCall {}, &expected, view.amount(), since);
    Box::new(std::iter::once(question))
}

/// The supply against the sum of the stored balances.
pub(super) fn against_holders(view: LegView<'_>, held: U256) -> Question {
    let what = "supply, against the sum of all balances as they are stored";
    Question::view(what, view.token, &totalSupplyCall {}, &held, view.amount(), None)
}
