//! The wallets of every investor: the trail of linking, and that all of them hold one standing.

use alloy::primitives::{Address, U256};
use corridor_bindings::InvestorRegistry;

use super::{ALTERED, Contracts, Dispute, History, Question, Questions, SharedCheck, Show};

pub(super) const CHECK: SharedCheck =
    SharedCheck { name: "wallets", remedy: ALTERED, applies: |_| true, questions, broken };

/// Wallets that an investor may have.
const MOST_WALLETS: usize = 8;

fn questions<'e>(contracts: &'e Contracts, history: &'e History) -> Questions<'e> {
    let most = Question::view(
        "wallets that an investor may have",
        contracts.investors,
        &InvestorRegistry::MAX_WALLETSCall {},
        &U256::from(MOST_WALLETS),
        Show::Numbers,
        None,
    );
    let investors = history.investors.wallets.iter();
    let wallets = investors.filter_map(move |(investor, wallets)| {
        let wallet = *wallets.value.first()?;
        Some(Question::view(
            format!("wallets of investor {investor}"),
            contracts.investors,
            &InvestorRegistry::walletsOfCall { wallet },
            &wallets.value,
            Show::Addresses,
            wallets.since,
        ))
    });
    Box::new(std::iter::once(most).chain(wallets))
}

/// Investors whose events leave them without one standing on at most eight wallets.
fn broken(history: &History) -> Vec<Dispute> {
    let investors = &history.investors;
    let dispute = |investor: u64, said: String, recounted: &str, origin| Dispute {
        check: CHECK.name,
        token: Address::ZERO,
        what: format!("wallets of investor {investor}"),
        said,
        recounted: recounted.to_owned(),
        origin,
    };
    let mut broken = Vec::new();
    for (investor, wallets) in &investors.wallets {
        let (count, origin) = (wallets.value.len(), wallets.since);
        if !(1..=MOST_WALLETS).contains(&count) {
            broken.push(dispute(*investor, format!("{count} wallets"), "one to eight", origin));
        }
        let mut standings = wallets.value.iter().map(|wallet| investors.standing(*wallet));
        let first = standings.next().unwrap_or_default();
        if standings.any(|other| other != first) {
            let said = "standings that differ".to_owned();
            broken.push(dispute(*investor, said, "one standing on all", origin));
        }
        if first.has_several_wallets() != (count > 1) || first.investor() != *investor {
            let said = format!("{count} wallets under standing {:#066x}", first.word());
            broken.push(dispute(*investor, said, "the flag of several wallets as it is", origin));
        }
    }
    broken
}
