// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title ValidityWindow
/// @notice The regime is in force: from its start, until but not at its end.
/// Inline: bits 0..39 the start, 40..79 the end, in unix seconds; 0 for an open one.
library ValidityWindow {
    function fails(RuleRow row) internal pure returns (bool) {
        uint256 at = MovementWords.at();
        uint256 end = row.parameter(40, type(uint40).max);
        if (end != 0 && at >= end) return true;
        return at < row.parameter(0, type(uint40).max);
    }
}
