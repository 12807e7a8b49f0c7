// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {HolderClass} from "../../src/interfaces/IInstrumentLedger.sol";
import {IRegime} from "../../src/interfaces/IRegime.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {Books} from "../../src/types/Books.sol";
import {Movement} from "../../src/types/Movement.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Parties} from "../../src/types/Parties.sol";
import {BooksTest} from "../support/BooksTest.sol";
import {Deployed} from "../support/Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "../support/RuleTableBuilder.sol";

/// The extension behind a regime, and a bond that reports: the same rules, from end to end.
contract RuleExtensionTest is BooksTest {
    uint256 private constant KINDS = Table.ISSUE | Table.TRANSFER | Table.FORCED;

    function setUp() public override {
        super.setUp();
        useRegimeCode(address(extension));
    }

    function cappedDraft() private view returns (bytes memory table) {
        TableDraft memory t = Table.draft("books", "test", address(ledger));
        t = Table.row(t, Predicates.HOLDING_CAP, KINDS, Parties.RECIPIENT, 4 * LOT, "X-0: cap");
        uint256 limit = 2 | uint256(HolderClass.All) << 32;
        t = Table.row(t, Predicates.HOLDER_LIMIT, KINDS, Parties.MOVEMENT, limit, "X-1: holders");
        t = Table.row(t, Predicates.LOT_CLOCK, Table.TRANSFER, Parties.SENDER, 6, "X-2: lots");
        uint256[] memory states = Table.words(Table.lanes(901));
        t = Table.row(t, Predicates.SUBDIVISION, KINDS, Parties.RECIPIENT, AWAY, states, "X-3: subdivision");
        table = Table.encode(t);
        table[71] = bytes1(uint8(Books.HOLDERS | Books.LOTS | Books.POSITIONS));
    }

    function test_ABondUnderRulesThatRemember() external {
        IBondToken made = deployBond("ZZ000BOOKS00", deployRegime(cappedDraft()));
        vm.prank(registrar);
        books.setLotTerms(address(made), 0, AFFILIATE_FLAG);
        issue(made, alice, 4 * LOT);
        same(reasons(made, MovementKind.Issue, address(0), address(0), alice, 1), 1, "above the cap");
        same(reasons(made, MovementKind.Transfer, address(0), alice, bob, LOT), 4, "too young");
        vm.warp(START + 300 days);
        same(reasons(made, MovementKind.Transfer, address(0), alice, bob, LOT), 0, "old enough");
        vm.prank(alice);
        made.transfer(bob, LOT);
        same(reasons(made, MovementKind.Transfer, address(0), alice, carol, LOT), 2, "a third holder");
        same(reasons(made, MovementKind.Transfer, address(0), alice, carol, 3 * LOT), 0, "alice makes room");
        address away = investor(1, AWAY, INSTITUTIONAL);
        same(reasons(made, MovementKind.Transfer, address(0), alice, away, 3 * LOT), 8, "of no known subdivision");
        same(books.lotsOf(address(made), bob)[0].day, START_DAY, "tacked");
        same(books.holderCount(address(made), HolderClass.All, 0), 2, "two");
        vm.prank(payingAgent);
        made.redeem(bob, LOT);
        same(books.holderCount(address(made), HolderClass.All, 0), 1, "one");
    }

    function test_KnowsItsPredicates() external view {
        (uint256 known, uint256 ofParties) = extension.predicates();
        for (uint256 i = 0; i < 256; ++i) {
            check((known >> i & 1 == 1) == (i >= 12 && i <= 28), "known");
        }
        check(ofParties & ~known == 0, "of parties");
        check(extension.books() == address(books), "books");
    }

    function test_RevertWhen_ThePredicateIsAnother() external {
        Movement memory movement = transferOf(alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(IRegime.UnknownPredicate.selector, uint256(29)));
        extension.extendedFails(movement, 29 << 248, new uint256[](0), 8, START_DAY);
    }

    /// The factory takes no such regime; whoever makes one all the same gets no verdict from it.
    function test_RevertWhen_TheRegimeHasNoExtension() external {
        uint256[] memory states = Table.words(Table.lanes(901));
        TableDraft memory table = Table.draft("bare", "test", address(ledger));
        table = Table.row(table, Predicates.SUBDIVISION, KINDS, Parties.RECIPIENT, AWAY, states, "X-0: subdivision");
        IRegime bare = IRegime(address(0xba2e));
        bytes memory code = Deployed.create("Regime", abi.encode(address(0))).code;
        vm.etch(address(bare), abi.encodePacked(code, Table.encode(table)));
        Movement memory movement = transferOf(alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(IRegime.UnknownPredicate.selector, Predicates.SUBDIVISION));
        bare.reasonsAgainst(movement);
        code = Deployed.create("Regime", abi.encode(address(extension))).code;
        vm.etch(address(bare), abi.encodePacked(code, Table.encode(table)));
        same(verdict(bare, movement), 0, "the extension answers");
    }
}
