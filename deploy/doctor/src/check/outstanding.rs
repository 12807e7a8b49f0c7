//! What an enrolled instrument has outstanding, as the entrant ledger has it.

use alloy::primitives::U256;
use corridor_bindings::EntrantLedger;
use corridor_deploy::slots;

use super::{ALTERED, LegCheck, LegView, Question, Questions, Show};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "outstanding",
    remedy: ALTERED,
    applies: |view| view.history.entrants.members.contains_key(&view.token),
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let member = view.history.entrants.members.get(&view.token);
    Box::new(member.into_iter().flat_map(move |member| {
        let ((entrant, class), currency) = member.value;
        let enrolment = EntrantLedger::Enrolment { entrant, currency, assetClass: class };
        let supply = view.leg.supply.map(|supply| supply.since);
        [
            Question::view(
                "enrolment",
                view.contracts.entrants,
                &EntrantLedger::enrolmentOfCall { instrument: view.token },
                &enrolment,
                Show::Words,
                member.since,
            ),
            Question::slot(
                "outstanding as it was reported",
                (view.contracts.entrants, slots::reported(view.token)),
                view.leg.outstanding(),
                U256::MAX,
                view.amount(),
                supply.unwrap_or(member.since),
            ),
        ]
    }))
}
