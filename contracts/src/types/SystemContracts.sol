// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice The shared contracts an instrument is wired to.
struct SystemContracts {
    /// Access manager.
    address authority;
    /// Investor registry.
    address investors;
    /// Entrant ledger.
    address ledger;
    /// Regime factory.
    address regimes;
}
