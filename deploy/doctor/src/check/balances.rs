//! What everybody holds, by the transfers.

use corridor_bindings::ISecurityToken;

use super::{ALTERED, LegCheck, LegView, Question, Questions};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "balances", remedy: ALTERED, applies: |_| true, questions };

fn questions(view: LegView<'_>) -> Questions<'_> {
    Box::new(view.leg.balances.iter().map(move |(account, held)| {
        Question::view(
            format!("balance of {account}"),
            view.token,
            &ISecurityToken::balanceOfCall { account: *account },
            &held.value,
            view.amount(),
            held.since,
        )
    }))
}
