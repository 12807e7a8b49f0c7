// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {EntrantLedger} from "../../../src/EntrantLedger.sol";
import {InvestorRegistry} from "../../../src/InvestorRegistry.sol";
import {Entrant} from "../../../src/interfaces/IEntrantLedger.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {Attempt, Callers, Mover} from "../../support/Mover.sol";
import {Vm} from "../../support/Vm.sol";
import {BondStore} from "../stores/BondStore.sol";

/// @notice What the handler works on, and whose keys it holds.
struct Stage {
    BondStore store;
    InvestorRegistry investors;
    EntrantLedger ledger;
    Callers callers;
    address registrar;
    address supervisor;
    address governor;
    address verifier;
    address[] regimes;
    bytes20 lei;
    bytes32 assetClass;
}

/// @title BondHandler
/// @notice Does what people and officials do, in any order. Every movement is explained first, attempted, and booked in the
/// store when it took place; a check that fails reverts, and a revert fails the invariant run.
contract BondHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant LOT = 5000_00;
    uint256 private constant MAX_DATES = 6;
    uint24 private constant BLOCKED = 1 << 12;

    Stage private stage;

    error Violated(string what);

    modifier counted(bytes32 action) {
        vm.warp(stage.store.time());
        stage.store.count(action);
        _;
        _lowerCeiling();
    }

    constructor(Stage memory stage_) {
        stage = stage_;
    }

    // MOVEMENTS

    function issue(uint256 token, uint256 to, uint256 amount) external counted("issue") {
        _attempt(token, Attempt(MovementKind.Issue, address(0), address(0), _receiver(to), 2 * _amount(amount)));
    }

    function transfer(uint256 token, uint256 from, uint256 to, uint256 amount) external counted("transfer") {
        _attempt(
            token, Attempt(MovementKind.Transfer, address(0), _holder(token, from), _receiver(to), _amount(amount))
        );
    }

    function transferFrom(uint256 token, uint256 operator, uint256 from, uint256 to, uint256 amount)
        external
        counted("transferFrom")
    {
        Attempt memory a = Attempt(
            MovementKind.Transfer, _actor(operator), _holder(token, from), _receiver(to), _amount(amount)
        );
        if (a.operator == a.from) return;
        vm.startPrank(a.from);
        _token(token).approve(a.operator, amount % 5 == 0 ? 0 : type(uint256).max);
        vm.stopPrank();
        _attempt(token, a);
    }

    function redeem(uint256 token, uint256 from, uint256 amount) external counted("redeem") {
        _attempt(token, Attempt(MovementKind.Redeem, address(0), _holder(token, from), address(0), _amount(amount)));
    }

    function force(uint256 token, uint256 from, uint256 to, uint256 amount) external counted("force") {
        _attempt(
            token,
            Attempt(MovementKind.ForcedTransfer, address(0), _holder(token, from), _receiver(to), _amount(amount))
        );
    }

    function recover(uint256 token, uint256 lost, uint256 replacement) external counted("recover") {
        address from = _holder(token, lost);
        address[] memory siblings = stage.investors.walletsOf(from);
        address to =
            siblings.length > 1 && replacement % 4 != 0 ? siblings[replacement % siblings.length] : _actor(replacement);
        _attempt(token, Attempt(MovementKind.Recovery, address(0), from, to, 0));
    }

    // OFFICIALS: few actions of many branches, so that most of a run is movements

    /// @notice What verifiers, registrars and enforcement officers write about investors.
    function maintain(uint256 choice, uint256 actor, uint256 a, uint256 b) external counted("maintain") {
        choice %= 6;
        if (choice == 0) _restrict(actor, a);
        else if (choice <= 2) _attest(actor, a, b);
        else if (choice <= 4) _link(actor, a);
        else _unlink(actor, a);
    }

    /// @notice What supervisors and governors decide about instruments.
    function govern(uint256 choice, uint256 token, uint256 seed) external counted("govern") {
        choice %= 5;
        if (choice == 0) _supervise(token, seed);
        else if (choice == 1) _setLimit(seed);
        else if (choice == 2) _setRate(seed);
        else if (choice == 3) _setRegime(token, seed);
        else _windDown(token, seed);
    }

    function freeze(uint256 token, uint256 actor, uint256 amount) external counted("freeze") {
        amount = amount % 12 == 0 ? type(uint256).max : amount % 3 == 0 ? amount % (8 * LOT) : 0;
        vm.startPrank(stage.callers.officer);
        _token(token).setFrozenTokens(_actor(actor), amount);
        vm.stopPrank();
        stage.store.setFrozen(_token(token), _actor(actor), amount);
    }

    function _restrict(uint256 actor, uint256 seed) private {
        if (stage.investors.standingOf(_actor(actor)).investor() == 0) return;
        vm.startPrank(stage.callers.officer);
        stage.investors.setRestrictions(_actor(actor), seed % 6 == 0 ? BLOCKED : 0);
        vm.stopPrank();
    }

    function _attest(uint256 actor, uint256 category, uint256 lastDay) private {
        if (stage.investors.standingOf(_actor(actor)).investor() == 0) return;
        uint256 today = stage.store.time() / 1 days;
        vm.startPrank(stage.verifier);
        stage.investors
            .attest(_actor(actor), category % 3, uint16(lastDay % 8 == 0 ? today - 1 : today + lastDay % 400));
        vm.stopPrank();
    }

    function _link(uint256 actor, uint256 other) private {
        InvestorRegistry investors = stage.investors;
        bool possible = investors.standingOf(_actor(actor)).investor() != 0
            && investors.standingOf(_actor(other)).investor() == 0 && investors.walletsOf(_actor(actor)).length < 8;
        if (!possible) return;
        vm.startPrank(stage.registrar);
        investors.linkWallet(_actor(actor), _actor(other));
        vm.stopPrank();
    }

    function _unlink(uint256 actor, uint256 seed) private {
        if (seed % 3 != 0 || stage.investors.walletsOf(_actor(actor)).length < 2) return;
        vm.startPrank(stage.registrar);
        stage.investors.unlinkWallet(_actor(actor));
        vm.stopPrank();
    }

    function _supervise(uint256 token, uint256 seed) private {
        vm.startPrank(stage.supervisor);
        _token(token).setPaused(seed % 12 == 0);
        _token(token).setHalted((seed >> 8) % 12 == 0);
        stage.ledger.setEntrant(stage.lei, Entrant(826, (seed >> 16) % 12 == 0 ? 1 : 2, 15));
        vm.stopPrank();
    }

    function _setLimit(uint256 seed) private {
        vm.startPrank(stage.supervisor);
        stage.ledger.setLimit(stage.lei, stage.assetClass, "GBP", (seed % 4 == 0 ? seed % 20 : 20 + seed % 100) * LOT);
        vm.stopPrank();
        _resetCeiling();
    }

    function _setRate(uint256 seed) private {
        vm.startPrank(stage.supervisor);
        stage.ledger.setRate("EUR", "GBP", 0.5e18 + seed % 1.5e18, uint16(stage.store.time() / 1 days));
        vm.stopPrank();
        _resetCeiling();
    }

    function _setRegime(uint256 token, uint256 seed) private {
        vm.startPrank(stage.governor);
        _token(token).setRegime(stage.regimes[seed % stage.regimes.length]);
        vm.stopPrank();
    }

    function _windDown(uint256 token, uint256 seed) private {
        if (seed % 512 != 0 || _token(token).state().has(4)) return;
        vm.startPrank(stage.governor);
        _token(token).startWindDown();
        vm.stopPrank();
    }

    // TIME

    function addRecordDate(uint256 token, uint256 gap) external counted("addRecordDate") {
        IBondToken target = _token(token);
        uint256 count = stage.store.dateCount(target);
        if (count == MAX_DATES) return;
        uint256 last = count == 0 ? 0 : target.recordDate(count - 1);
        uint256 now_ = stage.store.time();
        uint40 at = uint40((last > now_ ? last : now_) + 1 + gap % 3 days);
        vm.startPrank(stage.callers.payingAgent);
        target.addRecordDate(at);
        vm.stopPrank();
        stage.store.addDate(target, at);
    }

    function wait(uint256 seconds_) external counted("wait") {
        stage.store.pass(stage.store.time() + seconds_ % 2 days);
    }

    // INTERNAL

    function _attempt(uint256 seed, Attempt memory a) private {
        IBondToken token = _token(seed);
        if (a.kind != MovementKind.Issue && a.amount % 3 == 0) a.amount = token.balanceOf(a.from);
        uint256 moved = a.kind == MovementKind.Recovery ? token.balanceOf(a.from) : a.amount;
        uint256 used = stage.ledger.capacity(stage.lei, stage.assetClass).used;
        bool took = Mover.attempt(token, stage.callers, a) == 0;
        stage.store.countMovement(a.kind, took);
        if (!took) return;
        if (a.to != address(0)) _requireMayReceive(token, a);
        _bookFreezes(token, a, moved);
        stage.store.move(token, a.from, a.to, moved);
        _requireCapacity(a.kind, used);
    }

    /// @dev The recipient's side of both test regimes, read the naive way.
    function _requireMayReceive(IBondToken token, Attempt memory a) private view {
        Standing standing = stage.investors.standingOf(a.to);
        uint256 today = stage.store.time() / 1 days;
        if (standing.expiryDay(0) < today) revert Violated("received without identity");
        if (standing.flags() & BLOCKED != 0) revert Violated("received while blocked");
        if (a.kind == MovementKind.Recovery) {
            if (stage.investors.standingOf(a.from).investor() != standing.investor()) {
                revert Violated("recovered by another");
            }
            return;
        }
        bool capped = token.regime() == stage.regimes[0];
        bool home = standing.jurisdiction() == 826 || standing.jurisdiction() == 250;
        if (capped && !(home && standing.expiryDay(1) >= today)) revert Violated("received outside the allowlist");
        if (!capped && standing.jurisdiction() == 840) _requireSeasoned(token, standing, today);
    }

    function _requireSeasoned(IBondToken token, Standing standing, uint256 today) private view {
        uint256 start = token.state().clockStartDay();
        if (start == 0 || today < start + 40) revert Violated("received before the clock had run");
        if (standing.expiryDay(6) < today || standing.flags() & 1 != 0) {
            revert Violated("received outside the allowlist");
        }
    }

    function _bookFreezes(IBondToken token, Attempt memory a, uint256 moved) private {
        uint256 frozen = stage.store.frozenOf(token, a.from);
        uint256 balance = stage.store.balanceOf(token, a.from);
        uint256 unfrozen = frozen < balance ? balance - frozen : 0;
        if (a.kind == MovementKind.Transfer || a.kind == MovementKind.Redeem) {
            if (moved > unfrozen) revert Violated("a frozen part moved");
        } else if (a.kind == MovementKind.ForcedTransfer) {
            bool takes = moved > unfrozen && frozen != type(uint256).max;
            if (takes) stage.store.setFrozen(token, a.from, frozen - (moved - unfrozen));
        } else if (a.kind == MovementKind.Recovery) {
            uint256 there = stage.store.frozenOf(token, a.to);
            uint256 sum = frozen > type(uint256).max - there ? type(uint256).max : there + frozen;
            stage.store.setFrozen(token, a.from, 0);
            stage.store.setFrozen(token, a.to, sum);
        }
    }

    /// @dev Only an issue uses more, and never past the limit; only a redemption uses less.
    function _requireCapacity(MovementKind kind, uint256 before) private view {
        uint256 used = stage.ledger.capacity(stage.lei, stage.assetClass).used;
        if (used > before && kind != MovementKind.Issue) revert Violated("capacity used without an issue");
        if (used < before && kind != MovementKind.Redeem) revert Violated("capacity freed without a redemption");
    }

    function _resetCeiling() private {
        uint256 used = stage.ledger.capacity(stage.lei, stage.assetClass).used;
        uint256 limit = stage.ledger.capacity(stage.lei, stage.assetClass).limit;
        stage.store.setCeiling(used > limit ? used : limit);
    }

    /// @dev What has been redeemed above the limit cannot be issued again.
    function _lowerCeiling() private {
        uint256 used = stage.ledger.capacity(stage.lei, stage.assetClass).used;
        if (used < stage.store.ceiling()) _resetCeiling();
    }

    function _token(uint256 seed) private view returns (IBondToken) {
        return stage.store.tokens(seed % stage.store.tokenCount());
    }

    function _actor(uint256 seed) private view returns (address) {
        return stage.store.actors(seed % stage.store.actorCount());
    }

    /// @dev Mostly somebody who holds something.
    function _holder(uint256 token, uint256 seed) private view returns (address) {
        for (uint256 i = 0; i < 8 && seed % 8 != 0; ++i) {
            if (stage.store.balanceOf(_token(token), _actor(seed / 8 + i)) != 0) return _actor(seed / 8 + i);
        }
        return _actor(seed / 8);
    }

    /// @dev Mostly somebody who is registered.
    function _receiver(uint256 seed) private view returns (address) {
        for (uint256 i = 0; i < 8 && seed % 8 != 0; ++i) {
            if (stage.investors.standingOf(_actor(seed / 8 + i)).investor() != 0) return _actor(seed / 8 + i);
        }
        return _actor(seed / 8);
    }

    /// @dev Mostly round lots, sometimes an amount that no rule likes.
    function _amount(uint256 seed) private pure returns (uint256) {
        return seed % 10 == 0 ? seed % (3 * LOT) : (1 + seed % 3) * LOT;
    }
}
