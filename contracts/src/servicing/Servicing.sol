// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "../access/Managed.sol";
import {CashTransfers} from "../cash/CashTransfers.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Declaration, EventKind, EventStatus, IServicing, Progress, Withholding} from "../interfaces/IServicing.sol";
import {Standing} from "../types/Standing.sol";
import {CouponBatch} from "./CouponBatch.sol";
import {Defaults} from "./Defaults.sol";
import {Payments, Run} from "./Payments.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Servicing
/// @notice What bonds pay: interest and redemptions, declared, funded to the unit, and paid in batches or when a holder asks. One contract
/// serves all bonds of a deployment. It also says which are in default.
///
/// ROLES
/// The deployment opens the restricted functions with the manager's `setTargetFunctionRole`: `declare`, `pay`, `cancel`, `declareDefault`
/// and `cure` to the paying agent, `redirect` to the enforcement officer. Until then they are the governor's. This contract itself needs
/// the paying agent's role, which redeems units.
///
/// PROPERTIES
/// - A distribution pays nobody before its date, and nobody before it is funded in full.
/// - Nobody is paid twice: a batch lies above every batch before, whoever is settled alone is marked, and what is redeemed is gone.
/// - What a holder is due is rounded down to the cash unit. What is left of the funding, less than a unit a holder, returns to the funder.
/// - paid + kept + due to those whose turn has not come + remainder + returned == funded.
/// - Who may be paid, the bond's verdict says at that moment, under the kinds Coupon and Redeem: the carve-outs are the profile's. What
///   somebody may not be paid now is kept and claimed later; it stops nobody else, and nothing ends it.
/// - A unit is redeemed and paid, or neither.
///
/// REDEMPTIONS AND TRANSFERS
/// A redemption of everything pays for the units that are there, to whoever holds them when they are paid: no record date. A
/// partial one redeems, of each holding at the record date, its part rounded down to the unit, and never more than the holder has when
/// it is its turn: what was transferred away since stays outstanding, and its funding returns. So does what somebody elected to give back
/// and has sold. Every unit is paid once or is still owed.
///
/// REQUIREMENTS ON CASH
/// Any ERC-20 that moves exactly what it is told. What arrives is measured, and another amount reverts the whole call. A token that
/// refuses one holder is no reason to stop.
///
/// LIVENESS
/// Claims need nobody's leave. A holder whom a batch left out proves it with that batch's list, which anybody takes from its call.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That the cash token keeps its promises, that what was declared is what the terms say, and that a default is declared when there is one.
contract Servicing is Payments, Defaults {
    using CashTransfers for IERC20;

    constructor(address authority_) Managed(authority_) {}

    // PAYING AGENT

    /// @inheritdoc IServicing
    function declare(Declaration calldata declaration) external restricted returns (uint256 id) {
        _checkDeclaration(declaration);
        bool allowed = !_isOptional(declaration.kind) || !_inDefault(declaration.bond);
        require(allowed, BondInDefault(declaration.bond));
        id = ++distributionCount;
        _declarations[id] = declaration;
        _progress[id].status = EventStatus.Declared;
        emit DistributionDeclared(id, declaration.bond, declaration.kind, declaration);
    }

    /// @inheritdoc IServicing
    function pay(uint256 id, address[] calldata holders) external restricted nonReentrant {
        Run memory run = _begin(id);
        run.allowed = _mayAllBePaid(run, holders);
        Progress storage progress = _progress[id];
        (address after_, uint256 index) = (progress.cursor, progress.batches);
        uint256 before = IERC20(run.terms.cash).balanceOf(address(this));
        bool ask = progress.anyAlone;
        address last = run.allowed ? _payAllowed(run, after_, holders, ask) : _giveTurns(run, after_, holders, ask);
        require(last != after_, EmptyBatch(id));
        IERC20(run.terms.cash).requireSpent(before, run.paid);
        _batches[id][index] = _commitment(after_, holders);
        (progress.cursor, progress.batches) = (last, uint40(index + 1));
        _book(run);
        emit BatchPaid(id, index, after_, last, run.paid, run.held);
    }

    /// @inheritdoc IServicing
    function cancel(uint256 id) external restricted nonReentrant {
        Progress storage progress = _progress[id];
        EventStatus status = progress.status;
        require(status == EventStatus.Declared || status == EventStatus.Funded, WrongStatus(id, status));
        require(progress.batches == 0 && !progress.anyAlone && progress.paid == 0, PaymentBegun(id));
        uint256 refund = progress.funded;
        (progress.status, progress.returned) = (EventStatus.Cancelled, uint128(refund));
        Declaration storage terms = _declarations[id];
        if (refund != 0) IERC20(terms.cash).push(terms.funder, refund);
        emit DistributionCancelled(id, terms.funder, refund);
    }

    // ENFORCEMENT OFFICER

    /// @inheritdoc IServicing
    function redirect(uint256 id, address lost, address replacement) external restricted nonReentrant {
        Declaration memory terms = _declarations[id];
        _requireOneInvestor(terms.bond, lost, replacement);
        if (terms.kind == EventKind.Put) {
            uint256 elected = _elected[id][lost];
            require(elected != 0, NothingToClaim(id, lost));
            delete _elected[id][lost];
            _elected[id][replacement] += elected;
            emit Redirected(id, lost, replacement, elected, 0);
            return;
        }
        (uint128 units, uint128 amount) = _takeForOther(id, terms, lost);
        Withholding storage there = _withheld[id][replacement];
        (there.units, there.amount) = (there.units + units, there.amount + amount);
        emit Redirected(id, lost, replacement, units, amount);
    }

    // ANYBODY

    /// @inheritdoc IServicing
    function fund(uint256 id, uint256 amount) external nonReentrant {
        Declaration memory terms = _declarations[id];
        Progress storage progress = _progress[id];
        EventStatus status = progress.status;
        // Units that were issued since have to be funded as well.
        bool takes = status == EventStatus.Declared
            || (_isOfAll(terms.kind) && (status == EventStatus.Funded || status == EventStatus.Closed));
        require(takes, WrongStatus(id, status));
        require(block.timestamp >= terms.electionEnd, ElectionOpen(id, terms.electionEnd));
        _requireFunder(id, terms.funder, amount);
        uint256 owed = due(id);
        uint256 kept = progress.funded - progress.returned + amount;
        require(kept <= owed, OverFunded(id, owed, kept));
        progress.funded += uint128(amount);
        if (kept == owed && status == EventStatus.Declared) progress.status = EventStatus.Funded;
        if (amount != 0) IERC20(terms.cash).pull(msg.sender, amount);
        emit DistributionFunded(id, msg.sender, amount, progress.funded);
    }

    /// @inheritdoc IServicing
    function elect(uint256 id, uint256 units) external {
        Declaration memory terms = _declarations[id];
        Progress storage progress = _progress[id];
        bool open = progress.status == EventStatus.Declared && block.timestamp < terms.electionEnd;
        require(open, ElectionClosed(id));
        uint256 balance = IBondToken(terms.bond).balanceOf(msg.sender);
        require(units <= balance, ElectedTooMuch(units, balance));
        // No sum of balances exceeds what fits.
        progress.elected = uint128(progress.elected - _elected[id][msg.sender] + units);
        _elected[id][msg.sender] = units;
        emit Elected(id, msg.sender, units);
    }

    /// @inheritdoc IServicing
    function claim(uint256 id) external nonReentrant {
        _claim(_begin(id), msg.sender);
    }

    /// @inheritdoc IServicing
    function claimFor(uint256 id, address holder) external nonReentrant {
        _claim(_begin(id), holder);
    }

    /// @inheritdoc IServicing
    function claimEach(uint256[] calldata ids, address holder) external nonReentrant {
        Run memory before;
        for (uint256 i = 0; i < ids.length; ++i) {
            Run memory run = _begin(ids[i]);
            run.allowed = i != 0 && _asksTheSame(run.terms, before.terms);
            _claim(run, holder);
            before = run;
        }
    }

    /// @inheritdoc IServicing
    function claimMissed(uint256 id, uint256 index, address after_, address[] calldata list, address holder)
        external
        nonReentrant
    {
        Run memory run = _begin(id);
        bytes32 commitment = _batches[id][index];
        require(commitment != 0 && commitment == _commitment(after_, list), NotTheBatch(id, index));
        bool leftOut = _hasRecordDate(run.terms.kind) && holder > after_ && holder < list[list.length - 1];
        for (uint256 i = 0; leftOut && i < list.length; ++i) {
            leftOut = list[i] != holder;
        }
        require(leftOut, NotLeftOut(id, holder));
        require(!isSettled(id, holder), NothingToClaim(id, holder));
        _markAlone(id, holder);
        _giveTurn(run, holder);
        _book(run);
        if (run.paid != 0) emit Claimed(id, holder, run.paid);
    }

    /// @inheritdoc IServicing
    function close(uint256 id) external nonReentrant {
        Declaration memory terms = _declarations[id];
        Progress storage progress = _progress[id];
        EventStatus status = progress.status;
        require(status == EventStatus.Funded || status == EventStatus.Closed, WrongStatus(id, status));
        require(block.timestamp >= terms.paymentDate, PaymentDateNotReached(id, terms.paymentDate));
        uint256 open = _hasRecordDate(terms.kind) ? _open(id) : 0;
        require(open == 0, NotFinished(id, open));
        uint256 left = remainder(id);
        require(left != 0 || status == EventStatus.Funded, NothingLeft(id));
        (progress.status, progress.returned) = (EventStatus.Closed, progress.returned + uint128(left));
        if (left != 0) IERC20(terms.cash).push(terms.funder, left);
        emit DistributionClosed(id, terms.funder, left);
    }

    // INTERNAL

    /// @dev Asked of the regime at once; a no is asked again of the bond, one by one.
    function _mayAllBePaid(Run memory run, address[] calldata holders) private view returns (bool) {
        if (run.terms.kind != EventKind.Interest) return false;
        (address investors,,) = IBondToken(run.terms.bond).wiring();
        return CouponBatch.allows(IInvestorRegistry(investors), run.terms.bond, run.state, run.terms.cash, holders);
    }

    /// @dev Takes what a wallet is due off it: what is kept for it, or its turn.
    function _takeForOther(uint256 id, Declaration memory terms, address lost)
        private
        returns (uint128 units, uint128 amount)
    {
        EventStatus status = _progress[id].status;
        require(status == EventStatus.Funded || status == EventStatus.Closed, WrongStatus(id, status));
        Withholding memory kept = _withheld[id][lost];
        if (kept.amount != 0 || kept.units != 0) {
            delete _withheld[id][lost];
            return (kept.units, kept.amount);
        }
        require(_hasRecordDate(terms.kind) && !_hadTurn(id, lost), NothingToClaim(id, lost));
        uint256 holding = IBondToken(terms.bond).balanceOfAt(lost, terms.recordDateIndex);
        require(holding != 0, NothingToClaim(id, lost));
        _markAlone(id, lost);
        amount = uint128(_cashOn(terms, holding));
        if (_isPartial(terms.kind)) units = uint128(_unitsOn(terms, holding));
        Progress storage progress = _progress[id];
        (progress.settled, progress.held) = (progress.settled + uint128(holding), progress.held + amount);
    }

    /// @dev Where none was declared, the first who pays in anything is the funder.
    function _requireFunder(uint256 id, address funder, uint256 amount) private {
        require(funder == address(0) || msg.sender == funder, AnotherFunder(id, funder));
        if (funder == address(0) && amount != 0) _declarations[id].funder = msg.sender;
    }

    function _requireOneInvestor(address bond, address lost, address replacement) private view {
        (address investors,,) = IBondToken(bond).wiring();
        (Standing one, Standing other) = IInvestorRegistry(investors).twoStandings(lost, replacement);
        bool same = lost != replacement && one.investor() != 0 && one.investor() == other.investor();
        require(same, NotOneInvestor(lost, replacement));
    }
}
