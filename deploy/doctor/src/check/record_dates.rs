//! Record dates, and what was held when each passed.

use alloy::primitives::U256;
use alloy::primitives::aliases::U40;
use corridor_bindings::ISecurityToken;

use super::{ALTERED, LegCheck, LegView, Question, Questions, Show};

pub(super) const CHECK: LegCheck =
    LegCheck { name: "record-dates", remedy: ALTERED, applies: |_| true, questions };

fn questions(view: LegView<'_>) -> Questions<'_> {
    let leg = view.leg;
    let latest = leg.record_dates.last().map(|date| date.since).or_else(|| leg.created());
    let count = Question::view(
        "number of record dates",
        view.token,
        &ISecurityToken::recordDateCountCall {},
        &U256::from(leg.record_dates.len()),
        Show::Numbers,
        latest,
    );
    let dates = leg.record_dates.iter().enumerate().map(move |(index, date)| {
        Question::view(
            format!("record date {index}"),
            view.token,
            &ISecurityToken::recordDateCall { index: U256::from(index) },
            &U40::saturating_from(date.value),
            Show::Numbers,
            date.since,
        )
    });
    let passed = (0..leg.passed()).flat_map(move |index| at_date(view, index));
    Box::new(std::iter::once(count).chain(dates).chain(passed))
}

/// What was held and outstanding when a record date passed.
fn at_date(view: LegView<'_>, index: usize) -> impl Iterator<Item = Question> {
    let number = U256::from(index);
    let supply = Question::view(
        format!("supply at record date {index}"),
        view.token,
        &ISecurityToken::totalSupplyAtCall { index: number },
        &view.leg.supply_at(index),
        view.amount(),
        view.leg.supply.map(|supply| supply.since),
    );
    let held = view.leg.balances.iter().map(move |(account, held)| {
        Question::view(
            format!("balance of {account} at record date {index}"),
            view.token,
            &ISecurityToken::balanceOfAtCall { account: *account, index: number },
            &view.leg.balance_at(*account, index),
            view.amount(),
            held.since,
        )
    });
    std::iter::once(supply).chain(held)
}
