// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice Why one regime refuses a movement.
struct Refusal {
    /// The regime whose rules the low bits are.
    address regime;
    /// Bits 0 to 239: rules of that regime that fail; bits 240 to 255: {TokenFacts} that stand in the way.
    uint256 reasons;
}
