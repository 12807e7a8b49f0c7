//! Investors, their wallets and the standing of each.

use std::collections::BTreeMap;

use alloy::primitives::{Address, U256};
use corridor_bindings::InvestorRegistry::InvestorRegistryEvents as Events;
use corridor_bindings::standing::Standing;

use super::{Origin, Traced};

/// The investor registry.
#[derive(Debug, Default)]
pub(crate) struct Investors {
    /// Every wallet that ever had a standing.
    pub(crate) standings: BTreeMap<Address, Traced<Standing>>,
    /// Wallets in the order in which the registry tells them.
    pub(crate) wallets: BTreeMap<u64, Traced<Vec<Address>>>,
}

impl Investors {
    pub(crate) fn standing(&self, wallet: Address) -> Standing {
        self.standings.get(&wallet).map(|standing| standing.value).unwrap_or_default()
    }

    pub(super) fn register(
        &mut self,
        investor: u64,
        wallet: Address,
        facts: Standing,
        origin: Origin,
    ) {
        let standing = Standing::from_word(facts.word() | U256::from(investor));
        self.standings.insert(wallet, Traced::new(standing, origin));
        self.wallets.insert(investor, Traced::new(vec![wallet], origin));
    }

    pub(super) fn apply(&mut self, event: &Events, origin: Origin) {
        match event {
            Events::StandingChanged(changed) => {
                let standing = Standing::from_word(changed.standing);
                self.standings.insert(changed.wallet, Traced::new(standing, origin));
            }
            Events::WalletLinked(linked) => {
                self.change(linked.investor.to(), origin, |wallets| wallets.push(linked.wallet));
            }
            Events::WalletUnlinked(unlinked) => {
                self.change(unlinked.investor.to(), origin, |wallets| {
                    // The registry puts the last one in the place of the one that goes.
                    let place = wallets.iter().position(|wallet| *wallet == unlinked.wallet);
                    place.map(|place| wallets.swap_remove(place));
                });
            }
            _ => {}
        }
    }

    fn change(&mut self, investor: u64, origin: Origin, to: impl FnOnce(&mut Vec<Address>)) {
        let wallets = self.wallets.entry(investor).or_insert(Traced::new(Vec::new(), origin));
        to(&mut wallets.value);
        wallets.since = origin;
    }
}
