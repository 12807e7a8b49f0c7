// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing} from "./Standing.sol";

/// @notice What a movement of a batch differs in from the one before it.
struct BatchItem {
    /// Standing of who receives.
    Standing recipient;
    /// Smallest units.
    uint256 amount;
}

/// @title BatchItemLibrary
/// @notice Reads the items of a batch in calldata, where they lie one behind the other.
library BatchItemLibrary {
    /// @notice Bytes of an item.
    uint256 internal constant LENGTH = 0x40;

    function recipientAt(uint256 place) internal pure returns (Standing value) {
        assembly ("memory-safe") {
            value := calldataload(place)
        }
    }

    function amountAt(uint256 place) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(add(place, 0x20))
        }
    }
}
