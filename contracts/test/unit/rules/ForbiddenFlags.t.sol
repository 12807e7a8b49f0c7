// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract ForbiddenFlagsTest is RuleTest {
    function testFuzz_AnyForbiddenFlagFails(uint24 forbidden, uint24 flags) external {
        IRegime regime = rule(Predicates.FORBIDDEN_FLAGS, Parties.RECIPIENT, forbidden);
        Movement memory movement = to(Standing.wrap(0).withFlags(flags, type(uint24).max));
        check(fails(regime, movement) == (forbidden & flags != 0), "flags");
    }

    function testFuzz_JudgesEachSide(uint256 side, uint24 flags) external {
        side = bound(side, 0, 2);
        vm.assume(flags != 0);
        IRegime regime = rule(Predicates.FORBIDDEN_FLAGS, Parties.ALL, flags);
        Standing flagged = Standing.wrap(0).withFlags(flags, type(uint24).max);
        Movement memory movement = transferOf(LOT, LOT);
        if (side == 0) movement.sender = flagged;
        if (side == 1) movement.recipient = flagged;
        if (side == 2) movement.operator = flagged;
        check(fails(regime, movement), "a flagged side");
    }

    function test_UnregisteredOperatorPasses() external {
        IRegime regime = rule(Predicates.FORBIDDEN_FLAGS, Parties.OPERATOR, type(uint24).max);
        check(!fails(regime, transferOf(LOT, LOT)), "no standing, no flag");
    }

    /// Only flags are read: whatever else the word holds makes no difference.
    function testFuzz_OtherFieldsDoNotMatter(uint256 word) external {
        IRegime regime = rule(Predicates.FORBIDDEN_FLAGS, Parties.RECIPIENT, BLOCKED_FLAG);
        Standing standing = Standing.wrap(word).withFlags(0, BLOCKED_FLAG);
        check(!fails(regime, to(standing)), "not blocked");
        check(fails(regime, to(standing.withFlags(BLOCKED_FLAG, BLOCKED_FLAG))), "blocked");
    }
}
