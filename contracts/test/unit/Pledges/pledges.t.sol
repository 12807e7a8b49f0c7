// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {IPledges} from "../../../src/interfaces/IPledges.sol";
import {IServicing} from "../../../src/interfaces/IServicing.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {Deployed} from "../../support/Deployed.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract PledgesTest is BaseTest {
    uint256 internal constant HOLDING = 20 * LOT;
    uint256 internal constant ALL_FROZEN = type(uint256).max;

    IPledges internal pledges;

    function setUp() public override {
        super.setUp();
        pledges = IPledges(Deployed.create("Pledges", abi.encode(address(manager))));
        bytes4[] memory selectors = new bytes4[](2);
        (selectors[0], selectors[1]) = (IPledges.enforce.selector, IPledges.movePledge.selector);
        manager.setTargetFunctionRole(address(pledges), selectors, ENFORCEMENT_ROLE);
        manager.grantRole(ENFORCEMENT_ROLE, address(pledges), 0);
        issue(bond, alice, HOLDING);
    }

    function pledge(address securedParty, uint256 units) private {
        vm.prank(alice);
        pledges.pledge(address(bond), securedParty, units);
    }

    function release(address securedParty, uint256 units) private {
        vm.prank(securedParty);
        pledges.release(address(bond), alice, units);
    }

    function frozen() private view returns (uint256) {
        return bond.getFrozenTokens(alice);
    }

    function test_PledgedUnitsStayAndDoNotMove() external {
        vm.expectEmit(address(pledges));
        emit IPledges.Pledged(address(bond), alice, bob, 15 * LOT);
        pledge(bob, 15 * LOT);
        same(bond.balanceOf(alice), HOLDING, "title stays");
        same(pledges.pledgedTo(address(bond), alice, bob), 15 * LOT, "pledged");
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector, alice, 6 * LOT, 5 * LOT
            )
        );
        bond.transfer(bob, 6 * LOT);
        vm.prank(alice);
        bond.transfer(bob, 5 * LOT);
        vm.expectEmit(address(pledges));
        emit IPledges.Released(address(bond), alice, bob, 15 * LOT);
        release(bob, 15 * LOT);
        vm.prank(alice);
        bond.transfer(bob, 15 * LOT);
    }

    /// What others froze is theirs: pledging adds to it, releasing leaves it.
    function testFuzz_FrozenIsWhatOthersFrozeAndWhatIsPledged(uint256 ofOfficer, uint256 first, uint256 second)
        external
    {
        ofOfficer = bound(ofOfficer, 0, HOLDING - 2);
        freeze(bond, alice, ofOfficer);
        first = bound(first, 1, HOLDING - ofOfficer - 1);
        second = bound(second, 1, HOLDING - ofOfficer - first);
        pledge(bob, first);
        pledge(carol, second);
        same(frozen(), ofOfficer + first + second, "all");
        same(pledges.pledgedBy(address(bond), alice), first + second, "pledged in all");
        release(bob, first);
        same(frozen(), ofOfficer + second, "one released");
        release(carol, second);
        same(frozen(), ofOfficer, "both released");
    }

    function test_RevertWhen_NotFree() external {
        freeze(bond, alice, 2 * LOT);
        pledge(bob, 10 * LOT);
        bytes4 error = IPledges.NotFree.selector;
        vm.expectRevert(abi.encodeWithSelector(error, bond, alice, 8 * LOT + 1, 8 * LOT));
        pledge(carol, 8 * LOT + 1);
        freeze(bond, alice, 0);
        vm.expectRevert(abi.encodeWithSelector(error, bond, alice, 10 * LOT + 1, 10 * LOT));
        pledge(carol, 10 * LOT + 1);
        freeze(bond, alice, ALL_FROZEN);
        vm.expectRevert(abi.encodeWithSelector(error, bond, alice, 1, 0));
        pledge(carol, 1);
    }

    function test_RevertWhen_NobodyOrNothing() external {
        vm.expectRevert(abi.encodeWithSelector(IPledges.InvalidSecuredParty.selector, address(0)));
        pledge(address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(IPledges.InvalidSecuredParty.selector, alice));
        pledge(alice, 1);
        vm.expectRevert(IPledges.NoUnits.selector);
        pledge(bob, 0);
        vm.expectRevert(IPledges.NoUnits.selector);
        release(bob, 0);
    }

    function test_RevertWhen_ReleasedBySomebodyElse() external {
        pledge(bob, LOT);
        bytes4 error = IPledges.NotPledged.selector;
        vm.expectRevert(abi.encodeWithSelector(error, bond, alice, alice, LOT, 0));
        release(alice, LOT);
        vm.expectRevert(abi.encodeWithSelector(error, bond, alice, bob, LOT + 1, LOT));
        release(bob, LOT + 1);
    }

    function test_WhoeverIsFrozenWithoutLimitStaysSo() external {
        pledge(bob, LOT);
        freeze(bond, alice, ALL_FROZEN);
        release(bob, LOT);
        check(frozen() == ALL_FROZEN, "still");
        same(pledges.pledgedBy(address(bond), alice), 0, "released");
    }

    function test_RevertWhen_EnforcedBySomebodyElse() external {
        pledge(bob, LOT);
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, bob);
        vm.startPrank(bob);
        vm.expectRevert(why);
        pledges.enforce(address(bond), alice, bob, LOT, "order");
        vm.expectRevert(why);
        pledges.movePledge(address(bond), alice, carol, bob);
    }

    /// An order discharges the pledge, whether free units would have been enough or not.
    function testFuzz_EnforcementDischargesThePledge(uint256 pledged, uint256 units) external {
        pledged = bound(pledged, 1, HOLDING);
        units = bound(units, 1, pledged);
        pledge(bob, pledged);
        vm.expectEmit(address(pledges));
        emit IPledges.Enforced(address(bond), alice, bob, units, "order");
        vm.prank(officer);
        pledges.enforce(address(bond), alice, bob, units, "order");
        same(bond.balanceOf(bob), units, "to the secured party");
        same(frozen(), pledged - units, "the rest stays pledged");
        same(pledges.pledgedTo(address(bond), alice, bob), pledged - units, "pledged");
    }

    /// The regime judges who receives: an order to somebody who may not hold the bond fails, and the pledge stands.
    function test_RevertWhen_TheSecuredPartyMayNotHold() external {
        pledge(stranger, LOT);
        expectRefusal(bond, MovementKind.ForcedTransfer, IDENTITY_RULE | ELIGIBLE_RULE);
        vm.prank(officer);
        pledges.enforce(address(bond), alice, stranger, LOT, "order");
        same(pledges.pledgedTo(address(bond), alice, stranger), LOT, "still pledged");
    }

    function test_RestoredAfterALowerFreeze() external {
        pledge(bob, LOT);
        vm.expectRevert(abi.encodeWithSelector(IPledges.NothingToRestore.selector, bond, alice));
        pledges.restore(address(bond), alice);
        freeze(bond, alice, 0);
        vm.expectEmit(address(pledges));
        emit IPledges.FreezeRestored(address(bond), alice, LOT);
        pledges.restore(address(bond), alice);
        same(frozen(), LOT, "frozen again");
    }

    function test_FollowsARecovery() external {
        address spare = makeAccount("spare wallet");
        link(alice, spare);
        freeze(bond, alice, 2 * LOT);
        pledge(bob, 3 * LOT);
        vm.startPrank(officer);
        bond.recover(alice, spare);
        vm.expectEmit(address(pledges));
        emit IPledges.PledgeMoved(address(bond), alice, spare, bob, 3 * LOT);
        pledges.movePledge(address(bond), alice, spare, bob);
        vm.expectRevert(IPledges.NoUnits.selector);
        pledges.movePledge(address(bond), alice, spare, bob);
        vm.stopPrank();
        same(bond.getFrozenTokens(spare), 5 * LOT, "frozen there");
        vm.prank(bob);
        pledges.release(address(bond), spare, 3 * LOT);
        same(bond.getFrozenTokens(spare), 2 * LOT, "what the officer froze");
    }

    /// One after the other: each moves until all have.
    function test_EachPledgeFollowsARecovery() external {
        address spare = makeAccount("spare wallet");
        link(alice, spare);
        pledge(bob, 3 * LOT);
        pledge(carol, LOT);
        vm.startPrank(officer);
        bond.recover(alice, spare);
        pledges.movePledge(address(bond), alice, spare, bob);
        pledges.movePledge(address(bond), alice, spare, carol);
        vm.stopPrank();
        same(pledges.pledgedBy(address(bond), spare), 4 * LOT, "pledged there");
        same(pledges.pledgedBy(address(bond), alice), 0, "nothing is left");
        same(bond.getFrozenTokens(spare), 4 * LOT, "frozen there");
    }

    function test_RevertWhen_MovedToAnotherInvestor() external {
        address spare = makeAccount("spare wallet");
        link(alice, spare);
        pledge(bob, LOT);
        vm.prank(officer);
        bond.recover(alice, spare);
        revertsAsNotOneInvestor(carol);
        revertsAsNotOneInvestor(stranger);
        revertsAsNotOneInvestor(alice);
        // Neither is anybody's now, which makes them nobody's both.
        vm.prank(registrar);
        investors.unlinkWallet(alice);
        revertsAsNotOneInvestor(stranger);
        revertsAsNotOneInvestor(spare);
        same(pledges.pledgedBy(address(bond), alice), LOT, "still there");
    }

    function revertsAsNotOneInvestor(address replacement) private {
        vm.prank(officer);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotOneInvestor.selector, alice, replacement));
        pledges.movePledge(address(bond), alice, replacement, bob);
    }

    /// A pledge follows the units, so it stays where they are.
    function testFuzz_RevertWhen_TheUnitsAreStillThere(uint256 pledged, uint256 taken) external {
        address spare = makeAccount("spare wallet");
        link(alice, spare);
        pledged = bound(pledged, 2, HOLDING);
        pledge(bob, pledged - 1);
        pledge(carol, 1);
        taken = bound(taken, 0, HOLDING - pledged);
        vm.startPrank(officer);
        if (taken != 0) bond.forcedTransfer(alice, spare, taken);
        bytes4 error = IPledges.StillHeld.selector;
        vm.expectRevert(abi.encodeWithSelector(error, bond, alice, HOLDING - taken, pledged));
        pledges.movePledge(address(bond), alice, spare, bob);
        bond.forcedTransfer(alice, spare, HOLDING - taken - pledged + 1);
        pledges.movePledge(address(bond), alice, spare, bob);
        vm.stopPrank();
        same(pledges.pledgedTo(address(bond), spare, bob), pledged - 1, "moved");
    }

    function test_RevertWhen_MovedToTheSecuredParty() external {
        pledge(bob, LOT);
        vm.prank(officer);
        vm.expectRevert(abi.encodeWithSelector(IPledges.InvalidSecuredParty.selector, bob));
        pledges.movePledge(address(bond), alice, bob, bob);
    }
}
