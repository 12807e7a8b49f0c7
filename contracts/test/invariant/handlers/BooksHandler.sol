// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InstrumentLedger} from "../../../src/InstrumentLedger.sol";
import {InvestorRegistry} from "../../../src/InvestorRegistry.sol";
import {HolderIds} from "../../../src/books/HolderId.sol";
import {Lot} from "../../../src/interfaces/IInstrumentLedger.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {ReportingToken} from "../../support/ReportingToken.sol";
import {Vm} from "../../support/Vm.sol";
import {BooksModel, Entry} from "../stores/BooksModel.sol";

/// @notice What the handler works on, and whose keys it holds.
struct BooksStage {
    InstrumentLedger books;
    InvestorRegistry investors;
    address registrar;
    address verifier;
    ReportingToken[2] legs;
    BooksModel[2] models;
    address[] wallets;
}

/// @title BooksHandler
/// @notice Does to two legs of an instrument whatever can happen to one, in any order, and tells the models.
contract BooksHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint24 private constant AFFILIATE_FLAG = 1 << 3;
    uint256 private constant CATEGORY = 1;

    BooksStage private stage;
    uint256 public time;

    modifier timed() {
        vm.warp(time);
        _;
    }

    constructor(BooksStage memory stage_, uint256 start) {
        (stage, time) = (stage_, start);
    }

    // MOVEMENTS

    function issue(uint256 leg, uint256 to, uint256 amount) external timed {
        _move(leg % 2, MovementKind.Issue, address(0), _wallet(to), amount % 1000);
    }

    function send(uint256 leg, uint256 from, uint256 to, uint256 amount) external timed {
        _move(leg % 2, MovementKind.Transfer, _wallet(from), _wallet(to), _part(leg % 2, from, amount));
    }

    function force(uint256 leg, uint256 from, uint256 to, uint256 amount) external timed {
        _move(leg % 2, MovementKind.ForcedTransfer, _wallet(from), _wallet(to), _part(leg % 2, from, amount));
    }

    function redeem(uint256 leg, uint256 from, uint256 amount) external timed {
        _move(leg % 2, MovementKind.Redeem, _wallet(from), address(0), _part(leg % 2, from, amount));
    }

    function recover(uint256 leg, uint256 from, uint256 to) external timed {
        uint256 all = stage.legs[leg % 2].balanceOf(_wallet(from));
        _move(leg % 2, MovementKind.Recovery, _wallet(from), _wallet(to), all);
    }

    function exchange(uint256 leg, uint256 from, uint256 to, uint256 amount) external timed {
        (uint256 out, uint256 into) = (leg % 2, 1 - leg % 2);
        amount = _part(out, from, amount);
        if (amount == 0) return;
        Entry memory leaving = _entry(MovementKind.ExchangeOut, _wallet(from), address(0), amount);
        Entry memory coming = _entry(MovementKind.ExchangeIn, address(0), _wallet(to), amount);
        // The leg that is left knows who receives by its standing alone: a wallet of nobody registered is somebody else.
        leaving.receiver = HolderIds.holderOf(address(0), stage.investors.standingOf(coming.to));
        stage.legs[out].exchange(stage.legs[into], leaving.from, coming.to, amount);
        stage.models[out].add(leaving);
        Lot[] memory lots = stage.models[out].lastTaken();
        stage.models[into].addExchanged(coming, lots);
    }

    // STANDINGS

    function attest(uint256 wallet, uint256 days_) external timed {
        if (stage.investors.standingOf(_wallet(wallet)).investor() == 0) return;
        vm.prank(stage.verifier);
        stage.investors.attest(_wallet(wallet), CATEGORY, uint16(time / 1 days + days_ % 40));
    }

    function setFacts(uint256 wallet, uint256 jurisdiction, bool affiliate) external timed {
        if (stage.investors.standingOf(_wallet(wallet)).investor() == 0) return;
        vm.prank(stage.verifier);
        stage.investors.setFacts(_wallet(wallet), uint16(1 + jurisdiction % 2), 0, affiliate ? AFFILIATE_FLAG : 0);
    }

    /// @dev Takes a wallet from its investor, whatever it holds, or gives one without an investor to another's.
    function relink(uint256 wallet, uint256 to) external timed {
        address subject = _wallet(wallet);
        vm.startPrank(stage.registrar);
        if (stage.investors.walletsOf(subject).length > 1) {
            stage.investors.unlinkWallet(subject);
        } else if (
            stage.investors.standingOf(subject).investor() == 0
                && stage.investors.standingOf(_wallet(to)).investor() != 0
        ) {
            stage.investors.linkWallet(_wallet(to), subject);
        }
        vm.stopPrank();
    }

    // BOOKS

    function recount(uint256 leg, uint256 wallet) external timed {
        address[] memory one = new address[](1);
        one[0] = _wallet(wallet);
        vm.prank(stage.registrar);
        stage.books.recount(address(stage.legs[leg % 2]), one);
        stage.models[leg % 2].add(_entry(MovementKind.Coupon, address(0), one[0], 0));
    }

    function chooseLot(uint256 leg, uint256 wallet, uint256 back) external timed {
        uint16 day = back % 3 == 0 ? 0 : uint16(time / 1 days - back % 30);
        vm.prank(_wallet(wallet));
        stage.books.chooseLot(address(stage.legs[leg % 2]), day);
        stage.models[leg % 2].choose(_wallet(wallet), day);
    }

    function wait(uint256 seconds_) external {
        time += seconds_ % 3 days;
    }

    // INTERNAL

    function _move(uint256 leg, MovementKind kind, address from, address to, uint256 amount) private {
        Entry memory entry = _entry(kind, from, to, amount);
        stage.legs[leg].move(kind, from, to, amount);
        stage.models[leg].add(entry);
    }

    function _entry(MovementKind kind, address from, address to, uint256 amount)
        private
        view
        returns (Entry memory entry)
    {
        (Standing sender, Standing recipient) = stage.investors.twoStandings(from, to);
        uint256 day = time / 1 days;
        uint16 categories = 0;
        for (uint256 c = 0; c < 10; ++c) {
            if (recipient.expiryDay(c) >= day) categories |= uint16(1 << c);
        }
        entry = Entry({
            kind: kind,
            from: from,
            to: to,
            amount: amount,
            day: day,
            giver: HolderIds.holderOf(from, sender),
            receiver: HolderIds.holderOf(to, recipient),
            jurisdiction: recipient.jurisdiction(),
            categories: categories,
            byAffiliate: sender.flags() & AFFILIATE_FLAG != 0
        });
    }

    function _wallet(uint256 seed) private view returns (address) {
        return stage.wallets[seed % stage.wallets.length];
    }

    function _part(uint256 leg, uint256 from, uint256 amount) private view returns (uint256) {
        uint256 held = stage.legs[leg].balanceOf(_wallet(from));
        // A whole holding, and nothing, are what goes wrong first.
        if (amount % 4 == 0) return held;
        if (amount % 17 == 0) return 0;
        return held == 0 ? 0 : amount % (held + 1);
    }
}
