// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract AffiliateVolumeTest is BooksTest {
    /// Ten per cent in three months.
    uint256 private constant RULE = 100_000 | 3 << 32 | uint256(AFFILIATE_FLAG) << 40;

    function setUp() public override {
        super.setUp();
        token.open(Books.VOLUMES);
        token.issue(alice, 100 * UNIT);
        makeAffiliate(alice, true);
    }

    function refused(address from, uint256 amount) private view returns (bool) {
        return fails(Predicates.AFFILIATE_VOLUME, RULE, Parties.SENDER, transferOf(from, carol, amount));
    }

    function test_TenPerCentPassAndOneMoreFails() external {
        check(!refused(alice, 10 * UNIT), "exactly");
        check(refused(alice, 10 * UNIT + 1), "one more");
        token.send(alice, bob, 4 * UNIT);
        check(!refused(alice, 6 * UNIT), "what is left");
        check(refused(alice, 6 * UNIT + 1), "one more");
        token.redeem(alice, 40 * UNIT);
        check(refused(alice, 2 * UNIT + 1), "of what is outstanding now");
    }

    function test_ThreeCalendarMonths() external {
        goTo(dayOf(2026, 11, 30));
        token.send(alice, bob, 10 * UNIT);
        goTo(dayOf(2027, 2, 27));
        check(refused(alice, 1), "27 February");
        goTo(dayOf(2027, 2, 28));
        check(!refused(alice, 10 * UNIT), "28 February");
    }

    function test_OthersOwnWalletsAndNothingPass() external {
        token.send(alice, bob, 50 * UNIT);
        check(!refused(bob, 50 * UNIT), "bob is no affiliate");
        check(!refused(alice, 0), "nothing");
        address second = linkSecond(alice);
        Movement memory own = transferOf(alice, second, 50 * UNIT);
        check(!fails(Predicates.AFFILIATE_VOLUME, RULE, Parties.SENDER, own), "own wallet");
    }

    function test_FailsWithoutTheBook() external {
        token.open(0);
        check(refused(alice, 1), "not kept");
        check(!refused(bob, 1), "of affiliates only");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount) external view {
        Movement memory movement = transferOf(alice, bob, amount);
        fails(Predicates.AFFILIATE_VOLUME, parameters & type(uint224).max, Parties.SENDER, movement);
    }

    function testFuzz_EqualsItsDefinition(uint32 share, uint16 sold, uint16 amount) external {
        token.send(alice, bob, sold % (50 * UNIT));
        uint256 used = sold % (50 * UNIT);
        uint256 parameters = share | 3 << 32 | uint256(AFFILIATE_FLAG) << 40;
        Movement memory movement = transferOf(alice, carol, amount);
        bool failed = fails(Predicates.AFFILIATE_VOLUME, parameters, Parties.SENDER, movement);
        bool above = (used + amount) * 1_000_000 > uint256(share) * 100 * UNIT;
        check(failed == (amount != 0 && above), "definition");
    }
}
