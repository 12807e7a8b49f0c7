// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "../access/Managed.sol";
import {CashTransfers} from "../cash/CashTransfers.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Declaration, EventKind, EventStatus, IServicing, Withholding} from "../interfaces/IServicing.sol";
import {OneInvestor} from "../libraries/OneInvestor.sol";
import {PaymentHead} from "../types/PaymentHead.sol";
import {PaymentSums, PaymentSumsLibrary} from "../types/PaymentSums.sol";
import {CouponBatch} from "./CouponBatch.sol";
import {Defaults} from "./Defaults.sol";
import {Course, Distribution} from "./Distribution.sol";
import {Leave, Payments, Run} from "./Payments.sol";
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
/// and has sold. Every unit is paid once or is still owed. What was kept for a holder stays kept as far as its units are elsewhere, and is
/// claimed as they come back.
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
        _distributions[id].write(declaration);
        emit DistributionDeclared(id, declaration.bond, declaration.kind, declaration);
    }

    /// @inheritdoc IServicing
    function pay(uint256 id, address[] calldata holders) external restricted nonReentrant {
        Run memory run = _begin(id);
        run.allowed = _mayAllBePaid(run, holders);
        Distribution storage book = _distributions[id];
        Course storage course = book.course;
        (address after_, uint256 index) = (course.cursor, course.nextBatch - 1);
        uint256 before = IERC20(run.terms.cash).balanceOf(address(this));
        PaymentSums sums = book.sums;
        address last = run.allowed ? _payAllowed(run, after_, holders, sums) : _giveTurns(run, after_, holders, sums);
        require(last != after_, EmptyBatch(id));
        IERC20(run.terms.cash).requireSpent(before, run.paid);
        _batches[id][index] = _commitment(after_, holders);
        (course.cursor, course.nextBatch, book.sums) = (last, uint40(index + 2), sums.withBatch());
        _book(run);
        emit BatchPaid(id, index, after_, last, run.paid, run.held);
    }

    /// @inheritdoc IServicing
    function cancel(uint256 id) external restricted nonReentrant {
        Distribution storage book = _distributions[id];
        EventStatus status = book.head.status();
        require(status == EventStatus.Declared || status == EventStatus.Funded, WrongStatus(id, status));
        PaymentSums sums = book.sums;
        require(!sums.begun() && !sums.anyAlone() && sums.paid() == 0, PaymentBegun(id));
        (uint256 refund, address funder) = (book.funded, book.funder);
        (book.head, book.returned) = (book.head.withStatus(EventStatus.Cancelled), uint128(refund));
        if (refund != 0) IERC20(book.rate.cash()).push(funder, refund);
        emit DistributionCancelled(id, funder, refund);
    }

    // ENFORCEMENT OFFICER

    /// @inheritdoc IServicing
    function redirect(uint256 id, address lost, address replacement) external restricted nonReentrant {
        Declaration memory terms = _distributions[id].terms();
        OneInvestor.requireSame(terms.bond, lost, replacement);
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
        Distribution storage book = _distributions[id];
        (PaymentHead head, uint40 electionEnd) = (book.head, book.course.electionEnd);
        EventStatus status = head.status();
        // Units that were issued since have to be funded as well.
        bool takes = status == EventStatus.Declared
            || (_isOfAll(head.kind()) && (status == EventStatus.Funded || status == EventStatus.Closed));
        require(takes, WrongStatus(id, status));
        require(block.timestamp >= electionEnd, ElectionOpen(id, electionEnd));
        _requireFunder(id, book.funder, amount);
        uint256 owed = due(id);
        // What was paid before is in it.
        require(owed <= PaymentSumsLibrary.MOST, SumTooLarge(owed));
        uint256 kept = book.funded - book.returned + amount;
        require(kept <= owed, OverFunded(id, owed, kept));
        book.funded += uint128(amount);
        if (kept == owed && status == EventStatus.Declared) book.head = head.withStatus(EventStatus.Funded);
        if (amount != 0) IERC20(book.rate.cash()).pull(msg.sender, amount);
        emit DistributionFunded(id, msg.sender, amount, book.funded);
    }

    /// @inheritdoc IServicing
    function elect(uint256 id, uint256 units) external {
        Distribution storage book = _distributions[id];
        PaymentHead head = book.head;
        bool open = head.status() == EventStatus.Declared && block.timestamp < book.course.electionEnd;
        require(open, ElectionClosed(id));
        uint256 balance = IBondToken(head.bond()).balanceOf(msg.sender);
        require(units <= balance, ElectedTooMuch(units, balance));
        // No sum of balances exceeds what fits.
        book.elected = uint128(book.elected - _elected[id][msg.sender] + units);
        _elected[id][msg.sender] = units;
        emit Elected(id, msg.sender, units);
    }

    /// @inheritdoc IServicing
    function claim(uint256 id) external nonReentrant {
        Leave memory none;
        _claimAny(id, msg.sender, none);
    }

    /// @inheritdoc IServicing
    function claimFor(uint256 id, address holder) external nonReentrant {
        Leave memory none;
        _claimAny(id, holder, none);
    }

    /// @inheritdoc IServicing
    function claimEach(uint256[] calldata ids, address holder) external nonReentrant {
        Leave memory leave;
        for (uint256 i = 0; i < ids.length; ++i) {
            _claimAny(ids[i], holder, leave);
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
        Distribution storage book = _distributions[id];
        (PaymentHead head, address funder) = (book.head, book.funder);
        _requirePayable(id, head);
        uint256 open = _hasRecordDate(head.kind()) ? _open(id) : 0;
        require(open == 0, NotFinished(id, open));
        uint256 left = remainder(id);
        require(left != 0 || head.status() == EventStatus.Funded, NothingLeft(id));
        (book.head, book.returned) = (head.withStatus(EventStatus.Closed), book.returned + uint128(left));
        if (left != 0) IERC20(book.rate.cash()).push(funder, left);
        emit DistributionClosed(id, funder, left);
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
        Distribution storage book = _distributions[id];
        EventStatus status = book.head.status();
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
        (book.sums, book.held) = (book.sums.plus(0, holding), book.held + amount);
    }

    /// @dev Where none was declared, the first who pays in anything is the funder.
    function _requireFunder(uint256 id, address funder, uint256 amount) private {
        require(funder == address(0) || msg.sender == funder, AnotherFunder(id, funder));
        if (funder == address(0) && amount != 0) _distributions[id].funder = msg.sender;
    }
}
