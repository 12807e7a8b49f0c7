// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IPermits} from "../interfaces/IPermits.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title InstrumentFact
/// @notice A fact about the instrument is on record for the day, or is not. Inline: bits 0..7 the fact, 8 it must not be on record, 16..39
/// flags of the senders to whom the rule applies (0: whoever sends).
library InstrumentFact {
    function fails(Movement calldata movement, RuleRow row, IPermits permits, uint256 day)
        internal
        view
        returns (bool)
    {
        uint256 flags = row.parameter(16, type(uint24).max);
        if (flags != 0 && movement.sender.carries(flags) == 0) return false;
        uint8 fact = uint8(row.parameter(0, type(uint8).max));
        bool holds = permits.factUntil(movement.instrument, fact) >= day;
        return holds == (row.parameter(8, 1) != 0);
    }
}
