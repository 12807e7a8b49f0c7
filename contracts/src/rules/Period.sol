// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Period
/// @notice Holds the rows behind it to a period: outside it they do not apply. It is no rule: it has no verdict bit and no text.
/// Inline: bits 0..39 the start, 40..79 the end, in unix seconds, 0 for an open one; 80..95 length in bytes of the rows it
/// holds, which are whole rows and none of which is a period or a guard.
library Period {
    /// @notice Whether the movement is judged inside the period: from its start, until but not at its end.
    function covers(RuleRow row) internal pure returns (bool) {
        uint256 at = MovementWords.at();
        uint256 end = row.parameter(40, type(uint40).max);
        return at >= row.parameter(0, type(uint40).max) && (end == 0 || at < end);
    }

    /// @notice Length in bytes of the rows it holds.
    function heldBytes(RuleRow row) internal pure returns (uint256) {
        return row.parameter(80, type(uint16).max);
    }
}
