//! What is frozen of each holding, and the mark that makes a movement ask for it.

use alloy::primitives::U256;
use corridor_bindings::IBondToken;

use super::{ALTERED, LegCheck, LegView, Question, Questions, Show, slots};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "frozen", remedy: ALTERED, applies: |_| true, questions };

fn questions(view: LegView<'_>) -> Questions<'_> {
    let mark = U256::ONE << slots::FROZEN_MARK;
    Box::new(view.leg.frozen.iter().flat_map(move |(account, frozen)| {
        let marked = if frozen.value.is_zero() { U256::ZERO } else { mark };
        [
            Question::view(
                format!("frozen amount of {account}"),
                view.token,
                &IBondToken::getFrozenTokensCall { account: *account },
                &frozen.value,
                view.amount(),
                frozen.since,
            ),
            Question::slot(
                format!("mark of a frozen amount of {account}"),
                (view.token, slots::holding(*account)),
                marked,
                mark,
                Show::Flag,
                frozen.since,
            ),
        ]
    }))
}
