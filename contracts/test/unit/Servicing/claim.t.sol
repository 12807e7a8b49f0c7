// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {EventStatus, IServicing} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";

contract ServicingClaimTest is ServicingTest {
    function test_PaysBeforeTheBatchAndNotAgain() external {
        uint256 id = ready(interest());
        vm.expectEmit(address(servicing));
        emit IServicing.Claimed(id, alice, dueOn(HELD_BY_ALICE));
        claim(id, alice);
        check(servicing.isSettled(id, alice), "marked");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        claim(id, alice);
        payBoth(id);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "once");
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB), "the other");
        same(servicing.progressOf(id).settled, ISSUED, "settled");
        checkBooks(id, "paid");
    }

    function test_RevertWhen_TheBatchHasPassed() external {
        uint256 id = ready(interest());
        payBoth(id);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, bob));
        claim(id, bob);
    }

    function test_AnybodyClaimsForAHolderWhoReceives() external {
        uint256 id = ready(interest());
        vm.prank(stranger);
        servicing.claimFor(id, bob);
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        same(cash.balanceOf(stranger), 0, "stranger");
    }

    function test_RevertWhen_NothingIsDue() external {
        uint256 id = ready(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, stranger));
        claim(id, stranger);
    }

    function test_RevertWhen_NotDeclaredOrTooEarly() external {
        vm.expectRevert(abi.encodeWithSelector(IServicing.WrongStatus.selector, 7, EventStatus.None));
        claim(7, alice);
        uint256 id = declare(interest());
        vm.warp(PAYMENT_DATE - 1);
        fund(id);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentDateNotReached.selector, id, PAYMENT_DATE));
        claim(id, alice);
    }

    /// Marks are bits of one word for many distributions: none stands for another.
    function test_MarksAreIndependent() external {
        for (uint256 i = 0; i < 258; ++i) {
            declare(interest());
        }
        vm.warp(PAYMENT_DATE);
        fund(1);
        fund(258);
        claim(1, alice);
        claim(258, alice);
        uint256[6] memory others = [uint256(0), 2, 3, 255, 256, 257];
        check(servicing.isSettled(1, alice) && servicing.isSettled(258, alice), "marked");
        for (uint256 i = 0; i < 6; ++i) {
            check(!servicing.isSettled(others[i], alice), "no other");
        }
        check(!servicing.isSettled(1, bob), "nobody else");
    }

    /// What an explanation says, a claim does.
    function testFuzz_ExplanationIsTheClaim(bool blocked, bool passed, bool kept) external {
        uint256 id = ready(interest());
        if (kept) restrict(alice, BLOCKED_FLAG);
        if (passed || kept) payBoth(id);
        restrict(alice, blocked ? BLOCKED_FLAG : 0);
        (uint256 units, uint256 amount, uint256 reasons) = servicing.explainPayment(id, alice);
        same(units, 0, "no units");
        uint256 before = cash.balanceOf(alice);
        if (amount == 0) {
            vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
            claim(id, alice);
        } else if (reasons != 0) {
            vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, id, alice, reasons));
            claim(id, alice);
        } else {
            claim(id, alice);
        }
        same(cash.balanceOf(alice) - before, reasons == 0 ? amount : 0, "as explained");
        (units, amount, reasons) = servicing.explainPayment(99, alice);
        same(units | amount | reasons, 0, "nothing was declared");
    }
}
