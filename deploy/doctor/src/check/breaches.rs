//! The book of breaches: how many days were above the volume tier, and the last of them.

use corridor_bindings::InstrumentLedger::{BreachRecord, breachesOfCall};

use super::super::replay::books::BREACHES;
use super::{KEEP, LegCheck, LegView, Question, Questions, Show};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "breaches",
    remedy: KEEP,
    applies: |view| view.leg.books.ever & BREACHES != 0,
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let book = &view.leg.books.breaches;
    let record = BreachRecord {
        count: u16::try_from(book.days.len()).unwrap_or(u16::MAX),
        lastDay: book.days.last().copied().unwrap_or_default(),
    };
    let question = Question::view(
        "breaches and the day of the last one",
        view.ledger(),
        &breachesOfCall { instrument: view.token },
        &record,
        Show::Numbers,
        book.since.or_else(|| view.leg.created()),
    );
    Box::new(std::iter::once(question))
}
