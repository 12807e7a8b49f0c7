//! The book of offers: whom the instrument was offered, and how many of each class.

use std::collections::BTreeSet;

use alloy::primitives::U256;
use alloy::primitives::aliases::U40;
use corridor_bindings::InstrumentLedger::{offeredOnCall, offereeCountCall};

use super::super::replay::LANES;
use super::{KEEP, LegCheck, LegView, Question, Questions, Show};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "offers",
    remedy: KEEP,
    applies: |view| view.contracts.books.is_some() && view.leg.books.offers.since.is_some(),
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let book = &view.leg.books.offers;
    let places: BTreeSet<u16> = book.first.values().map(|offer| offer.value.jurisdiction).collect();
    let places =
        std::iter::once(None).chain(places.into_iter().filter(|place| *place != 0).map(Some));
    let counts = places.flat_map(move |place| {
        (0..LANES).map(move |lane| {
            let jurisdiction = place.unwrap_or_default();
            Question::view(
                format!("offerees of jurisdiction {jurisdiction} (0 for all), lane {lane}"),
                view.ledger(),
                &offereeCountCall {
                    instrument: view.token,
                    jurisdiction,
                    excluded: U256::from(lane),
                },
                &U256::from(book.count(place, lane)),
                Show::Numbers,
                book.since,
            )
        })
    });
    let days = book.first.iter().map(move |(investor, offer)| {
        Question::view(
            format!("day of the first offer to investor {investor}"),
            view.ledger(),
            &offeredOnCall { instrument: view.token, investor: U40::saturating_from(*investor) },
            &offer.value.day,
            Show::Day,
            offer.since,
        )
    });
    Box::new(counts.chain(days))
}
