// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInstrumentLedger} from "../../../src/interfaces/IInstrumentLedger.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract OffersTest is BooksTest {
    function offer(address[] memory wallets) private {
        vm.prank(issuer);
        books.recordOffers(address(token), wallets);
    }

    function count(uint16 jurisdiction, uint256 excluded) private view returns (uint256) {
        return books.offereeCount(address(token), jurisdiction, excluded);
    }

    function test_EveryInvestorIsCountedOnce() external {
        address second = linkSecond(alice);
        offer(toWallets(alice, alice));
        offer(toWallets(second, carol));
        same(count(0, 0), 2, "alice and carol");
        same(count(HOME, 0), 1, "alice");
        same(count(ELSEWHERE, 0), 1, "carol");
        same(count(AWAY, 0), 0, "nobody");
    }

    function test_CountedAsWhenFirstOffered() external {
        address dave = investor(1, HOME, INSTITUTIONAL);
        offer(toWallets(alice, dave));
        same(count(HOME, PROFESSIONAL + 1), 1, "dave");
        attest(dave, PROFESSIONAL, LAST_DAY);
        offer(toWallets(dave));
        same(count(HOME, PROFESSIONAL + 1), 1, "still");
        same(count(0, PROFESSIONAL + 1), 1, "everywhere");
        same(books.offeredOn(address(token), investors.standingOf(dave).investor()), today(), "day");
    }

    function test_OffersAreOfOneInstrument() external {
        offer(toWallets(alice));
        same(books.offereeCount(address(bond), 0, 0), 0, "not of another");
    }

    function test_EmitsTheFirstOfferOnly() external {
        uint40 id = investors.standingOf(alice).investor();
        vm.expectEmit(address(books));
        emit IInstrumentLedger.OfferRecorded(address(token), id, HOME, uint16(1 << IDENTITY | 1 << PROFESSIONAL));
        offer(toWallets(alice));
        vm.recordLogs();
        offer(toWallets(alice));
        same(vm.getRecordedLogs().length, 0, "silent");
    }

    function test_RevertWhen_NobodyRegisteredTheWallet() external {
        vm.expectRevert(abi.encodeWithSelector(IInstrumentLedger.OffereeNotRegistered.selector, stranger));
        offer(toWallets(alice, stranger));
        same(count(0, 0), 0, "all or nothing");
    }
}
