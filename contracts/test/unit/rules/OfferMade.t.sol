// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract OfferMadeTest is BooksTest {
    function refused(address recipient) private view returns (bool) {
        return fails(Predicates.OFFER_MADE, 0, Parties.RECIPIENT, issueOf(recipient, UNIT));
    }

    function setUp() public override {
        super.setUp();
        vm.prank(issuer);
        books.recordOffers(address(token), toWallets(alice));
    }

    function test_TheRecipientsInvestorWasAsked() external {
        check(!refused(alice), "alice");
        check(!refused(linkSecond(alice)), "her other wallet");
        check(refused(bob), "bob was not asked");
        check(refused(stranger), "nor a stranger");
        token = newToken();
        check(refused(alice), "nor anybody for another instrument");
    }

    function test_NotBeforeTheOfferWasMade() external {
        goTo(today() - 1);
        check(refused(alice), "the day before");
    }

    function testFuzz_EqualsItsDefinition(uint16 day) external {
        uint256 offered = today();
        goTo(day);
        check(refused(alice) == (day < offered), "definition");
    }
}
