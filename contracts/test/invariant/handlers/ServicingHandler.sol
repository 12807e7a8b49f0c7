// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InvestorRegistry} from "../../../src/InvestorRegistry.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {Declaration, EventKind, Progress} from "../../../src/interfaces/IServicing.sol";
import {Servicing} from "../../../src/servicing/Servicing.sol";
import {OddCash} from "../../support/OddCash.sol";
import {Vm} from "../../support/Vm.sol";

/// @notice What the handler works on, and whose keys it holds.
struct ServicingStage {
    Servicing servicing;
    IBondToken bond;
    OddCash cash;
    InvestorRegistry investors;
    address issuer;
    address payingAgent;
    address officer;
    uint24 blockedFlag;
    /// Ascending; the first two are one investor's.
    address[] wallets;
}

/// @title ServicingHandler
/// @notice Does to a bond and its distributions whatever people and officials may do, in any order, and keeps who received what for which.
/// Every claim is explained first, and one that ends otherwise fails the run.
contract ServicingHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint16 private constant NONE = type(uint16).max;
    uint256 private constant MOST = 40;

    struct Batch {
        address after_;
        address[] list;
    }

    ServicingStage private stage;
    uint256 public time;
    uint256 public issued;
    uint256 public payments;
    uint256 public withholdings;
    address public cashBlocked;
    mapping(uint256 id => mapping(address wallet => uint256)) public received;
    /// What was redirected to, less what was redirected away.
    mapping(uint256 id => mapping(address wallet => int256)) public redirected;
    mapping(uint256 id => Batch[]) private _batches;

    error Violated(string what);

    modifier timed() {
        vm.warp(time);
        _;
    }

    constructor(ServicingStage memory stage_, uint256 start) {
        (stage, time) = (stage_, start);
    }

    // THE BOND

    function issue(uint256 to, uint256 amount) external timed {
        vm.prank(stage.issuer);
        bytes memory call = abi.encodeCall(stage.bond.mint, (_wallet(to), amount % 10_000));
        if (_try(address(stage.bond), call)) issued += amount % 10_000;
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external timed {
        uint256 held = stage.bond.balanceOf(_wallet(from));
        vm.prank(_wallet(from));
        _try(address(stage.bond), abi.encodeCall(stage.bond.transfer, (_wallet(to), amount % (held + 1))));
    }

    function recordDate() external timed {
        vm.prank(stage.payingAgent);
        stage.bond.addRecordDate(uint40(time + 1));
        time += 1;
    }

    function restrict(uint256 wallet, bool blocked) external timed {
        vm.prank(stage.officer);
        stage.investors.setRestrictions(_wallet(wallet), blocked ? stage.blockedFlag : 0);
    }

    function freeze(uint256 wallet, uint256 amount) external timed {
        vm.prank(stage.officer);
        stage.bond.setFrozenTokens(_wallet(wallet), amount % 3 == 0 ? amount % 10_000 : 0);
    }

    function blockCash(uint256 wallet) external {
        cashBlocked = wallet % 3 == 0 ? _wallet(wallet >> 8) : address(1);
        stage.cash.setBlocked(cashBlocked);
    }

    // DISTRIBUTIONS

    function declare(uint256 kind, uint128 numerator, uint128 denominator, uint256 seed) external timed {
        if (stage.servicing.distributionCount() >= MOST) return;
        Declaration memory terms;
        (terms.bond, terms.cash, terms.kind) = (address(stage.bond), address(stage.cash), EventKind(kind % 6));
        terms.funder = address(this);
        terms.paymentDate = uint40(time + seed % 3);
        (terms.numerator, terms.denominator) = (1 + numerator % 1000, 1 + denominator % 1000);
        terms.recordDateIndex = NONE;
        if (terms.kind == EventKind.Redemption || terms.kind == EventKind.Call) {
            (terms.fractionNumerator, terms.fractionDenominator) = (1, 1);
        } else if (terms.kind == EventKind.Put) {
            (terms.electionEnd, terms.paymentDate) = (uint40(time + 2), uint40(time + 2 + seed % 3));
        } else {
            uint256 count = stage.bond.recordDateCount();
            if (count == 0) return;
            terms.recordDateIndex = uint16(seed % count);
            if (terms.kind != EventKind.Interest) {
                (terms.fractionNumerator, terms.fractionDenominator) =
                (1 + uint128(seed >> 8) % 5, 6 + uint128(seed >> 16) % 5);
            }
        }
        vm.prank(stage.payingAgent);
        stage.servicing.declare(terms);
    }

    function elect(uint256 id, uint256 wallet, uint256 units) external timed {
        uint256 held = stage.bond.balanceOf(_wallet(wallet));
        vm.prank(_wallet(wallet));
        _try(address(stage.servicing), abi.encodeCall(stage.servicing.elect, (_id(id), units % (held + 1))));
    }

    function fund(uint256 id, uint256 part) external timed {
        id = _id(id);
        if (id == 0) return;
        Declaration memory terms = stage.servicing.declarationOf(id);
        Progress memory progress = stage.servicing.progressOf(id);
        uint256 due = stage.servicing.due(id);
        uint256 there = progress.funded - progress.returned;
        uint256 missing = due > there ? due - there : 0;
        uint256 amount = part % 4 == 0 && missing != 0 ? part % missing : missing;
        if (terms.bond == address(0)) return;
        stage.cash.mint(address(this), amount);
        stage.cash.approve(address(stage.servicing), amount);
        _try(address(stage.servicing), abi.encodeCall(stage.servicing.fund, (id, amount)));
    }

    /// @dev Wallets above the cursor, up to some place, a few of which are left out.
    function pay(uint256 id, uint256 pick) external timed {
        id = _id(id);
        if (id == 0) return;
        address cursor = stage.servicing.progressOf(id).cursor;
        address[] memory list = new address[](stage.wallets.length);
        uint256 count = 0;
        for (uint256 i = 0; i < list.length; ++i) {
            bool taken = stage.wallets[i] > cursor && (pick >> 2 * i & 3 != 0);
            if (taken && count < 1 + pick % list.length) list[count++] = stage.wallets[i];
        }
        assembly ("memory-safe") {
            mstore(list, count)
        }
        uint256[] memory before = _balances();
        uint256 held = stage.servicing.progressOf(id).held;
        vm.prank(stage.payingAgent);
        if (!_try(address(stage.servicing), abi.encodeCall(stage.servicing.pay, (id, list)))) return;
        _batches[id].push(Batch(cursor, list));
        _receive(id, before);
        if (stage.servicing.progressOf(id).held > held) ++withholdings;
    }

    function claim(uint256 id, uint256 wallet) external timed {
        _claim(_id(id), _wallet(wallet));
    }

    /// @dev Of units for which something is kept, whoever has any: all but some of them go to somebody else before the claim.
    function claimPart(uint256 seed, uint256 to, uint256 left) external timed {
        uint256 places = stage.servicing.distributionCount() * stage.wallets.length;
        for (uint256 i = 0; i < places; ++i) {
            uint256 place = (seed % places + i) % places;
            (uint256 id, address holder) = (1 + place / stage.wallets.length, _wallet(place));
            uint256 kept = stage.servicing.withheldOf(id, holder).units;
            uint256 held = stage.bond.balanceOf(holder);
            if (kept == 0 || held == 0) continue;
            vm.prank(holder);
            _try(address(stage.bond), abi.encodeCall(stage.bond.transfer, (_wallet(to), held - left % kept % held)));
            _claim(id, holder);
            return;
        }
    }

    function _claim(uint256 id, address holder) private {
        (, uint256 amount, uint256 reasons) = stage.servicing.explainPayment(id, holder);
        uint256[] memory before = _balances();
        (uint256 held, uint256 kept) = (stage.cash.balanceOf(holder), stage.servicing.withheldOf(id, holder).amount);
        if (!_try(address(stage.servicing), abi.encodeCall(stage.servicing.claimFor, (id, holder)))) return;
        if (reasons != 0 || stage.cash.balanceOf(holder) - held != amount) revert Violated("explained otherwise");
        // Its turn takes nothing of what is kept, and what is kept is taken as far as it is paid.
        uint256 taken = kept - stage.servicing.withheldOf(id, holder).amount;
        if (taken != 0 && taken != amount) revert Violated("struck off unpaid");
        _receive(id, before);
    }

    /// @dev Two at once: what each is counted to have paid is together what arrived.
    function claimEach(uint256 one, uint256 other, uint256 wallet) external timed {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (_id(one), _id(other));
        address holder = _wallet(wallet);
        uint256[2] memory before = [_paid(ids[0]), _paid(ids[1])];
        uint256 held = stage.cash.balanceOf(holder);
        if (!_try(address(stage.servicing), abi.encodeCall(stage.servicing.claimEach, (ids, holder)))) return;
        uint256 counted = 0;
        for (uint256 i = 0; i < 2; ++i) {
            uint256 more = _paid(ids[i]) - before[i];
            (counted, received[ids[i]][holder]) = (counted + more, received[ids[i]][holder] + more);
            if (more != 0) ++payments;
        }
        if (stage.cash.balanceOf(holder) - held != counted) revert Violated("counted otherwise");
    }

    function claimMissed(uint256 id, uint256 batch, uint256 wallet) external timed {
        id = _id(id);
        if (_batches[id].length == 0) return;
        uint256 index = batch % _batches[id].length;
        Batch memory one = _batches[id][index];
        uint256[] memory before = _balances();
        bytes memory call =
            abi.encodeCall(stage.servicing.claimMissed, (id, index, one.after_, one.list, _wallet(wallet)));
        if (_try(address(stage.servicing), call)) _receive(id, before);
    }

    /// @dev Between the two wallets of one investor.
    function redirect(uint256 id, bool turned) external timed {
        id = _id(id);
        (address lost, address found) = turned ? (_wallet(1), _wallet(0)) : (_wallet(0), _wallet(1));
        uint256 kept = stage.servicing.withheldOf(id, found).amount;
        vm.prank(stage.officer);
        if (!_try(address(stage.servicing), abi.encodeCall(stage.servicing.redirect, (id, lost, found)))) return;
        int256 moved = int256(stage.servicing.withheldOf(id, found).amount - kept);
        redirected[id][found] += moved;
        redirected[id][lost] -= moved;
    }

    function close(uint256 id) external timed {
        _try(address(stage.servicing), abi.encodeCall(stage.servicing.close, (_id(id))));
    }

    function cancel(uint256 id, uint256 seed) external timed {
        if (seed % 8 != 0) return;
        vm.prank(stage.payingAgent);
        _try(address(stage.servicing), abi.encodeCall(stage.servicing.cancel, (_id(id))));
    }

    function wait(uint256 seconds_) external {
        time += seconds_ % 4;
    }

    // INTERNAL

    function _receive(uint256 id, uint256[] memory before) private {
        for (uint256 i = 0; i < before.length; ++i) {
            uint256 more = stage.cash.balanceOf(stage.wallets[i]) - before[i];
            received[id][stage.wallets[i]] += more;
            if (more != 0) ++payments;
        }
    }

    function _paid(uint256 id) private view returns (uint256) {
        return stage.servicing.progressOf(id).paid;
    }

    function _balances() private view returns (uint256[] memory balances) {
        balances = new uint256[](stage.wallets.length);
        for (uint256 i = 0; i < balances.length; ++i) {
            balances[i] = stage.cash.balanceOf(stage.wallets[i]);
        }
    }

    function _try(address target, bytes memory call) private returns (bool done) {
        (done,) = target.call(call);
    }

    function _id(uint256 seed) private view returns (uint256) {
        uint256 count = stage.servicing.distributionCount();
        return count == 0 ? 0 : 1 + seed % count;
    }

    function _wallet(uint256 seed) private view returns (address) {
        return stage.wallets[seed % stage.wallets.length];
    }
}
