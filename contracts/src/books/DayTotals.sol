// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title DayTotals
/// @notice Running totals by day, from which the sum of any span of days is one subtraction.
library DayTotals {
    using Checkpoints for Checkpoints.Trace208;

    /// @notice Adds `amount` on `day`, which is not before any earlier one. A total that is full stays full.
    function add(Checkpoints.Trace208 storage trace, uint256 day, uint256 amount) internal {
        uint256 total = Math.min(Math.saturatingAdd(trace.latest(), amount), type(uint208).max);
        trace.push(uint48(day), uint208(total));
    }

    /// @notice What was added from `firstDay` through `lastDay`.
    function between(Checkpoints.Trace208 storage trace, uint256 firstDay, uint256 lastDay)
        internal
        view
        returns (uint256)
    {
        if (firstDay > lastDay) return 0;
        uint256 through = trace.upperLookupRecent(_key(lastDay));
        return firstDay == 0 ? through : through - trace.upperLookupRecent(_key(firstDay - 1));
    }

    function _key(uint256 day) private pure returns (uint48) {
        return uint48(Math.min(day, type(uint48).max));
    }
}
