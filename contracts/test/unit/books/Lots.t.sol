// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInstrumentLedger, Lot} from "../../../src/interfaces/IInstrumentLedger.sol";
import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {ReportingToken} from "../../support/ReportingToken.sol";

contract LotsTest is BooksTest {
    uint256 private first;

    function setUp() public override {
        super.setUp();
        token.open(Books.LOTS);
        setLotTerms(0, AFFILIATE_FLAG);
        first = today();
    }

    function youngest(address wallet, uint256 amount) private view returns (uint256 day) {
        bool known;
        (known, day) = books.acquiredOn(address(token), wallet, token.balanceOf(wallet), amount);
        check(known, "known");
    }

    function sumOf(address wallet) private view returns (uint256 sum) {
        Lot[] memory lots = books.lotsOf(address(token), wallet);
        for (uint256 i = 0; i < lots.length; ++i) {
            sum += lots[i].amount;
        }
    }

    /// @dev Issues one unit on each of so many days, the first of them being the tranche.
    function issueOnDays(address to, uint256 count) private {
        for (uint256 i = 0; i < count; ++i) {
            goTo(first + i);
            token.issue(to, UNIT);
        }
    }

    // TRANCHE

    function test_UnitsOfTheFirstDayAreOfTheTranche() external {
        token.issue(alice, UNIT);
        token.issue(alice, UNIT);
        token.issue(bob, UNIT);
        same(lotCount(alice), 1, "one lot");
        sameLot(alice, 0, first, 2 * UNIT);
        same(books.termsOf(address(token)).trancheDay, first, "tranche");
        goTo(first + 100);
        token.send(alice, carol, UNIT);
        sameLot(carol, 0, first, UNIT);
    }

    function test_TapsHaveTheirOwnDay() external {
        issueOnDays(alice, 3);
        goTo(first + 2);
        token.issue(alice, UNIT);
        same(lotCount(alice), 3, "lots of one day are one");
        sameLot(alice, 2, first + 2, 2 * UNIT);
    }

    // FIRST IN, FIRST OUT

    function test_OldestUnitsLeaveFirstAndKeepTheirDays() external {
        issueOnDays(alice, 3);
        goTo(first + 50);
        token.send(alice, bob, 2 * UNIT + UNIT / 2);
        same(lotCount(alice), 1, "one is left");
        sameLot(alice, 0, first + 2, UNIT / 2);
        same(lotCount(bob), 3, "three travelled");
        sameLot(bob, 0, first, UNIT);
        sameLot(bob, 1, first + 1, UNIT);
        sameLot(bob, 2, first + 2, UNIT / 2);
    }

    function test_LotsTravelByForceRecoveryAndRedemption() external {
        issueOnDays(alice, 3);
        address second = linkSecond(alice);
        token.recover(alice, second);
        same(lotCount(alice), 0, "nothing is left");
        sameLot(second, 1, first + 1, UNIT);
        token.move(MovementKind.ForcedTransfer, second, bob, 2 * UNIT);
        sameLot(bob, 1, first + 1, UNIT);
        token.redeem(bob, UNIT);
        same(lotCount(bob), 1, "the oldest was redeemed");
        sameLot(bob, 0, first + 1, UNIT);
    }

    function test_NothingChangesNothing() external {
        issueOnDays(alice, 2);
        token.send(alice, alice, 2 * UNIT);
        token.send(alice, bob, 0);
        same(lotCount(alice), 2, "two");
        same(lotCount(bob), 0, "none");
        sameLot(alice, 0, first, UNIT);
    }

    // CHOSEN LOT

    function test_TheChosenLotLeavesFirst() external {
        issueOnDays(alice, 3);
        vm.expectEmit(address(books));
        emit IInstrumentLedger.LotChosen(address(token), alice, uint16(first + 2));
        vm.prank(alice);
        books.chooseLot(address(token), uint16(first + 2));
        same(books.chosenLot(address(token), alice), first + 2, "chosen");
        same(youngest(alice, UNIT / 2), first + 2, "it would leave");
        token.send(alice, bob, UNIT + UNIT / 2);
        sameLot(bob, 0, first, UNIT / 2);
        sameLot(bob, 1, first + 2, UNIT);
        same(books.chosenLot(address(token), alice), first + 2, "until it says otherwise");
        vm.prank(alice);
        books.chooseLot(address(token), 0);
        same(youngest(alice, UNIT / 2), first, "oldest first again");
    }

    function test_AChosenDayWithoutUnitsChangesNothing() external {
        issueOnDays(alice, 2);
        vm.prank(alice);
        books.chooseLot(address(token), uint16(first + 9));
        token.send(alice, bob, UNIT);
        sameLot(bob, 0, first, UNIT);
    }

    function test_ChoosingIsKeptWhileNothingIsHeld() external {
        vm.prank(alice);
        books.chooseLot(address(token), uint16(first + 1));
        issueOnDays(alice, 2);
        token.send(alice, bob, UNIT);
        sameLot(bob, 0, first + 1, UNIT);
        same(youngest(alice, UNIT), first, "the tranche is left");
    }

    // AFFILIATES

    function test_AnAffiliatesSaleRestartsTheClockOfTheBuyer() external {
        issueOnDays(alice, 2);
        makeAffiliate(alice, true);
        goTo(first + 200);
        token.send(alice, bob, UNIT + UNIT / 2);
        same(lotCount(bob), 1, "one lot");
        sameLot(bob, 0, first + 200, UNIT + UNIT / 2);
        sameLot(alice, 0, first + 1, UNIT / 2);
        token.send(bob, carol, UNIT);
        sameLot(carol, 0, first + 200, UNIT);
    }

    function test_AnAffiliatesOwnWalletsAndForceRestartNothing() external {
        token.issue(alice, 3 * UNIT);
        makeAffiliate(alice, true);
        address second = linkSecond(alice);
        goTo(first + 200);
        token.send(alice, second, UNIT);
        sameLot(second, 0, first, UNIT);
        token.move(MovementKind.ForcedTransfer, alice, bob, UNIT);
        sameLot(bob, 0, first, UNIT);
    }

    // BOUND

    /// Sixteen lots and the tranche are kept; the excess merges to the later day.
    function test_TheExcessMergesToTheLaterDay() external {
        issueOnDays(alice, 18);
        same(lotCount(alice), 17, "sixteen and the tranche");
        sameLot(alice, 15, first + 15, UNIT);
        sameLot(alice, 16, first + 17, 2 * UNIT);
        goTo(first + 18);
        token.issue(alice, UNIT);
        sameLot(alice, 16, first + 18, 3 * UNIT);
        same(sumOf(alice), 19 * UNIT, "nothing is lost");
        goTo(first + 20);
        token.send(alice, bob, 19 * UNIT);
        same(lotCount(bob), 17, "all travelled");
        same(lotCount(alice), 0, "nothing is left");
        sameLot(bob, 16, first + 18, 3 * UNIT);
    }

    function test_AnOldLotThatComesInStaysOld() external {
        issueOnDays(alice, 17);
        goTo(first + 17);
        token.issue(bob, UNIT);
        goTo(first + 18);
        token.issue(bob, UNIT);
        token.send(alice, bob, 3 * UNIT);
        sameLot(bob, 0, first, UNIT);
        sameLot(bob, 1, first + 1, UNIT);
        sameLot(bob, 2, first + 2, UNIT);
        token.send(bob, alice, 5 * UNIT);
        same(lotCount(alice), 17, "bounded");
        sameLot(alice, 0, first, UNIT);
        sameLot(alice, 16, first + 18, 3 * UNIT);
        same(sumOf(alice), 19 * UNIT, "nothing is lost");
    }

    // LEGS

    function test_LotsTravelFromLegToLeg() external {
        ReportingToken leg = newToken();
        leg.open(Books.LOTS);
        vm.prank(registrar);
        books.setLotTerms(address(leg), 0, AFFILIATE_FLAG);
        issueOnDays(alice, 2);
        leg.issue(carol, UNIT);
        goTo(first + 90);
        token.exchange(leg, alice, bob, UNIT + UNIT / 2);
        Lot[] memory lots = books.lotsOf(address(leg), bob);
        same(lots.length, 2, "both came");
        same(lots[0].day, first, "older than the leg's own tranche");
        same(lots[0].amount, UNIT, "all of it");
        same(lots[1].day, first + 1, "the leg's tranche is of that day too");
        same(lots[1].amount, UNIT / 2, "a part");
        leg.exchange(token, bob, alice, UNIT);
        sameLot(alice, 0, first, UNIT);
        sameLot(alice, 1, first + 1, UNIT / 2);
    }

    /// What went to a leg that keeps no lots is not what somebody else brings later in the same transaction.
    function test_LotsThatNobodyCollectsAreNobodysElse() external {
        ReportingToken leg = newToken();
        leg.open(Books.LOTS);
        vm.prank(registrar);
        books.setLotTerms(address(leg), 0, AFFILIATE_FLAG);
        ReportingToken plain = newToken();
        issueOnDays(alice, 1);
        leg.issue(carol, UNIT);
        goTo(first + 60);
        token.issue(bob, UNIT);
        goTo(first + 90);
        token.exchange(plain, alice, alice, UNIT);
        token.exchange(leg, bob, bob, UNIT);
        Lot[] memory lots = books.lotsOf(address(leg), bob);
        same(lots.length, 1, "one lot");
        same(lots[0].day, first + 60, "his own");
        same(lots[0].amount, UNIT, "all of it");
    }

    /// An affiliate that sells to somebody on another leg begins a new lot there; one that only changes legs does not.
    function test_AnAffiliatesSaleOverARouteRestartsTheClockOfTheBuyer() external {
        ReportingToken leg = newToken();
        leg.open(Books.LOTS);
        vm.prank(registrar);
        books.setLotTerms(address(leg), 0, AFFILIATE_FLAG);
        leg.issue(carol, UNIT);
        issueOnDays(alice, 2);
        makeAffiliate(alice, true);
        goTo(first + 90);
        token.exchange(leg, alice, bob, UNIT);
        token.exchange(leg, alice, alice, UNIT);
        same(books.lotsOf(address(leg), bob)[0].day, first + 90, "the buyer's begins");
        same(books.lotsOf(address(leg), alice)[0].day, first + 1, "its own goes on");
    }

    function test_WhatComesInWithoutADateIsOfToday() external {
        ReportingToken leg = newToken();
        leg.issue(alice, UNIT);
        token.issue(carol, UNIT);
        goTo(first + 90);
        leg.exchange(token, alice, bob, UNIT);
        sameLot(bob, 0, first + 90, UNIT);
    }

    /// Whoever plants lots of its own, no other leg takes them.
    function test_LotsAreTakenFromTheLegThatTheyLeft() external {
        ReportingToken foreign = newToken();
        foreign.open(Books.LOTS);
        vm.prank(registrar);
        books.setLotTerms(address(foreign), 0, 0);
        foreign.issue(alice, 100 * UNIT);
        goTo(first + 90);
        token.issue(carol, UNIT);
        foreign.move(MovementKind.ExchangeOut, alice, address(0), 100 * UNIT);
        ReportingToken leg = newToken();
        leg.issue(alice, UNIT);
        goTo(first + 91);
        leg.exchange(token, alice, bob, UNIT);
        sameLot(bob, 0, first + 91, UNIT);
    }

    // OPENED LATE

    function test_ABookOpenedLateNeedsItsTrancheDay() external {
        ReportingToken other = newToken();
        other.issue(alice, UNIT);
        other.open(Books.LOTS);
        (bool known,) = books.acquiredOn(address(other), alice, UNIT, UNIT);
        check(!known, "not yet");
        vm.startPrank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.InvalidTrancheDay.selector, uint16(0)));
        books.setLotTerms(address(other), 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.InvalidTrancheDay.selector, uint16(first + 1)));
        books.setLotTerms(address(other), uint16(first + 1), 0);
        vm.expectEmit(address(books));
        emit IInstrumentLedger.LotTermsSet(address(other), uint16(first - 9), AFFILIATE_FLAG);
        books.setLotTerms(address(other), uint16(first - 9), AFFILIATE_FLAG);
        vm.stopPrank();
        uint256 day;
        (known, day) = books.acquiredOn(address(other), alice, UNIT, UNIT);
        check(known, "known");
        same(day, first - 9, "of the tranche");
    }

    /// What is issued before the terms are settled keeps its day.
    function test_TapsBeforeTheTermsAreDated() external {
        token = newToken();
        token.issue(alice, UNIT);
        token.open(Books.LOTS);
        goTo(first + 5);
        token.issue(alice, UNIT);
        token.send(alice, bob, UNIT + UNIT / 2);
        setLotTerms(uint16(first), 0);
        sameLot(bob, 0, first, UNIT);
        sameLot(bob, 1, first + 5, UNIT / 2);
        sameLot(alice, 0, first + 5, UNIT / 2);
    }

    function test_RevertWhen_TermsAreSetTwiceOrGivenForNothing() external {
        vm.startPrank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.LotTermsAlreadySet.selector, address(token)));
        books.setLotTerms(address(token), 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.BookNotKept.selector, address(bond), Books.LOTS));
        books.setLotTerms(address(bond), 0, 0);
        ReportingToken other = unlistedToken();
        other.open(Books.LOTS);
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.InvalidTrancheDay.selector, uint16(first)));
        books.setLotTerms(address(other), uint16(first), 0);
    }

    function test_ReopeningForgetsTheDates() external {
        issueOnDays(alice, 2);
        token.open(0);
        token.open(Books.LOTS);
        same(books.termsOf(address(token)).ready, 0, "terms are needed again");
        setLotTerms(uint16(first + 1), 0);
        same(lotCount(alice), 1, "one lot");
        sameLot(alice, 0, first + 1, 2 * UNIT);
    }

    // WHAT LEAVES

    function test_YoungestLeaving() external {
        issueOnDays(alice, 3);
        same(youngest(alice, 0), 0, "nothing leaves");
        same(youngest(alice, UNIT), first, "the first");
        same(youngest(alice, UNIT + 1), first + 1, "and one of the second");
        same(youngest(alice, 3 * UNIT), first + 2, "all");
        same(youngest(alice, type(uint256).max), first + 2, "more than there is");
        same(youngest(bob, UNIT), 0, "bob has none");
    }

    /// Whatever is done, the lots add up to the balance and stay in order.
    function testFuzz_LotsAddUpToTheBalance(uint256 seed) external {
        address[3] memory actors = [alice, bob, carol];
        for (uint256 i = 0; i < 60; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            address from = actors[seed % 3];
            address to = actors[(seed >> 8) % 3];
            uint256 amount = token.balanceOf(from) == 0 ? 0 : (seed >> 16) % (token.balanceOf(from) + 1);
            if (seed >> 255 == 1) goTo(today() + 1);
            if ((seed >> 240) % 3 == 0) token.issue(to, UNIT);
            else token.send(from, to, amount);
        }
        for (uint256 i = 0; i < 3; ++i) {
            Lot[] memory lots = books.lotsOf(address(token), actors[i]);
            same(sumOf(actors[i]), token.balanceOf(actors[i]), "sum");
            check(lots.length <= 17, "bounded");
            for (uint256 j = 1; j < lots.length; ++j) {
                check(lots[j].day > lots[j - 1].day, "in order, each day once");
            }
        }
    }
}
