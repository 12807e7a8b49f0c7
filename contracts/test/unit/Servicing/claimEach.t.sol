// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {ISecurityCore} from "../../../src/interfaces/ISecurityCore.sol";
import {Declaration, IServicing} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";

contract ServicingClaimEachTest is ServicingTest {
    uint256 internal constant FROZEN_FACT = 1 << 241;

    function list(uint256 one, uint256 other) private pure returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (one, other);
    }

    function test_PaysEachOnce() external {
        uint256 one = ready(interest());
        uint256 other = ready(interest());
        vm.expectEmit(address(servicing));
        emit IServicing.Claimed(one, alice, dueOn(HELD_BY_ALICE));
        vm.expectEmit(address(servicing));
        emit IServicing.Claimed(other, alice, dueOn(HELD_BY_ALICE));
        vm.prank(stranger);
        servicing.claimEach(list(one, other), alice);
        same(cash.balanceOf(alice), 2 * dueOn(HELD_BY_ALICE), "both");
        same(servicing.progressOf(one).paid, dueOn(HELD_BY_ALICE), "booked");
        same(servicing.progressOf(other).paid, dueOn(HELD_BY_ALICE), "booked, the other");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, one, alice));
        servicing.claimEach(list(one, other), alice);
        payBoth(one);
        payBoth(other);
        same(cash.balanceOf(alice), 2 * dueOn(HELD_BY_ALICE), "once");
        same(
            cash.balanceOf(address(servicing)),
            2 * (dueOn(ISSUED) - dueOn(HELD_BY_ALICE) - dueOn(HELD_BY_BOB)),
            "the rest"
        );
    }

    function test_RevertWhen_OneIsNamedTwice() external {
        uint256 one = ready(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, one, alice));
        servicing.claimEach(list(one, one), alice);
        same(cash.balanceOf(alice), 0, "nothing");
    }

    /// A verdict on interest is none on units.
    function test_RevertWhen_TheSecondIsRefused() external {
        uint256 one = ready(interest());
        uint256 all = ready(maturity());
        freeze(bond, alice, LOT);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, all, alice, FROZEN_FACT));
        servicing.claimEach(list(one, all), alice);
        same(cash.balanceOf(alice), 0, "all or nothing");
        check(!servicing.isSettled(one, alice), "not marked");
    }

    function test_InterestAndUnitsTogether() external {
        uint256 one = ready(interest());
        uint256 all = ready(maturity());
        servicing.claimEach(list(one, all), alice);
        same(cash.balanceOf(alice), 2 * dueOn(HELD_BY_ALICE), "both");
        same(bond.balanceOf(alice), 0, "redeemed");
    }

    /// @dev How often the regime of a bond is asked; who is allowed interest is nobody that the bond is asked about.
    function expectAsked(IBondToken token, uint64 times) private {
        vm.expectCall(token.regime(), abi.encodeWithSelector(IRegime.reasonsAgainst.selector), times);
        vm.expectCall(address(token), abi.encodeWithSelector(ISecurityCore.judge.selector), 0);
    }

    /// The regime is asked once about a holder's interest in one cash token, and about every other payment by itself.
    function test_AsksOnceForWhatIsTheSame() external {
        uint256 one = ready(interest());
        uint256 other = ready(interest());
        expectAsked(bond, 1);
        servicing.claimEach(list(one, other), alice);
    }

    function test_AsksAgainForAnotherCash() external {
        uint256 one = ready(interest());
        cash = newCash(address(0), 0);
        uint256 other = ready(interest());
        expectAsked(bond, 2);
        servicing.claimEach(list(one, other), alice);
    }

    /// What redeems units in between could change the answer.
    function test_AsksAgainAfterUnitsWereRedeemed() external {
        uint256 one = ready(interest());
        uint256 part = ready(partialCall(1, 2));
        uint256 other = ready(interest());
        uint256[] memory ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (one, part, other);
        // Twice for interest, and for the redemption by the bond's explanation and by the movement.
        vm.expectCall(bond.regime(), abi.encodeWithSelector(IRegime.reasonsAgainst.selector), 4);
        servicing.claimEach(ids, alice);
        same(servicing.progressOf(other).settled, HELD_BY_ALICE, "paid");
    }

    /// A kept amount and a turn of the same bond are one question too.
    function test_AsksOnceForATurnAndWhatWasKept() external {
        uint256 one = ready(interest());
        uint256 other = ready(interest());
        restrict(alice, BLOCKED_FLAG);
        payBoth(other);
        restrict(alice, 0);
        expectAsked(bond, 1);
        servicing.claimEach(list(one, other), alice);
        same(cash.balanceOf(alice), 2 * dueOn(HELD_BY_ALICE), "both");
    }

    function test_AsksEveryBond() external {
        IBondToken second = deployBond("ZZ0000SECOND", deployRegime(openTable("open")));
        issue(second, alice, LOT);
        vm.prank(payingAgent);
        second.addRecordDate(RECORD_DATE);
        uint256 one = ready(interest());
        Declaration memory terms = interest();
        terms.bond = address(second);
        uint256 other = declare(terms);
        fund(other);
        expectAsked(bond, 1);
        expectAsked(second, 1);
        servicing.claimEach(list(one, other), alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE) + dueOn(LOT), "both");
    }
}
