// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Books
/// @notice What has to be remembered of an instrument's movements for the rules of its regime, one bit each. A rule table says
/// which books its rules need; a book that nobody needs is not kept and costs nothing.
library Books {
    /// @notice Who holds, counted in the class in which each was admitted.
    uint256 internal constant HOLDERS = 1;
    /// @notice Who bought from the issuer, and when.
    uint256 internal constant PURCHASES = 2;
    /// @notice How much was transferred, by day.
    uint256 internal constant VOLUMES = 4;
    /// @notice When each lot of a holding was acquired.
    uint256 internal constant LOTS = 8;
    /// @notice How much an offeror issued, by day.
    uint256 internal constant OFFERINGS = 16;
    /// @notice What is left of transfers approved in advance.
    uint256 internal constant APPROVALS = 32;
    /// @notice Breaches of a volume tier.
    uint256 internal constant BREACHES = 64;

    /// @notice Every book that is kept.
    uint256 internal constant KEPT = 127;

    /// @notice No book, but a verdict that depends on what moved before it: positions of investors.
    uint256 internal constant POSITIONS = 128;
}
