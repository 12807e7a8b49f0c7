// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Exchange} from "./Exchange.sol";

/// @notice An exchange that somebody asks about.
struct ExchangeQuestion {
    /// What would be attempted.
    Exchange exchange;
    /// Who would call; the holder itself or zero when nobody else does.
    address operator;
    /// Unix seconds.
    uint64 at;
    /// The regime that would be in force on the leg that is left; zero for the one that is.
    address sourceRegime;
    /// The regime that would be in force on the leg that is entered; zero for the one that is.
    address destinationRegime;
}
