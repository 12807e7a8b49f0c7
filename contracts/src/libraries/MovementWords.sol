// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BatchItem, Movement} from "../types/Movement.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {Standing} from "../types/Standing.sol";

/// @title MovementWords
/// @notice The fields of the {Movement} that is being judged, at a fixed place in memory.
/// @dev {load} puts it there at the beginning of a call. Naming a field costs less than carrying a pointer through every
/// predicate, and a batch changes the three fields that differ from one movement to the next.
library MovementWords {
    uint256 internal constant PLACE = 0xa0;
    /// @notice Thirteen words.
    uint256 internal constant LENGTH = 0x1a0;
    uint256 private constant END = 0x240;

    // Where the fields are that a batch changes: words 5, 7, 8 and 10.
    uint256 private constant RECIPIENT = 0x140;
    uint256 private constant AMOUNT = 0x180;
    uint256 private constant SENDER_BALANCE = 0x1a0;
    uint256 private constant TO = 0x1e0;

    /// @notice Copies the movement from calldata. To be called before anything is allocated in memory.
    function load(Movement calldata movement) internal pure {
        assembly ("memory-safe") {
            calldatacopy(PLACE, movement, LENGTH)
            mstore(0x40, END)
        }
    }

    /// @notice Makes it the movement of a batch that gives to `item`, out of what the ones before it left.
    function become(BatchItem calldata item) internal pure {
        assembly ("memory-safe") {
            mstore(SENDER_BALANCE, sub(mload(SENDER_BALANCE), mload(AMOUNT)))
            mstore(RECIPIENT, calldataload(item))
            mstore(TO, calldataload(add(item, 0x20)))
            mstore(AMOUNT, calldataload(add(item, 0x40)))
        }
    }

    function kind() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(PLACE)
        }
    }

    /// @notice Unix seconds.
    function at() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(PLACE, 0x20))
        }
    }

    function instrument() internal pure returns (address value) {
        assembly ("memory-safe") {
            value := mload(add(PLACE, 0x40))
        }
    }

    function state() internal pure returns (InstrumentState value) {
        assembly ("memory-safe") {
            value := mload(add(PLACE, 0x60))
        }
    }

    function sender() internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := mload(add(PLACE, 0x80))
        }
    }

    function recipient() internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := mload(RECIPIENT)
        }
    }

    function operator() internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := mload(add(PLACE, 0xc0))
        }
    }

    function amount() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(AMOUNT)
        }
    }

    function senderBalance() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(SENDER_BALANCE)
        }
    }
}
