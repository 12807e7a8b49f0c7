// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {CashTransfers} from "../cash/CashTransfers.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {Declaration, EventKind, EventStatus, IServicing, Progress, Withholding} from "../interfaces/IServicing.sol";
import {PaymentHead} from "../types/PaymentHead.sol";
import {PaymentSumsLibrary} from "../types/PaymentSums.sol";
import {Distribution} from "./Distribution.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Distributions
/// @notice The books of distributions, and the arithmetic: whoever is due what, and what all are due together.
/// @dev Each kind goes by a *basis*. Interest and partial redemptions go by what was held at the record date, a put by what was elected,
/// and a redemption of everything by the units that are there when it is paid. A part of the basis is due the cash units of the rate,
/// rounded down; so the parts together are never due more than the whole.
abstract contract Distributions is IServicing {
    /// @dev Marks of a holder where they are stored.
    struct MarkWord {
        uint256 bits;
    }

    /// @inheritdoc IServicing
    uint16 public constant NO_RECORD_DATE = type(uint16).max;

    /// @inheritdoc IServicing
    uint256 public distributionCount;

    mapping(uint256 id => Distribution) internal _distributions;
    mapping(uint256 id => mapping(uint256 index => bytes32)) internal _batches;
    /// @dev One word for 256 distributions: from a holder's second claim on, a mark costs a fourth of the first.
    mapping(address holder => mapping(uint256 word => MarkWord)) private _settledAlone;
    mapping(uint256 id => mapping(address holder => Withholding)) internal _withheld;
    mapping(uint256 id => mapping(address holder => uint256)) internal _elected;

    // VIEWS

    /// @inheritdoc IServicing
    function declarationOf(uint256 id) external view returns (Declaration memory) {
        return _distributions[id].declaration();
    }

    /// @inheritdoc IServicing
    function progressOf(uint256 id) external view returns (Progress memory) {
        return _distributions[id].progress();
    }

    /// @inheritdoc IServicing
    function due(uint256 id) public view returns (uint256) {
        Declaration memory terms = _distributions[id].terms();
        if (_isOfAll(terms.kind)) return _distributions[id].sums.paid() + _cashOn(terms, _basis(id, terms));
        return _cashOn(terms, _basis(id, terms));
    }

    /// @inheritdoc IServicing
    function remainder(uint256 id) public view returns (uint256) {
        Distribution storage book = _distributions[id];
        uint256 owed = book.held + _cashOn(book.terms(), _open(id));
        return Math.saturatingSub(book.funded - book.sums.paid() - book.returned, owed);
    }

    /// @inheritdoc IServicing
    function withheldOf(uint256 id, address holder) external view returns (Withholding memory) {
        return _withheld[id][holder];
    }

    /// @inheritdoc IServicing
    function electedOf(uint256 id, address holder) external view returns (uint256) {
        return _elected[id][holder];
    }

    /// @inheritdoc IServicing
    function isSettled(uint256 id, address holder) public view returns (bool) {
        return _marksOf(id, holder).bits & _markOf(id) != 0;
    }

    /// @inheritdoc IServicing
    function batchCommitment(uint256 id, uint256 index) external view returns (bytes32) {
        return _batches[id][index];
    }

    // INTERNAL: WHAT IS DECLARED

    function _checkDeclaration(Declaration calldata terms) internal view {
        require(terms.bond.code.length != 0, NoBond(terms.bond));
        CashTransfers.requireToken(terms.cash);
        require(terms.numerator != 0 && terms.denominator != 0, InvalidCashRate(terms.numerator, terms.denominator));
        _checkFraction(terms.kind, terms.fractionNumerator, terms.fractionDenominator);
        _checkDates(terms);
    }

    function _checkFraction(EventKind kind, uint128 numerator, uint128 denominator) private pure {
        bool fits;
        if (_isPartial(kind)) fits = numerator != 0 && numerator < denominator;
        else if (_isOfAll(kind)) fits = numerator == 1 && denominator == 1;
        else fits = numerator == 0 && denominator == 0;
        require(fits, InvalidFraction(kind, numerator, denominator));
    }

    function _checkDates(Declaration calldata terms) private view {
        bool isPut = terms.kind == EventKind.Put;
        bool elects = terms.electionEnd > block.timestamp && terms.electionEnd <= terms.paymentDate;
        require(isPut ? elects : terms.electionEnd == 0, InvalidElectionEnd(terms.kind, terms.electionEnd));
        if (!_hasRecordDate(terms.kind)) {
            bool none = terms.recordDateIndex == NO_RECORD_DATE;
            require(none, InvalidRecordDateIndex(terms.kind, terms.recordDateIndex));
            return;
        }
        bool exists = terms.recordDateIndex < IBondToken(terms.bond).recordDateCount();
        require(exists, InvalidRecordDateIndex(terms.kind, terms.recordDateIndex));
        uint40 recorded = IBondToken(terms.bond).recordDate(terms.recordDateIndex);
        require(terms.paymentDate >= recorded, PaymentBeforeRecordDate(terms.paymentDate, recorded));
    }

    // INTERNAL: WHO WAS SETTLED

    function _markAlone(uint256 id, address holder) internal {
        _marksOf(id, holder).bits |= _markOf(id);
        _distributions[id].sums = _distributions[id].sums.withAlone(holder);
    }

    /// @dev The word of a holder that has the mark of the distribution.
    function _marksOf(uint256 id, address holder) internal view returns (MarkWord storage) {
        return _settledAlone[holder][id >> 8];
    }

    function _markOf(uint256 id) internal pure returns (uint256) {
        return 1 << (id & 0xff);
    }

    // INTERNAL: WHAT IS DUE

    /// @dev What the whole is: everything that was held, was elected or is there.
    function _basis(uint256 id, Declaration memory terms) internal view returns (uint256 basis) {
        if (_hasRecordDate(terms.kind)) basis = IBondToken(terms.bond).totalSupplyAt(terms.recordDateIndex);
        else if (terms.kind == EventKind.Put) basis = _distributions[id].elected;
        else basis = IBondToken(terms.bond).totalSupply();
        require(basis <= PaymentSumsLibrary.MOST, SumTooLarge(basis));
    }

    /// @dev What of the basis has not had its turn. What is redeemed is not there any more.
    function _open(uint256 id) internal view returns (uint256) {
        Declaration memory terms = _distributions[id].terms();
        uint256 basis = _basis(id, terms);
        return _isOfAll(terms.kind) ? basis : basis - _distributions[id].sums.settled();
    }

    /// @dev What is due on a part of the basis.
    function _cashOn(Declaration memory terms, uint256 basis) internal pure returns (uint256) {
        return _cashFor(terms, _isPartial(terms.kind) ? _unitsOn(terms, basis) : basis);
    }

    /// @dev Units that a partial redemption redeems of a holding, rounded down.
    function _unitsOn(Declaration memory terms, uint256 holding) internal pure returns (uint256) {
        return Math.mulDiv(holding, terms.fractionNumerator, terms.fractionDenominator);
    }

    /// @dev Cash units for token units, rounded down.
    function _cashFor(Declaration memory terms, uint256 units) internal pure returns (uint256 amount) {
        amount = Math.mulDiv(units, terms.numerator, terms.denominator);
        require(amount <= PaymentSumsLibrary.MOST, SumTooLarge(amount));
    }

    // INTERNAL: KINDS

    function _hasRecordDate(EventKind kind) internal pure returns (bool) {
        return kind == EventKind.Interest || _isPartial(kind);
    }

    function _isPartial(EventKind kind) internal pure returns (bool) {
        return kind == EventKind.PartialCall || kind == EventKind.PartialRedemption;
    }

    function _isOfAll(EventKind kind) internal pure returns (bool) {
        return kind == EventKind.Redemption || kind == EventKind.Call;
    }

    /// @dev What an issuer does by its own choice.
    function _isOptional(EventKind kind) internal pure returns (bool) {
        return kind == EventKind.Call || kind == EventKind.PartialCall;
    }
}
