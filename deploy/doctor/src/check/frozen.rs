//! What is frozen of each holding, and the mark that makes a movement ask for it.

use alloy::primitives::{Address, U256};
use corridor_bindings::ISecurityToken;
use corridor_deploy::slots;

use super::{ALTERED, LegCheck, LegView, Origin, Question, Questions, Show};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "frozen", remedy: ALTERED, applies: |_| true, questions };

fn questions(view: LegView<'_>) -> Questions<'_> {
    let leg = view.leg;
    let never = leg.balances.keys().filter(|account| !leg.frozen.contains_key(*account));
    let never = never.map(move |account| (*account, U256::ZERO, leg.created()));
    let frozen = leg.frozen.iter();
    let frozen = frozen.map(|(account, frozen)| (*account, frozen.value, Some(frozen.since)));
    Box::new(frozen.chain(never).flat_map(move |frozen| of_account(view, frozen)))
}

fn of_account(
    view: LegView<'_>,
    (account, frozen, since): (Address, U256, Option<Origin>),
) -> [Question; 2] {
    let mark = U256::ONE << slots::FROZEN_MARK;
    let marked = if frozen.is_zero() { U256::ZERO } else { mark };
    [
        Question::view(
            format!("frozen amount of {account}"),
            view.token,
            &ISecurityToken::getFrozenTokensCall { account },
            &frozen,
            view.amount(),
            since,
        ),
        Question::slot(
            format!("mark of a frozen amount of {account}"),
            (view.token, slots::holding(account)),
            marked,
            mark,
            Show::Flag,
            since,
        ),
    ]
}
