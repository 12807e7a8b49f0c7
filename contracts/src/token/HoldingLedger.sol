// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Addresses} from "../libraries/Addresses.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {InstrumentStorage} from "./InstrumentStorage.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title HoldingLedger
/// @notice Balances in one word each, with record dates that ordinary movements do not pay for.
/// @dev OpenZeppelin's `_balances` is private and has no room for the record date, so it stays empty; its interface,
/// events and approvals are used as they are. A holding carries the number of record dates that had passed when it was
/// last written. Only the first write after a record date keeps the old amount as a checkpoint.
abstract contract HoldingLedger is InstrumentStorage {
    using Addresses for address;
    using Checkpoints for Checkpoints.Trace208;

    /// @dev A holding where it is stored.
    struct HoldingWord {
        Holding holding;
    }

    /// @dev Keeps the books of a movement that has been decided, with what the verdict has read already: live state and the
    /// giver's holding.
    /// @return held what the receiver had before; 0 when nobody receives
    function _move(address from, address to, uint256 value, InstrumentState current, Holding given)
        internal
        returns (uint256 held)
    {
        uint256 epoch = _passRecordDates(current);
        if (from.isNobody()) _supplyMore(value, epoch);
        else _give(from, value, epoch, given);
        // The receiver's slot is read after the giver's is written: the two may be one.
        if (to.isNobody()) _supplyLess(value, epoch);
        else held = _receive(to, value, epoch).amount();
        _emitMoved(IERC20.Transfer.selector, from, to, value);
    }

    /// @dev The same for many receivers of one giver, who is none of them; the giver's word is written once.
    /// @param total sum of the amounts
    function _moveAll(
        address from,
        address[] calldata recipients,
        uint256[] calldata amounts,
        uint256 total,
        InstrumentState current,
        Holding given
    ) internal {
        uint256 epoch = _passRecordDates(current);
        uint256 end = 32 * recipients.length;
        // Whoever calls has compared the lengths, and found every recipient to be an address and the sum to fit.
        unchecked {
            for (uint256 offset = 0; offset < end; offset += 32) {
                address to;
                uint256 amount;
                assembly ("memory-safe") {
                    to := calldataload(add(recipients.offset, offset))
                    amount := calldataload(add(amounts.offset, offset))
                }
                _receive(to, amount, epoch);
                _emitMoved(IERC20.Transfer.selector, from, to, amount);
            }
        }
        if (from.isNobody()) _supplyMore(total, epoch);
        else _give(from, total, epoch, given);
    }

    /// @dev The word of an account's holding. A mapping's place is the hash of the key and the mapping's slot; in the scratch space
    /// that costs half of what the compiler needs, and every transfer asks twice.
    function _wordOf(address account) internal pure returns (HoldingWord storage word) {
        assembly ("memory-safe") {
            mstore(0x00, account)
            mstore(0x20, _holdings.slot)
            word.slot := keccak256(0x00, 0x40)
        }
    }

    /// @dev An event of two indexed parties and an amount, from the scratch space.
    function _emitMoved(bytes32 signature, address from, address to, uint256 value) internal {
        assembly ("memory-safe") {
            mstore(0x00, value)
            log3(0x00, 0x20, signature, from, to)
        }
    }

    /// @dev Moves the count of passed record dates up to now; an ordinary movement finds nothing to do.
    function _passRecordDates(InstrumentState current) internal returns (uint256 epoch) {
        epoch = current.epoch();
        // No next record date, which is 0, becomes the highest number.
        unchecked {
            if (block.timestamp <= current.nextRecordDate() - 1) return epoch;
        }
        uint256 count = _recordDates.length;
        while (epoch < count && block.timestamp >= _recordDates[epoch]) {
            ++epoch;
        }
        _state = current.withEpoch(epoch).withNextRecordDate(epoch < count ? _recordDates[epoch] : 0);
    }

    function _give(address from, uint256 value, uint256 epoch, Holding given) private {
        // The verdict has compared the amount with this very word.
        _wordOf(from).holding =
            given.epoch() == epoch ? given.less(value) : _written(_heldAt[from], given, given.amount() - value, epoch);
    }

    /// @return held the word before
    function _receive(address to, uint256 value, uint256 epoch) private returns (Holding held) {
        HoldingWord storage word = _wordOf(to);
        held = word.holding;
        word.holding =
            held.epoch() == epoch ? held.more(value) : _written(_heldAt[to], held, held.amount() + value, epoch);
    }

    function _supplyMore(uint256 value, uint256 epoch) private {
        _supply = _written(_suppliedAt, _supply, _supply.amount() + value, epoch);
    }

    function _supplyLess(uint256 value, uint256 epoch) private {
        _supply = _written(_suppliedAt, _supply, _supply.amount() - value, epoch);
    }

    /// @dev The slot after a write. An amount that a passed record date saw is kept first.
    function _written(Checkpoints.Trace208 storage history, Holding holding, uint256 amount, uint256 epoch)
        private
        returns (Holding)
    {
        if (holding.epoch() < epoch) history.push(uint48(epoch - 1), uint208(holding.amount()));
        return holding.write(amount, epoch);
    }
}
