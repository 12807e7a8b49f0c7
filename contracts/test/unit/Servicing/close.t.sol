// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {EventStatus, IServicing} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// How a distribution ends, or is withdrawn.
contract ServicingCloseTest is ServicingTest {
    function cancel(uint256 id) private {
        vm.prank(payingAgent);
        servicing.cancel(id);
    }

    function test_RemainderReturnsToTheFunder() external {
        uint256 id = ready(interest());
        payBoth(id);
        uint256 left = dueOn(ISSUED) - dueOn(HELD_BY_ALICE) - dueOn(HELD_BY_BOB);
        check(left != 0, "something is left");
        vm.expectEmit(address(servicing));
        emit IServicing.DistributionClosed(id, funder, left);
        servicing.close(id);
        same(cash.balanceOf(funder), left, "returned");
        same(cash.balanceOf(address(servicing)), 0, "nothing is left");
        check(status(id) == EventStatus.Closed, "closed");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingLeft.selector, id));
        servicing.close(id);
    }

    function test_RevertWhen_NotEverybodyHadItsTurn() external {
        uint256 id = ready(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotFinished.selector, id, ISSUED));
        servicing.close(id);
        claim(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotFinished.selector, id, HELD_BY_BOB));
        servicing.close(id);
        claim(id, bob);
        servicing.close(id);
    }

    function test_KeptAmountsStay() external {
        uint256 id = ready(interest());
        restrict(alice, BLOCKED_FLAG);
        payBoth(id);
        servicing.close(id);
        same(cash.balanceOf(address(servicing)), dueOn(HELD_BY_ALICE), "kept");
        checkBooks(id, "closed");
        restrict(alice, 0);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "claimed after the end");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingLeft.selector, id));
        servicing.close(id);
    }

    function test_RevertWhen_ClosedTooEarly() external {
        uint256 id = declare(maturity());
        vm.expectRevert(abi.encodeWithSelector(IServicing.WrongStatus.selector, id, EventStatus.Declared));
        servicing.close(id);
        vm.warp(PAYMENT_DATE - 1);
        fund(id);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentDateNotReached.selector, id, PAYMENT_DATE));
        servicing.close(id);
    }

    function test_CancelReturnsTheFunding() external {
        uint256 id = ready(interest());
        vm.expectEmit(address(servicing));
        emit IServicing.DistributionCancelled(id, funder, dueOn(ISSUED));
        cancel(id);
        same(cash.balanceOf(funder), dueOn(ISSUED), "returned");
        bytes memory why = abi.encodeWithSelector(IServicing.WrongStatus.selector, id, EventStatus.Cancelled);
        vm.expectRevert(why);
        claim(id, alice);
        vm.expectRevert(why);
        pay(id, only(alice));
        vm.expectRevert(why);
        cancel(id);
        vm.expectRevert(why);
        servicing.close(id);
        vm.expectRevert(why);
        servicing.fund(id, 0);
        checkBooks(id, "cancelled");
    }

    function test_CancelOfWhatIsFundedInPart() external {
        uint256 id = declare(interest());
        vm.warp(PAYMENT_DATE);
        fund(id, 5);
        cancel(id);
        same(cash.balanceOf(funder), 5, "returned");
        cancel(declare(interest()));
    }

    function test_RevertWhen_CancelledAfterSomebodyWasPaid() external {
        uint256 id = ready(interest());
        claim(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentBegun.selector, id));
        cancel(id);
        id = ready(maturity());
        claim(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentBegun.selector, id));
        cancel(id);
    }

    function test_RevertWhen_CancelledBySomebodyElse() external {
        uint256 id = declare(interest());
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, funder));
        vm.prank(funder);
        servicing.cancel(id);
    }

    /// A view of a distribution that is not funded says so, and does not fail.
    function test_RemainderOfWhatIsNotFundedIsNothing() external {
        uint256 id = declare(interest());
        vm.warp(PAYMENT_DATE);
        same(servicing.remainder(id), 0, "nothing");
    }
}
