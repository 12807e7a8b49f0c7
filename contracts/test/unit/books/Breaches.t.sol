// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInstrumentLedger} from "../../../src/interfaces/IInstrumentLedger.sol";
import {CalendarMonths} from "../../../src/libraries/CalendarMonths.sol";
import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract BreachesTest is BooksTest {
    /// A quarter of a per cent.
    uint32 private constant SHARE = 2_500;
    uint256 private constant AVERAGE = 400_000;
    uint256 private constant TIER = 1_000;

    uint256 private first;

    function setUp() public override {
        super.setUp();
        token.open(Books.BREACHES);
        token.issue(alice, 100 * UNIT);
        first = today();
        vm.startPrank(supervisor);
        books.setVolumeShare(address(token), SHARE);
        permits.setAverageVolume(address(token), uint16(CalendarMonths.indexOf(first)) - 1, uint128(AVERAGE));
        vm.stopPrank();
    }

    function sameBreaches(uint256 count, uint256 lastDay) private view {
        same(books.breachesOf(address(token)).count, count, "count");
        same(books.breachesOf(address(token)).lastDay, lastDay, "last day");
    }

    function test_ExactlyTheShareIsNoBreachAndOneMoreIs() external {
        token.send(alice, bob, TIER - 1);
        token.send(alice, bob, 1);
        sameBreaches(0, 0);
        vm.expectEmit(address(books));
        emit IInstrumentLedger.VolumeBreached(address(token), uint16(first), TIER + 1, AVERAGE);
        token.send(alice, bob, 1);
        sameBreaches(1, first);
    }

    function test_ADayIsOneBreachAndTheNextBeginsAtNothing() external {
        token.send(alice, bob, TIER + 1);
        token.send(alice, bob, TIER + 1);
        sameBreaches(1, first);
        goTo(first + 1);
        token.send(alice, bob, TIER);
        sameBreaches(1, first);
        token.send(alice, bob, 1);
        sameBreaches(2, first + 1);
    }

    function test_OnlySalesCount() external {
        address second = linkSecond(alice);
        token.send(alice, second, 10 * TIER);
        token.send(alice, alice, 10 * TIER);
        token.move(MovementKind.ForcedTransfer, alice, bob, 10 * TIER);
        token.issue(bob, 10 * TIER);
        token.redeem(bob, 10 * TIER);
        sameBreaches(0, 0);
    }

    function test_TheAverageIsThatOfThePreviousMonth() external {
        uint256 next = dayOf(2026, 7, 1);
        vm.prank(supervisor);
        permits.setAverageVolume(address(token), uint16(CalendarMonths.indexOf(first)), uint128(2 * AVERAGE));
        goTo(next - 1);
        token.send(alice, bob, TIER + 1);
        sameBreaches(1, next - 1);
        goTo(next);
        token.send(alice, bob, 2 * TIER);
        sameBreaches(1, next - 1);
        token.send(alice, bob, 1);
        sameBreaches(2, next);
    }

    function test_WithoutAShareNothingIsCounted() external {
        vm.expectEmit(address(books));
        emit IInstrumentLedger.VolumeShareSet(address(token), 0);
        vm.prank(supervisor);
        books.setVolumeShare(address(token), 0);
        token.send(alice, bob, 10 * TIER);
        sameBreaches(0, 0);
    }
}
