// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState} from "../types/InstrumentState.sol";
import {Standing} from "../types/Standing.sol";

/// @title MovementCalldata
/// @notice The fields of the {Movement} that is the first argument of the running call.
/// @dev A regime's calls all begin with the movement, so its fields lie at fixed places: naming them costs less than
/// carrying a pointer through every predicate.
library MovementCalldata {
    /// @notice Where the movement begins, and its length: fourteen words.
    uint256 internal constant PLACE = 0x04;
    uint256 internal constant LENGTH = 0x1c0;

    function kind() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(0x04)
        }
    }

    /// @notice Unix seconds.
    function at() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(0x24)
        }
    }

    function instrument() internal pure returns (address value) {
        assembly ("memory-safe") {
            value := calldataload(0x44)
        }
    }

    function state() internal pure returns (InstrumentState value) {
        assembly ("memory-safe") {
            value := calldataload(0x64)
        }
    }

    function sender() internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := calldataload(0x84)
        }
    }

    function recipient() internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := calldataload(0xa4)
        }
    }

    function operator() internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := calldataload(0xc4)
        }
    }

    function amount() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(0xe4)
        }
    }

    function senderBalance() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(0x104)
        }
    }

    function from() internal pure returns (address value) {
        assembly ("memory-safe") {
            value := calldataload(0x124)
        }
    }

    function recipientBalance() internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(0x1a4)
        }
    }

    /// @notice The operator's wallet; coming in from another leg, that leg.
    function by() internal pure returns (address value) {
        assembly ("memory-safe") {
            value := calldataload(0x164)
        }
    }
}
