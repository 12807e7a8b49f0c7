// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract CapacityLimitTest is RuleTest {
    function setLimit(uint256 limit) private {
        vm.prank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", limit);
    }

    function testFuzz_EqualToTheLimitPassesAndOneUnitMoreFails(uint128 limit) external {
        vm.assume(limit < type(uint128).max);
        IRegime regime = rule(Predicates.CAPACITY, 0);
        setLimit(limit);
        check(!fails(regime, issueOf(limit)), "equal to the limit");
        check(fails(regime, issueOf(uint256(limit) + 1)), "one unit more");
    }

    function test_SupplyEqualToTheLimitPassesOnTheToken() external {
        setLimit(10 * LOT);
        issue(bond, alice, 10 * LOT);
        same(bond.totalSupply(), 10 * LOT, "at the limit");
        expectRefusal(bond, MovementKind.Issue, CAPACITY_RULE);
        issue(bond, alice, LOT);
    }

    function test_LimitRaisedDuringGoLive() external {
        setLimit(LOT);
        issue(bond, alice, LOT);
        expectRefusal(bond, MovementKind.Issue, CAPACITY_RULE);
        issue(bond, alice, LOT);
        setLimit(2 * LOT);
        issue(bond, alice, LOT);
        same(bond.balanceOf(alice), 2 * LOT, "issued under the raised limit");
    }

    /// A limit below the use stops issuance and nothing else.
    function test_LimitLoweredBelowUseStopsIssuanceOnly() external {
        issue(bond, alice, 4 * LOT);
        setLimit(LOT);
        expectRefusal(bond, MovementKind.Issue, CAPACITY_RULE);
        issue(bond, alice, LOT);
        vm.prank(alice);
        bond.transfer(bob, LOT);
        vm.prank(payingAgent);
        bond.redeem(alice, 2 * LOT);
        same(ledger.capacity(LEI, CLASS).used, 2 * LOT, "use after redemption");
        expectRefusal(bond, MovementKind.Issue, CAPACITY_RULE);
        issue(bond, alice, LOT);
        vm.prank(payingAgent);
        bond.redeem(bob, LOT);
        vm.prank(payingAgent);
        bond.redeem(alice, LOT);
        issue(bond, alice, LOT);
        same(bond.totalSupply(), LOT, "issued again once there is room");
    }

    function test_InstrumentWithoutEnrolmentHasNoCapacity() external {
        IRegime regime = rule(Predicates.CAPACITY, 0);
        Movement memory movement = issueOf(1);
        movement.instrument = address(clockBond);
        check(fails(regime, movement), "not enrolled");
    }
}
