// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {CalendarMonths} from "../libraries/CalendarMonths.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Windows
/// @notice Where the window of days begins that a rule looks back on. It ends with the day that is judged.
library Windows {
    /// @notice The first of `length` days, the judged one included; without a length there is no beginning.
    function firstOfDays(uint256 day, uint256 length) internal pure returns (uint256) {
        return length == 0 ? 0 : Math.saturatingSub(day + 1, length);
    }

    /// @notice The first day since which fewer than `length` calendar months have elapsed; without a length there is no beginning.
    function firstOfMonths(uint256 day, uint256 length) internal pure returns (uint256) {
        return length == 0 ? 0 : CalendarMonths.windowStart(day, length);
    }
}
