// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {CashTransfers} from "../cash/CashTransfers.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Declaration, EventKind, EventStatus, IServicing, Withholding} from "../interfaces/IServicing.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";
import {PaymentHead} from "../types/PaymentHead.sol";
import {PaymentSums} from "../types/PaymentSums.sol";
import {CouponBatch} from "./CouponBatch.sol";
import {Distribution} from "./Distribution.sol";
import {Distributions} from "./Distributions.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice A call that pays: what it reads once, and what it adds up.
struct Run {
    uint256 id;
    Declaration terms;
    MovementQuestion question;
    InstrumentState state;
    /// Whether everybody of a batch may be paid, which the regime was asked at once.
    bool allowed;
    uint256 paid;
    uint256 held;
    uint256 settled;
    uint256 redeemed;
}

/// @notice Whose interest the holder of a call may have, since that was asked before in it: amounts are no part of the question.
struct Leave {
    address bond;
    address cash;
}

/// @notice What a bond says of a holder of its interest, and what that is paid in.
struct Payee {
    InstrumentState state;
    address investors;
    uint256 holding;
    address cash;
}

/// @title Payments
/// @notice How one holder is paid, whether it is its turn in a batch or it asks.
abstract contract Payments is Distributions, ReentrancyGuardTransient {
    using CashTransfers for IERC20;

    /// @inheritdoc IServicing
    uint256 public constant CASH_REFUSED = 1 << 255;

    // ITSELF

    /// @inheritdoc IServicing
    /// @dev A call of its own, so that a redemption that cannot be paid is none.
    function redeemAndPay(uint256 id, address holder, uint256 units, uint256 amount) external {
        require(msg.sender == address(this), NotServicing(msg.sender));
        Distribution storage book = _distributions[id];
        if (units != 0) IBondToken(book.head.bond()).redeem(holder, units);
        if (amount != 0) IERC20(book.rate.cash()).push(holder, amount);
    }

    // VIEWS

    /// @inheritdoc IServicing
    function explainPayment(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 amount, uint256 reasons)
    {
        Run memory run;
        (run.id, run.terms) = (id, _distributions[id].terms());
        if (run.terms.bond == address(0)) return (0, 0, 0);
        (, units, amount) = _turn(id, run.terms, holder);
        if (units == 0 && amount == 0) (units, amount) = _reach(run.terms, holder, _withheld[id][holder]);
        _prepare(run);
        if (units != 0 || amount != 0) reasons = _judge(run, holder, units);
    }

    // INTERNAL: A CALL

    function _begin(uint256 id) internal view returns (Run memory run) {
        Distribution storage book = _distributions[id];
        (run.id, run.terms) = (id, book.terms());
        _requirePayable(id, book.head);
        // Everything else is funded once and for all.
        if (_isOfAll(run.terms.kind)) {
            (uint256 owed, uint256 kept) = (due(id), book.funded - book.returned);
            require(kept >= owed, NotFunded(id, owed, kept));
        }
        _prepare(run);
    }

    function _requirePayable(uint256 id, PaymentHead head) internal view {
        EventStatus status = head.status();
        require(status == EventStatus.Funded || status == EventStatus.Closed, WrongStatus(id, status));
        require(block.timestamp >= head.paymentDate(), PaymentDateNotReached(id, head.paymentDate()));
    }

    function _prepare(Run memory run) private view {
        bool coupon = run.terms.kind == EventKind.Interest;
        run.question.kind = coupon ? MovementKind.Coupon : MovementKind.Redeem;
        (run.question.at, run.question.cash) = (uint64(block.timestamp), run.terms.cash);
        run.state = IBondToken(run.terms.bond).state();
    }

    function _book(Run memory run) internal {
        Distribution storage book = _distributions[run.id];
        // Each of the sums is bounded by what was funded or is outstanding, which fits.
        book.sums = book.sums.plus(run.paid, run.settled);
        if (run.held != 0) book.held += uint128(run.held);
        if (run.redeemed != 0) book.redeemed += uint128(run.redeemed);
    }

    // INTERNAL: A BATCH

    /// @dev Gives each its turn.
    /// @param sums tells who may have had it before
    function _giveTurns(Run memory run, address cursor, address[] calldata holders, PaymentSums sums)
        internal
        returns (address last)
    {
        last = cursor;
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            require(holder > last, NotAscending(holder, last));
            last = holder;
            if (!_settledAmong(sums, run.id, holder)) _giveTurn(run, holder);
        }
    }

    /// @dev The same for interest, when everybody may be paid: what nearly every batch is, and no more than it needs.
    function _payAllowed(Run memory run, address cursor, address[] calldata holders, PaymentSums sums)
        internal
        returns (address last)
    {
        last = cursor;
        (IBondToken bond, IERC20 cash) = (IBondToken(run.terms.bond), IERC20(run.terms.cash));
        (uint256 numerator, uint256 denominator) = (run.terms.numerator, run.terms.denominator);
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            require(holder > last, NotAscending(holder, last));
            last = holder;
            if (_settledAmong(sums, run.id, holder)) continue;
            uint256 holding = bond.balanceOfAt(holder, run.terms.recordDateIndex);
            uint256 amount;
            // Both factors have 128 bits, and the denominator is not zero. No part is more than the whole, which was found to fit.
            unchecked {
                amount = holding * numerator / denominator;
                run.settled += holding;
            }
            if (amount == 0) continue;
            bool paid = run.paid == 0 ? cash.tryPush(holder, amount) : cash.tryPushOneOfMany(holder, amount);
            if (paid) run.paid += amount;
            else _withhold(run, holder, 0, amount, CASH_REFUSED);
        }
    }

    /// @dev Whether the holder was settled alone, which nearly always its bit denies.
    function _settledAmong(PaymentSums sums, uint256 id, address holder) private view returns (bool) {
        return sums.anyAlone() && sums.mayBeAlone(holder) && isSettled(id, holder);
    }

    // INTERNAL: A HOLDER

    /// @dev A holder's turn: it is paid, or what it is due is kept.
    function _giveTurn(Run memory run, address holder) internal {
        (uint256 basis, uint256 units, uint256 amount) = _share(run.id, run.terms, holder);
        if (basis == 0) return;
        uint256 reasons = units == 0 && amount == 0 ? 0 : _pay(run, holder, units, amount);
        if (reasons == 0) {
            _settle(run, holder, basis);
            return;
        }
        // Units that were elected, or are redeemed whoever has them, stay where they are and are claimed.
        if (_hasRecordDate(run.terms.kind)) {
            run.settled += basis;
            _withhold(run, holder, units, amount, reasons);
        } else {
            emit Withheld(run.id, holder, units, amount, reasons);
        }
    }

    /// @dev Keeps what a holder is due.
    function _withhold(Run memory run, address holder, uint256 units, uint256 amount, uint256 reasons) private {
        emit Withheld(run.id, holder, units, amount, reasons);
        run.held += amount;
        Withholding storage kept = _withheld[run.id][holder];
        (kept.amount, kept.units) = (kept.amount + uint128(amount), kept.units + uint128(units));
    }

    /// @dev Pays the holder what it is due, whatever that is.
    /// @param leave what was asked before in this call, and then what is asked here
    function _claimAny(uint256 id, address holder, Leave memory leave) internal {
        if (_claimInterest(id, holder, leave)) return;
        Run memory run = _begin(id);
        bool interest = run.terms.kind == EventKind.Interest;
        run.allowed = interest && leave.bond == run.terms.bond && leave.cash == run.terms.cash;
        _claim(run, holder);
        // What redeems units could change the answer.
        (leave.bond, leave.cash) = interest ? (run.terms.bond, run.terms.cash) : (address(0), address(0));
    }

    /// @dev Pays a holder the interest of which its turn has not been: what nearly every claim is, and no more than it needs.
    /// @return paid false when it is something else, or nothing
    function _claimInterest(uint256 id, address holder, Leave memory leave) private returns (bool paid) {
        Distribution storage book = _distributions[id];
        PaymentHead head = book.head;
        if (head.kind() != EventKind.Interest) return false;
        _requirePayable(id, head);
        if (book.sums.begun() && holder <= book.course.cursor) return false;
        Payee memory payee;
        (payee.state, payee.investors, payee.holding) = IBondToken(head.bond()).payeeOf(holder, head.recordDateIndex());
        uint256 amount;
        (payee.cash, amount) = _interestOn(book, payee.holding);
        if (amount == 0 || !_settleAlone(id, holder, payee.holding, amount)) return false;
        uint256 reasons = _judgeInterest(head.bond(), payee, holder, leave);
        if (reasons == 0 && !IERC20(payee.cash).tryPush(holder, amount)) reasons = CASH_REFUSED;
        require(reasons == 0, PaymentRefused(id, holder, reasons));
        emit Claimed(id, holder, amount);
        return true;
    }

    function _interestOn(Distribution storage book, uint256 holding)
        private
        view
        returns (address cash, uint256 amount)
    {
        uint256 numerator;
        uint256 denominator;
        (cash, numerator, denominator) = book.rateOf();
        // As in a batch.
        unchecked {
            amount = holding * numerator / denominator;
        }
    }

    /// @dev Marks a holder, and counts what it is about to be paid.
    /// @return first false when it was marked before
    function _settleAlone(uint256 id, address holder, uint256 holding, uint256 amount) private returns (bool first) {
        MarkWord storage marks = _marksOf(id, holder);
        (uint256 marked, uint256 mark) = (marks.bits, _markOf(id));
        if (marked & mark != 0) return false;
        marks.bits = marked | mark;
        Distribution storage book = _distributions[id];
        book.sums = book.sums.withAlone(holder).plus(amount, holding);
        return true;
    }

    /// @dev The verdict on a holder's interest: the regime's yes, or the bond's.
    function _judgeInterest(address bond, Payee memory payee, address holder, Leave memory leave)
        private
        view
        returns (uint256)
    {
        if (leave.bond == bond && leave.cash == payee.cash) return 0;
        (leave.bond, leave.cash) = (bond, payee.cash);
        IInvestorRegistry registry = IInvestorRegistry(payee.investors);
        if (CouponBatch.allowsOne(registry, bond, payee.state, payee.cash, holder)) return 0;
        MovementQuestion memory question;
        (question.kind, question.to) = (MovementKind.Coupon, holder);
        (question.at, question.cash) = (uint64(block.timestamp), payee.cash);
        return IBondToken(bond).judge(question, payee.state);
    }

    /// @dev Its turn comes first, and what is kept for it, or was redirected to it, next.
    function _claim(Run memory run, address holder) internal {
        uint256 id = run.id;
        (uint256 basis, uint256 units, uint256 amount) = _turn(id, run.terms, holder);
        if (units != 0 || amount != 0) {
            if (_hasRecordDate(run.terms.kind)) _markAlone(id, holder);
            _settle(run, holder, basis);
        } else {
            Withholding storage kept = _withheld[id][holder];
            (units, amount) = _reach(run.terms, holder, kept);
            require(units != 0 || amount != 0, NothingToClaim(id, holder));
            // What is out of reach stays kept: no more is taken than is there.
            unchecked {
                (kept.units, kept.amount) = (kept.units - uint128(units), kept.amount - uint128(amount));
                _distributions[id].held -= uint128(amount);
            }
        }
        uint256 reasons = _pay(run, holder, units, amount);
        require(reasons == 0, PaymentRefused(id, holder, reasons));
        _book(run);
        emit Claimed(id, holder, amount);
    }

    function _settle(Run memory run, address holder, uint256 basis) private {
        if (_isOfAll(run.terms.kind)) return;
        run.settled += basis;
        if (run.terms.kind == EventKind.Put) delete _elected[run.id][holder];
    }

    /// @dev Asks the bond, and pays when nothing stands in the way.
    function _pay(Run memory run, address holder, uint256 units, uint256 amount) private returns (uint256 reasons) {
        if (!run.allowed) reasons = _judge(run, holder, units);
        if (reasons != 0) return reasons;
        if (run.terms.kind == EventKind.Interest) {
            if (!_transfer(run, holder, amount)) return CASH_REFUSED;
        } else {
            try this.redeemAndPay(run.id, holder, units, amount) {}
            catch {
                return CASH_REFUSED;
            }
            run.redeemed += units;
            emit UnitsRedeemed(run.id, holder, units, amount);
        }
        run.paid += amount;
    }

    /// @dev The first payment of a call is measured where it arrives; a batch is measured as a whole.
    function _transfer(Run memory run, address holder, uint256 amount) private returns (bool) {
        if (run.paid != 0) return IERC20(run.terms.cash).tryPushOneOfMany(holder, amount);
        return IERC20(run.terms.cash).tryPush(holder, amount);
    }

    /// @dev The bond's verdict. Interest moves no units.
    function _judge(Run memory run, address holder, uint256 units) private view returns (uint256) {
        MovementQuestion memory question = run.question;
        if (question.kind == MovementKind.Coupon) question.to = holder;
        else (question.from, question.amount) = (holder, units);
        return IBondToken(run.terms.bond).judge(question, run.state);
    }

    // INTERNAL: WHAT A HOLDER IS DUE

    /// @dev What the holder is due as if it were its turn.
    function _share(uint256 id, Declaration memory terms, address holder)
        private
        view
        returns (uint256 basis, uint256 units, uint256 amount)
    {
        if (_hasRecordDate(terms.kind)) {
            basis = IBondToken(terms.bond).balanceOfAt(holder, terms.recordDateIndex);
            if (terms.kind == EventKind.Interest) return (basis, 0, _cashFor(terms, basis));
            units = _unitsOn(terms, basis);
        } else if (terms.kind == EventKind.Put) {
            (basis, units) = (_elected[id][holder], _elected[id][holder]);
        } else {
            (basis, units) = (type(uint256).max, type(uint256).max);
        }
        // Nothing is asked of the bond for those who have no part in it.
        if (units != 0) units = Math.min(units, IBondToken(terms.bond).balanceOf(holder));
        if (_isOfAll(terms.kind)) basis = units;
        amount = _cashFor(terms, units);
    }

    /// @dev What the holder is due if it is its turn, or has not been.
    function _turn(uint256 id, Declaration memory terms, address holder)
        private
        view
        returns (uint256 basis, uint256 units, uint256 amount)
    {
        if (_hasRecordDate(terms.kind) && _hadTurn(id, holder)) return (0, 0, 0);
        return _share(id, terms, holder);
    }

    /// @dev Whether a batch has passed the holder, or it was settled alone.
    function _hadTurn(uint256 id, address holder) internal view returns (bool) {
        Distribution storage book = _distributions[id];
        return book.sums.begun() && holder <= book.course.cursor || isSettled(id, holder);
    }

    /// @dev What of a kept amount can be paid: units that are not there any more are not redeemed.
    function _reach(Declaration memory terms, address holder, Withholding memory kept)
        private
        view
        returns (uint256 units, uint256 amount)
    {
        units = Math.min(kept.units, IBondToken(terms.bond).balanceOf(holder));
        amount = units == kept.units ? kept.amount : Math.min(kept.amount, _cashFor(terms, units));
    }

    /// @dev Hash of the cursor before a batch and of its holders, each in a word.
    function _commitment(address after_, address[] calldata list) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, after_)
            calldatacopy(add(words, 0x20), list.offset, shl(5, list.length))
            hash := keccak256(words, add(0x20, shl(5, list.length)))
        }
    }
}
