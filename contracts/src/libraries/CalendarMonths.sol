// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

/// @title CalendarMonths
/// @notice Deadlines in calendar months: the only place on chain where they are computed. Days are days since 1970-01-01.
/// A period of months ends on the same day of a later month, or on that month's last day when it has no such day: 31 August and
/// six months are the last day of February, and so are 29 February and twelve months in the year after.
library CalendarMonths {
    /// @dev Questions about days beyond are answered as if they were about this one: it is eleven million years away.
    uint256 private constant LAST_DAY = type(uint32).max;
    uint256 private constant LONGEST_MONTH = 31;
    uint256 private constant FIRST_YEAR = 1970;

    /// @notice The day on which `months` calendar months have elapsed since `day`.
    function add(uint256 day, uint256 months) internal pure returns (uint256) {
        return DateTimeLib.addMonths(Math.min(day, LAST_DAY) * 1 days, months) / 1 days;
    }

    /// @notice Whether `months` calendar months have elapsed on `day` since `start`; an elapsed period equal to the required one has.
    function haveElapsed(uint256 start, uint256 months, uint256 day) internal pure returns (bool) {
        // No month has more days: what is that long ago needs no calendar.
        return day >= start + LONGEST_MONTH * months || day >= add(start, months);
    }

    /// @notice The first day since which fewer than `months` calendar months have elapsed on `day`: what happened then or later
    /// is inside the window of `months` that ends with `day`.
    /// @dev The inverse of {add}: {add} of the day before is at most `day`, {add} of this one is later. The day whose period ends
    /// today bears today's number; on a month's last day, so do all later ones of that month.
    function windowStart(uint256 day, uint256 months) internal pure returns (uint256) {
        (uint256 year, uint256 month, uint256 dayOfMonth) = DateTimeLib.epochDayToDate(Math.min(day, LAST_DAY));
        uint256 current = (year - FIRST_YEAR) * 12 + month - 1;
        if (current < months) return 0;
        bool isMonthEnd = dayOfMonth == DateTimeLib.daysInMonth(year, month);
        year = FIRST_YEAR + (current - months) / 12;
        month = (current - months) % 12 + 1;
        uint256 last = DateTimeLib.daysInMonth(year, month);
        return DateTimeLib.dateToEpochDay(year, month, isMonthEnd ? last : Math.min(dayOfMonth, last)) + 1;
    }

    /// @notice The calendar month of `day`, counted from January 1970.
    function indexOf(uint256 day) internal pure returns (uint256) {
        (uint256 year, uint256 month,) = DateTimeLib.epochDayToDate(Math.min(day, LAST_DAY));
        return (year - FIRST_YEAR) * 12 + month - 1;
    }
}
