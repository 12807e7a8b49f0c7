// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Entrant} from "../../../src/interfaces/IEntrantLedger.sol";
import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {RuleTableBuilder as Table} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract EntrantEstablishedTest is RuleTest {
    function establish(uint16 jurisdiction) private {
        vm.prank(supervisor);
        ledger.setEntrant(LEI, Entrant(jurisdiction, 2, 15));
    }

    function testFuzz_EstablishedInAListedJurisdiction(uint16 jurisdiction) external {
        establish(jurisdiction);
        uint256[] memory lanes = Table.words(Table.lanes(HOME), Table.lanes(ELSEWHERE));
        IRegime regime = rule(Predicates.ENTRANT_ESTABLISHED, Table.EVERY_KIND, Parties.MOVEMENT, 0, lanes);
        bool listed = jurisdiction == HOME || jurisdiction == ELSEWHERE;
        check(fails(regime, issueOf(LOT)) != listed, "established");
    }

    /// A code is found in whichever of several words of lanes it stands.
    function testFuzz_EveryLaneOfEveryWordIsRead(uint256 position, uint16 jurisdiction, uint16 other) external {
        vm.assume(jurisdiction != 0 && other != jurisdiction);
        position = bound(position, 0, 47);
        uint256[] memory lanes = new uint256[](3);
        lanes[position / 16] = uint256(jurisdiction) << (16 * (position % 16));
        IRegime regime = rule(Predicates.ENTRANT_ESTABLISHED, Table.EVERY_KIND, Parties.MOVEMENT, 0, lanes);
        establish(jurisdiction);
        check(!fails(regime, issueOf(LOT)), "established");
        establish(other);
        check(fails(regime, issueOf(LOT)), "elsewhere");
    }

    function test_RevertWhen_EntrantIsEstablishedElsewhere() external {
        establish(AWAY);
        expectRefusal(bond, MovementKind.Issue, ESTABLISHED_RULE);
        issue(bond, alice, LOT);
    }

    /// An instrument that nobody enrolled has no entrant, and no establishment either.
    function test_InstrumentWithoutEnrolmentIsEstablishedNowhere() external {
        useRegime(clockBond, cappedTable("capped"));
        uint256 bits = STAGE_RULE | ACTIVITY_RULE | ESTABLISHED_RULE | CAPACITY_RULE;
        expectRefusal(clockBond, MovementKind.Issue, bits);
        issue(clockBond, alice, LOT);
    }
}
