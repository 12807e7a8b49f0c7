//! Where the contracts store what no view tells. A test compares the places with the compiler's layout.

use alloy::primitives::{Address, U256, keccak256};
use alloy::sol_types::SolValue;

/// `BondToken._holdings`.
const HOLDINGS: u64 = 6;

/// `EntrantLedger._members`.
const MEMBERS: u64 = 3;

/// `EntrantLedger.Member.outstanding`, in words behind the first.
const OUTSTANDING: u64 = 2;

/// Whether the holder has a frozen amount, in the word of a holding.
pub const FROZEN_MARK: usize = 144;

/// The word of a holding.
#[must_use]
pub fn holding(account: Address) -> U256 {
    of_mapping(account, HOLDINGS)
}

/// What an instrument reported last.
#[must_use]
pub fn reported(instrument: Address) -> U256 {
    of_mapping(instrument, MEMBERS).wrapping_add(U256::from(OUTSTANDING))
}

fn of_mapping(key: Address, slot: u64) -> U256 {
    keccak256((key, U256::from(slot)).abi_encode()).into()
}
