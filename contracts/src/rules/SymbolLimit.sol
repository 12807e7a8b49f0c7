// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IPermits} from "../interfaces/IPermits.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title SymbolLimit
/// @notice The instrument is one of the first so many symbols of its venue group, and may be traded on the day. Inline: bits 0..15 the
/// highest number of symbols.
library SymbolLimit {
    function fails(Movement calldata movement, RuleRow row, IPermits permits, uint256 day)
        internal
        view
        returns (bool)
    {
        uint256 rank = permits.symbolRank(movement.instrument, day);
        return rank == 0 || rank > row.parameter(0, type(uint16).max);
    }
}
