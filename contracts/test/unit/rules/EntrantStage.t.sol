// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Entrant} from "../../../src/interfaces/IEntrantLedger.sol";
import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract EntrantStageTest is RuleTest {
    function setStage(uint8 stage) private {
        vm.prank(supervisor);
        ledger.setEntrant(LEI, Entrant(HOME, stage, 15));
    }

    function testFuzz_StageBelowTheMinimumFails(uint8 minimum, uint8 stage) external {
        setStage(stage);
        check(fails(rule(Predicates.ENTRANT_STAGE, minimum), issueOf(LOT)) == (stage < minimum), "stage");
    }

    /// No live issuance before the stage that allows it: a stage-1 entrant is refused, a stage-2 one is not.
    function test_RevertWhen_EntrantIssuesBeforeItsStage() external {
        setStage(1);
        expectRefusal(bond, MovementKind.Issue, STAGE_RULE);
        issue(bond, alice, LOT);
        setStage(2);
        issue(bond, alice, LOT);
        same(bond.totalSupply(), LOT, "stage 2 issues");
    }
}
