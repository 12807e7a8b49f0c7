//! The book of purchases of the issuer: when each holder last bought, and how many did on each day.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger::{lastPurchaseCall, purchaserCountCall};

use super::super::replay::LANES;
use super::super::replay::books::PURCHASES;
use super::{KEEP, LegCheck, LegView, Origin, Question, Questions, Show, holder_words};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "purchases",
    remedy: KEEP,
    applies: |view| view.leg.books.ever & PURCHASES != 0,
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let Some(book) = view.history.purchases.of(view.token) else {
        return Box::new(std::iter::empty());
    };
    let latest = book.last.values().map(|last| last.since);
    let latest = Origin::latest(latest);
    let days = book.days.iter().flat_map(move |day| {
        (0..LANES).map(move |lane| {
            let (first_day, excluded) = (U256::from(*day), U256::from(lane));
            Question::view(
                format!(
                    "purchasers of the issuer whose last purchase was on day {day}{}",
                    words(lane)
                ),
                view.ledger(),
                &purchaserCountCall {
                    instrument: view.token,
                    firstDay: first_day,
                    lastDay: first_day,
                    excluded,
                },
                &U256::from(book.count(*day, lane)),
                Show::Numbers,
                latest,
            )
        })
    });
    let holders = book.last.iter().flat_map(move |(holder, last)| {
        (0..LANES).map(move |lane| {
            let excluded = U256::from(lane);
            Question::view(
                format!(
                    "last purchase from the issuer by {}{}",
                    holder_words(*holder),
                    words(lane)
                ),
                view.ledger(),
                &lastPurchaseCall { instrument: view.token, holder: *holder, excluded },
                &last.value[lane],
                Show::Day,
                last.since,
            )
        })
    });
    Box::new(days.chain(holders))
}

fn words(lane: usize) -> String {
    lane.checked_sub(1).map(|category| format!(", without category {category}")).unwrap_or_default()
}
