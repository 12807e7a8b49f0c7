// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {InstrumentState} from "../../../src/types/InstrumentState.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract CertifiedTest is BooksTest {
    uint8 private constant KIND = 3;
    uint256 private constant FORTY_DAYS = 40 << 8;

    function certify(address wallet, uint256 lastDay) private {
        vm.prank(registrar);
        permits.setCertificate(address(token), KIND, wallet, uint16(lastDay), "document");
    }

    function refused(uint256 parameters, uint256 parties) private view returns (bool) {
        return fails(Predicates.CERTIFIED, KIND | parameters, parties, transferOf(alice, bob, UNIT));
    }

    function afterStart(uint256 elapsed) private view returns (bool) {
        Movement memory movement = transferOf(alice, bob, UNIT);
        movement.state = InstrumentState.wrap(0).withClockStartDay(START_DAY);
        movement.at = uint64((START_DAY + elapsed) * 1 days);
        return fails(Predicates.CERTIFIED, KIND | FORTY_DAYS, Parties.RECIPIENT, movement);
    }

    function test_TheInvestorOfEachPartyIsAsked() external {
        check(refused(0, Parties.RECIPIENT), "bob has none");
        certify(bob, today());
        check(!refused(0, Parties.RECIPIENT), "bob has one");
        check(refused(0, Parties.SENDER), "alice has none");
        check(refused(0, Parties.SENDER | Parties.RECIPIENT), "both are asked");
        certify(linkSecond(alice), today());
        check(!refused(0, Parties.ALL), "for all wallets");
        goTo(today() + 1);
        check(refused(0, Parties.RECIPIENT), "ended");
    }

    /// Every set of sides that a row can name, against every set of sides that have a certificate.
    function test_AsksTheSidesItNames() external {
        for (uint256 certified = 0; certified <= Parties.ALL; ++certified) {
            certify(alice, certified & Parties.SENDER != 0 ? today() : today() - 1);
            certify(bob, certified & Parties.RECIPIENT != 0 ? today() : today() - 1);
            certify(carol, certified & Parties.OPERATOR != 0 ? today() : today() - 1);
            Movement memory movement = transferOf(alice, bob, UNIT);
            movement.operator = investors.standingOf(carol);
            for (uint256 parties = 1; parties <= Parties.ALL; ++parties) {
                bool failed = fails(Predicates.CERTIFIED, KIND, parties, movement);
                check(failed == (parties & ~certified != 0), "sides");
            }
        }
    }

    function test_UntilFortyDaysHaveElapsed() external {
        check(refused(FORTY_DAYS, Parties.RECIPIENT), "the offering has not begun");
        check(afterStart(0), "day 0");
        check(afterStart(39), "day 39");
        check(!afterStart(40), "day 40");
        certify(bob, START_DAY + 39);
        check(!afterStart(39), "certified");
    }

    function test_AnotherKindIsAnother() external {
        certify(bob, today());
        Movement memory movement = transferOf(alice, bob, UNIT);
        check(fails(Predicates.CERTIFIED, KIND + 1, Parties.RECIPIENT, movement), "another kind");
        movement = transferOf(alice, stranger, UNIT);
        check(fails(Predicates.CERTIFIED, KIND, Parties.RECIPIENT, movement), "nobody");
    }

    function testFuzz_EqualsItsDefinition(uint16 lastDay, uint16 start, uint16 day, uint16 period) external {
        vm.assume(day != 0);
        certify(bob, lastDay);
        Movement memory movement = transferOf(alice, bob, UNIT);
        movement.state = InstrumentState.wrap(0).withClockStartDay(start);
        movement.at = uint64(uint256(day) * 1 days);
        bool elapsed = period != 0 && start != 0 && day >= uint256(start) + period;
        bool failed = fails(Predicates.CERTIFIED, KIND | uint256(period) << 8, Parties.RECIPIENT, movement);
        check(failed == (!elapsed && lastDay < day), "definition");
    }
}
