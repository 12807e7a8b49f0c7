// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract InstrumentFactTest is BooksTest {
    uint8 private constant FACT = 7;
    uint256 private constant ABSENT = 1 << 8;
    uint256 private constant OF_AFFILIATES = uint256(AFFILIATE_FLAG) << 16;

    function setFact(uint256 lastDay) private {
        vm.prank(registrar);
        permits.setFact(address(token), FACT, uint16(lastDay));
    }

    function refused(uint256 parameters) private view returns (bool) {
        return fails(Predicates.INSTRUMENT_FACT, FACT | parameters, transferOf(alice, bob, UNIT));
    }

    function test_HoldsThroughItsLastDay() external {
        check(refused(0), "never recorded");
        check(!refused(ABSENT), "which is right for one that must be absent");
        setFact(today());
        check(!refused(0), "on its last day");
        check(refused(ABSENT), "not absent");
        goTo(today() + 1);
        check(refused(0), "the day after");
        check(!refused(ABSENT), "absent again");
        setFact(type(uint16).max);
        check(!refused(0), "recorded anew");
        setFact(0);
        check(refused(0), "withdrawn");
    }

    function test_MayApplyToFlaggedSendersOnly() external {
        check(!refused(OF_AFFILIATES), "alice is no affiliate");
        makeAffiliate(alice, true);
        check(refused(OF_AFFILIATES), "now she is");
        setFact(today());
        check(!refused(OF_AFFILIATES), "with the fact");
    }

    function test_FactsAreOfOneInstrumentAndNumber() external {
        setFact(today());
        check(fails(Predicates.INSTRUMENT_FACT, FACT + 1, transferOf(alice, bob, UNIT)), "another fact");
        token = newToken();
        check(refused(0), "another instrument");
    }

    function testFuzz_EqualsItsDefinition(uint16 lastDay, uint16 day, bool absent) external {
        vm.assume(day != 0);
        setFact(lastDay);
        goTo(day);
        check(refused(absent ? ABSENT : 0) == ((lastDay >= day) == absent), "definition");
    }
}
