//! The live state of a token: flags, clock, record dates that have passed, books that it reports to.

use alloy::primitives::U256;
use corridor_bindings::ISecurityToken;

use super::{ALTERED, LegCheck, LegView, Origin, Question, Questions, Show};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "state", remedy: ALTERED, applies: |_| true, questions };

/// First bits of the fields of an `InstrumentState`.
const FLAGS: usize = 160;
const CLOCK: usize = 168;
const PASSED: usize = 184;
const NEXT_DATE: usize = 200;
const BOOKS: usize = 240;

fn questions(view: LegView<'_>) -> Questions<'_> {
    let leg = view.leg;
    let created = leg.created();
    let field =
        move |what: &str, offset: usize, width: usize, value: u64, since: Option<Origin>| {
            let mask = ((U256::ONE << width) - U256::ONE) << offset;
            let expected = U256::from(value) << offset;
            let since = since.or(created);
            let call = ISecurityToken::stateCall {};
            Question::view(what, view.token, &call, &expected, Show::Words, since).masked(mask)
        };
    let is = |flag: Option<super::super::replay::Traced<bool>>| {
        let value = flag.is_some_and(|flag| flag.value);
        (u64::from(value), flag.map(|flag| flag.since))
    };
    let (paused, paused_since) = is(leg.paused);
    let (halted, halted_since) = is(leg.halted);
    let winding = u64::from(leg.winding_down.is_some());
    let clock = leg.clock.map_or(0, |clock| u64::from(clock.value));
    let kept = u64::from(leg.books.kept);
    let questions = [
        field("whether it is paused", FLAGS, 1, paused, paused_since),
        field("whether it is halted", FLAGS + 1, 1, halted, halted_since),
        field("whether it is winding down", FLAGS + 2, 1, winding, leg.winding_down),
        field("day of the offering clock", CLOCK, 16, clock, leg.clock.map(|clock| clock.since)),
        field("books that it reports to", BOOKS, 7, kept, leg.books.since),
        record_dates(view),
    ];
    Box::new(questions.into_iter())
}

/// How many record dates have passed, and the next one. The token looks when it moves, so it may be behind the time, never behind its
/// last movement.
fn record_dates(view: LegView<'_>) -> Question {
    let leg = view.leg;
    let words = |passed: usize| {
        let next = leg.record_dates.get(passed).map_or(0, |date| date.value);
        (U256::from(passed) << PASSED) | (U256::from(next) << NEXT_DATE)
    };
    let mask = ((U256::ONE << 56) - U256::ONE) << PASSED;
    let least = leg.passed_at_write;
    let since = leg.record_dates.last().map(|date| date.since).or_else(|| leg.created());
    let since = Origin::latest(since.into_iter().chain(leg.supply.map(|supply| supply.since)));
    let call = ISecurityToken::stateCall {};
    Question::view(
        "record dates that have passed, and the next one",
        view.token,
        &call,
        &words(least),
        Show::Words,
        since,
    )
    .masked(mask)
    .or((least + 1..=leg.passed()).map(words))
}
