// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HolderId} from "../../../src/books/HolderId.sol";
import {IInstrumentLedger, VolumeScope} from "../../../src/interfaces/IInstrumentLedger.sol";
import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {ReportingToken} from "../../support/ReportingToken.sol";

contract VolumesTest is BooksTest {
    uint256 private first;

    function setUp() public override {
        super.setUp();
        token.open(Books.VOLUMES | Books.OFFERINGS);
        token.issue(alice, 100 * UNIT);
        token.issue(bob, 100 * UNIT);
        first = today();
    }

    function volume(uint256 from, uint256 to) private view returns (uint256) {
        return books.volumeOf(address(token), VolumeScope.Instrument, HolderId.wrap(0), from, to);
    }

    function volume(VolumeScope scope, address wallet, uint256 from, uint256 to) private view returns (uint256) {
        return books.volumeOf(address(token), scope, holderOf(wallet), from, to);
    }

    function test_TransfersAreSummedByDay() external {
        token.send(alice, bob, UNIT);
        token.send(bob, carol, 2 * UNIT);
        goTo(first + 3);
        token.send(alice, carol, 4 * UNIT);
        same(volume(first, first), 3 * UNIT, "first day");
        same(volume(first + 1, first + 2), 0, "nothing between");
        same(volume(first + 3, first + 3), 4 * UNIT, "fourth day");
        same(volume(0, first + 99), 7 * UNIT, "all");
        same(volume(first + 5, first + 4), 0, "no days");
        same(volume(VolumeScope.Given, alice, first, first + 3), 5 * UNIT, "alice gave");
        same(volume(VolumeScope.Received, carol, first, first + 3), 6 * UNIT, "carol received");
        same(volume(VolumeScope.Received, alice, first, first + 3), 0, "alice received nothing");
    }

    function test_OnlyTransfersBetweenHoldersCount() external {
        address second = linkSecond(alice);
        token.send(alice, second, UNIT);
        token.send(alice, alice, UNIT);
        token.move(MovementKind.ForcedTransfer, alice, bob, UNIT);
        token.recover(second, alice);
        token.redeem(bob, UNIT);
        same(volume(0, first), 0, "none");
        token.send(stranger, address(0x77), 0);
        same(volume(0, first), 0, "nothing is nothing");
    }

    /// Leaving for another leg is a sale where another investor receives there; nobody sells by changing legs.
    function test_ASaleOverARouteCountsOnTheLegThatIsLeft() external {
        ReportingToken leg = newToken();
        leg.open(Books.VOLUMES);
        token.exchange(leg, alice, bob, 3 * UNIT);
        token.exchange(leg, alice, alice, UNIT);
        same(volume(VolumeScope.Given, alice, 0, first), 3 * UNIT, "alice gave");
        same(volume(VolumeScope.Received, bob, 0, first), 3 * UNIT, "bob received");
        same(books.volumeOf(address(leg), VolumeScope.Instrument, HolderId.wrap(0), 0, first), 0, "not there too");
    }

    function testFuzz_AnySpanEqualsTheSumOfItsDays(uint256 seed) external {
        uint256[20] memory byDay;
        for (uint256 i = 0; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed >> 254 == 0 && today() < first + 19) goTo(today() + 1);
            uint256 amount = seed % UNIT;
            token.send(i % 2 == 0 ? alice : bob, carol, amount);
            byDay[today() - first] += amount;
        }
        uint256 from = (seed >> 8) % 20;
        uint256 to = (seed >> 16) % 20;
        uint256 expected = 0;
        for (uint256 i = from; i <= to; ++i) {
            expected += byDay[i];
        }
        same(volume(first + from, first + to), expected, "span");
    }

    /// No amount, however large, makes a report fail.
    function testFuzz_TotalsSaturate(uint256 amount) external {
        vm.startPrank(stranger);
        books.open(Books.KEPT, 0);
        for (uint256 i = 0; i < 3; ++i) {
            books.unitsMoved(
                MovementKind.Transfer,
                alice,
                bob,
                address(0),
                amount,
                amount,
                0,
                investors.standingOf(alice),
                investors.standingOf(bob)
            );
        }
    }

    // OFFERING POOLS

    function setPool(address instrument, bytes32 pool, bytes3 currency) private {
        vm.prank(registrar);
        books.setOfferingPool(instrument, pool, currency);
    }

    function total(uint256 from, uint256 to) private view returns (uint256 sum) {
        bool pooled;
        (pooled, sum) = books.offeringTotal(address(token), from, to);
        check(pooled, "pooled");
    }

    function test_PoolsSumWhatTheirInstrumentsIssue() external {
        (bool pooled,) = books.offeringTotal(address(token), 0, first);
        check(!pooled, "in none yet");
        vm.expectEmit(address(books));
        emit IInstrumentLedger.OfferingPoolSet(address(token), "offeror", "GBP", 200 * UNIT);
        setPool(address(token), "offeror", "GBP");
        same(total(0, first), 200 * UNIT, "what was outstanding counts today");
        goTo(first + 10);
        token.issue(alice, UNIT);
        token.redeem(alice, 50 * UNIT);
        same(total(first, first + 10), 201 * UNIT, "redemption takes nothing back");
        same(total(first + 1, first + 10), UNIT, "since");
        setPool(address(bond), "offeror", "GBP");
        (bytes32 pool, bytes3 currency) = books.offeringPoolOf(address(bond));
        check(pool == "offeror" && currency == "GBP", "pool");
    }

    function test_RevertWhen_ThePoolIsNone() external {
        bytes memory none = abi.encodeWithSelector(IInstrumentLedger.InvalidOfferingPool.selector);
        vm.startPrank(registrar);
        vm.expectRevert(none);
        books.setOfferingPool(address(token), 0, "GBP");
        vm.expectRevert(none);
        books.setOfferingPool(address(token), "offeror", 0);
    }

    function test_RevertWhen_ThePoolIsAnother() external {
        setPool(address(token), "offeror", "GBP");
        vm.startPrank(registrar);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstrumentLedger.OfferingPoolAlreadySet.selector, address(token), bytes32("offeror")
            )
        );
        books.setOfferingPool(address(token), "other", "GBP");
        vm.expectRevert(
            abi.encodeWithSelector(IInstrumentLedger.PoolCurrencyMismatch.selector, bytes3("GBP"), bytes3("EUR"))
        );
        books.setOfferingPool(address(bond), "offeror", "EUR");
    }
}
