// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InvestorRegistry} from "../../../src/InvestorRegistry.sol";
import {Allocation, Subscription} from "../../../src/interfaces/IAllotment.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IPledges} from "../../../src/interfaces/IPledges.sol";
import {Fill, Instruction, Side, Signed} from "../../../src/interfaces/ISettlement.sol";
import {Settlement} from "../../../src/settlement/Settlement.sol";
import {Refusal} from "../../../src/types/Refusal.sol";
import {OddCash} from "../../support/OddCash.sol";
import {Vm} from "../../support/Vm.sol";

/// @notice What the handler works on, and whose keys it holds.
struct SettlementStage {
    Settlement settlement;
    IPledges pledges;
    IBondToken bond;
    OddCash cash;
    InvestorRegistry investors;
    address issuer;
    address officer;
    uint24 blockedFlag;
    uint256 offering;
    /// The parties' keys.
    uint256[] keys;
}

/// @title SettlementHandler
/// @notice Has parties sign, submit, cancel and pledge whatever they may, in any order. Every settlement is explained first, and one that
/// ends otherwise fails the run.
contract SettlementHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    SettlementStage private stage;
    uint256 public time;
    uint256 public issued;
    uint256 public settled;
    uint256 public refused;
    address public cashBlocked;
    Instruction[] private _deliveries;

    error Violated(string what);

    modifier timed() {
        vm.warp(time);
        _;
    }

    constructor(SettlementStage memory stage_, uint256 start) {
        (stage, time) = (stage_, start);
    }

    // TRADES

    /// @dev Of two random sides, which often fit each other.
    function trade(uint256 a, uint256 b, uint256 units, uint256 price, uint256 seed) external timed {
        Instruction memory out = _order(Side.Deliver, a, units, price, seed);
        if (_deliveries.length != 0 && seed % 3 != 0) out = _deliveries[seed % _deliveries.length];
        else _deliveries.push(out);
        Instruction memory into = _order(Side.Receive, b, units, price, seed >> 8);
        if (seed % 5 != 0) (into.units, into.price) = (out.units, out.price + uint128(seed % 2));
        _settle(Signed(out, _sign(out, a % 97 == 0)), Signed(into, _sign(into, b % 97 == 0)), uint128(seed >> 16) % 400);
    }

    function _settle(Signed memory out, Signed memory into, uint128 units) private {
        (uint256 facts, Refusal[] memory refusals, uint256 amount) =
            stage.settlement.canSettle(out, into, units, address(this));
        bool allowed = facts == 0 && refusals.length == 0;
        // What the cash token itself refuses, no view knows.
        if (out.instruction.party == cashBlocked && amount != 0) allowed = false;
        uint256 before = stage.cash.balanceOf(out.instruction.party);
        bool done = _try(address(stage.settlement), abi.encodeCall(stage.settlement.settle, (out, into, units)));
        if (done != allowed) revert Violated("explained otherwise");
        if (!done) ++refused;
        if (!done) return;
        ++settled;
        if (stage.cash.balanceOf(out.instruction.party) - before != amount) revert Violated("another amount");
        checkFill(out.instruction, into.instruction);
    }

    /// @dev What was paid on a delivery is its price's part, rounded down; on a receipt at most its price's, rounded up.
    function checkFill(Instruction memory out, Instruction memory into) private view {
        Fill memory fill = stage.settlement.fillOf(stage.settlement.digestOf(out));
        if (fill.cash != uint256(fill.units) * out.price / out.units) revert Violated("the delivery's price");
        fill = stage.settlement.fillOf(stage.settlement.digestOf(into));
        uint256 most = (uint256(fill.units) * into.price + into.units - 1) / into.units;
        if (fill.cash > most || fill.units > into.units) revert Violated("the receipt's price");
    }

    function subscribe(uint256 investor, uint256 units, uint256 price, uint256 seed) external timed {
        Subscription memory order;
        (order.investor, order.offering) = (_party(investor), stage.offering);
        (order.units, order.price) = (uint128(1 + units % 500), uint128(price % 700));
        (order.validUntil, order.nonce) = (uint40(time + seed % 3), seed % 4);
        Allocation[] memory list = new Allocation[](1);
        list[0] =
            Allocation(order, _signed(investor, stage.settlement.subscriptionDigest(order)), uint128(seed >> 8) % 500);
        (uint256 facts, Refusal[] memory refusals,) = stage.settlement.canAllot(list[0]);
        uint256 supply = stage.bond.totalSupply();
        vm.prank(stage.issuer);
        stage.settlement.allot(list);
        bool done = stage.bond.totalSupply() != supply;
        if (done != (facts == 0 && refusals.length == 0)) revert Violated("explained otherwise");
        issued += stage.bond.totalSupply() - supply;
    }

    // WHAT ELSE HAPPENS

    function cancelNonce(uint256 party, uint256 nonce) external timed {
        if (nonce % 4 != 0) return;
        vm.prank(_party(party));
        stage.settlement.cancelNonce(nonce >> 8);
    }

    function allow(uint256 party, uint256 units, uint256 amount) external timed {
        vm.startPrank(_party(party));
        stage.bond.approve(address(stage.settlement), units % 3 == 0 ? units % 500 : type(uint256).max);
        stage.cash.approve(address(stage.settlement), amount % 3 == 0 ? amount % 500 : type(uint256).max);
        vm.stopPrank();
    }

    function restrict(uint256 party, bool blocked) external timed {
        vm.prank(stage.officer);
        stage.investors.setRestrictions(_party(party), blocked ? stage.blockedFlag : 0);
    }

    function blockCash(uint256 party) external {
        cashBlocked = party % 4 == 0 ? _party(party >> 8) : address(1);
        stage.cash.setBlocked(cashBlocked);
    }

    function pledge(uint256 party, uint256 other, uint256 units) external timed {
        uint256 held = stage.bond.balanceOf(_party(party));
        vm.prank(_party(party));
        _try(
            address(stage.pledges),
            abi.encodeCall(stage.pledges.pledge, (address(stage.bond), _party(other), units % (held / 4 + 1)))
        );
    }

    function release(uint256 party, uint256 other, uint256 units) external timed {
        uint256 pledged = stage.pledges.pledgedTo(address(stage.bond), _party(party), _party(other));
        vm.prank(_party(other));
        _try(
            address(stage.pledges),
            abi.encodeCall(stage.pledges.release, (address(stage.bond), _party(party), units % (pledged + 1)))
        );
    }

    function enforce(uint256 party, uint256 other, uint256 units) external timed {
        uint256 pledged = stage.pledges.pledgedTo(address(stage.bond), _party(party), _party(other));
        vm.prank(stage.officer);
        _try(
            address(stage.pledges),
            abi.encodeCall(
                stage.pledges.enforce,
                (address(stage.bond), _party(party), _party(other), units % (pledged + 1), bytes32("order"))
            )
        );
    }

    function wait(uint256 seconds_) external {
        time += seconds_ % 2;
    }

    // INTERNAL

    function _order(Side side, uint256 party, uint256 units, uint256 price, uint256 seed)
        private
        view
        returns (Instruction memory order)
    {
        (order.side, order.party, order.bond, order.cash) =
        (side, _party(party), address(stage.bond), address(stage.cash));
        (order.units, order.price) = (uint128(1 + units % 500), uint128(price % 700));
        (order.validUntil, order.nonce) = (uint40(time + 1 + seed % 5), seed % 1000);
        if (seed % 7 == 0) order.minimumFill = uint128(seed % 300);
        if (seed % 11 == 0) order.counterparty = _party(seed >> 4);
        if (seed % 13 == 0) order.agent = address(2);
    }

    function _sign(Instruction memory order, bool wrong) private view returns (bytes memory) {
        for (uint256 i = 0; i < stage.keys.length; ++i) {
            if (vm.addr(stage.keys[i]) == order.party) {
                return _signed(wrong ? i + 1 : i, stage.settlement.digestOf(order));
            }
        }
        revert Violated("no such party");
    }

    function _signed(uint256 party, bytes32 digest) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(stage.keys[party % stage.keys.length], digest);
        return abi.encodePacked(r, s, v);
    }

    function _party(uint256 seed) private view returns (address) {
        return vm.addr(stage.keys[seed % stage.keys.length]);
    }

    function _try(address target, bytes memory call) private returns (bool done) {
        (done,) = target.call(call);
    }
}
