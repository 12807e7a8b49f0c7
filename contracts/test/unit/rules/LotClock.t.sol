// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {CalendarMonths} from "../../../src/libraries/CalendarMonths.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract LotClockTest is BooksTest {
    function setUp() public override {
        super.setUp();
        token.open(Books.LOTS);
        setLotTerms(0, AFFILIATE_FLAG);
    }

    function issueOn(uint256 year, uint256 month, uint256 day) private {
        goTo(dayOf(year, month, day));
        token.issue(alice, UNIT);
    }

    function refused(uint256 months, uint256 amount) private view returns (bool) {
        return fails(Predicates.LOT_CLOCK, months, Parties.SENDER, transferOf(alice, bob, amount));
    }

    function test_SixMonthsFromTheEndOfAugust() external {
        issueOn(2026, 8, 31);
        goTo(dayOf(2027, 2, 27));
        check(refused(6, UNIT), "27 February");
        goTo(dayOf(2027, 2, 28));
        check(!refused(6, UNIT), "28 February: elapsed equal to the period");
    }

    function test_SixMonthsFromTheEndOfAugustBeforeALeapDay() external {
        issueOn(2027, 8, 31);
        goTo(dayOf(2028, 2, 28));
        check(refused(6, UNIT), "28 February");
        goTo(dayOf(2028, 2, 29));
        check(!refused(6, UNIT), "29 February");
    }

    function test_AYearFromALeapDay() external {
        issueOn(2028, 2, 29);
        goTo(dayOf(2029, 2, 27));
        check(refused(12, UNIT), "27 February");
        goTo(dayOf(2029, 2, 28));
        check(!refused(12, UNIT), "28 February");
    }

    /// Months, not days: six months are 181 to 184 days.
    function test_MonthsAreNoMultipleOfDays() external {
        issueOn(2026, 9, 1);
        goTo(dayOf(2026, 9, 1) + 180);
        check(refused(6, UNIT), "180 days are not six months");
        goTo(dayOf(2027, 3, 1));
        check(!refused(6, UNIT), "181 days here");
    }

    function test_ElapsedUnitsHaveToCoverTheAmount() external {
        issueOn(2026, 7, 1);
        issueOn(2026, 10, 1);
        goTo(dayOf(2027, 1, 1));
        check(!refused(6, UNIT), "the first lot");
        check(refused(6, UNIT + 1), "one unit of the second");
        check(!refused(6, 0), "nothing");
        goTo(dayOf(2027, 4, 1));
        check(!refused(6, 2 * UNIT), "both");
    }

    function test_AChosenLotIsJudgedItself() external {
        issueOn(2026, 7, 1);
        issueOn(2026, 10, 1);
        goTo(dayOf(2027, 1, 1));
        vm.prank(alice);
        books.chooseLot(address(token), uint16(dayOf(2026, 10, 1)));
        check(refused(6, 1), "the younger one is chosen");
    }

    function test_ACategoryOfTheRecipientLifts() external {
        issueOn(2026, 7, 1);
        uint256 lifted = 6 | (INSTITUTIONAL + 1) << 8;
        check(refused(lifted, UNIT), "bob is no institution");
        attest(bob, INSTITUTIONAL, uint16(today()));
        check(!refused(lifted, UNIT), "now he is");
        goTo(today() + 1);
        check(refused(lifted, UNIT), "and was");
    }

    function test_AFlagOfTheRecipientKeepsTheRule() external {
        issueOn(2026, 7, 1);
        uint256 lifted = 6 | (INSTITUTIONAL + 1) << 8 | uint256(AFFILIATE_FLAG) << 16;
        attest(bob, INSTITUTIONAL, uint16(today()));
        check(!refused(lifted, UNIT), "bob lifts it");
        makeAffiliate(bob, true);
        check(refused(lifted, UNIT), "not with the flag");
        check(!refused(6 | (INSTITUTIONAL + 1) << 8, UNIT), "a rule that asks for no flag is lifted");
        check(!refused(lifted | uint256(AFFILIATE_FLAG) << 40, 0), "nothing leaves");
        makeAffiliate(alice, true);
        makeAffiliate(bob, false);
        check(!refused(lifted, UNIT), "the sender's flag is no part of it");
    }

    function test_TackingAndRestart() external {
        issueOn(2026, 7, 1);
        goTo(dayOf(2026, 12, 1));
        token.send(alice, carol, UNIT / 2);
        makeAffiliate(alice, true);
        token.send(alice, bob, UNIT / 2);
        goTo(dayOf(2027, 1, 1));
        Movement memory tacked = transferOf(carol, stranger, UNIT / 2);
        check(!fails(Predicates.LOT_CLOCK, 6, Parties.SENDER, tacked), "carol's clock began with alice's");
        Movement memory restarted = transferOf(bob, stranger, UNIT / 2);
        check(fails(Predicates.LOT_CLOCK, 6, Parties.SENDER, restarted), "bob's began with the affiliate's sale");
        goTo(dayOf(2027, 6, 1));
        restarted.at = uint64(dayOf(2027, 6, 1) * 1 days);
        check(!fails(Predicates.LOT_CLOCK, 6, Parties.SENDER, restarted), "and has elapsed");
    }

    function test_OwnWalletsPass() external {
        issueOn(2026, 7, 1);
        address second = linkSecond(alice);
        check(!fails(Predicates.LOT_CLOCK, 6, Parties.SENDER, transferOf(alice, second, UNIT)), "no sale, and tacked");
    }

    /// A sale that the book could not date would lose its date: not even a lifting category lets it through.
    function test_FailsUntilTheTermsAreSettled() external {
        token = newToken();
        token.open(Books.LOTS);
        token.issue(alice, UNIT);
        goTo(today() + 3_000);
        attest(bob, INSTITUTIONAL, type(uint16).max);
        check(refused(6 | (INSTITUTIONAL + 1) << 8, UNIT), "not settled");
        setLotTerms(0, 0);
        check(!refused(6, UNIT), "settled");
    }

    /// What a regime finds out alone stops where it could be wrong: the same on every day around the end of the period.
    function test_TheRegimeSaysTheSameOnEveryDay() external {
        issueOn(2026, 7, 1);
        IRegime regime = regimeOf(Predicates.LOT_CLOCK, 6, Parties.SENDER);
        for (uint256 day = dayOf(2026, 7, 1); day < dayOf(2027, 1, 12); ++day) {
            Movement memory movement = transferOf(alice, bob, UNIT);
            movement.at = uint64(day * 1 days);
            check(refuses(regime, movement) == (day < dayOf(2027, 1, 1)), "six months");
        }
        token = newToken();
        token.open(Books.LOTS);
        token.issue(alice, UNIT);
        goTo(today() + 3_000);
        check(refuses(regime, transferOf(alice, bob, UNIT)), "not known");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount, uint64 at) external {
        issueOn(2026, 7, 1);
        issueOn(2026, 10, 1);
        Movement memory movement = transferOf(alice, bob, amount);
        movement.at = at;
        fails(Predicates.LOT_CLOCK, parameters & type(uint224).max, Parties.SENDER, movement);
    }

    function testFuzz_EqualsItsDefinition(uint8 months, uint16 wait, uint8 amount) external {
        months = uint8(bound(months, 0, 24));
        issueOn(2026, 8, 31);
        uint256 tap = today() + 40;
        goTo(tap);
        token.issue(alice, UNIT);
        goTo(tap + bound(wait, 0, 1000));
        uint256 youngest = amount == 0 ? 0 : amount <= UNIT ? dayOf(2026, 8, 31) : tap;
        bool tooYoung = today() < CalendarMonths.add(youngest, months);
        check(refused(months, amount) == (amount != 0 && tooYoung), "definition");
    }
}
