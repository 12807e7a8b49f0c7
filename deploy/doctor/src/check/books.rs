//! Which books are kept, which are complete, and what they depend on.

use alloy::primitives::aliases::U24;
use corridor_bindings::InstrumentLedger::{BookTerms, termsOfCall};

use super::{KEEP, LegCheck, LegView, Origin, Question, Questions, Show};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "books",
    remedy: KEEP,
    applies: |view| view.contracts.books.is_some() && view.leg.books.since.is_some(),
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let books = &view.leg.books;
    let terms = BookTerms {
        books: books.kept,
        ready: books.ready,
        trancheDay: books.lots.tranche,
        affiliateFlags: U24::from(books.affiliate_flags),
        volumeShare: books.volume_share,
    };
    let question = Question::view(
        "books kept, books complete, day of the tranche, flags of affiliates, volume tier",
        view.ledger(),
        &termsOfCall { instrument: view.token },
        &terms,
        Show::Numbers,
        Origin::latest(books.since.into_iter().chain(books.lots.since)),
    );
    Box::new(std::iter::once(question))
}
