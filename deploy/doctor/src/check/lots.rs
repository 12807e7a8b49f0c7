//! The book of lots: when the units of each wallet were acquired, and which leave first.

use corridor_bindings::InstrumentLedger::{Lot, chosenLotCall, lotsOfCall};

use super::super::replay::books::LOTS;
use super::{LegCheck, LegView, Origin, Question, Questions, REOPEN, Show};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "lots",
    remedy: REOPEN,
    applies: |view| view.leg.books.ever & LOTS != 0,
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let book = &view.leg.books.lots;
    let lots = view.leg.balances.iter().map(move |(wallet, held)| {
        let all = book.all(*wallet, held.value).into_iter();
        let expected: Vec<Lot> =
            all.map(|(day, units)| Lot { day, amount: units.saturating_to() }).collect();
        let own = book.own.get(wallet).map(|own| own.since);
        let since = Origin::latest([Some(held.since), own, book.since].into_iter().flatten());
        Question::view(
            format!("lots of {wallet}"),
            view.ledger(),
            &lotsOfCall { instrument: view.token, wallet: *wallet },
            &expected,
            Show::Lots,
            since,
        )
    });
    let chosen = book.wallets().into_iter().map(move |wallet| {
        let chosen = book.chosen.get(&wallet);
        Question::view(
            format!("lot that leaves {wallet} first"),
            view.ledger(),
            &chosenLotCall { instrument: view.token, wallet },
            &chosen.map_or(0, |chosen| chosen.value),
            Show::Day,
            chosen.map(|chosen| chosen.since).or(book.since),
        )
    });
    Box::new(lots.chain(chosen))
}
