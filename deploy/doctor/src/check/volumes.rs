//! The book of volumes: what was sold on each day, in all, by each giver and by each receiver.

use std::collections::BTreeMap;

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger::volumeOfCall;

use super::super::replay::books::VOLUMES;
use super::super::replay::{Origin, Scope};
use super::{KEEP, LegCheck, LegView, Question, Questions, holder_words};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "volumes",
    remedy: KEEP,
    applies: |view| view.leg.books.ever & VOLUMES != 0,
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let sold = &view.leg.books.volumes.sold;
    let days = sold.iter().map(move |((scope, holder, day), amount)| {
        let what = format!("{} on day {day}", words(*scope, *holder));
        let span = (U256::from(*day), U256::from(*day));
        question(view, what, (*scope, *holder), span, amount.value, Some(amount.since))
    });
    let mut all: BTreeMap<(Scope, U256), (U256, Option<Origin>)> =
        BTreeMap::from([((Scope::Instrument, U256::ZERO), (U256::ZERO, view.leg.created()))]);
    for ((scope, holder, _), amount) in sold {
        let total = all.entry((*scope, *holder)).or_default();
        *total = (
            total.0.saturating_add(amount.value),
            Origin::latest(total.1.into_iter().chain([amount.since])),
        );
    }
    let totals = all.into_iter().map(move |((scope, holder), (total, since))| {
        let what = format!("{} on all days", words(scope, holder));
        let span = (U256::ZERO, U256::from(u32::MAX));
        question(view, what, (scope, holder), span, total, since)
    });
    Box::new(days.chain(totals))
}

fn question(
    view: LegView<'_>,
    what: String,
    (scope, holder): (Scope, U256),
    (first_day, last_day): (U256, U256),
    expected: U256,
    since: Option<Origin>,
) -> Question {
    let call = volumeOfCall {
        instrument: view.token,
        scope: scope as u8,
        holder,
        firstDay: first_day,
        lastDay: last_day,
    };
    Question::view(what, view.ledger(), &call, &expected, view.amount(), since)
}

fn words(scope: Scope, holder: U256) -> String {
    match scope {
        Scope::Instrument => "sold".to_owned(),
        Scope::Given => format!("sold by {}", holder_words(holder)),
        Scope::Received => format!("sold to {}", holder_words(holder)),
    }
}
