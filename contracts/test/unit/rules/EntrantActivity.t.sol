// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Entrant} from "../../../src/interfaces/IEntrantLedger.sol";
import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract EntrantActivityTest is RuleTest {
    function permit(uint16 activities) private {
        vm.prank(supervisor);
        ledger.setEntrant(LEI, Entrant(HOME, 2, activities));
    }

    function testFuzz_EveryRequiredActivityIsNeeded(uint16 required, uint16 permitted) external {
        permit(permitted);
        IRegime regime = rule(Predicates.ENTRANT_ACTIVITY, required);
        check(fails(regime, issueOf(LOT)) == (permitted & required != required), "activities");
    }

    function test_RevertWhen_ActivityIsMissing() external {
        permit(14);
        expectRefusal(bond, MovementKind.Issue, ACTIVITY_RULE);
        issue(bond, alice, LOT);
        permit(1);
        issue(bond, alice, LOT);
        same(bond.totalSupply(), LOT, "with the activity");
    }
}
