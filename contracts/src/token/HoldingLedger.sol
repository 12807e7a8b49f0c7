// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {InstrumentStorage} from "./InstrumentStorage.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title HoldingLedger
/// @notice Balances in one word each, with record dates that ordinary movements do not pay for.
/// @dev OpenZeppelin's `_balances` is private and has no room for the record date, so it stays empty; its interface,
/// events and approvals are used as they are. A holding carries the number of record dates that had passed when it was
/// last written. Only the first write after a record date keeps the old amount as a checkpoint.
abstract contract HoldingLedger is InstrumentStorage {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev Keeps the books of a movement that has been decided, with what the verdict has read already: live state and the
    /// giver's holding.
    /// @return held what the receiver had before; 0 when nobody receives
    function _move(address from, address to, uint256 value, InstrumentState current, Holding given)
        internal
        returns (uint256 held)
    {
        uint16 epoch = _passRecordDates(current);
        if (from == address(0)) _supplyMore(value, epoch);
        else _give(from, value, epoch, given);
        // The receiver's slot is read after the giver's is written: the two may be one.
        if (to == address(0)) _supplyLess(value, epoch);
        else held = _receive(to, value, epoch);
        emit IERC20.Transfer(from, to, value);
    }

    /// @dev The same for many receivers of one giver, who is none of them; the giver's word is written once.
    function _moveAll(
        address from,
        address[] calldata recipients,
        uint256[] calldata amounts,
        InstrumentState current,
        Holding given
    ) internal {
        uint16 epoch = _passRecordDates(current);
        uint256 total = 0;
        for (uint256 i = 0; i < recipients.length; ++i) {
            (address to, uint256 amount) = (recipients[i], amounts[i]);
            total += amount;
            _receive(to, amount, epoch);
            emit IERC20.Transfer(from, to, amount);
        }
        if (from == address(0)) _supplyMore(total, epoch);
        else _give(from, total, epoch, given);
    }

    /// @dev Moves the count of passed record dates up to now; an ordinary movement finds nothing to do.
    function _passRecordDates(InstrumentState current) internal returns (uint16 epoch) {
        epoch = current.epoch();
        uint256 next = current.nextRecordDate();
        if (next == 0 || block.timestamp < next) return epoch;
        uint256 count = _recordDates.length;
        while (epoch < count && block.timestamp >= _recordDates[epoch]) {
            ++epoch;
        }
        _state = current.withEpoch(epoch).withNextRecordDate(epoch < count ? _recordDates[epoch] : 0);
    }

    function _give(address from, uint256 value, uint16 epoch, Holding given) private {
        uint256 balance = given.amount();
        require(value <= balance, IERC20Errors.ERC20InsufficientBalance(from, balance, value));
        _holdings[from] =
            given.epoch() == epoch ? given.less(value) : _written(_heldAt[from], given, balance - value, epoch);
    }

    function _receive(address to, uint256 value, uint16 epoch) private returns (uint256 held) {
        Holding holding = _holdings[to];
        held = holding.amount();
        _holdings[to] =
            holding.epoch() == epoch ? holding.more(value) : _written(_heldAt[to], holding, held + value, epoch);
    }

    function _supplyMore(uint256 value, uint16 epoch) private {
        _supply = _written(_suppliedAt, _supply, _supply.amount() + value, epoch);
    }

    function _supplyLess(uint256 value, uint16 epoch) private {
        _supply = _written(_suppliedAt, _supply, _supply.amount() - value, epoch);
    }

    /// @dev The slot after a write. An amount that a passed record date saw is kept first.
    function _written(Checkpoints.Trace208 storage history, Holding holding, uint256 amount, uint16 epoch)
        private
        returns (Holding)
    {
        if (holding.epoch() < epoch) history.push(epoch - 1, uint208(holding.amount()));
        return holding.write(amount, epoch);
    }
}
