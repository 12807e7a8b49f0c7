// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {RuleTableBuilder as Table} from "../../support/RuleTableBuilder.sol";

contract SubdivisionTest is BooksTest {
    uint256 private constant EXCLUDE = 1 << 40;
    uint16 private constant LISTED = 901;
    uint16 private constant ALSO_LISTED = 1207;
    uint16 private constant OTHER = 77;

    function at(uint16 jurisdiction, uint16 subdivision) private pure returns (Standing) {
        return Standing.wrap(0).withJurisdiction(jurisdiction).withSubdivision(subdivision);
    }

    function refused(uint256 mode, Standing recipient) private view returns (bool) {
        Movement memory movement = transferOf(alice, bob, UNIT);
        movement.recipient = recipient;
        return fails(
            Predicates.SUBDIVISION,
            AWAY | mode,
            Parties.RECIPIENT,
            movement,
            Table.words(Table.lanes(LISTED, ALSO_LISTED))
        );
    }

    function test_MembersOfTheListPass() external view {
        check(!refused(0, at(AWAY, LISTED)), "listed");
        check(!refused(0, at(AWAY, ALSO_LISTED)), "also listed");
        check(refused(0, at(AWAY, OTHER)), "not listed");
        check(!refused(0, at(HOME, OTHER)), "of another jurisdiction");
    }

    function test_ExcludedMembersFail() external view {
        check(refused(EXCLUDE, at(AWAY, LISTED)), "left out");
        check(!refused(EXCLUDE, at(AWAY, OTHER)), "not left out");
        check(!refused(EXCLUDE, at(HOME, LISTED)), "of another jurisdiction");
    }

    function test_AnUnknownSubdivisionFailsEitherWay() external view {
        check(refused(0, at(AWAY, 0)), "listed");
        check(refused(EXCLUDE, at(AWAY, 0)), "left out");
    }

    function test_EverySideCanBeAsked() external view {
        Movement memory movement = transferOf(alice, bob, UNIT);
        movement.operator = at(AWAY, OTHER);
        uint256[] memory list = Table.words(Table.lanes(LISTED));
        check(!fails(Predicates.SUBDIVISION, AWAY, Parties.SENDER, movement, list), "sender");
        check(!fails(Predicates.SUBDIVISION, AWAY, Parties.RECIPIENT, movement, list), "recipient");
        check(fails(Predicates.SUBDIVISION, AWAY, Parties.ALL, movement, list), "operator");
    }

    /// Every set of sides that a row can name, against every set of sides that are of another subdivision.
    function test_AsksTheSidesItNames() external view {
        uint256[] memory list = Table.words(Table.lanes(LISTED));
        for (uint256 parties = 1; parties <= Parties.ALL; ++parties) {
            for (uint256 outside = 0; outside <= Parties.ALL; ++outside) {
                Movement memory movement = transferOf(alice, bob, UNIT);
                movement.sender = at(AWAY, outside & Parties.SENDER != 0 ? OTHER : LISTED);
                movement.recipient = at(AWAY, outside & Parties.RECIPIENT != 0 ? OTHER : LISTED);
                movement.operator = at(AWAY, outside & Parties.OPERATOR != 0 ? OTHER : LISTED);
                bool failed = fails(Predicates.SUBDIVISION, AWAY, parties, movement, list);
                check(failed == (parties & outside != 0), "sides");
            }
        }
    }

    function testFuzz_EqualsItsDefinition(uint16 jurisdiction, uint16 code, bool exclude) external view {
        bool listed = code == LISTED || code == ALSO_LISTED;
        bool expected = jurisdiction == AWAY && (code == 0 || listed == exclude);
        check(refused(exclude ? EXCLUDE : 0, at(jurisdiction, code)) == expected, "definition");
    }
}
