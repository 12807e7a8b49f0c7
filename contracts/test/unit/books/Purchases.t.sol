// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Books} from "../../../src/types/Books.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract PurchasesTest is BooksTest {
    uint256 private constant NOT_PROFESSIONAL = PROFESSIONAL + 1;

    uint256 private first;
    address private dave;

    function setUp() public override {
        super.setUp();
        token.open(Books.PURCHASES);
        first = today();
        dave = investor(1, HOME, INSTITUTIONAL);
    }

    function count(uint256 from, uint256 to, uint256 excluded) private view returns (uint256) {
        return books.purchaserCount(address(token), from, to, excluded);
    }

    function test_EverybodyIsCountedOnce() external {
        token.issue(alice, UNIT);
        token.issue(alice, UNIT);
        token.issue(dave, UNIT);
        same(count(first, first, 0), 2, "two");
        same(count(first, first, NOT_PROFESSIONAL), 1, "dave is no professional");
        same(count(first, first, INSTITUTIONAL + 1), 1, "alice is no institution");
        same(count(first, first, 99), 2, "nobody holds what there is not");
    }

    function test_SeveralWalletsAreOnePurchaser() external {
        address second = linkSecond(alice);
        token.issue(alice, UNIT);
        token.issue(second, UNIT);
        same(count(first, first, 0), 1, "one");
    }

    function test_TheLastPurchaseCounts() external {
        token.issue(alice, UNIT);
        token.issue(dave, UNIT);
        goTo(first + 10);
        token.issue(alice, UNIT);
        same(count(first, first + 10, 0), 2, "two in all");
        same(count(first + 1, first + 10, 0), 1, "alice again");
        same(count(first, first + 9, 0), 1, "dave alone before");
        same(count(first + 11, first + 99, 0), 0, "nobody since");
        same(books.lastPurchase(address(token), holderOf(alice), 0), first + 10, "alice's last");
        same(books.lastPurchase(address(token), holderOf(alice), NOT_PROFESSIONAL), 0, "never as a layman");
        same(books.lastPurchase(address(token), holderOf(dave), NOT_PROFESSIONAL), first, "dave's last");
    }

    /// Who buys as a layman and later as a professional stays on record as the layman of that day.
    function test_EachPurchaseIsCountedAsWhatTheBuyerWas() external {
        token.issue(dave, UNIT);
        goTo(first + 5);
        attest(dave, PROFESSIONAL, LAST_DAY);
        token.issue(dave, UNIT);
        same(count(first, first + 5, NOT_PROFESSIONAL), 1, "as a layman");
        same(count(first + 1, first + 5, NOT_PROFESSIONAL), 0, "not since");
        same(count(first + 1, first + 5, 0), 1, "but as a buyer");
    }

    function test_OnlyIssuesAreFromTheIssuer() external {
        token.issue(alice, 2 * UNIT);
        token.send(alice, dave, UNIT);
        token.issue(bob, 0);
        same(count(0, first, 0), 1, "alice");
    }

    function testFuzz_CountsEqualTheDefinition(uint256 seed) external {
        address[5] memory buyers = [alice, bob, carol, dave, stranger];
        uint256[5] memory last;
        for (uint256 i = 0; i < 30; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed >> 254 == 0) goTo(today() + (seed >> 8) % 4);
            token.issue(buyers[seed % 5], 1);
            last[seed % 5] = today();
        }
        uint256 from = first + (seed >> 16) % 30;
        uint256 expected = 0;
        for (uint256 i = 0; i < 5; ++i) {
            if (last[i] >= from) ++expected;
        }
        same(count(from, today(), 0), expected, "count");
    }
}
