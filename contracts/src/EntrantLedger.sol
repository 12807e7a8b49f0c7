// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {Capacity, Enrolment, Entrant, IEntrantLedger} from "./interfaces/IEntrantLedger.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title EntrantLedger
/// @notice Entrants and the capacity that all their outstanding instruments of a class use together.
///
/// ROLES
/// The supervisor writes entrants, limits and rates; the registrar enrols instruments; an enrolled instrument reports its
/// own outstanding amount.
///
/// PROPERTIES
/// - The use of a pool is the sum of what its instruments have outstanding, converted at the rates of now.
/// - A limit, a rate or a stage that changes stops issuance at most; it never blocks a report, so redemption always works.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That a rate is right or fresh: it is the supervisor's, with its day beside it.
contract EntrantLedger is IEntrantLedger, Managed {
    using Math for uint256;

    /// @dev Highest number of currencies in one pool.
    uint256 private constant MAX_CURRENCIES = 8;

    uint256 private constant RATE_UNIT = 1e18;

    /// @dev One limit and the outstanding amounts that count against it, by currency.
    struct Pool {
        bytes3 currency;
        uint128 limit;
        bytes3[] currencies;
        mapping(bytes3 currency => uint256) outstanding;
    }

    struct Rate {
        uint128 value;
        uint16 day;
    }

    /// @dev An enrolment with the amount last reported.
    struct Member {
        bytes20 entrant;
        bytes3 currency;
        bytes32 assetClass;
        uint256 outstanding;
    }

    mapping(bytes20 lei => Entrant) private _entrants;
    mapping(bytes20 lei => mapping(bytes32 assetClass => Pool)) private _pools;
    mapping(bytes3 currency => mapping(bytes3 limitCurrency => Rate)) private _rates;
    mapping(address instrument => Member) private _members;

    constructor(address authority_) Managed(authority_) {}

    // SUPERVISOR

    /// @inheritdoc IEntrantLedger
    function setEntrant(bytes20 lei, Entrant calldata entrantRecord) external restricted {
        require(lei != bytes20(0), InvalidEntrant());
        _entrants[lei] = entrantRecord;
        emit EntrantSet(lei, entrantRecord.jurisdiction, entrantRecord.stage, entrantRecord.activities);
    }

    /// @inheritdoc IEntrantLedger
    function setLimit(bytes20 lei, bytes32 assetClass, bytes3 currency, uint256 limit) external restricted {
        require(lei != bytes20(0), InvalidEntrant());
        Pool storage pool = _pools[lei][assetClass];
        require(pool.currency == bytes3(0) || pool.currency == currency, LimitCurrencyMismatch(pool.currency, currency));
        require(currency != bytes3(0), LimitCurrencyMismatch(pool.currency, currency));
        pool.currency = currency;
        pool.limit = _toUint128(limit);
        emit LimitSet(lei, assetClass, currency, limit);
    }

    /// @inheritdoc IEntrantLedger
    function setRate(bytes3 currency, bytes3 limitCurrency, uint256 value, uint16 day) external restricted {
        require(value != 0 && currency != limitCurrency, InvalidRate(currency, limitCurrency));
        _rates[currency][limitCurrency] = Rate(_toUint128(value), day);
        emit RateSet(currency, limitCurrency, value, day);
    }

    // REGISTRAR

    /// @inheritdoc IEntrantLedger
    function enrol(address instrument, Enrolment calldata enrolment) external restricted {
        require(enrolment.entrant != bytes20(0), InvalidEntrant());
        Member storage member = _members[instrument];
        require(member.entrant == bytes20(0), AlreadyEnrolled(instrument));
        require(IERC20(instrument).totalSupply() == 0, AlreadyIssued(instrument));
        (member.entrant, member.currency, member.assetClass) =
        (enrolment.entrant, enrolment.currency, enrolment.assetClass);
        _addCurrency(enrolment);
        emit InstrumentEnrolled(instrument, enrolment.entrant, enrolment.assetClass, enrolment.currency);
    }

    // INSTRUMENT

    /// @inheritdoc IEntrantLedger
    function record(uint256 outstanding) external {
        Member storage member = _members[msg.sender];
        if (member.entrant == bytes20(0)) return;
        Pool storage pool = _pools[member.entrant][member.assetClass];
        uint256 previous = member.outstanding;
        member.outstanding = outstanding;
        pool.outstanding[member.currency] = pool.outstanding[member.currency] - previous + outstanding;
        emit OutstandingChanged(msg.sender, outstanding);
    }

    // VIEWS

    /// @inheritdoc IEntrantLedger
    function headroom(address instrument) external view returns (uint256) {
        Member storage member = _members[instrument];
        if (member.entrant == bytes20(0)) return 0;
        Pool storage pool = _pools[member.entrant][member.assetClass];
        bytes3 currency = member.currency;
        uint256 unitRate = _rateTo(currency, pool.currency);
        // In the middle of a batch the instrument has more outstanding than it has reported.
        uint256 unreported = IERC20(instrument).totalSupply() - member.outstanding;
        (bool known, uint256 used) = _used(pool, currency, unreported);
        uint256 limit = pool.limit;
        if (!known || used >= limit || unitRate == 0) return 0;
        if (unitRate == RATE_UNIT) return limit - used;
        return _issuable(pool.outstanding[currency] + unreported, unitRate, limit - used);
    }

    /// @inheritdoc IEntrantLedger
    function shareLimit(address one, address other) external view returns (bool) {
        Member storage member = _members[one];
        Member storage second = _members[other];
        return member.entrant != bytes20(0) && member.entrant == second.entrant
            && member.assetClass == second.assetClass && member.currency == second.currency;
    }

    /// @inheritdoc IEntrantLedger
    function entrantOf(address instrument) external view returns (Entrant memory) {
        return _entrants[_members[instrument].entrant];
    }

    /// @inheritdoc IEntrantLedger
    function entrant(bytes20 lei) external view returns (Entrant memory) {
        return _entrants[lei];
    }

    /// @inheritdoc IEntrantLedger
    function enrolmentOf(address instrument) external view returns (Enrolment memory) {
        Member storage member = _members[instrument];
        return Enrolment(member.entrant, member.currency, member.assetClass);
    }

    /// @inheritdoc IEntrantLedger
    function capacity(bytes20 lei, bytes32 assetClass) external view returns (Capacity memory status) {
        Pool storage pool = _pools[lei][assetClass];
        (, uint256 used) = _used(pool, bytes3(0), 0);
        return Capacity(pool.currency, pool.limit, used);
    }

    /// @inheritdoc IEntrantLedger
    function rate(bytes3 currency, bytes3 limitCurrency) external view returns (uint256, uint16) {
        Rate storage recorded = _rates[currency][limitCurrency];
        return (recorded.value, recorded.day);
    }

    // INTERNAL

    function _addCurrency(Enrolment calldata enrolment) private {
        Pool storage pool = _pools[enrolment.entrant][enrolment.assetClass];
        uint256 count = pool.currencies.length;
        for (uint256 i = 0; i < count; ++i) {
            if (pool.currencies[i] == enrolment.currency) return;
        }
        require(count < MAX_CURRENCIES, TooManyCurrencies(enrolment.entrant, enrolment.assetClass));
        pool.currencies.push(enrolment.currency);
    }

    /// @return known false while an outstanding currency has no rate, when nothing can be said about the limit
    /// @return used smallest units of the limit's currency, each currency rounded up
    /// @param unreported what `ofCurrency` has outstanding beyond the reports
    function _used(Pool storage pool, bytes3 ofCurrency, uint256 unreported)
        private
        view
        returns (bool known, uint256 used)
    {
        uint256 count = pool.currencies.length;
        for (uint256 i = 0; i < count; ++i) {
            bytes3 currency = pool.currencies[i];
            uint256 outstanding = pool.outstanding[currency];
            if (currency == ofCurrency) outstanding += unreported;
            if (outstanding == 0) continue;
            uint256 unitRate = _rateTo(currency, pool.currency);
            if (unitRate == 0) return (false, type(uint256).max);
            used += unitRate == RATE_UNIT ? outstanding : (outstanding * unitRate).ceilDiv(RATE_UNIT);
        }
        return (true, used);
    }

    /// @dev The largest amount whose conversion, rounded up together with what is outstanding in its currency, stays
    /// within what is left.
    function _issuable(uint256 outstanding, uint256 unitRate, uint256 left) private pure returns (uint256) {
        uint256 converted = (outstanding * unitRate).ceilDiv(RATE_UNIT);
        return (converted + left) * RATE_UNIT / unitRate - outstanding;
    }

    function _rateTo(bytes3 currency, bytes3 limitCurrency) private view returns (uint256) {
        return currency == limitCurrency ? RATE_UNIT : _rates[currency][limitCurrency].value;
    }

    function _toUint128(uint256 value) private pure returns (uint128) {
        require(value <= type(uint128).max, AmountTooLarge(value));
        return uint128(value);
    }
}
