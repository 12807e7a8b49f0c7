// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title TokenFacts
/// @notice Verdict bits 240 to 255: what stands in the way of a movement and no regime can see.
library TokenFacts {
    uint256 internal constant PAUSED = 1 << 240;
    uint256 internal constant FROZEN = 1 << 241;
    uint256 internal constant BALANCE = 1 << 242;
    uint256 internal constant ALLOWANCE = 1 << 243;
    uint256 internal constant INVALID_PARTY = 1 << 244;
    uint256 internal constant ISSUE_VOLUME = 1 << 245;
    uint256 internal constant WINDING_DOWN = 1 << 246;
    uint256 internal constant SAME_PARTY = 1 << 247;
    uint256 internal constant NOT_SAME_INVESTOR = 1 << 248;
    uint256 internal constant UNSUPPORTED = 1 << 249;

    /// @notice Lowest bit that is a token fact and not a rule.
    uint256 internal constant FIRST_BIT = 240;
}
