// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title HoldingLedger
/// @notice Balances in one word each, with record dates that ordinary movements do not pay for.
/// @dev OpenZeppelin's `_balances` is private and has no room for the record date, so it stays empty; its interface,
/// events and approvals are used as they are. A holding carries the number of record dates that had passed when it was
/// last written. Only the first write after a record date keeps the old amount as a checkpoint.
abstract contract HoldingLedger is IBondToken, ERC20 {
    using Checkpoints for Checkpoints.Trace208;

    InstrumentState internal _state;
    /// @dev Amount outstanding, in the shape of a holding.
    Holding private _supply;
    uint40[] private _recordDates;
    mapping(address account => Holding) internal _holdings;
    mapping(address account => Checkpoints.Trace208) private _heldAt;
    Checkpoints.Trace208 private _suppliedAt;

    // VIEWS

    function totalSupply() public view virtual override(ERC20, IERC20) returns (uint256) {
        return _supply.amount();
    }

    function balanceOf(address account) public view virtual override(ERC20, IERC20) returns (uint256) {
        return _holdings[account].amount();
    }

    /// @inheritdoc IBondToken
    function recordDateCount() external view returns (uint256) {
        return _recordDates.length;
    }

    /// @inheritdoc IBondToken
    function recordDate(uint256 index) public view returns (uint40) {
        require(index < _recordDates.length, RecordDateNotReached(index));
        return _recordDates[index];
    }

    /// @inheritdoc IBondToken
    function balanceOfAt(address account, uint256 index) external view returns (uint256) {
        return _at(_heldAt[account], _holdings[account], index);
    }

    /// @inheritdoc IBondToken
    function totalSupplyAt(uint256 index) external view returns (uint256) {
        return _at(_suppliedAt, _supply, index);
    }

    // INTERNAL

    /// @dev Keeps the books of a movement that has been decided. Whoever calls it has checked the balance.
    function _update(address from, address to, uint256 value) internal virtual override {
        _move(from, to, value, _state, _holdings[from]);
    }

    /// @dev The same with what the verdict has read already: live state and the giver's holding.
    function _move(address from, address to, uint256 value, InstrumentState current, Holding given) internal {
        uint16 epoch = _passRecordDates(current);
        if (from == address(0)) {
            _supply = _written(_suppliedAt, _supply, _supply.amount() + value, epoch);
        } else {
            uint256 balance = given.amount();
            require(value <= balance, ERC20InsufficientBalance(from, balance, value));
            _holdings[from] =
                given.epoch() == epoch ? given.less(value) : _written(_heldAt[from], given, balance - value, epoch);
        }
        if (to == address(0)) {
            _supply = _written(_suppliedAt, _supply, _supply.amount() - value, epoch);
        } else {
            // Read after the giver's slot is written: the two may be one.
            Holding held = _holdings[to];
            _holdings[to] =
                held.epoch() == epoch ? held.more(value) : _written(_heldAt[to], held, held.amount() + value, epoch);
        }
        emit Transfer(from, to, value);
    }

    function _appendRecordDate(uint40 at) internal returns (uint256 index) {
        _passRecordDates(_state);
        index = _recordDates.length;
        bool isNext = at > block.timestamp && (index == 0 || at > _recordDates[index - 1]);
        require(isNext && index < type(uint16).max, InvalidRecordDate(at));
        _recordDates.push(at);
        if (_state.nextRecordDate() == 0) _state = _state.withNextRecordDate(at);
        emit RecordDateAdded(index, at);
    }

    /// @dev The slot after a write. An amount that a passed record date saw is kept first.
    function _written(Checkpoints.Trace208 storage history, Holding holding, uint256 amount, uint16 epoch)
        private
        returns (Holding)
    {
        if (holding.epoch() < epoch) history.push(epoch - 1, uint208(holding.amount()));
        return holding.write(amount, epoch);
    }

    /// @dev Moves the count of passed record dates up to now; an ordinary movement finds nothing to do.
    function _passRecordDates(InstrumentState current) private returns (uint16 epoch) {
        epoch = current.epoch();
        uint256 next = current.nextRecordDate();
        if (next == 0 || block.timestamp < next) return epoch;
        uint256 count = _recordDates.length;
        while (epoch < count && block.timestamp >= _recordDates[epoch]) {
            ++epoch;
        }
        _state = current.withEpoch(epoch).withNextRecordDate(epoch < count ? _recordDates[epoch] : 0);
    }

    /// @dev The first write after record date `index` kept what was held then; without one it is still held.
    function _at(Checkpoints.Trace208 storage history, Holding current, uint256 index) private view returns (uint256) {
        require(block.timestamp >= recordDate(index), RecordDateNotReached(index));
        return current.epoch() > index ? history.lowerLookup(uint48(index)) : current.amount();
    }
}
