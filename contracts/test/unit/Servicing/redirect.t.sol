// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {EventStatus, IServicing} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract ServicingRedirectTest is ServicingTest {
    address internal spare = makeAccount("spare wallet");

    function setUp() public override {
        super.setUp();
        link(alice, spare);
    }

    function recover() private {
        vm.prank(officer);
        bond.recover(alice, spare);
    }

    function test_RevertWhen_CallerIsNotTheOfficer() external {
        vm.prank(payingAgent);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, payingAgent));
        servicing.redirect(1, alice, spare);
    }

    function test_UnclaimedAmountGoesToTheOtherWallet() external {
        uint256 id = ready(interest());
        recover();
        vm.expectEmit(address(servicing));
        emit IServicing.Redirected(id, alice, spare, 0, dueOn(HELD_BY_ALICE));
        redirect(id, alice, spare);
        payBoth(id);
        same(cash.balanceOf(alice), 0, "nothing to the lost wallet");
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(HELD_BY_ALICE), "the other has it");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        redirect(id, alice, spare);
        servicing.close(id);
        checkBooks(id, "closed");
    }

    function test_KeptAmountGoesToTheOtherWallet() external {
        uint256 id = ready(interest());
        restrict(alice, BLOCKED_FLAG);
        payBoth(id);
        redirect(id, alice, spare);
        restrict(alice, 0);
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(HELD_BY_ALICE), "the other has it");
        checkBooks(id, "claimed");
    }

    /// A wallet with a turn of its own has both.
    function test_ReplacementHasItsOwnTurnToo() external {
        vm.prank(alice);
        bond.transfer(spare, LOT);
        uint256 id = ready(interest());
        redirect(id, alice, spare);
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(LOT), "its turn");
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(LOT) + dueOn(HELD_BY_ALICE - LOT), "and what was redirected");
    }

    function test_RedemptionFollowsTheUnits() external {
        uint256 id = ready(partialCall(1, 2));
        recover();
        redirect(id, alice, spare);
        payBoth(id);
        claim(id, spare);
        same(bond.balanceOf(spare), HELD_BY_ALICE / 2, "half is redeemed");
        same(cash.balanceOf(spare), dueOn(HELD_BY_ALICE / 2), "and paid");
        servicing.close(id);
        checkBooks(id, "closed");
    }

    /// What was redirected stays kept while its units are not in the other wallet.
    function test_RedirectedPartIsKeptUntilItsUnitsAreThere() external {
        uint256 id = ready(partialCall(1, 2));
        redirect(id, alice, spare);
        vm.prank(alice);
        bond.transfer(spare, LOT);
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(LOT), "for what is there");
        recover();
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(HELD_BY_ALICE / 2), "and the rest");
        payBoth(id);
        servicing.close(id);
        checkBooks(id, "closed");
    }

    function test_ElectionGoesToTheOtherWallet() external {
        uint256 id = declare(put());
        vm.prank(alice);
        servicing.elect(id, 3 * LOT);
        recover();
        redirect(id, alice, spare);
        same(servicing.electedOf(id, spare), 3 * LOT, "elected");
        same(servicing.electedOf(id, alice), 0, "taken off");
        vm.warp(PAYMENT_DATE);
        fund(id);
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(3 * LOT), "paid");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        redirect(id, alice, spare);
    }

    function test_RevertWhen_NotOneInvestor() external {
        uint256 id = ready(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotOneInvestor.selector, alice, bob));
        redirect(id, alice, bob);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotOneInvestor.selector, stranger, funder));
        redirect(id, stranger, funder);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotOneInvestor.selector, alice, alice));
        redirect(id, alice, alice);
    }

    function test_RevertWhen_NotFundedOrNothingIsDue() external {
        uint256 id = declare(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.WrongStatus.selector, id, EventStatus.Declared));
        redirect(id, alice, spare);
        vm.warp(PAYMENT_DATE);
        fund(id);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, spare));
        redirect(id, spare, alice);
        payBoth(id);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        redirect(id, alice, spare);
    }

    /// A redemption of everything goes by who has the units: there is nothing to redirect.
    function test_RevertWhen_EverythingIsRedeemed() external {
        uint256 id = ready(maturity());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        redirect(id, alice, spare);
        recover();
        claim(id, spare);
        same(cash.balanceOf(spare), dueOn(HELD_BY_ALICE), "paid where the units are");
    }
}
