//! The pool of an offeror that an instrument is in, and what the pool issued on each day.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger::{
    offeringPoolOfCall, offeringPoolOfReturn, offeringTotalCall, offeringTotalReturn,
};

use super::{KEEP, LegCheck, LegView, Origin, Question, Questions, Show};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "offerings",
    remedy: KEEP,
    applies: |view| view.history.pools.members.contains_key(&view.token),
    questions,
};

fn questions(view: LegView<'_>) -> Questions<'_> {
    let pools = &view.history.pools;
    let member = pools.members.get(&view.token);
    Box::new(member.into_iter().flat_map(move |member| {
        let (pool, currency) = member.value;
        let days = pools.issued.iter().filter(move |((of, _), _)| *of == pool);
        let total = days.clone().fold(U256::ZERO, |sum, (_, day)| sum.saturating_add(day.value));
        let latest = days.clone().map(|(_, day)| day.since);
        let latest = Origin::latest(std::iter::once(member.since).chain(latest));
        let is_in = Question::view(
            "offering pool and its currency",
            view.ledger(),
            &offeringPoolOfCall { instrument: view.token },
            &offeringPoolOfReturn { pool, currency },
            Show::Words,
            member.since,
        );
        let all_days = (U256::ZERO, U256::from(u32::MAX));
        let all =
            total_of(view, "issued by its pool on all days".to_owned(), all_days, total, latest);
        let days = days.map(move |((_, day), issued)| {
            let what = format!("issued by its pool on day {day}");
            let span = (U256::from(*day), U256::from(*day));
            total_of(view, what, span, issued.value, Some(issued.since))
        });
        [is_in, all].into_iter().chain(days)
    }))
}

fn total_of(
    view: LegView<'_>,
    what: String,
    (first_day, last_day): (U256, U256),
    total: U256,
    since: Option<Origin>,
) -> Question {
    let call = offeringTotalCall { instrument: view.token, firstDay: first_day, lastDay: last_day };
    let expected = offeringTotalReturn { pooled: true, total };
    Question::view(what, view.ledger(), &call, &expected, Show::Numbers, since)
}
