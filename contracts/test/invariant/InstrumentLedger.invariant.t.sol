// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HolderId} from "../../src/books/HolderId.sol";
import {HolderClass, Lot, VolumeScope} from "../../src/interfaces/IInstrumentLedger.sol";
import {Books} from "../../src/types/Books.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {BooksTest} from "../support/BooksTest.sol";
import {ReportingToken} from "../support/ReportingToken.sol";
import {BooksHandler, BooksStage} from "./handlers/BooksHandler.sol";
import {BooksModel, Counted} from "./stores/BooksModel.sol";

/// Two instruments of one issuer, ten wallets of six investors and of nobody, and everything that may happen to them in any order. Every book is recomputed
/// from all movements and compared.
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: ci.invariant.runs = 64
/// forge-config: ci.invariant.fail-on-revert = true
contract InstrumentLedgerInvariantTest is BooksTest {
    ReportingToken[2] internal legs;
    BooksModel[2] internal models;
    address[] internal wallets;
    BooksHandler internal handler;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 2; ++i) {
            legs[i] = newToken();
            models[i] = new BooksModel();
            legs[i].open(Books.KEPT & ~(Books.BREACHES | Books.APPROVALS));
            vm.startPrank(registrar);
            books.setLotTerms(address(legs[i]), 0, AFFILIATE_FLAG);
            books.setOfferingPool(address(legs[i]), "offeror", "GBP");
            vm.stopPrank();
        }
        wallets = [alice, bob, carol, investor(1, AWAY, INSTITUTIONAL), stranger];
        for (uint256 i = 5; i < 10; ++i) {
            wallets.push(address(uint160(0x7000 + i)));
        }
        register(wallets[5], facts(HOME, INSTITUTIONAL, 0));
        register(wallets[6], facts(ELSEWHERE, INSTITUTIONAL, 0));
        link(alice, wallets[7]);
        link(bob, wallets[8]);
        handler = new BooksHandler(
            BooksStage({
                books: books,
                investors: investors,
                registrar: registrar,
                verifier: verifier,
                legs: legs,
                models: models,
                wallets: wallets
            }),
            START
        );
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_HoldersAreWhoHolds() external view {
        for (uint256 i = 0; i < 2; ++i) {
            Counted[] memory counted = models[i].holders(wallets);
            address leg = address(legs[i]);
            same(books.holderCount(leg, HolderClass.All, 0), counted.length, "holders");
            uint16[5] memory jurisdictions = [1, 2, HOME, AWAY, ELSEWHERE];
            for (uint256 j = 0; j < 5; ++j) {
                uint256 expected = 0;
                for (uint256 k = 0; k < counted.length; ++k) {
                    if (counted[k].jurisdiction == jurisdictions[j]) ++expected;
                }
                same(books.holderCount(leg, HolderClass.Jurisdiction, jurisdictions[j]), expected, "jurisdiction");
            }
            for (uint16 c = 0; c < 10; ++c) {
                uint256 expected = 0;
                for (uint256 k = 0; k < counted.length; ++k) {
                    if (counted[k].categories >> c & 1 == 1) ++expected;
                }
                same(books.holderCount(leg, HolderClass.WithCategory, c), expected, "with");
                same(books.holderCount(leg, HolderClass.WithoutCategory, c), counted.length - expected, "without");
            }
        }
    }

    function invariant_PurchasersAreWhoBought() external view {
        uint256 now_ = handler.time() / 1 days;
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 excluded = 0; excluded <= 10; ++excluded) {
                for (uint256 window = 1; window < 9; window *= 2) {
                    uint256 expected = purchasers(now_ + 1 - window, excluded);
                    uint256 actual = books.purchaserCount(address(legs[i]), now_ + 1 - window, now_, excluded);
                    same(actual, expected, "purchasers");
                }
            }
        }
    }

    /// @dev Both are instruments of one issuer: who bought of both is one purchaser.
    function purchasers(uint256 firstDay, uint256 excluded) private view returns (uint256 total) {
        HolderId[] memory one = models[0].purchasers(firstDay, excluded);
        HolderId[] memory other = models[1].purchasers(firstDay, excluded);
        total = one.length + other.length;
        for (uint256 i = 0; i < one.length; ++i) {
            for (uint256 j = 0; j < other.length; ++j) {
                if (HolderId.unwrap(one[i]) == HolderId.unwrap(other[j])) --total;
            }
        }
    }

    function invariant_VolumesAreWhatWasSold() external view {
        uint256 now_ = handler.time() / 1 days;
        HolderId nobody = HolderId.wrap(0);
        for (uint256 i = 0; i < 2; ++i) {
            address leg = address(legs[i]);
            for (uint256 back = 0; back < 8; back += 3) {
                uint256 from = now_ - back;
                uint256 expected = models[i].volume(nobody, nobody, from, now_);
                same(books.volumeOf(leg, VolumeScope.Instrument, nobody, from, now_), expected, "volume");
                for (uint256 j = 0; j < wallets.length; ++j) {
                    HolderId holder = holderOf(wallets[j]);
                    expected = models[i].volume(holder, nobody, from, now_);
                    same(books.volumeOf(leg, VolumeScope.Given, holder, from, now_), expected, "given");
                    expected = models[i].volume(nobody, holder, from, now_);
                    same(books.volumeOf(leg, VolumeScope.Received, holder, from, now_), expected, "received");
                }
            }
        }
    }

    function invariant_OfferingTotalsAreWhatBothLegsIssued() external view {
        uint256 now_ = handler.time() / 1 days;
        for (uint256 back = 0; back < 8; ++back) {
            (, uint256 total) = books.offeringTotal(address(legs[0]), now_ - back, now_);
            same(total, models[0].issued(now_ - back) + models[1].issued(now_ - back), "issued");
        }
    }

    function invariant_LotsAreWhatTheMovementsLeft() external view {
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < wallets.length; ++j) {
                Lot[] memory lots = books.lotsOf(address(legs[i]), wallets[j]);
                Lot[] memory expected = models[i].lotsOf(wallets[j]);
                same(lots.length, expected.length, "number of lots");
                uint256 sum = 0;
                for (uint256 k = 0; k < lots.length; ++k) {
                    same(lots[k].day, expected[k].day, "day");
                    same(lots[k].amount, expected[k].amount, "amount");
                    sum += lots[k].amount;
                }
                same(sum, legs[i].balanceOf(wallets[j]), "balance");
            }
        }
    }

    /// A long run: everything happens many times, and the books are right along the way.
    function test_LongRun() external {
        for (uint256 i = 0; i < 900; ++i) {
            step(uint256(keccak256(abi.encode("step", i))));
            if (i % 100 != 99) continue;
            this.invariant_HoldersAreWhoHolds();
            this.invariant_LotsAreWhatTheMovementsLeft();
        }
        this.invariant_PurchasersAreWhoBought();
        this.invariant_VolumesAreWhatWasSold();
        this.invariant_OfferingTotalsAreWhatBothLegsIssued();
        MovementKind[8] memory kinds = [
            MovementKind.Issue,
            MovementKind.Transfer,
            MovementKind.ExchangeOut,
            MovementKind.ExchangeIn,
            MovementKind.Redeem,
            MovementKind.Coupon,
            MovementKind.ForcedTransfer,
            MovementKind.Recovery
        ];
        for (uint256 i = 0; i < 8; ++i) {
            check(models[0].count(kinds[i]) >= 15, "every kind, many times");
        }
    }

    function step(uint256 seed) private {
        (uint256 a, uint256 b, uint256 c, uint256 d) = (seed >> 8, seed >> 72, seed >> 136, seed >> 200);
        uint256 action = seed % 12;
        if (action == 0) handler.issue(a, b, c);
        else if (action == 1) handler.send(a, b, c, d);
        else if (action == 2) handler.force(a, b, c, d);
        else if (action == 3) handler.redeem(a, b, c);
        else if (action == 4) handler.recover(a, b, c);
        else if (action == 5) handler.exchange(a, b, c, d);
        else if (action == 6) handler.attest(a, b);
        else if (action == 7) handler.setFacts(a, b, c % 3 == 0);
        else if (action == 8) handler.relink(a, b);
        else if (action == 9) handler.recount(a, b);
        else if (action == 10) handler.chooseLot(a, b, c);
        else handler.wait(a);
    }
}
