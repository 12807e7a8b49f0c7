//! The standing of every wallet, and the number of investors.

use alloy::primitives::aliases::U40;
use corridor_bindings::InvestorRegistry;

use super::{ALTERED, Contracts, History, Origin, Question, Questions, SharedCheck, Show};

pub(super) const CHECK: SharedCheck = SharedCheck {
    name: "standings",
    remedy: ALTERED,
    applies: |_| true,
    questions,
    broken: |_| Vec::new(),
};

fn questions<'e>(contracts: &'e Contracts, history: &'e History) -> Questions<'e> {
    let investors = &history.investors;
    let latest = investors.wallets.values().map(|wallets| wallets.since);
    let count = Question::view(
        "number of investors",
        contracts.investors,
        &InvestorRegistry::investorCountCall {},
        &U40::saturating_from(investors.wallets.len()),
        Show::Numbers,
        Origin::latest(latest),
    );
    let standings = investors.standings.iter().map(move |(wallet, standing)| {
        Question::view(
            format!("standing of {wallet}"),
            contracts.investors,
            &InvestorRegistry::standingOfCall { wallet: *wallet },
            &standing.value.word(),
            Show::Words,
            standing.since,
        )
    });
    Box::new(std::iter::once(count).chain(standings))
}
