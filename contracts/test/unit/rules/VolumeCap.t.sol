// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {VolumeScope} from "../../../src/interfaces/IInstrumentLedger.sol";
import {CalendarMonths} from "../../../src/libraries/CalendarMonths.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract VolumeCapTest is BooksTest {
    uint256 private constant CAP = 10 * UNIT;

    uint256 private first;

    function setUp() public override {
        super.setUp();
        token.open(Books.VOLUMES);
        token.issue(alice, 100 * UNIT);
        token.issue(bob, 100 * UNIT);
        first = today();
    }

    function rule(uint256 length, VolumeScope scope, bool inMonths) private pure returns (uint256) {
        return CAP | length << 128 | uint256(scope) << 144 | uint256(inMonths ? 1 : 0) << 146;
    }

    function refused(uint256 parameters, Movement memory movement) private view returns (bool) {
        return fails(Predicates.VOLUME_CAP, parameters, movement);
    }

    function test_EqualToTheCapPassesAndOneMoreFails() external {
        uint256 daily = rule(1, VolumeScope.Instrument, false);
        token.send(alice, bob, 4 * UNIT);
        check(!refused(daily, transferOf(bob, carol, 6 * UNIT)), "at the cap");
        check(refused(daily, transferOf(bob, carol, 6 * UNIT + 1)), "one more");
        goTo(first + 1);
        check(!refused(daily, transferOf(bob, carol, CAP)), "a new day");
    }

    function test_ThirtyDays() external {
        uint256 monthly = rule(30, VolumeScope.Instrument, false);
        token.send(alice, bob, CAP);
        goTo(first + 29);
        check(refused(monthly, transferOf(alice, bob, 1)), "the thirtieth day");
        goTo(first + 30);
        check(!refused(monthly, transferOf(alice, bob, CAP)), "the day after");
    }

    function test_TwelveMonths() external {
        goTo(dayOf(2028, 2, 29));
        uint256 yearly = rule(12, VolumeScope.Instrument, true);
        token.send(alice, bob, CAP);
        goTo(dayOf(2029, 2, 27));
        check(refused(yearly, transferOf(alice, bob, 1)), "the day before");
        goTo(dayOf(2029, 2, 28));
        check(!refused(yearly, transferOf(alice, bob, CAP)), "29 February and a year");
    }

    function test_OfTheSenderAndOfTheRecipient() external {
        token.send(alice, bob, CAP);
        uint256 given = rule(1, VolumeScope.Given, false);
        uint256 received = rule(1, VolumeScope.Received, false);
        check(refused(given, transferOf(alice, carol, 1)), "alice gave");
        check(!refused(given, transferOf(bob, carol, CAP)), "bob did not");
        check(refused(received, transferOf(carol, bob, 1)), "bob received");
        check(!refused(received, transferOf(bob, alice, CAP)), "alice did not");
        address second = linkSecond(alice);
        check(refused(given, transferOf(second, carol, 1)), "from any of her wallets");
    }

    function test_OwnWalletsAndNothingPass() external {
        uint256 daily = rule(1, VolumeScope.Instrument, false);
        token.send(alice, bob, CAP);
        address second = linkSecond(alice);
        check(!refused(daily, transferOf(alice, second, CAP)), "own wallet");
        check(!refused(daily, transferOf(alice, bob, 0)), "nothing");
    }

    function test_WithoutAWindowEverythingCounts() external {
        token.send(alice, bob, CAP);
        goTo(first + 3_000);
        check(refused(rule(0, VolumeScope.Instrument, false), transferOf(alice, bob, 1)), "for ever");
    }

    function test_FailsWithoutTheBookAndForAnUnknownScope() external {
        check(refused(type(uint128).max | 3 << 144, transferOf(alice, bob, 1)), "no such scope");
        token.open(0);
        check(refused(rule(1, VolumeScope.Instrument, false), transferOf(alice, bob, 1)), "not kept");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount, uint64 at) external {
        token.send(alice, bob, UNIT);
        Movement memory movement = transferOf(alice, carol, amount);
        movement.at = at;
        refused(parameters & type(uint224).max, movement);
    }

    function testFuzz_EqualsItsDefinition(uint256 seed) external {
        uint256 length = 1 + seed % 5;
        uint256[12] memory byDay;
        for (uint256 i = 0; i < 12; ++i) {
            byDay[i] = (seed >> (8 + 8 * i)) % 16;
            token.send(alice, bob, byDay[i]);
            if (i != 11) goTo(today() + 1);
        }
        uint256 used = 0;
        for (uint256 i = 12 - length; i < 12; ++i) {
            used += byDay[i];
        }
        uint256 cap = (seed >> 200) % 64;
        uint256 amount = (seed >> 232) % 32;
        bool failed = refused(cap | length << 128, transferOf(alice, bob, amount));
        check(failed == (amount != 0 && used + amount > cap), "definition");
    }
}
