// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {HolderClass} from "../../../src/interfaces/IInstrumentLedger.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {Deployed} from "../../support/Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";

/// A bond and its books: what it reports, and what becomes of them when its regime is replaced.
contract BondBooksTest is BooksTest {
    IBondToken private made;

    function setUp() public override {
        super.setUp();
        useRegimeCode(address(extension));
        made = deployBond("ZZ000BOOKS00", deployRegime(holdersTable("first", 3)));
    }

    /// @dev At most so many holders, and nothing else.
    function holdersTable(bytes32 profile, uint256 most) private view returns (bytes memory) {
        return tableOf(profile, Predicates.HOLDER_LIMIT, Parties.MOVEMENT, most, Books.HOLDERS);
    }

    function tableOf(bytes32 profile, uint256 predicate, uint256 parties, uint256 parameters, uint256 mask)
        private
        view
        returns (bytes memory table)
    {
        TableDraft memory t = Table.draft(profile, "books", address(ledger));
        uint256 kinds = Table.TRANSFER | (parties == Parties.MOVEMENT ? Table.ISSUE | Table.FORCED : 0);
        table = Table.encode(Table.row(t, predicate, kinds, parties, parameters, new uint256[](0), "B-0: books"));
        table[71] = bytes1(uint8(mask));
    }

    function count() private view returns (uint256) {
        return books.holderCount(address(made), HolderClass.All, 0);
    }

    function seed(address[] memory wallets) private {
        vm.prank(registrar);
        books.seed(address(made), wallets);
    }

    function transferReasons(address from, address to, uint256 amount) private view returns (uint256) {
        return reasons(made, MovementKind.Transfer, address(0), from, to, amount);
    }

    function test_EveryMovementIsReported() external {
        issue(made, alice, 4 * LOT);
        vm.prank(alice);
        made.transfer(bob, 2 * LOT);
        same(count(), 2, "issue and transfer");
        vm.prank(bob);
        made.approve(stranger, LOT);
        vm.prank(stranger);
        made.transferFrom(bob, carol, LOT);
        same(count(), 3, "transferFrom");
        vm.prank(officer);
        made.forcedTransfer(carol, bob, LOT);
        same(count(), 2, "forced transfer");
        address second = linkSecond(alice);
        vm.prank(officer);
        made.recover(alice, second);
        same(count(), 2, "recovery");
        vm.prank(payingAgent);
        made.redeem(second, 2 * LOT);
        same(count(), 1, "redemption");
    }

    function test_DuplicatesInABatchAreOneHolder() external {
        address[] memory recipients = toWallets(alice, alice);
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (LOT, LOT);
        vm.prank(issuer);
        made.batchMint(recipients, amounts);
        same(count(), 1, "one");
        vm.prank(alice);
        made.batchTransfer(toWallets(bob, bob), amounts);
        same(count(), 1, "bob alone: alice gave all");
    }

    /// A batch that would make one holder too many makes none.
    function test_RevertWhen_ABatchExceedsTheLimitTogether() external {
        useRegime(made, holdersTable("one", 1));
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (LOT, LOT);
        bytes memory refused = refusal(made, MovementKind.Issue, 1);
        vm.prank(issuer);
        vm.expectRevert(refused);
        made.batchMint(toWallets(alice, bob), amounts);
        same(count(), 0, "none");
    }

    function test_SelfAndZeroTransfersChangeNothing() external {
        issue(made, alice, LOT);
        vm.startPrank(alice);
        made.transfer(alice, LOT);
        made.transfer(bob, 0);
        same(count(), 1, "one");
    }

    function test_ANewRegimeThatNeedsTheSameBooksKeepsThem() external {
        issue(made, alice, LOT);
        issue(made, bob, LOT);
        useRegime(made, holdersTable("second", 2));
        same(count(), 2, "kept");
        same(transferReasons(alice, carol, 1), 1, "a third");
        same(transferReasons(alice, bob, 1), 0, "a holder");
    }

    function test_ARegimeThatNeedsABookLateWaitsForIt() external {
        issue(bond, alice, 2 * LOT);
        made = bond;
        useRegime(made, holdersTable("late", 2));
        same(transferReasons(alice, bob, LOT), 1, "not complete");
        seed(toWallets(alice));
        same(transferReasons(alice, bob, LOT), 0, "complete");
        useRegime(made, openTable("open"));
        vm.prank(alice);
        made.transfer(bob, 2 * LOT);
        useRegime(made, holdersTable("late", 2));
        same(transferReasons(bob, carol, LOT), 1, "what nobody reported has to be entered again");
        seed(toWallets(alice, bob));
        same(count(), 1, "bob");
        same(transferReasons(bob, carol, LOT), 0, "complete");
    }

    function test_OfferingTotalsCountOnIssue() external {
        useRegime(
            made, tableOf("total", Predicates.OFFERING_TOTAL, Parties.MOVEMENT, 2 * LOT | 12 << 128, Books.OFFERINGS)
        );
        vm.prank(registrar);
        books.setOfferingPool(address(made), "offeror", "GBP");
        issue(made, alice, 2 * LOT);
        same(reasons(made, MovementKind.Issue, address(0), address(0), alice, 1), 1, "the cap is used up");
        vm.warp(START + 365 days);
        same(reasons(made, MovementKind.Issue, address(0), address(0), alice, 2 * LOT), 0, "a year after");
    }

    function test_ApprovedTransfersAreUsedUp() external {
        useRegime(made, approvedTransfersTable());
        issue(made, alice, 3 * LOT);
        same(transferReasons(alice, bob, LOT), 1, "not approved");
        vm.prank(registrar);
        permits.approveTransfer(address(made), alice, bob, uint128(LOT), uint40(START + 1 days));
        vm.prank(alice);
        made.transfer(bob, LOT);
        bytes memory refused = refusal(made, MovementKind.Transfer, 1);
        vm.prank(alice);
        vm.expectRevert(refused);
        made.transfer(bob, LOT);
    }

    function approvedTransfersTable() private view returns (bytes memory table) {
        TableDraft memory t = Table.draft("approved transfers", "books", address(ledger));
        t = Table.row(t, Predicates.APPROVED_TRANSFER, Table.TRANSFER, Parties.MOVEMENT, 0, "B-0: approved");
        table = Table.encode(t);
        table[71] = bytes1(uint8(Books.APPROVALS));
    }

    function test_LotsAreDatedFromTheFirstIssue() external {
        useRegime(made, tableOf("lots", Predicates.LOT_CLOCK, Parties.SENDER, 6, Books.LOTS));
        vm.prank(registrar);
        books.setLotTerms(address(made), 0, AFFILIATE_FLAG);
        issue(made, alice, LOT);
        vm.warp(START + 30 days);
        issue(made, alice, LOT);
        goTo(dayOf(2026, 12, 1));
        same(transferReasons(alice, bob, LOT), 0, "six months after 1 June");
        same(transferReasons(alice, bob, LOT + 1), 1, "the tap is younger");
        vm.prank(alice);
        made.transfer(bob, LOT);
        same(transferReasons(bob, carol, LOT), 0, "tacked");
        same(transferReasons(alice, bob, 1), 1, "the tap is left");
    }
}
