// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IServicing} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";

contract ServicingElectTest is ServicingTest {
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        id = declare(put());
    }

    function elect(address holder, uint256 units) private {
        vm.prank(holder);
        servicing.elect(id, units);
    }

    function pending() private {
        vm.warp(PAYMENT_DATE);
        fund(id);
    }

    function testFuzz_ElectedUnitsArePaid(uint256 first, uint256 second, uint256 ofBob) external {
        elect(alice, bound(first, 0, HELD_BY_ALICE));
        second = bound(second, 0, HELD_BY_ALICE);
        ofBob = bound(ofBob, 0, HELD_BY_BOB);
        vm.expectEmit(address(servicing));
        emit IServicing.Elected(id, alice, second);
        elect(alice, second);
        elect(bob, ofBob);
        same(servicing.progressOf(id).elected, second + ofBob, "elected");
        pending();
        same(servicing.progressOf(id).funded, dueOn(second + ofBob), "funded");
        payBoth(id);
        same(bond.balanceOf(alice), HELD_BY_ALICE - second, "alice's units");
        same(cash.balanceOf(alice), dueOn(second), "alice");
        same(bond.balanceOf(bob), HELD_BY_BOB - ofBob, "bob's units");
        same(cash.balanceOf(bob), dueOn(ofBob), "bob");
        servicing.close(id);
        same(cash.balanceOf(address(servicing)), 0, "the rest went back");
    }

    function test_RevertWhen_ElectionHasEnded() external {
        vm.warp(START + 5 days - 1);
        elect(alice, LOT);
        vm.warp(START + 5 days);
        vm.expectRevert(abi.encodeWithSelector(IServicing.ElectionClosed.selector, id));
        elect(alice, 0);
    }

    function test_RevertWhen_ThereIsNoElection() external {
        id = declare(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.ElectionClosed.selector, id));
        elect(alice, LOT);
        vm.expectRevert(abi.encodeWithSelector(IServicing.ElectionClosed.selector, 99));
        vm.prank(alice);
        servicing.elect(99, LOT);
    }

    function test_RevertWhen_MoreThanIsHeld() external {
        vm.expectRevert(abi.encodeWithSelector(IServicing.ElectedTooMuch.selector, HELD_BY_ALICE + 1, HELD_BY_ALICE));
        elect(alice, HELD_BY_ALICE + 1);
    }

    /// What was elected and sold is not redeemed; its funding returns.
    function test_SoldUnitsLapse() external {
        elect(alice, HELD_BY_ALICE);
        vm.prank(alice);
        bond.transfer(bob, HELD_BY_ALICE - LOT);
        pending();
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(LOT), "for what is there");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, bob));
        claim(id, bob);
        servicing.close(id);
        same(cash.balanceOf(address(servicing)), 0, "the rest went back");
    }

    function test_RefusedElectionWaits() external {
        elect(alice, LOT);
        pending();
        restrict(alice, BLOCKED_FLAG);
        payBoth(id);
        same(servicing.electedOf(id, alice), LOT, "still elected");
        servicing.close(id);
        restrict(alice, 0);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(LOT), "paid");
        checkBooks(id, "paid");
    }
}
