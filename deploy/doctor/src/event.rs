//! The events of a deployment, as the recount takes them.

use alloy::primitives::{Address, B256, U256};
use alloy::rpc::types::Log;
use alloy::sol_types::{SolEvent, SolEventInterface};
use corridor_bindings::AssetRegistry::AssetRegistryEvents;
use corridor_bindings::EntrantLedger::EntrantLedgerEvents;
use corridor_bindings::ISecurityToken::{self, ExchangedOut, ISecurityTokenEvents};
use corridor_bindings::InstrumentLedger::InstrumentLedgerEvents;
use corridor_bindings::InvestorRegistry::InvestorRegistryEvents;
use corridor_bindings::Permits::PermitsEvents;
use corridor_bindings::Routes::{Exchanged, RoutesEvents};
use corridor_bindings::standing::Standing;

use super::scan::Contracts;

/// Something that was logged. What an event leaves out, and the transaction tells, is added.
#[derive(Debug)]
pub(super) enum Event {
    Token(Address, ISecurityTokenEvents),
    Assets(AssetRegistryEvents),
    Investors(InvestorRegistryEvents),
    Entrants(EntrantLedgerEvents),
    Permits(PermitsEvents),
    Books(InstrumentLedgerEvents),
    Routes(RoutesEvents),
    /// The event does not tell who receives on the other leg.
    Left {
        token: Address,
        left: ExchangedOut,
        recipient: Address,
    },
    /// The event has no facts.
    Registered {
        investor: u64,
        wallet: Address,
        facts: Standing,
    },
    /// The event has no wallets.
    Seeded {
        token: Address,
        wallets: Vec<Address>,
        seeded: U256,
        outstanding: U256,
    },
    /// The event has the holder and no wallet.
    Recounted {
        token: Address,
        wallets: Vec<Address>,
        class: (u16, u16),
    },
}

/// The first topics of everything that is read. Allowances are never counted, and what an exchange did its legs tell.
pub(super) fn topics() -> Vec<B256> {
    let all = [
        ISecurityTokenEvents::SELECTORS,
        AssetRegistryEvents::SELECTORS,
        InvestorRegistryEvents::SELECTORS,
        EntrantLedgerEvents::SELECTORS,
        PermitsEvents::SELECTORS,
        InstrumentLedgerEvents::SELECTORS,
        RoutesEvents::SELECTORS,
    ];
    let all = all.into_iter().flatten().map(|selector| B256::from(*selector));
    let unread = [ISecurityToken::Approval::SIGNATURE_HASH, Exchanged::SIGNATURE_HASH];
    let mut topics: Vec<B256> = all.filter(|topic| !unread.contains(topic)).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// Reads a log by the contract that wrote it.
pub(super) fn decode(log: &Log, contracts: &Contracts) -> alloy::sol_types::Result<Event> {
    let address = log.address();
    let inner = &log.inner;
    Ok(if address == contracts.investors {
        Event::Investors(InvestorRegistryEvents::decode_log(inner)?.data)
    } else if address == contracts.entrants {
        Event::Entrants(EntrantLedgerEvents::decode_log(inner)?.data)
    } else if address == contracts.assets {
        Event::Assets(AssetRegistryEvents::decode_log(inner)?.data)
    } else if Some(address) == contracts.books {
        Event::Books(InstrumentLedgerEvents::decode_log(inner)?.data)
    } else if Some(address) == contracts.permits {
        Event::Permits(PermitsEvents::decode_log(inner)?.data)
    } else if Some(address) == contracts.routes {
        Event::Routes(RoutesEvents::decode_log(inner)?.data)
    } else {
        Event::Token(address, ISecurityTokenEvents::decode_log(inner)?.data)
    })
}
