//! The book of approvals: what was used up of transfers approved in advance.

use corridor_bindings::InstrumentLedger::approvalUsedCall;

use super::super::replay::books::APPROVALS;
use super::{KEEP, LegCheck, LegView, Question, Questions};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "approvals",
    remedy: KEEP,
    applies: |view| view.leg.books.ever & APPROVALS != 0,
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    Box::new(view.leg.books.approvals.used.iter().map(move |((from, to), used)| {
        let (id, units) = used.value;
        Question::view(
            format!("used of approval {id} from {from} to {to}"),
            view.ledger(),
            &approvalUsedCall { instrument: view.token, from: *from, to: *to, id },
            &units,
            view.amount(),
            used.since,
        )
    }))
}
