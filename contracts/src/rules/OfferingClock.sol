// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {Parties} from "../types/Parties.sol";
import {Standing} from "../types/Standing.sol";
import {ExtraWords, RuleRow} from "./RuleRow.sol";

/// @title OfferingClock
/// @notice A party of a restricted jurisdiction waits until so many days have elapsed since the offering began.
/// An elapsed period equal to the required one passes; a clock that has not started has not elapsed.
/// Inline: bits 0..15 days, bit 40 the lanes list who is not restricted. Extra words: jurisdiction lanes.
library OfferingClock {
    uint256 private constant EXCLUDE_OFFSET = 40;

    function fails(RuleRow row, uint256 extra, uint256 parties, uint256 day) internal pure returns (bool) {
        if (!_isRunning(row, day)) return false;
        uint256 extraBytes = row.extraBytes();
        bool excludes = row.parameter(EXCLUDE_OFFSET, 1) != 0;
        if (parties == Parties.RECIPIENT) return _lists(extra, extraBytes, MovementWords.recipient()) != excludes;
        return (parties & Parties.SENDER != 0 && _lists(extra, extraBytes, MovementWords.sender()) != excludes)
            || (parties & Parties.RECIPIENT != 0 && _lists(extra, extraBytes, MovementWords.recipient()) != excludes)
            || (parties & Parties.OPERATOR != 0 && _lists(extra, extraBytes, MovementWords.operator()) != excludes);
    }

    /// @dev Without a period nobody waits; a clock that has not started has not elapsed.
    function _isRunning(RuleRow row, uint256 day) private pure returns (bool running) {
        uint256 period = row.parameter(0, type(uint16).max);
        uint256 start = MovementWords.state().clockStartDay();
        assembly ("memory-safe") {
            // Both are sixteen bits wide: the sum stays far from an overflow.
            running := and(iszero(iszero(period)), or(iszero(start), lt(day, add(start, period))))
        }
    }

    function _lists(uint256 extra, uint256 extraBytes, Standing party) private pure returns (bool) {
        unchecked {
            return ExtraWords.listsJurisdiction(extra, extra + extraBytes, party.jurisdiction());
        }
    }
}
