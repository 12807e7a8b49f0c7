// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract AttestedTest is RuleTest {
    /// An attestation is valid through its last day and refused from the next one on.
    function testFuzz_ValidThroughItsLastDay(uint256 category, uint16 lastDay, uint16 day) external {
        category = bound(category, 0, 9);
        vm.assume(lastDay != 0);
        IRegime regime = rule(Predicates.ATTESTED, Parties.RECIPIENT, category);
        Movement memory movement = to(Standing.wrap(0).withExpiry(category, lastDay));
        check(fails(regime, onDay(movement, day)) == (day > lastDay), "expiry");
    }

    function test_ExpiryTodayIsValid() external {
        IRegime regime = rule(Predicates.ATTESTED, Parties.RECIPIENT, IDENTITY);
        Movement memory movement = to(Standing.wrap(0).withExpiry(IDENTITY, START_DAY));
        movement.at = uint64(START + 1 days - 1);
        check(!fails(regime, movement), "last second of the last day");
    }

    function test_ExpiryYesterdayHasLapsed() external {
        IRegime regime = rule(Predicates.ATTESTED, Parties.RECIPIENT, IDENTITY);
        Movement memory movement = to(Standing.wrap(0).withExpiry(IDENTITY, START_DAY - 1));
        movement.at = uint64(START);
        check(fails(regime, movement), "first second of the next day");
    }

    function testFuzz_AnotherCategoryDoesNotCount(uint256 category, uint256 other) external {
        (category, other) = (bound(category, 0, 9), bound(other, 0, 9));
        IRegime regime = rule(Predicates.ATTESTED, Parties.RECIPIENT, category);
        check(fails(regime, to(Standing.wrap(0).withExpiry(other, LAST_DAY))) == (other != category), "category");
    }

    /// A category that a standing has no room for is held by nobody.
    function testFuzz_CategoryOutOfRangeIsHeldByNobody(uint8 category, uint256 word) external {
        vm.assume(category >= 10);
        IRegime regime = rule(Predicates.ATTESTED, Parties.RECIPIENT, category);
        check(fails(regime, to(Standing.wrap(word))), "out of range");
    }

    function test_JudgesTheSidesItNames() external {
        IRegime senders = rule(Predicates.ATTESTED, Parties.SENDER, IDENTITY);
        IRegime both = rule(Predicates.ATTESTED, Parties.SENDER | Parties.RECIPIENT, IDENTITY);
        Movement memory movement = transferOf(LOT, LOT);
        movement.sender = facts(HOME, PROFESSIONAL, 0);
        check(!fails(senders, movement), "sender only");
        check(fails(both, movement), "recipient too");
    }

    function test_AbsentPartiesAreNotJudged() external {
        IRegime both = rule(Predicates.ATTESTED, Parties.SENDER | Parties.RECIPIENT, IDENTITY);
        Movement memory movement = issueOf(LOT);
        movement.recipient = facts(HOME, PROFESSIONAL, 0);
        check(!fails(both, movement), "nobody gives on issue");
        movement.kind = MovementKind.Redeem;
        (movement.sender, movement.recipient) = (movement.recipient, Standing.wrap(0));
        check(!fails(both, movement), "nobody receives on redemption");
    }
}
