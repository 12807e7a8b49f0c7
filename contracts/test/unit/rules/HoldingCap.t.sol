// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract HoldingCapTest is BooksTest {
    uint256 private constant CAP = 10 * UNIT;

    function setUp() public override {
        super.setUp();
        token.issue(alice, 100 * UNIT);
    }

    function failsAt(uint256 parameters, Movement memory movement) private view returns (bool) {
        return fails(Predicates.HOLDING_CAP, parameters, Parties.RECIPIENT, movement);
    }

    function test_AtTheCapPassesAndOneMoreFails() external {
        token.issue(bob, 4 * UNIT);
        check(!failsAt(CAP, transferOf(alice, bob, 6 * UNIT)), "at the cap");
        check(failsAt(CAP, transferOf(alice, bob, 6 * UNIT + 1)), "one more");
        check(!failsAt(CAP, issueOf(carol, CAP)), "on issue");
        check(failsAt(CAP, issueOf(carol, CAP + 1)), "one more on issue");
    }

    function test_ThePositionIsTheSumOfAllWallets() external {
        token.issue(bob, 4 * UNIT);
        address second = linkSecond(bob);
        token.issue(second, 5 * UNIT);
        check(!failsAt(CAP, transferOf(alice, second, UNIT)), "at the cap");
        check(failsAt(CAP, transferOf(alice, second, UNIT + 1)), "one more");
        check(failsAt(CAP, transferOf(alice, bob, UNIT + 1)), "into either");
    }

    function test_WhoIsNotRegisteredHoldsForItself() external {
        address stranger = address(uint160(uint256(keccak256("stranger"))));
        token.issue(stranger, 8 * UNIT);
        check(!failsAt(CAP, transferOf(alice, stranger, 2 * UNIT)), "at the cap");
        check(failsAt(CAP, transferOf(alice, stranger, 2 * UNIT + 1)), "one more");
    }

    function test_MovingBetweenOwnWalletsPasses() external {
        address second = linkSecond(alice);
        check(!failsAt(CAP, transferOf(alice, second, 50 * UNIT)), "own wallet");
        check(!failsAt(CAP, transferOf(alice, alice, 50 * UNIT)), "itself");
        check(!failsAt(CAP, movementOf(MovementKind.Recovery, alice, second, 100 * UNIT)), "recovery");
        Movement memory byOrder = movementOf(MovementKind.ForcedTransfer, alice, second, 50 * UNIT);
        byOrder.sender = Standing.wrap(0);
        check(!failsAt(CAP, byOrder), "by order, whose giver is not judged");
        byOrder.sender = facts(HOME, PROFESSIONAL, 0);
        check(failsAt(CAP, byOrder), "the registry is asked about a giver of whom nothing is said, and of no other");
        check(!failsAt(CAP, transferOf(bob, alice, 0)), "nothing, to somebody above the cap");
        check(failsAt(CAP, transferOf(bob, alice, 1)), "but one more fails");
    }

    function test_AShareOfTheIssueVolume() external {
        token.setIssueVolume(1_000 * UNIT);
        uint256 tenPerCent = uint256(100_000) << 128;
        check(!failsAt(tenPerCent, issueOf(bob, 100 * UNIT)), "exactly");
        check(failsAt(tenPerCent, issueOf(bob, 100 * UNIT + 1)), "one more");
        check(failsAt(tenPerCent | CAP, issueOf(bob, CAP + 1)), "the cap is lower");
        check(failsAt(tenPerCent | 200 * UNIT, issueOf(bob, 101 * UNIT)), "the share is lower");
        token.setIssueVolume(1_000 * UNIT - 1);
        check(failsAt(tenPerCent, issueOf(bob, 100 * UNIT)), "rounded down");
    }

    function testFuzz_EqualsItsDefinition(uint128 cap, uint64 held, uint256 amount) external {
        token.issue(bob, held);
        bool expected = cap != 0 && amount != 0 && (amount > type(uint128).max || uint256(held) + amount > cap);
        check(failsAt(cap, issueOf(bob, amount)) == expected, "definition");
    }

    function regimeRefuses(uint256 parameters, Movement memory movement) private returns (bool) {
        return refuses(regimeOf(Predicates.HOLDING_CAP, parameters, Parties.RECIPIENT), movement);
    }

    /// What a regime finds out alone stops where it could be wrong.
    function test_TheRegimeLooksAtSharesAndFurtherWalletsToo() external {
        token.setIssueVolume(100 * UNIT);
        uint256 tenPerCent = uint256(100_000) << 128;
        check(regimeRefuses(tenPerCent | 90 * UNIT, issueOf(carol, 11 * UNIT)), "above the share, below the cap");
        check(!regimeRefuses(tenPerCent | 91 * UNIT, issueOf(carol, 10 * UNIT)), "at the share");
        token.issue(bob, 4 * UNIT);
        check(regimeRefuses(CAP + 1, issueOf(bob, type(uint256).max)), "more than there can be");
        check(!regimeRefuses(CAP, issueOf(bob, 6 * UNIT)), "at the cap");
        check(regimeRefuses(CAP + 2, issueOf(bob, 6 * UNIT + 3)), "one more");
        address second = linkSecond(bob);
        check(regimeRefuses(CAP + 3, issueOf(second, 6 * UNIT + 4)), "with the other wallet");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount) external view {
        failsAt(parameters & type(uint224).max, transferOf(alice, bob, amount));
    }
}
