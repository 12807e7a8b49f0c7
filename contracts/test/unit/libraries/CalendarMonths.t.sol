// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CalendarMonths} from "../../../src/libraries/CalendarMonths.sol";
import {BaseTest} from "../../Base.t.sol";
import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

contract CalendarMonthsTest is BaseTest {
    function setUp() public override {}

    function sameDay(uint256 actual, uint256 year, uint256 month, uint256 day) private pure {
        same(actual, DateTimeLib.dateToEpochDay(year, month, day), "day");
    }

    function add(uint256 year, uint256 month, uint256 day, uint256 months) private pure returns (uint256) {
        return CalendarMonths.add(DateTimeLib.dateToEpochDay(year, month, day), months);
    }

    function start(uint256 year, uint256 month, uint256 day, uint256 months) private pure returns (uint256) {
        return CalendarMonths.windowStart(DateTimeLib.dateToEpochDay(year, month, day), months);
    }

    function test_MonthEndsClamp() external pure {
        sameDay(add(2026, 8, 31, 6), 2027, 2, 28);
        sameDay(add(2027, 8, 31, 6), 2028, 2, 29);
        sameDay(add(2028, 2, 29, 12), 2029, 2, 28);
        sameDay(add(2028, 2, 29, 48), 2032, 2, 29);
        sameDay(add(2026, 1, 31, 1), 2026, 2, 28);
        sameDay(add(2026, 3, 31, 1), 2026, 4, 30);
    }

    function test_OtherDaysKeepTheirNumber() external pure {
        sameDay(add(2026, 2, 28, 6), 2026, 8, 28);
        sameDay(add(2026, 11, 15, 3), 2027, 2, 15);
        sameDay(add(2026, 12, 31, 1), 2027, 1, 31);
        sameDay(add(2026, 6, 1, 0), 2026, 6, 1);
        // No leap day in 2100, one in 2000.
        sameDay(add(2099, 8, 30, 6), 2100, 2, 28);
        sameDay(add(1999, 8, 30, 6), 2000, 2, 29);
    }

    function test_WindowsBeginAfterTheDayThatElapsedToday() external pure {
        sameDay(start(2027, 4, 15, 3), 2027, 1, 16);
        sameDay(start(2027, 2, 28, 3), 2026, 12, 1);
        sameDay(start(2027, 2, 27, 3), 2026, 11, 28);
        sameDay(start(2026, 3, 30, 1), 2026, 3, 1);
        sameDay(start(2026, 3, 31, 1), 2026, 3, 1);
        sameDay(start(2028, 2, 28, 3), 2027, 11, 29);
        sameDay(start(2027, 1, 15, 12), 2026, 1, 16);
        same(CalendarMonths.windowStart(40, 3), 0, "before 1970 there is nothing");
    }

    function test_MonthsAreCountedFrom1970() external pure {
        same(CalendarMonths.indexOf(0), 0, "January 1970");
        same(CalendarMonths.indexOf(30), 0, "its last day");
        same(CalendarMonths.indexOf(31), 1, "February 1970");
        same(CalendarMonths.indexOf(DateTimeLib.dateToEpochDay(2026, 11, 1)), 682, "November 2026");
        same(CalendarMonths.indexOf(DateTimeLib.dateToEpochDay(2026, 10, 31)), 681, "October 2026");
    }

    /// The window holds a day if and only if fewer than so many months have elapsed since it.
    function testFuzz_WindowIsTheInverseOfTheDeadline(uint16 day, uint8 months) external pure {
        uint256 first = CalendarMonths.windowStart(day, months);
        if (first != 0) check(CalendarMonths.add(first - 1, months) <= day, "the day before has elapsed");
        check(CalendarMonths.add(first, months) > day, "the first day has not");
    }

    function testFuzz_LaterDaysHaveLaterDeadlines(uint16 day, uint8 months) external pure {
        check(CalendarMonths.add(uint256(day) + 1, months) >= CalendarMonths.add(day, months), "monotone");
    }

    function testFuzz_DeadlineIsInTheRightMonth(uint16 day, uint8 months) external pure {
        uint256 deadline = CalendarMonths.add(day, months);
        same(CalendarMonths.indexOf(deadline), CalendarMonths.indexOf(day) + months, "month");
        (,, uint256 before) = DateTimeLib.epochDayToDate(day);
        (uint256 year, uint256 month, uint256 number) = DateTimeLib.epochDayToDate(deadline);
        uint256 last = DateTimeLib.daysInMonth(year, month);
        same(number, before < last ? before : last, "number");
    }

    /// Whatever is asked, nothing reverts.
    function testFuzz_AnyDayHasAnAnswer(uint256 day, uint16 months) external pure {
        CalendarMonths.add(day, months);
        CalendarMonths.windowStart(day, months);
        CalendarMonths.indexOf(day);
    }
}
