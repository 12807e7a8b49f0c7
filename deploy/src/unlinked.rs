//! Wallets that were taken from their investors, by the events of the registry.

use std::collections::BTreeMap;

use alloy::primitives::Address;
use alloy::rpc::types::Log;
use alloy::sol_types::SolEvent as _;
use corridor_bindings::InvestorRegistry::WalletUnlinked;

use crate::deployment::{DeploymentError, logs};
use crate::network::Connection;

/// Where an event stands on a chain: its block, and its place among all events of that.
pub type EventPlace = (u64, u64);

/// The place of an event.
#[must_use]
pub fn event_place(log: &Log) -> EventPlace {
    (log.block_number.unwrap_or_default(), log.log_index.unwrap_or_default())
}

/// A wallet was unlinked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlinking {
    /// From whom.
    pub investor: u64,
    /// When.
    pub at: EventPlace,
}

/// When wallets were unlinked and from whom, from a block on and in the order of the chain.
///
/// # Errors
///
/// The endpoint fails.
pub async fn unlinkings(
    connection: &Connection,
    investors: Address,
    from: u64,
    is_wanted: impl Fn(Address) -> bool,
) -> Result<BTreeMap<Address, Vec<Unlinking>>, DeploymentError> {
    let mut found: BTreeMap<Address, Vec<Unlinking>> = BTreeMap::new();
    logs(connection, investors, vec![WalletUnlinked::SIGNATURE_HASH], from, |log| {
        if let Ok(event) = WalletUnlinked::decode_log(&log.inner)
            && is_wanted(event.wallet)
        {
            let unlinking = Unlinking { investor: event.investor.to(), at: event_place(log) };
            found.entry(event.wallet).or_default().push(unlinking);
        }
    })
    .await?;
    Ok(found)
}
