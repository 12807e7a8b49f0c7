// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementKind} from "./MovementKind.sol";

/// @notice A movement that somebody asks about.
struct MovementQuestion {
    /// What would be attempted.
    MovementKind kind;
    /// Who would move it out of an allowance; the holder itself or zero when nobody else does. Coming in from another leg: that leg.
    address operator;
    /// Who would give.
    address from;
    /// Who would receive.
    address to;
    /// Smallest units.
    uint256 amount;
    /// Unix seconds.
    uint64 at;
    /// The token that would be paid with; zero when nothing is paid.
    address cash;
    /// The regime that would be in force; zero for the one that is.
    address regime;
}
