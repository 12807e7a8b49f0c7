// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A movement from one leg of an instrument to another.
struct Exchange {
    /// The leg that is left.
    address source;
    /// The leg that is entered.
    address destination;
    /// Who gives up units of the one.
    address holder;
    /// Who receives units of the other.
    address recipient;
    /// Smallest units.
    uint256 amount;
}
