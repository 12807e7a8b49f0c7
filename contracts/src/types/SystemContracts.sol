// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice The shared contracts an instrument is wired to.
struct SystemContracts {
    /// Access manager.
    address authority;
    /// The desk of its kind, which knows the investor registry, the entrant ledger and the regime factory.
    address desk;
}
