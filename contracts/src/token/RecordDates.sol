// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ISecurityDesk} from "../interfaces/ISecurityDesk.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {HoldingLedger} from "./HoldingLedger.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title RecordDates
/// @notice Sets record dates, and reads what was held when one passed.
abstract contract RecordDates is ISecurityDesk, HoldingLedger {
    using Checkpoints for Checkpoints.Trace208;

    /// @inheritdoc ISecurityDesk
    function recordDateCount() external view returns (uint256) {
        return _recordDates.length;
    }

    /// @inheritdoc ISecurityDesk
    function recordDate(uint256 index) public view returns (uint40) {
        require(index < _recordDates.length, RecordDateNotReached(index));
        return _recordDates[index];
    }

    /// @inheritdoc ISecurityDesk
    function balanceOfAt(address account, uint256 index) public view returns (uint256) {
        return _at(_heldAt[account], _holdings[account], index);
    }

    /// @inheritdoc ISecurityDesk
    function totalSupplyAt(uint256 index) external view returns (uint256) {
        return _at(_suppliedAt, _supply, index);
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

    /// @dev The first write after record date `index` kept what was held then; without one it is still held.
    function _at(Checkpoints.Trace208 storage history, Holding current, uint256 index) private view returns (uint256) {
        InstrumentState state = _state;
        uint256 epoch = state.epoch();
        if (epoch <= index) {
            uint256 at = epoch == index ? state.nextRecordDate() : recordDate(index);
            // No next record date, which is 0, becomes the highest number.
            unchecked {
                require(at - 1 < block.timestamp, RecordDateNotReached(index));
            }
        }
        return current.epoch() > index ? history.lowerLookup(uint48(index)) : current.amount();
    }
}
