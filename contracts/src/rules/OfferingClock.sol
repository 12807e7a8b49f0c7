// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState} from "../types/InstrumentState.sol";
import {Standing} from "../types/Standing.sol";
import {ExtraWords, RuleRow} from "./RuleRow.sol";

/// @title OfferingClock
/// @notice A party of a restricted jurisdiction waits until so many days have elapsed since the offering began.
/// An elapsed period equal to the required one passes; a clock that has not started has not elapsed.
/// Inline: bits 0..15 days, bit 40 the lanes list who is not restricted. Extra words: jurisdiction lanes.
library OfferingClock {
    uint256 private constant EXCLUDE_OFFSET = 40;

    function fails(RuleRow row, uint256 extra, Standing party, InstrumentState state, uint256 day)
        internal
        pure
        returns (bool)
    {
        uint256 period = row.parameter(0, 16);
        if (period == 0) return false;
        uint256 start = state.clockStartDay();
        if (start != 0 && day >= start + period) return false;
        bool excludes = row.parameter(EXCLUDE_OFFSET, 1) != 0;
        return ExtraWords.listsJurisdiction(extra, row.extraWords(), party.jurisdiction()) != excludes;
    }
}
