// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";

/// startOfferingClock, startWindDown, setPaused and setHalted.
contract BondTokenLifecycleTest is BaseTest {
    function startClock(uint16 day) private {
        vm.prank(issuer);
        bond.startOfferingClock(day);
    }

    function startWindDown() private {
        vm.prank(governor);
        bond.startWindDown();
    }

    // OFFERING CLOCK

    function testFuzz_ClockStartsTodayOrEarlier(uint16 day) external {
        day = uint16(bound(day, 1, START_DAY));
        vm.expectEmit(address(bond));
        emit IBondEvents.OfferingClockStarted(day);
        startClock(day);
        same(bond.state().clockStartDay(), day, "start");
    }

    function testFuzz_RevertWhen_ClockStartsInTheFutureOrOnDayZero(uint16 day) external {
        vm.assume(day == 0 || day > START_DAY);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.InvalidClockDay.selector, day));
        startClock(day);
    }

    function testFuzz_RevertWhen_ClockStartsTwice(uint16 first, uint16 second) external {
        first = uint16(bound(first, 1, START_DAY));
        startClock(first);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.ClockAlreadyStarted.selector, first));
        startClock(second);
    }

    // WIND-DOWN

    function test_WindDownEndsIssueAndTransfers() external {
        issue(bond, alice, 2 * LOT);
        vm.expectEmit(address(bond));
        emit IBondEvents.WindDownStarted();
        startWindDown();
        expectRefusal(bond, MovementKind.Issue, TokenFacts.WINDING_DOWN);
        issue(bond, alice, LOT);
        expectRefusal(bond, MovementKind.Transfer, TokenFacts.WINDING_DOWN);
        vm.prank(alice);
        bond.transfer(bob, LOT);
        vm.expectRevert(IBondEvents.AlreadyWindingDown.selector);
        vm.prank(issuer);
        bond.increaseIssueVolume(1);
    }

    /// An orderly exit works: everything outstanding is redeemed after issuance has closed.
    function test_RedemptionGoesOn() external {
        issue(bond, alice, 2 * LOT);
        issue(bond, bob, 3 * LOT);
        startWindDown();
        vm.startPrank(payingAgent);
        bond.redeem(alice, 2 * LOT);
        bond.redeem(bob, 3 * LOT);
        vm.stopPrank();
        same(bond.totalSupply(), 0, "nothing is left");
    }

    /// No function ends a wind-down: whatever the other roles do, it stays.
    function test_WindDownIsIrreversible() external {
        startWindDown();
        vm.startPrank(supervisor);
        bond.setPaused(true);
        bond.setPaused(false);
        bond.setHalted(true);
        bond.setHalted(false);
        vm.stopPrank();
        useRegime(bond, openTable("open"));
        startClock(START_DAY);
        vm.expectRevert(IBondEvents.AlreadyWindingDown.selector);
        startWindDown();
        same(reasons(bond, MovementKind.Issue, address(0), address(0), alice, LOT), TokenFacts.WINDING_DOWN, "still");
    }

    // PAUSE AND HALT

    function testFuzz_PauseAndHaltAreIndependent(bool paused, bool halted) external {
        vm.startPrank(supervisor);
        vm.expectEmit(address(bond));
        emit IBondEvents.PauseSet(paused);
        bond.setPaused(paused);
        vm.expectEmit(address(bond));
        emit IBondEvents.HaltSet(halted);
        bond.setHalted(halted);
        vm.stopPrank();
        check(bond.paused() == paused, "paused");
        uint256 expected = (paused ? TokenFacts.PAUSED : 0) | (halted ? HALT_RULE : 0);
        same(reasons(bond, MovementKind.Issue, address(0), address(0), alice, LOT), expected, "issue");
    }

    /// Approvals and permits move nothing and go on while the token is paused.
    function test_ApprovalsGoOnWhilePaused() external {
        pause(bond);
        vm.prank(alice);
        bond.approve(bob, LOT);
        same(bond.allowance(alice, bob), LOT, "approved");
    }
}
