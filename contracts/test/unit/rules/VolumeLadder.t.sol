// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CalendarMonths} from "../../../src/libraries/CalendarMonths.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract VolumeLadderTest is BooksTest {
    /// A quarter of a per cent, the first breach tolerated, three months.
    uint32 private constant SHARE = 2_500;
    uint256 private constant RULE = SHARE | 1 << 32 | 3 << 40;
    uint256 private constant TIER = 1_000;

    function setUp() public override {
        super.setUp();
        token.open(Books.BREACHES);
        token.issue(alice, 100 * UNIT);
        vm.startPrank(supervisor);
        books.setVolumeShare(address(token), SHARE);
        uint256 month = CalendarMonths.indexOf(today());
        for (uint256 i = month - 1; i < month + 9; ++i) {
            permits.setAverageVolume(address(token), uint16(i), 400_000);
        }
        vm.stopPrank();
    }

    function refused() private view returns (bool) {
        return fails(Predicates.VOLUME_LADDER, RULE, transferOf(alice, bob, 1));
    }

    function breachOn(uint256 year, uint256 month, uint256 day) private {
        goTo(dayOf(year, month, day));
        token.send(alice, bob, TIER + 1);
    }

    function test_ExactlyTheShareEveryDayNeverSuspends() external {
        for (uint256 i = 0; i < 20; ++i) {
            goTo(today() + 1);
            token.send(alice, bob, TIER);
            check(!refused(), "at the tier");
        }
    }

    function test_TheFirstBreachIsToleratedAndTheSecondSuspendsAtOnce() external {
        breachOn(2026, 6, 10);
        check(!refused(), "tolerated");
        token.send(alice, bob, TIER);
        check(!refused(), "the whole day");
        goTo(dayOf(2026, 8, 30));
        token.send(alice, bob, TIER);
        check(!refused(), "at the tier");
        token.send(alice, bob, 1);
        check(refused(), "at once");
        goTo(dayOf(2026, 11, 29));
        check(refused(), "last day");
        goTo(dayOf(2026, 11, 30));
        check(!refused(), "three months after");
    }

    function test_ThreeMonthsEndOnAMonthsEnd() external {
        breachOn(2026, 10, 1);
        breachOn(2026, 11, 30);
        check(refused(), "suspended");
        goTo(dayOf(2027, 2, 27));
        check(refused(), "27 February");
        goTo(dayOf(2027, 2, 28));
        check(!refused(), "28 February");
        breachOn(2027, 2, 28);
        check(refused(), "each later one suspends anew");
    }

    function test_FailsWithoutAverageShareOrBook() external {
        check(!refused(), "all there");
        Movement memory later = transferOf(alice, bob, 1);
        later.at = uint64(dayOf(2027, 6, 1) * 1 days);
        check(fails(Predicates.VOLUME_LADDER, RULE, later), "no average yet");
        later.at = 0;
        check(fails(Predicates.VOLUME_LADDER, RULE, later), "none before 1970");
        vm.prank(supervisor);
        books.setVolumeShare(address(token), SHARE + 1);
        check(refused(), "another share");
        vm.prank(supervisor);
        books.setVolumeShare(address(token), SHARE);
        check(!refused(), "this share");
        token.open(0);
        check(refused(), "not kept");
        token.open(Books.PURCHASES);
        check(refused(), "another book is");
    }

    /// Suspended if and only if more breaches than are tolerated were counted, and the months since the last have not elapsed.
    function testFuzz_EqualsItsDefinition(uint8 tolerated, uint8 months, uint8 breaches, uint16 wait) external {
        (tolerated, months, breaches) = (tolerated % 4, months % 7, breaches % 6);
        for (uint256 i = 0; i < breaches; ++i) {
            goTo(today() + 1);
            token.send(alice, bob, TIER + 1);
        }
        uint256 last = today();
        goTo(last + wait % 200);
        uint256 parameters = SHARE | uint256(tolerated) << 32 | uint256(months) << 40;
        bool suspended = breaches > tolerated && today() < CalendarMonths.add(last, months);
        check(fails(Predicates.VOLUME_LADDER, parameters, transferOf(alice, bob, 1)) == suspended, "definition");
    }
}
