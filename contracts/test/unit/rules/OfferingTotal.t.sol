// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {ReportingToken} from "../../support/ReportingToken.sol";

contract OfferingTotalTest is BooksTest {
    uint256 private constant CAP = 5_000_000_00;
    uint256 private constant RULE = CAP | 12 << 128;

    function setUp() public override {
        super.setUp();
        token.open(Books.OFFERINGS);
    }

    function join(ReportingToken instrument) private {
        vm.prank(registrar);
        books.setOfferingPool(address(instrument), "offeror", "GBP");
    }

    function refused(uint256 amount) private view returns (bool) {
        return fails(Predicates.OFFERING_TOTAL, RULE, issueOf(alice, amount));
    }

    function test_EqualToTheCapPassesAndOneMoreFails() external {
        join(token);
        check(!refused(CAP), "at the cap");
        check(refused(CAP + 1), "one more");
        token.issue(alice, CAP - 1);
        check(!refused(1), "what is left");
        check(refused(2), "one more");
        check(!refused(0), "nothing");
        token.redeem(alice, CAP - 1);
        check(refused(2), "redemption makes no room");
    }

    function test_OtherInstrumentsOfTheOfferorCount() external {
        ReportingToken other = newToken();
        other.open(Books.OFFERINGS);
        join(token);
        join(other);
        other.issue(alice, CAP);
        check(refused(1), "the other used it up");
    }

    function test_TwelveMonths() external {
        join(token);
        goTo(dayOf(2026, 8, 31));
        token.issue(alice, CAP);
        goTo(dayOf(2027, 8, 30));
        check(refused(1), "the day before");
        goTo(dayOf(2027, 8, 31));
        check(!refused(CAP), "a year after");
    }

    function test_FailsOutsideAPoolAndWithoutTheBook() external {
        check(refused(1), "in no pool");
        check(!refused(0), "nothing needs no pool");
        join(token);
        check(!refused(1), "in one");
        token.open(0);
        check(refused(1), "not kept");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount) external {
        join(token);
        fails(Predicates.OFFERING_TOTAL, parameters & type(uint224).max, issueOf(alice, amount));
    }

    function testFuzz_EqualsItsDefinition(uint64 issued, uint256 amount, uint128 cap) external {
        join(token);
        token.issue(alice, issued);
        bool failed = fails(Predicates.OFFERING_TOTAL, cap, issueOf(alice, amount));
        bool above = amount > type(uint128).max || issued + amount > cap;
        check(failed == (amount != 0 && above), "definition");
    }
}
