// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HolderClass} from "../../../src/interfaces/IInstrumentLedger.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract HolderLimitTest is BooksTest {
    function setUp() public override {
        super.setUp();
        token.open(Books.HOLDERS);
        token.issue(alice, 10 * UNIT);
        token.issue(carol, 10 * UNIT);
    }

    function limit(uint256 most, HolderClass class, uint256 key) private pure returns (uint256) {
        return most | uint256(class) << 32 | key << 40;
    }

    function failsAt(uint256 most, Movement memory movement) private view returns (bool) {
        return fails(Predicates.HOLDER_LIMIT, limit(most, HolderClass.All, 0), movement);
    }

    function test_TheLastPlaceIsTakenAndNoMore() external {
        check(!failsAt(3, transferOf(alice, bob, UNIT)), "the third");
        check(failsAt(2, transferOf(alice, bob, UNIT)), "one too many");
        check(failsAt(2, issueOf(bob, UNIT)), "on issue too");
        check(failsAt(2, transferOf(alice, stranger, UNIT)), "whatever it has attested");
    }

    function test_WhoHoldsAlreadyPasses() external {
        check(!failsAt(0, transferOf(alice, carol, UNIT)), "a holder");
        address second = linkSecond(alice);
        check(!failsAt(0, transferOf(carol, second, UNIT)), "another wallet of a holder");
        check(!failsAt(0, transferOf(alice, second, UNIT)), "an own wallet");
        check(!failsAt(0, transferOf(alice, bob, 0)), "nothing makes no holder");
    }

    function test_ARedemptionMakesNoHolder() external view {
        check(!failsAt(0, movementOf(MovementKind.Redeem, alice, address(0), UNIT)), "nobody receives");
    }

    function test_WhoLeavesMakesRoom() external {
        check(!failsAt(2, transferOf(alice, bob, 10 * UNIT)), "alice leaves");
        check(failsAt(1, transferOf(alice, bob, 10 * UNIT)), "carol is still there");
        address second = linkSecond(alice);
        token.send(alice, second, UNIT);
        check(failsAt(2, transferOf(alice, bob, 9 * UNIT)), "alice stays with her other wallet");
    }

    function test_ClassesAreLimitedByThemselves() external {
        uint256 elsewhere = limit(1, HolderClass.Jurisdiction, ELSEWHERE);
        address dave = investor(1, ELSEWHERE, INSTITUTIONAL);
        check(fails(Predicates.HOLDER_LIMIT, elsewhere, transferOf(alice, dave, UNIT)), "second elsewhere");
        check(!fails(Predicates.HOLDER_LIMIT, elsewhere, transferOf(alice, bob, UNIT)), "bob is at home");
        check(!fails(Predicates.HOLDER_LIMIT, elsewhere, transferOf(carol, dave, 10 * UNIT)), "carol leaves");
        check(fails(Predicates.HOLDER_LIMIT, elsewhere, transferOf(alice, dave, 10 * UNIT)), "alice is not of it");
        uint256 professionals = limit(2, HolderClass.WithCategory, PROFESSIONAL);
        check(fails(Predicates.HOLDER_LIMIT, professionals, transferOf(alice, bob, UNIT)), "a third professional");
        check(!fails(Predicates.HOLDER_LIMIT, professionals, transferOf(alice, dave, UNIT)), "dave is none");
        uint256 others = limit(0, HolderClass.WithoutCategory, PROFESSIONAL);
        check(fails(Predicates.HOLDER_LIMIT, others, transferOf(alice, dave, UNIT)), "one who is none");
        check(!fails(Predicates.HOLDER_LIMIT, others, transferOf(alice, bob, UNIT)), "bob is one");
    }

    /// Two thousand and five hundred are data: the rule counts to whatever the row says.
    function test_OneBelowPassesAtAnyNumber() external {
        for (uint256 i = 0; i < 5; ++i) {
            address holder = investor(10 + i, HOME, INSTITUTIONAL);
            check(!failsAt(3 + i, issueOf(holder, 1)), "one place left");
            check(failsAt(2 + i, issueOf(holder, 1)), "none left");
            token.issue(holder, 1);
        }
    }

    function test_FailsUntilTheBookIsComplete() external {
        token.open(0);
        check(failsAt(1_000, transferOf(alice, bob, UNIT)), "not kept");
        token.open(Books.HOLDERS);
        check(failsAt(1_000, transferOf(alice, bob, UNIT)), "not complete");
        check(!failsAt(0, transferOf(alice, carol, UNIT)), "a holder passes all the same");
        vm.prank(registrar);
        books.seed(address(token), toWallets(alice, carol));
        check(!failsAt(3, transferOf(alice, bob, UNIT)), "complete");
    }

    function test_AnUnknownClassFails() external view {
        check(fails(Predicates.HOLDER_LIMIT, 1_000 | 4 << 32, transferOf(alice, bob, UNIT)), "no such class");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount, address to) external view {
        fails(Predicates.HOLDER_LIMIT, parameters & type(uint224).max, transferOf(alice, to, amount));
    }

    /// Whoever comes in fails if and only if the class is full without whoever leaves.
    function testFuzz_EqualsItsDefinition(uint256 seed, uint8 most) external {
        uint256 others = seed % 6;
        for (uint256 i = 0; i < others; ++i) {
            token.issue(investor(20 + i, HOME, INSTITUTIONAL), 1);
        }
        bool whole = seed >> 8 & 1 == 1;
        bool isHolder = seed >> 9 & 1 == 1;
        uint256 counted = 2 + others - (whole ? 1 : 0);
        Movement memory movement = transferOf(alice, isHolder ? carol : bob, whole ? 10 * UNIT : UNIT);
        check(failsAt(most, movement) == (!isHolder && counted >= most), "definition");
    }
}
