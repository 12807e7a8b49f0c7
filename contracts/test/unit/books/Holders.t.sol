// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HolderId} from "../../../src/books/HolderId.sol";
import {HolderClass, IInstrumentLedger} from "../../../src/interfaces/IInstrumentLedger.sol";
import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract HoldersTest is BooksTest {
    function setUp() public override {
        super.setUp();
        token.open(Books.HOLDERS);
    }

    function wallets(address holder) private view returns (uint256 count) {
        (count,,) = books.admissionOf(address(token), holderOf(holder));
    }

    function test_IssueAdmitsAndRedemptionRemoves() external {
        token.issue(alice, UNIT);
        same(holders(), 1, "admitted");
        token.issue(alice, UNIT);
        same(holders(), 1, "once");
        token.redeem(alice, UNIT);
        same(holders(), 1, "a part");
        token.redeem(alice, UNIT);
        same(holders(), 0, "removed");
    }

    function test_TransferOfAPartAddsAndOfTheWholeReplaces() external {
        token.issue(alice, 2 * UNIT);
        token.send(alice, bob, UNIT);
        same(holders(), 2, "two");
        token.send(alice, bob, UNIT);
        same(holders(), 1, "bob alone");
        same(wallets(alice), 0, "alice is none");
    }

    function test_ClassesAreCountedAsAdmitted() external {
        token.issue(alice, UNIT);
        token.issue(carol, UNIT);
        same(holders(HolderClass.Jurisdiction, HOME), 1, "at home");
        same(holders(HolderClass.Jurisdiction, ELSEWHERE), 1, "elsewhere");
        same(holders(HolderClass.WithCategory, PROFESSIONAL), 2, "professionals");
        attest(alice, PROFESSIONAL, 0);
        same(holders(HolderClass.WithCategory, PROFESSIONAL), 2, "counted as admitted");
        token.redeem(alice, UNIT);
        same(holders(HolderClass.WithCategory, PROFESSIONAL), 1, "and removed as admitted");
        token.issue(alice, UNIT);
        same(holders(HolderClass.WithoutCategory, PROFESSIONAL), 1, "admitted again as what it is");
        same(holders(HolderClass.WithCategory, 77), 0, "nobody holds what there is not");
        same(holders(HolderClass.WithoutCategory, 77), 2, "everybody is without it");
    }

    function test_SeveralWalletsAreOneHolder() external {
        address second = linkSecond(alice);
        token.issue(alice, 2 * UNIT);
        token.send(alice, second, UNIT);
        same(holders(), 1, "one");
        same(wallets(alice), 2, "in two wallets");
        token.redeem(alice, UNIT);
        same(holders(), 1, "still one");
        token.redeem(second, UNIT);
        same(holders(), 0, "none");
    }

    /// A holder that moves all it has to another wallet of its own stays in the class in which it was admitted.
    function test_RecoveryKeepsTheClass() external {
        address second = linkSecond(alice);
        token.issue(alice, UNIT);
        attest(alice, PROFESSIONAL, 0);
        token.recover(alice, second);
        same(holders(), 1, "one");
        same(holders(HolderClass.WithCategory, PROFESSIONAL), 1, "in its class");
        same(wallets(second), 1, "in one wallet");
    }

    function test_ForcedTransferCounts() external {
        token.issue(alice, UNIT);
        token.move(MovementKind.ForcedTransfer, alice, carol, UNIT);
        same(holders(), 1, "one");
        same(holders(HolderClass.Jurisdiction, ELSEWHERE), 1, "carol");
    }

    function test_NothingChangesNothing() external {
        token.issue(alice, UNIT);
        token.send(alice, alice, UNIT);
        token.send(alice, bob, 0);
        token.send(bob, alice, 0);
        same(holders(), 1, "one");
        same(wallets(alice), 1, "in one wallet");
        token.redeem(alice, UNIT);
        same(holders(), 0, "and it leaves");
    }

    function test_UnlinkingAndLinkingChangeNoCount() external {
        address second = linkSecond(alice);
        token.issue(alice, UNIT);
        token.issue(second, UNIT);
        vm.prank(registrar);
        investors.unlinkWallet(second);
        same(holders(), 1, "as entered");
        link(bob, second);
        same(holders(), 1, "still as entered");
        vm.prank(registrar);
        books.recount(address(token), toWallets(second));
        same(holders(), 2, "as whoever it is now");
        same(wallets(bob), 1, "bob's");
        token.redeem(second, UNIT);
        token.redeem(alice, UNIT);
        same(holders(), 0, "everybody left");
    }

    function test_RecountMovesToTheClassOfNow() external {
        token.issue(alice, UNIT);
        attest(alice, PROFESSIONAL, 0);
        vm.expectEmit(address(books));
        emit IInstrumentLedger.HolderRecounted(address(token), holderOf(alice), HOME, 1);
        vm.prank(registrar);
        books.recount(address(token), toWallets(alice, bob));
        same(holders(HolderClass.WithCategory, PROFESSIONAL), 0, "no longer");
        same(holders(), 1, "bob does not hold");
    }

    function test_UnregisteredWalletsAreHoldersOfTheirOwn() external {
        token.issue(stranger, UNIT);
        token.issue(address(0x77), UNIT);
        same(holders(), 2, "two");
        token.redeem(stranger, UNIT);
        same(holders(), 1, "one");
    }

    // SEEDING

    function late() private {
        token.open(0);
        token.issue(alice, 2 * UNIT);
        token.issue(bob, UNIT);
        token.open(Books.HOLDERS);
    }

    function seed(address[] memory list) private {
        vm.prank(registrar);
        books.seed(address(token), list);
    }

    function ready() private view returns (bool) {
        return books.isReady(address(token), Books.HOLDERS);
    }

    function test_ABookOpenedLateIsReadyWhenAllIsEntered() external {
        late();
        check(!ready(), "not yet");
        seed(toWallets(alice, alice));
        check(!ready(), "bob is missing");
        seed(toWallets(carol));
        check(!ready(), "carol holds nothing");
        vm.expectEmit(address(books));
        emit IInstrumentLedger.HoldingsSeeded(address(token), 3 * UNIT, 3 * UNIT);
        seed(toWallets(bob));
        check(ready(), "all");
        same(holders(), 2, "two");
    }

    function test_MovementsWhileSeedingAreCounted() external {
        late();
        seed(toWallets(alice));
        token.send(alice, bob, UNIT);
        check(!ready(), "bob holds more than was entered");
        seed(new address[](0));
        check(!ready(), "still");
        token.send(alice, carol, UNIT);
        token.issue(carol, UNIT);
        token.redeem(bob, UNIT);
        seed(toWallets(bob));
        check(ready(), "all");
        same(holders(), 2, "bob and carol");
    }

    function test_ReopeningBeginsAnew() external {
        token.issue(alice, UNIT);
        token.open(0);
        check(!ready(), "closed");
        token.send(alice, bob, UNIT);
        token.open(Books.HOLDERS);
        same(holders(), 0, "empty");
        check(!ready(), "and not to be believed");
        seed(toWallets(bob));
        check(ready(), "entered");
        same(holders(), 1, "bob");
    }

    function test_OpeningAgainWhatIsOpenKeepsIt() external {
        token.issue(alice, UNIT);
        token.open(Books.HOLDERS | Books.VOLUMES);
        check(ready(), "kept");
        same(holders(), 1, "as it was");
    }

    function test_RevertWhen_SeededOrNotKept() external {
        vm.startPrank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.AlreadySeeded.selector, address(token)));
        books.seed(address(token), toWallets(alice));
        bytes memory notKept =
            abi.encodeWithSelector(IInstrumentLedger.BookNotKept.selector, address(bond), Books.HOLDERS);
        vm.expectRevert(notKept);
        books.seed(address(bond), toWallets(alice));
        vm.expectRevert(notKept);
        books.recount(address(bond), toWallets(alice));
    }

    function test_RevertWhen_BooksAreUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.UnknownBooks.selector, uint256(129)));
        token.open(129);
    }

    /// Anybody may report, of itself: the books of an instrument are nobody else's.
    function test_OthersReportOfThemselvesOnly() external {
        vm.startPrank(stranger);
        books.open(Books.HOLDERS, 0);
        books.unitsMoved(
            MovementKind.Issue,
            address(0),
            alice,
            address(0),
            UNIT,
            0,
            0,
            investors.standingOf(address(0)),
            investors.standingOf(alice)
        );
        same(holders(), 0, "not the token's");
        same(books.holderCount(stranger, HolderClass.All, 0), 1, "its own");
    }
}
