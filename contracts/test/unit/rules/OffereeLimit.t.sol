// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract OffereeLimitTest is BooksTest {
    /// Fewer than a hundred and fifty of one jurisdiction, professionals not counted.
    uint256 private constant RULE = 150 | uint256(HOME) << 16 | (PROFESSIONAL + 1) << 32;

    function refused() private view returns (bool) {
        return fails(Predicates.OFFEREE_LIMIT, RULE, issueOf(alice, UNIT));
    }

    function offer(address wallet) private {
        vm.prank(issuer);
        books.recordOffers(address(token), toWallets(wallet));
    }

    function test_AHundredAndFortyNinePassAndOneMoreFails() external {
        for (uint256 i = 0; i < 149; ++i) {
            offer(investor(i, HOME, INSTITUTIONAL));
        }
        offer(alice);
        offer(investor(1000, AWAY, INSTITUTIONAL));
        check(!refused(), "149, a professional and somebody from abroad");
        offer(investor(149, HOME, INSTITUTIONAL));
        check(refused(), "150");
        check(!fails(Predicates.OFFEREE_LIMIT, 153, issueOf(alice, UNIT)), "152 of everybody");
        check(fails(Predicates.OFFEREE_LIMIT, 152, issueOf(alice, UNIT)), "are too many for 152");
    }

    function testFuzz_EqualsItsDefinition(uint256 seed, uint8 tooMany) external {
        uint256 counted = 0;
        for (uint256 i = 0; i < 8; ++i) {
            bool home = seed >> i & 1 == 1;
            bool professional = seed >> (8 + i) & 1 == 1;
            offer(investor(i, home ? HOME : AWAY, professional ? PROFESSIONAL : INSTITUTIONAL));
            if (home && !professional) ++counted;
        }
        uint256 parameters = tooMany | uint256(HOME) << 16 | (PROFESSIONAL + 1) << 32;
        check(fails(Predicates.OFFEREE_LIMIT, parameters, issueOf(alice, UNIT)) == (counted >= tooMany), "definition");
    }
}
